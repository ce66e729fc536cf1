# SPDX-License-Identifier: GPL-2.0-or-later
"""The network as the user set it in QGIS: proxy, certificates, time-out, for ``requests``.

:meth:`NetworkSettings.from_qgis` copies the settings on the main thread; the sessions made from
the copy may be used in any other one. requests is only imported when a session is made.
"""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from qgis.core import Qgis, QgsApplication, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtCore import QSysInfo, QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from .. import paths
from ..core.transport import HttpOptions, require_requests

if TYPE_CHECKING:
    import requests
    from requests.adapters import HTTPAdapter

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_SCHEMES = {
    QNetworkProxy.ProxyType.HttpProxy: "http",
    QNetworkProxy.ProxyType.HttpCachingProxy: "http",
    # The "h": names are resolved by the proxy, as Qt does.
    QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
}


@dataclass(frozen=True)
class NetworkSettings:
    """Copy of the network settings of QGIS.

    ``proxy`` is the address of the proxy with its credentials, percent-encoded, empty for none;
    ``system_proxy`` leaves the choice to the system, whatever ``proxy`` says. Addresses that
    begin with one of ``no_proxy`` go out directly; with one of ``excluded``, by the system's
    default. ``ca_pem`` is the PEM text of the trusted authorities, empty for the system's.
    ``timeout`` is in seconds.
    """

    proxy: str = field(default="", repr=False)
    system_proxy: bool = False
    no_proxy: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    ca_pem: str = field(default="", repr=False)
    timeout: float = 60.0
    user_agent: str = "AtlasCulture"

    @classmethod
    def from_qgis(cls) -> NetworkSettings:
        """Copy what QGIS uses now; call it on the main thread."""
        # The manager has already read the settings, its authentication configuration included,
        # and left out the blank exclusions, with which every address begins.
        manager = QgsNetworkAccessManager.instance()
        return cls(
            proxy=_proxy_url(manager.fallbackProxy()),
            system_proxy=manager.useSystemProxy(),
            no_proxy=tuple(manager.noProxyList()),
            excluded=tuple(manager.excludeList()),
            ca_pem=_trusted_authorities(),
            timeout=QgsNetworkAccessManager.timeout() / 1000,
            user_agent=_user_agent(),
        )

    def options(self, base: HttpOptions | None = None) -> HttpOptions:
        """Return the limits of downloads with the time-out set in QGIS."""
        timeout = max(self.timeout, 1.0)
        return replace(base or HttpOptions(), connect_timeout=timeout, read_timeout=timeout)

    def proxy_for(self, url: str) -> str:
        """Return the address of the proxy for ``url``, empty for none, as QGIS chooses it."""
        address = QUrl(url)
        shown = address.toString()
        if shown.startswith(self.no_proxy):
            return ""
        if self.system_proxy:
            return _system_proxy(address)
        return "" if shown.startswith(self.excluded) else self.proxy

    def ssl_context(self) -> ssl.SSLContext:
        """Return a context that trusts the authorities that QGIS trusts, and no other."""
        from urllib3.util.ssl_ import create_urllib3_context

        # urllib3's own: who compares the name of the host, ssl or urllib3, depends on its version.
        context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # From Python 3.13 on: QGIS accepts the authorities of companies' proxies that break this rule.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        for certificate in _CERTIFICATE.findall(self.ca_pem):
            # One by one: one that OpenSSL cannot read must not take the others with it.
            with suppress(ssl.SSLError):
                context.load_verify_locations(cadata=certificate)
        if not self.ca_pem:
            context.load_default_certs()
        return context

    def session(self) -> requests.Session:
        """Return a session of requests that goes out as QGIS does; any thread may use it.

        Raises:
            MissingDependencyError: this QGIS has no requests.
        """
        require_requests()
        import requests

        session = requests.Session()
        # The environment speaks only where QGIS leaves the choice to the system.
        session.trust_env = False
        session.headers["User-Agent"] = self.user_agent
        adapter = _adapter(self)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session


def _adapter(settings: NetworkSettings) -> HTTPAdapter:
    from requests.adapters import HTTPAdapter

    context = settings.ssl_context()

    class QgisAdapter(HTTPAdapter):
        """Chooses the proxy for each address, redirects included, and whom to trust."""

        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, ssl_context=context, **options)

        def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
            return super().proxy_manager_for(proxy, ssl_context=context, **options)

        def cert_verify(self, conn: Any, *_args: Any) -> None:
            # requests would add the authorities of certifi, and fail where they are missing.
            conn.cert_reqs, conn.ca_certs = "CERT_REQUIRED", None

        def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
            proxy = settings.proxy_for(request.url or "")
            options["proxies"] = {"http": proxy, "https": proxy} if proxy else {}
            options["timeout"] = options.get("timeout") or settings.timeout
            return super().send(request, *args, **options)

    return QgisAdapter()


def _proxy_url(proxy: QNetworkProxy) -> str:
    scheme = _SCHEMES.get(proxy.type())
    if scheme is None or not proxy.hostName():
        return ""
    credentials = ""
    if proxy.user():
        credentials = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@"
    host = f"[{proxy.hostName()}]" if ":" in proxy.hostName() else proxy.hostName()
    return f"{scheme}://{credentials}{host}:{proxy.port()}"


def _system_proxy(address: QUrl) -> str:
    """Ask Qt, which knows the environment, the system's settings and its automatic scripts."""
    found = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(address))
    return next((_proxy_url(proxy) for proxy in found), "")


def _trusted_authorities() -> str:
    """The system's authorities and the user's, minus those that the user distrusts."""
    return bytes(QgsApplication.authManager().trustedCaCertsPemText()).decode("ascii", "ignore")


def _user_agent() -> str:
    browser = str(QgsSettings().value("qgis/networkAndProxy/userAgent", "Mozilla/5.0")).strip()
    system = QSysInfo.prettyProductName()
    return f"{browser} QGIS/{Qgis.versionInt()}/{system} AtlasCulture/{paths.version()}".strip()
