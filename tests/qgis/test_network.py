# SPDX-License-Identifier: GPL-2.0-or-later
"""The network settings of QGIS, set as its options dialog does, against real local servers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QSslCertificate

from atlas_culture_plugin.core.download import HttpOptions, fetch
from atlas_culture_plugin.core.errors import Cancelled, DownloadError, MissingDependencyError
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.gis.network import NetworkSettings
from tests.unit.http_server import FileServer, ProxyServer, Route, Watcher, closed_port

pytest.importorskip("requests")
trustme = pytest.importorskip("trustme")

BODY = bytes(range(256)) * 400
FAST = HttpOptions(connect_timeout=3, read_timeout=3, retries=0)
USER, PASSWORD = "bâtiment@mairie", "p:a/s s%40"
ENVIRONMENT = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def clean_network(qgis_app, monkeypatch):
    """No proxy from the machine before a test, none left in QGIS after it."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    set_proxy(None)
    yield
    set_proxy(None)


def set_proxy(proxy: ProxyServer | None, kind: str = "HttpProxy", **more) -> None:
    """Write the settings as the options dialog of QGIS does, and have QGIS take them."""
    settings = QgsSettings()
    settings.remove("proxy")
    if proxy is not None:
        found = {"proxyEnabled": True, "proxyType": kind, "proxyHost": "127.0.0.1", "proxyPort": proxy.port}
        for key, value in {**found, **more}.items():
            settings.setValue(f"proxy/{key}", value)
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()


@pytest.fixture
def server():
    with FileServer() as running:
        running.routes["/a.zip"] = Route(BODY)
        yield running


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def secure(authority):
    with FileServer(authority.issue_cert("127.0.0.1", "localhost")) as running:
        running.routes["/a.zip"] = Route(BODY)
        yield running


@pytest.fixture
def trusted(authority):
    """QGIS trusts the authority for the length of a test."""
    manager = QgsApplication.authManager()
    unlock(manager)
    certificate = QSslCertificate(authority.cert_pem.bytes())
    assert manager.storeCertAuthority(certificate)
    reload_authorities(manager)
    yield certificate
    manager.removeCertAuthority(certificate)
    reload_authorities(manager)


def unlock(manager) -> None:
    if not manager.masterPasswordIsSet():
        assert manager.setMasterPassword("for the tests", False)


def reload_authorities(manager) -> None:
    manager.rebuildCaCertsCache()
    manager.rebuildTrustedCaCertsCache()


def get(url: str, folder: Path, options: HttpOptions = FAST, progress=None) -> bytes:
    """Download in a worker thread with settings copied on this one, as the plugin does."""
    network = NetworkSettings.from_qgis()
    outcome: list = []

    def work() -> None:
        try:
            with network.session() as session:
                target = folder / "a.zip"
                fetch(url, target, session=session, progress=progress or Silent(), options=options)
                outcome.append(target.read_bytes())
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert outcome, "the download never ended"
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


# --- proxy


def test_no_proxy(server, tmp_path):
    assert get(server.url("/a.zip"), tmp_path) == BODY
    assert "QGIS/" in server.requests[0].headers["User-Agent"]
    assert "AtlasCulture/" in server.requests[0].headers["User-Agent"]


def test_through_the_proxy(server, tmp_path):
    with ProxyServer() as proxy:
        set_proxy(proxy)
        assert get(server.url("/a.zip"), tmp_path) == BODY
        assert proxy.seen == [f"GET {server.url('/a.zip')}"]


def test_https_through_the_proxy(secure, trusted, tmp_path):
    with ProxyServer(USER, PASSWORD) as proxy:
        set_proxy(proxy, proxyUser=USER, proxyPassword=PASSWORD)
        assert get(secure.url("/a.zip"), tmp_path) == BODY
        assert proxy.seen == [f"CONNECT 127.0.0.1:{secure.port}"]


def test_a_proxy_with_a_password(server, tmp_path):
    with ProxyServer(USER, PASSWORD) as proxy:
        set_proxy(proxy, proxyUser=USER, proxyPassword=PASSWORD)
        assert get(server.url("/a.zip"), tmp_path) == BODY


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_proxy_whose_password_is_not_given(server, secure, trusted, tmp_path, scheme, password):
    target = secure if scheme == "https" else server
    with ProxyServer(USER, PASSWORD) as proxy:
        set_proxy(proxy, proxyUser=USER if password else "", proxyPassword=password)
        with pytest.raises(DownloadError, match=r"proxy asks for a user name.*Settings > Options") as caught:
            get(target.url("/a.zip"), tmp_path)
    assert target.requests == []
    assert "wrong" not in caught.value.sentence + caught.value.details


def test_the_password_in_an_authentication_configuration(server, tmp_path):
    manager = QgsApplication.authManager()
    unlock(manager)
    config = QgsAuthMethodConfig("Basic")
    config.setName("proxy of the tests")
    config.setConfig("username", USER)
    config.setConfig("password", PASSWORD)
    assert manager.storeAuthenticationConfig(config)[0]
    try:
        with ProxyServer(USER, PASSWORD) as proxy:
            set_proxy(proxy, authcfg=config.id())
            assert get(server.url("/a.zip"), tmp_path) == BODY
            assert len(proxy.seen) == 1
    finally:
        manager.removeAuthenticationConfig(config.id())


def test_credentials_are_not_in_the_text_of_the_settings():
    with ProxyServer() as proxy:
        set_proxy(proxy, proxyUser="someone", proxyPassword="s3cret")
        network = NetworkSettings.from_qgis()
    assert "s3cret" in network.proxy
    assert "s3cret" not in repr(network)


@pytest.mark.parametrize("key", ["noProxyUrls", "proxyExcludedUrls"])
def test_exclusions_are_beginnings_of_addresses(server, tmp_path, key):
    server.routes["/b/a.zip"] = Route(BODY)
    with ProxyServer() as proxy:
        set_proxy(proxy, **{key: ["", "  ", server.url("/b/")]})
        assert get(server.url("/b/a.zip"), tmp_path) == BODY
        assert proxy.seen == []
        assert get(server.url("/a.zip"), tmp_path) == BODY
        assert len(proxy.seen) == 1


def test_each_redirect_chooses_its_own_proxy(server, tmp_path):
    server.routes["/start"] = Route(location="/direct/a.zip")
    server.routes["/direct/a.zip"] = Route(BODY)
    with ProxyServer() as proxy:
        set_proxy(proxy, noProxyUrls=[server.url("/direct/")])
        assert get(server.url("/start"), tmp_path) == BODY
        assert proxy.seen == [f"GET {server.url('/start')}"]


def test_a_password_that_http_cannot_carry(server, tmp_path):
    with ProxyServer() as proxy:
        set_proxy(proxy, proxyUser="a", proxyPassword="5€")
        with pytest.raises(DownloadError, match="character that HTTP cannot carry") as caught:
            get(server.url("/a.zip"), tmp_path)
    assert "20ac" not in caught.value.details and "€" not in caught.value.details


def test_a_proxy_that_is_stopped(server, tmp_path):
    with ProxyServer() as proxy:
        set_proxy(proxy)
    with pytest.raises(DownloadError, match="proxy cannot be reached"):
        get(server.url("/a.zip"), tmp_path)


def test_a_proxy_that_refuses_a_host(secure, tmp_path):
    with ProxyServer(status=403) as proxy:
        set_proxy(proxy)
        with pytest.raises(DownloadError, match=r"proxy refuses to connect to 127\.0\.0\.1 \(HTTP 403\)"):
            get(secure.url("/a.zip"), tmp_path)


def test_a_socks_proxy_is_recognised():
    with ProxyServer() as proxy:
        set_proxy(proxy, "Socks5Proxy", proxyUser="a b")
        assert (
            NetworkSettings.from_qgis().proxy_for("http://h/") == f"socks5h://a%20b:@127.0.0.1:{proxy.port}"
        )


def test_a_socks_proxy_without_its_package_is_said(server, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "socks", None)
    with ProxyServer() as proxy:
        set_proxy(proxy, "Socks5Proxy")
        try:
            get(server.url("/a.zip"), tmp_path)
        except DownloadError as error:
            assert "SOCKS" in error.sentence or "connection" in error.sentence
        else:
            pytest.fail("an HTTP proxy was taken for a SOCKS one")


def test_the_environment_speaks_only_when_qgis_says_system(server, tmp_path, monkeypatch):
    with ProxyServer() as proxy:
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert get(server.url("/a.zip"), tmp_path) == BODY
        assert proxy.seen == []
        set_proxy(proxy, "DefaultProxy", proxyHost="", noProxyUrls=[server.url("/b/")])
        assert get(server.url("/a.zip"), tmp_path) == BODY
        assert len(proxy.seen) == 1
        server.routes["/b/a.zip"] = Route(BODY)
        get(server.url("/b/a.zip"), tmp_path)
        assert len(proxy.seen) == 1
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        get(server.url("/a.zip"), tmp_path)
        assert len(proxy.seen) == 1


# --- certificates


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, tmp_path):
    with pytest.raises(DownloadError, match=r"certificate of 127\.0\.0\.1 is not trusted.*Authorities"):
        get(secure.url("/a.zip"), tmp_path)
    assert secure.requests == []


def test_it_is_accepted_once_qgis_trusts_its_authority(secure, trusted, tmp_path):
    assert get(secure.url("/a.zip"), tmp_path) == BODY


def test_and_refused_again_when_qgis_no_longer_does(secure, authority, trusted, tmp_path):
    manager = QgsApplication.authManager()
    manager.removeCertAuthority(trusted)
    reload_authorities(manager)
    with pytest.raises(DownloadError, match="is not trusted"):
        get(secure.url("/a.zip"), tmp_path)


def test_a_trusted_certificate_for_another_host_is_refused(authority, trusted, tmp_path):
    with FileServer(authority.issue_cert("example.org")) as other:
        other.routes["/a.zip"] = Route(BODY)
        with pytest.raises(DownloadError, match=r"shown by 127\.0\.0\.1 is that of another server"):
            get(other.url("/a.zip"), tmp_path)
        with pytest.raises(DownloadError, match="shown by localhost is that of another server"):
            get(other.url("/a.zip", "localhost"), tmp_path)


def test_a_certificate_that_has_expired_is_refused(authority, trusted, tmp_path):
    yesterday = datetime.now(timezone.utc) - timedelta(days=1)
    certificate = authority.issue_cert("127.0.0.1", not_after=yesterday)
    with FileServer(certificate) as old, pytest.raises(DownloadError, match="is out of date"):
        get(old.url("/a.zip"), tmp_path)


def test_the_environment_does_not_choose_whom_to_trust(secure, authority, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with pytest.raises(DownloadError, match="is not trusted"):
        get(secure.url("/a.zip"), tmp_path)


def test_passwords_of_the_environment_are_not_sent(server, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password s3cret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert get(server.url("/a.zip"), tmp_path) == BODY
    assert "Authorization" not in server.requests[0].headers


def test_one_unreadable_authority_does_not_take_the_others_with_it(secure, authority, tmp_path):
    bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    network = NetworkSettings(ca_pem=bad + authority.cert_pem.bytes().decode())
    with network.session() as session:
        fetch(secure.url("/a.zip"), tmp_path / "a", session=session, progress=Silent(), options=FAST)


def test_the_system_s_authorities_are_among_those_of_qgis():
    assert NetworkSettings.from_qgis().ca_pem.count("BEGIN CERTIFICATE") >= 1
    assert NetworkSettings().ssl_context().verify_mode.name == "CERT_REQUIRED"


# --- time-out, cancel, import


def test_the_time_out_of_qgis(server, tmp_path):
    before = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(1000)
    try:
        network = NetworkSettings.from_qgis()
    finally:
        QgsNetworkAccessManager.setTimeout(before)
    options = network.options(HttpOptions(retries=0))
    assert (options.connect_timeout, options.read_timeout, options.retries) == (1.0, 1.0, 0)
    server.routes["/a.zip"].stall_after = 10
    start = time.monotonic()
    with pytest.raises(DownloadError, match="does not answer"), network.session() as session:
        fetch(server.url("/a.zip"), tmp_path / "a", session=session, progress=Silent(), options=options)
    assert time.monotonic() - start < 4


def test_a_request_without_a_time_out_takes_that_of_qgis(server):
    import requests

    server.routes["/a.zip"].stall_after = 0
    with NetworkSettings(timeout=0.3).session() as session, pytest.raises(requests.ConnectionError):
        session.get(server.url("/a.zip"))


@pytest.mark.parametrize("where", ["server", "proxy", "nobody"])
def test_cancel_within_a_second(server, tmp_path, where):
    server.routes["/a.zip"].stall_after = 1000
    start = time.monotonic()
    progress = Watcher(lambda watcher: time.monotonic() - start > 0.3)
    options = HttpOptions(connect_timeout=20, read_timeout=20, retries=9, backoff=20)
    with ProxyServer() as proxy:
        if where == "proxy":
            set_proxy(proxy)
        url = f"http://127.0.0.1:{closed_port()}/a" if where == "nobody" else server.url("/a.zip")
        with pytest.raises(Cancelled):
            get(url, tmp_path, options, progress)
    assert time.monotonic() - start < 1.3


def test_without_requests_the_way_to_get_it_is_said(monkeypatch):
    network = NetworkSettings.from_qgis()
    monkeypatch.setitem(sys.modules, "requests", None)
    with pytest.raises(MissingDependencyError, match="python3-requests"):
        network.session()


def test_importing_the_module_imports_no_requests():
    code = "import sys, atlas_culture_plugin.gis.network; sys.exit('requests' in sys.modules)"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
