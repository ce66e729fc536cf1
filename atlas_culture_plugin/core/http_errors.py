# SPDX-License-Identifier: GPL-2.0-or-later
"""What went wrong on the network, as one sentence for the user.

Sentences and details never show credentials: neither those of an address or of a proxy, nor the
query of an address, which may carry a token.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from .errors import DownloadError
from .i18n import tr

_USERINFO = re.compile(r"//[^/@\s'\"]*@")
_QUERY = re.compile(r"[?#][^\s'\")]*")
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
#: Statuses that a new attempt may mend: request time-out, too early, too many requests.
_TRANSIENT = frozenset({408, 425, 429})

#: Codes of OpenSSL (openssl-verification-options(1)) for which no authority is to blame.
_NOT_YET_VALID, _EXPIRED, _WRONG_NAME, _WRONG_ADDRESS = 9, 10, 62, 64


class TransientError(DownloadError):
    """A failure that a new attempt may mend.

    Args:
        sentence: the user's sentence.
        details: technical details.
        wait: seconds that the server asks to wait, if it does.
    """

    def __init__(self, sentence: str, details: str = "", wait: float | None = None) -> None:
        """Keep the three of them."""
        super().__init__(sentence, details)
        self.wait = wait


class UnreachableError(DownloadError):
    """The network itself refuses: certificate, proxy. A new attempt would not help."""


def scrub(text: str) -> str:
    """Remove credentials and queries from a text about addresses."""
    return _QUERY.sub("", _USERINFO.sub("//", text))


def public_url(url: str) -> str:
    """Return an address as it may be shown: without credentials, query or fragment."""
    return scrub(url)


def host_of(url: str) -> str:
    """Return the host of an address, or the address as it may be shown."""
    try:
        return urlsplit(url).hostname or public_url(url)
    except ValueError:
        return public_url(url)


def bad_address(url: str) -> DownloadError:
    """Not an http or https address."""
    return DownloadError(
        tr('"{url}" is not a web address: it must begin with https:// or http://.').format(
            # What precedes an @ may be a password, even where the address is too wrong to tell.
            url=public_url(url).rpartition("@")[2]
        )
    )


def downgraded(url: str, target: str) -> DownloadError:
    """A redirect from https to http."""
    return DownloadError(
        tr(
            "{host} redirects a secure address to an unprotected one ({target}): the download was refused. "
            "Tell its publisher."
        ).format(host=host_of(url), target=public_url(target))
    )


def too_many_redirects(url: str, limit: int) -> DownloadError:
    """A loop, or a chain that is too long."""
    return DownloadError(
        tr("{url} is redirected more than {limit} times: the address is wrong or its server is.").format(
            url=public_url(url), limit=limit
        )
    )


def cut_short(url: str, done: int, total: int) -> TransientError:
    """The body ended before its announced size."""
    return TransientError(
        tr("The connection to {host} was cut during the download.").format(host=host_of(url)),
        f"{done} / {total} bytes",
    )


def http_failure(status: int, url: str, wait: float | None = None) -> DownloadError:
    """Return the error that an HTTP status stands for."""
    sentence = _status_sentence(status).format(host=host_of(url), url=public_url(url), status=status)
    details = f"HTTP {status} {public_url(url)}"
    if status >= 500 or status in _TRANSIENT:
        return TransientError(sentence, details, wait)
    return UnreachableError(sentence, details) if status == 407 else DownloadError(sentence, details)


def _status_sentence(status: int) -> str:
    if status in (404, 410):
        return tr("{url} does not exist any more on {host}: refresh the catalogue or check the address.")
    if status in (401, 403):
        return tr("{host} refuses access to {url} (HTTP {status}): check that this address is public.")
    if status == 407:
        return _proxy_password()
    if status == 429:
        return tr("{host} receives too many requests: try again in a few minutes.")
    if status >= 500:
        return tr("{host} is out of order (HTTP {status}): try again later.")
    return tr("{host} gave an unexpected answer (HTTP {status}) for {url}: check the address.")


def _proxy_password() -> str:
    return tr(
        "The proxy asks for a user name and a password: "
        "set them in QGIS, Settings > Options > Network, then try again."
    )


def network_failure(error: BaseException, url: str) -> DownloadError:
    """Return the error of the family for one of requests, urllib3 or the sockets."""
    chain = list(_causes(error))
    details = _details(chain)
    for recognise in (_certificate, _proxy, _address):
        found = recognise(chain, url)
        if found:
            return type(found)(found.sentence, details)
    return TransientError(_transient_sentence(chain).format(host=host_of(url)), details)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk down to what the system said: requests and urllib3 wrap it in several ways."""
    todo: list[object] = [error]
    seen: set[int] = set()
    while todo:
        item = todo.pop(0)
        if isinstance(item, BaseException) and id(item) not in seen:
            seen.add(id(item))
            yield item
            todo += [item.__cause__, item.__context__, getattr(item, "reason", None), *item.args]


def _details(chain: list[BaseException]) -> str:
    names = " < ".join(type(error).__name__ for error in chain)
    # Errors about characters quote the text, which may be a password.
    return names if isinstance(chain[-1], UnicodeError) else scrub(f"{names}: {chain[-1]}")


def _named(chain: list[BaseException], *names: str) -> bool:
    """Recognise by class name what has to be recognised without importing requests."""
    return any(base.__name__ in names for error in chain for base in type(error).__mro__)


def _certificate(chain: list[BaseException], url: str) -> DownloadError | None:
    refusals = [error for error in chain if isinstance(error, ssl.SSLCertVerificationError)]
    if not refusals and not _named(chain, "CertificateError"):
        return None
    # urllib3 1.26 compares the names itself: its error has no code.
    code = getattr(refusals[0], "verify_code", _WRONG_NAME) if refusals else _WRONG_NAME
    return UnreachableError(_certificate_sentence(code).format(host=host_of(url)))


def _certificate_sentence(code: int) -> str:
    if code in (_WRONG_NAME, _WRONG_ADDRESS):
        return tr("The certificate shown by {host} is that of another server: check the address.")
    if code in (_NOT_YET_VALID, _EXPIRED):
        return tr(
            "The certificate of {host} is out of date: check the date of this computer, "
            "or tell the publisher."
        )
    return tr(
        "The certificate of {host} is not trusted. If you know this server, add its authority in QGIS, "
        "Settings > Options > Authentication > Manage Certificates > Authorities, then try again."
    )


def _proxy(chain: list[BaseException], url: str) -> DownloadError | None:
    if _named(chain, "InvalidProxyURL"):
        return UnreachableError(
            tr("The address of the proxy is wrong: correct it in QGIS, Settings > Options > Network.")
        )
    if not _named(chain, "ProxyError"):
        return None
    statuses = [int(found[1]) for error in chain if (found := _TUNNEL.search(str(error)))]
    return _tunnel_failure(statuses[0], url) if statuses else _proxy_unreachable()


def _tunnel_failure(status: int, url: str) -> DownloadError:
    if status == 407:
        return UnreachableError(_proxy_password())
    sentence = tr("The proxy refuses to connect to {host} (HTTP {status}): ask your network's managers.")
    family = TransientError if status >= 500 else UnreachableError
    return family(sentence.format(host=host_of(url), status=status))


def _proxy_unreachable() -> TransientError:
    return TransientError(
        tr("The proxy cannot be reached: check its address in QGIS, Settings > Options > Network.")
    )


def _address(chain: list[BaseException], url: str) -> DownloadError | None:
    if "SOCKS support" in str(chain[0]):
        return UnreachableError(
            tr(
                'The SOCKS proxy set in QGIS needs the Python package "PySocks": install it, or set an '
                "HTTP proxy in Settings > Options > Network."
            )
        )
    if any(isinstance(error, UnicodeError) for error in chain):
        return UnreachableError(
            tr(
                "A user name or a password holds a character that HTTP cannot carry: "
                "check the proxy in QGIS, Settings > Options > Network."
            )
        )
    return bad_address(url) if _named(chain, "InvalidURL", "InvalidSchema", "LocationParseError") else None


def _transient_sentence(chain: list[BaseException]) -> str:
    if any(isinstance(error, socket.gaierror) for error in chain):
        return tr("The server {host} is not found: check the address and the network connection.")
    if any(isinstance(error, ConnectionRefusedError) for error in chain):
        return tr("{host} refuses the connection: the server is stopped, or a firewall is in the way.")
    if any(isinstance(error, socket.timeout) for error in chain) or _named(chain, "TimeoutError", "Timeout"):
        return tr("{host} does not answer: the waiting time of QGIS's network settings is over.")
    if any(isinstance(error, ssl.SSLError) for error in chain):
        return tr("No secure connection could be agreed with {host}: try again, or tell its publisher.")
    return tr("The connection to {host} was cut: check the network, then try again.")
