# SPDX-License-Identifier: GPL-2.0-or-later
"""Downloads against a real local server: every fault that the module promises to survive."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_culture_plugin.core import transport
from atlas_culture_plugin.core.download import HttpOptions, discard_partial, fetch, fetch_cached
from atlas_culture_plugin.core.errors import (
    Cancelled,
    CatalogueError,
    DownloadError,
    MissingDependencyError,
    StorageError,
)
from atlas_culture_plugin.core.http_errors import host_of, network_failure, public_url
from atlas_culture_plugin.core.i18n import set_translator
from atlas_culture_plugin.core.progress import Silent
from tests.unit.http_server import FileServer, Route, Watcher, closed_port

requests = pytest.importorskip("requests")
trustme = pytest.importorskip("trustme")

BODY = bytes(range(256)) * 2000  # 512 kB
OTHER = bytes(reversed(range(256))) * 2000
SHA = hashlib.sha256(BODY).hexdigest()
FAST = HttpOptions(connect_timeout=2, read_timeout=2, retries=2, backoff=0.01)


@pytest.fixture
def server():
    with FileServer() as running:
        yield running


@pytest.fixture
def session():
    with requests.Session() as made:
        made.trust_env = False
        yield made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "packages" / "a.zip"


@pytest.fixture
def get(server: FileServer, session, target: Path):
    """Download a path of the server to the target."""

    def run(path: str = "/a.zip", *, progress=None, sha256: str = SHA, options: HttpOptions = FAST) -> bytes:
        url = server.url(path) if path.startswith("/") else path
        arguments = {"session": session, "progress": progress or Silent()}
        return fetch(url, target, sha256=sha256, options=options, **arguments).read_bytes()

    return run


@pytest.fixture
def get_cached(server: FileServer, session, tmp_path: Path):
    """Download a path of the server through the cache."""

    def run(path: str = "/c.json", *, progress=None, options: HttpOptions = FAST, **more) -> bytes:
        url = server.url(path) if path.startswith("/") else path
        arguments = {"session": session, "progress": progress or Silent(), "options": options, **more}
        return fetch_cached(url, tmp_path / "cache", **arguments).read_bytes()

    return run


def leftovers(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def pause_at(size: int, target: Path) -> Watcher:
    """A progress that cancels once the partial file holds ``size`` bytes."""
    part = target.with_name(target.name + ".part")
    return Watcher(lambda watcher: part.is_file() and part.stat().st_size >= size)


# --- what works


def test_a_file_comes_whole_and_leaves_nothing_else(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"')
    progress = Watcher()
    assert get(progress=progress) == BODY
    assert leftovers(target) == []
    assert progress.fractions[-1] == 1.0
    assert progress.fractions == sorted(progress.fractions)
    assert progress.messages[-1] == "0.5 of 0.5 MB"


def test_an_empty_file_is_a_file(server, get):
    server.routes["/a.zip"] = Route(b"")
    assert get(sha256="") == b""


def test_a_body_of_unknown_size(server, get):
    server.routes["/a.zip"] = Route(BODY, length=False)
    progress = Watcher()
    assert get(progress=progress) == BODY
    assert progress.messages[-1] == "0.5 MB"


def test_megabytes_follow_the_language(server, get):
    server.routes["/a.zip"] = Route(BODY)
    progress = Watcher()
    set_translator(lambda text: text, "fr")
    try:
        get(progress=progress)
    finally:
        set_translator(None)
    assert progress.messages[-1] == "0,5 of 0,5 MB"


def test_a_slow_server_is_waited_for_and_progress_is_told_on_the_way(server, get):
    server.routes["/a.zip"] = Route(BODY, pace=0.01)
    progress = Watcher()
    assert get(progress=progress) == BODY
    assert any(0 < fraction < 1 for fraction in progress.fractions)


def test_a_body_compressed_on_the_way_is_unpacked(server, get):
    server.routes["/a.zip"] = Route(gzip.compress(BODY), headers={"Content-Encoding": "gzip"})
    assert get() == BODY


def test_the_old_file_stays_until_the_new_one_is_verified(server, get, target):
    target.parent.mkdir()
    target.write_bytes(b"old")
    server.routes["/a.zip"] = Route(OTHER)
    with pytest.raises(DownloadError):
        get()
    assert target.read_bytes() == b"old"
    server.routes["/a.zip"].body = BODY
    assert get() == BODY


# --- resuming


def test_pause_then_resume_transfers_only_the_rest(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', pace=0.005)
    with pytest.raises(Cancelled):
        get(progress=pause_at(200_000, target))
    kept = target.with_name("a.zip.part").stat().st_size
    assert not target.exists() and kept >= 200_000
    server.routes["/a.zip"].pace = 0
    assert get() == BODY
    assert server.requests[-1].headers["Range"] == f"bytes={kept}-"
    assert server.requests[-1].headers["If-Range"] == '"1"'
    assert server.requests[-1].sent == len(BODY) - kept
    assert leftovers(target) == []


def test_resume_on_a_date_when_there_is_no_tag(server, get, target):
    server.routes["/a.zip"] = Route(BODY, last_modified="Wed, 01 Jan 2025 00:00:00 GMT", stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target), sha256="")
    server.routes["/a.zip"].stall_after = None
    assert get(sha256="") == BODY
    assert server.requests[-1].sent < len(BODY)


@pytest.mark.parametrize("etag", ["", 'W/"1"'])
def test_without_anything_to_compare_a_download_restarts(server, get, target, etag):
    server.routes["/a.zip"] = Route(BODY, etag=etag, stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target), sha256="")
    server.routes["/a.zip"].stall_after = None
    assert get(sha256="") == BODY
    assert server.requests[-1].sent == len(BODY)


def test_a_known_checksum_is_enough_to_resume(server, get, target):
    server.routes["/a.zip"] = Route(BODY, stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target))
    server.routes["/a.zip"].stall_after = None
    assert get() == BODY
    assert server.requests[-1].sent < len(BODY)


def test_a_server_without_ranges_sends_everything_again(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', ranges=False, stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target))
    server.routes["/a.zip"].stall_after = None
    assert get() == BODY
    assert server.requests[-1].sent == len(BODY)


@pytest.mark.parametrize("if_range", [True, False])
@pytest.mark.parametrize("size", [len(OTHER), 300_000, 10])
def test_a_file_that_changed_between_two_attempts_is_taken_whole(server, get, target, size, if_range):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target), sha256="")
    server.routes["/a.zip"] = Route(OTHER[:size], etag='"2"', if_range=if_range)
    assert get(sha256="") == OTHER[:size]


@pytest.mark.parametrize("size", [len(OTHER) - 1000, 300_000, 10])
def test_a_change_of_size_shows_that_the_file_changed(server, get, target, size):
    server.routes["/a.zip"] = Route(BODY, stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target))
    server.routes["/a.zip"] = Route(OTHER[:size])
    assert get(sha256=hashlib.sha256(OTHER[:size]).hexdigest()) == OTHER[:size]


@pytest.mark.parametrize("shift", [1000, -1000])
def test_a_range_that_is_not_the_one_asked_leaves_no_gap(server, get, target, shift):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target), sha256="")
    server.routes["/a.zip"] = Route(BODY, etag='"1"', range_shift=shift)
    assert get(sha256="") == BODY


def test_a_part_of_another_address_is_not_gone_on_with(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', stall_after=100_000)
    server.routes["/b.zip"] = Route(OTHER, etag='"1"')
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target), sha256="")
    assert get("/b.zip", sha256="") == OTHER


def test_stopped_between_the_last_byte_and_the_renaming(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"')
    part = target.with_name("a.zip.part")
    with pytest.raises(Cancelled):  # cancelled while the checksum is computed
        get(progress=pause_at(len(BODY), target))
    assert part.stat().st_size == len(BODY)
    sent = server.sent
    assert get() == BODY
    assert server.sent == sent


@pytest.mark.parametrize("record", ["", "{", "[]", '{"url": 3}', '{"total": "x", "etag": "a\\nb"}', "\x00"])
def test_a_damaged_record_means_starting_again(server, get, target, record):
    target.parent.mkdir()
    target.with_name("a.zip.part").write_bytes(b"rubbish")
    target.with_name("a.zip.part.json").write_text(record)
    server.routes["/a.zip"] = Route(BODY, etag='"1"')
    assert get() == BODY


def test_discard_partial(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', stall_after=100_000)
    with pytest.raises(Cancelled):
        get(progress=pause_at(32_768, target))
    assert leftovers(target) == ["a.zip.part", "a.zip.part.json"]
    discard_partial(target)
    discard_partial(target)
    assert leftovers(target) == []


def test_neither_the_address_nor_its_token_is_written(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', stall_after=100_000)
    with pytest.raises(Cancelled):
        get(server.url("/a.zip?token=secret"), progress=pause_at(32_768, target))
    assert "secret" not in target.with_name("a.zip.part.json").read_text()


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(0, len(BODY) - 1), max_size=4), ranges=st.booleans(), tagged=st.booleans())
def test_wherever_it_is_cut_a_download_ends_right(tmp_path_factory, cuts, ranges, tagged):
    target = tmp_path_factory.mktemp("cut") / "a.zip"
    options = HttpOptions(2, 2, retries=4, backoff=0.001)
    with FileServer() as server, requests.Session() as session:
        session.trust_env = False
        server.routes["/a"] = Route(BODY, etag='"1"' if tagged else "", ranges=ranges, cuts=list(cuts))
        fetch(server.url("/a"), target, session=session, progress=Silent(), options=options)
        # A cut may lie beyond what was left to send: it then cuts nothing.
        assert len(server.requests) <= len(cuts) + 1
    assert target.read_bytes() == BODY
    assert leftovers(target) == []


# --- faults


def test_a_truncated_body_is_resumed(server, get):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', cuts=[100_000, 150_000])
    assert get() == BODY
    assert len(server.requests) == 3
    assert server.sent < len(BODY) + 3 * transport.CHUNK


def test_a_body_always_truncated_is_said(server, get, target):
    server.routes["/a.zip"] = Route(BODY, ranges=False, cuts=[10] * 9)
    with pytest.raises(DownloadError, match=r"connection to 127\.0\.0\.1 was cut"):
        get()
    assert len(server.requests) == FAST.retries + 1
    assert not target.exists()


def test_a_wrong_checksum_removes_what_came(server, get, target):
    server.routes["/a.zip"] = Route(OTHER, etag='"1"')
    with pytest.raises(DownloadError, match="not the one announced"):
        get()
    assert leftovers(target) == [] and not target.exists()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "does not exist any more"),
        (410, "does not exist any more"),
        (401, "refuses access"),
        (403, "refuses access"),
        (407, "proxy asks for a user name"),
        (400, "unexpected answer"),
        (204, "unexpected answer"),
        (206, "unexpected answer"),
        (304, "unexpected answer"),
    ],
)
def test_a_status_that_no_new_attempt_mends(server, get, target, status, said):
    server.routes["/a.zip"] = Route(BODY, statuses=[status])
    with pytest.raises(DownloadError, match=said) as caught:
        get()
    assert "127.0.0.1" in caught.value.sentence or status == 407
    assert len(server.requests) == 1 and not target.exists()


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_passing_fault_is_tried_again(server, get, status):
    server.routes["/a.zip"] = Route(BODY, statuses=[status, status])
    progress = Watcher()
    assert get(progress=progress) == BODY
    assert "New attempt in 1 s (2 of 2)." in " ".join(progress.messages)


@pytest.mark.parametrize(("status", "said"), [(500, "out of order"), (429, "too many requests")])
def test_retries_are_bounded(server, get, status, said):
    server.routes["/a.zip"] = Route(BODY, statuses=[status] * 9)
    with pytest.raises(DownloadError, match=said):
        get()
    assert len(server.requests) == FAST.retries + 1


def test_retry_after_is_honoured(server, get):
    server.routes["/a.zip"] = Route(BODY, statuses=[429], headers={"Retry-After": "1"})
    assert get() == BODY
    assert server.requests[1].moment - server.requests[0].moment >= 1.0


def test_retry_after_reads_seconds_and_dates_up_to_a_limit():
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    assert transport.retry_after("7") == 7
    assert transport.retry_after(format_datetime(now + timedelta(seconds=20), usegmt=True), now) == 20
    assert transport.retry_after(format_datetime(now - timedelta(days=1), usegmt=True), now) == 0
    assert transport.retry_after("86400") == transport.MAX_WAIT
    assert transport.retry_after("Fri, 01 Jan 2100 00:00:00 GMT", now) == transport.MAX_WAIT


@given(st.text(max_size=40))
def test_no_retry_after_is_a_crash(header):
    wait = transport.retry_after(header)
    assert wait is None or 0 <= wait <= transport.MAX_WAIT


def test_a_server_that_stops_sending_is_given_up(server, get, target):
    server.routes["/a.zip"] = Route(BODY, etag='"1"', stall_after=100_000)
    options = HttpOptions(connect_timeout=0.5, read_timeout=0.5, retries=0)
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1 does not answer"):
        get(options=options)
    assert "a.zip.part" in leftovers(target)


def test_a_body_that_drips_is_given_up(server, get):
    server.routes["/a.zip"] = Route(BODY, pace=0.3)  # never silent for 0.5 s, yet 13 kB/s at most
    options = HttpOptions(connect_timeout=0.1, read_timeout=0.5, retries=0)
    with pytest.raises(DownloadError, match="does not answer"):
        get(options=options)


def test_refused_connection_and_unknown_host(get):
    options = HttpOptions(1, 1, retries=1, backoff=0.01)
    progress = Watcher()
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1 refuses the connection"):
        get(f"http://127.0.0.1:{closed_port()}/a", options=options, progress=progress)
    assert len(progress.messages) == 1
    with pytest.raises(DownloadError, match=r"server nowhere\.invalid is not found"):
        get("http://nowhere.invalid/a", options=options)


def test_a_certificate_that_nobody_vouches_for(get):
    authority = trustme.CA()
    with FileServer(authority.issue_cert("127.0.0.1")) as secure:
        secure.routes["/a.zip"] = Route(BODY)
        with pytest.raises(DownloadError, match=r"certificate of 127\.0\.0\.1 is not trusted.*Authorities"):
            get(secure.url("/a.zip"))
        assert secure.requests == []


def test_a_file_announced_too_large_is_not_downloaded(server, get, target):
    server.routes["/a.zip"] = Route(BODY)
    progress = Watcher()
    with pytest.raises(DownloadError, match=r"larger than the 0\.1 MB allowed"):
        get(options=HttpOptions(max_bytes=100_000), progress=progress)
    assert leftovers(target) == [] and len(server.requests) == 1
    assert progress.messages == []


def test_a_file_that_turns_out_too_large_is_dropped(server, get, target):
    server.routes["/a.zip"] = Route(BODY, length=False)
    with pytest.raises(DownloadError, match="larger than"):
        get(options=HttpOptions(max_bytes=100_000))
    assert leftovers(target) == []
    # A small answer that unpacks into a large one is no exception.
    server.routes["/a.zip"] = Route(gzip.compress(bytes(10**7)), headers={"Content-Encoding": "gzip"})
    with pytest.raises(DownloadError, match="larger than"):
        get(options=HttpOptions(max_bytes=100_000))


@pytest.mark.parametrize(
    "url", ["ftp://h/a", "file:///etc/passwd", "a.zip", "", "http://", "http://[::1", "http://h:x/"]
)
def test_what_is_not_a_web_address_is_refused(get, url):
    with pytest.raises(DownloadError, match="is not a web address"):
        get(url)


# --- redirects


def test_redirects_absolute_and_relative(server, get):
    server.routes["/one"] = Route(location=server.url("/dir/two"))
    server.routes["/dir/two"] = Route(location="three")
    server.routes["/dir/three"] = Route(location="../a.zip?x=1")
    server.routes["/a.zip"] = Route(BODY)
    assert get("/one") == BODY
    assert [seen.path for seen in server.requests] == ["/one", "/dir/two", "/dir/three", "/a.zip?x=1"]


def test_a_loop_of_redirects_ends(server, get):
    server.routes["/a.zip"] = Route(location="/b.zip")
    server.routes["/b.zip"] = Route(location="/a.zip")
    with pytest.raises(DownloadError, match="redirected more than 10 times"):
        get()
    assert len(server.requests) == 11


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://h/a", "http://h:x/"])
def test_a_redirect_that_leaves_the_web_is_refused(server, get, location):
    server.routes["/a.zip"] = Route(location=location)
    with pytest.raises(DownloadError, match="is not a web address"):
        get()


def test_a_redirect_to_an_unprotected_address_is_refused(server, get, session, tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    session.verify = str(tmp_path / "ca.pem")
    server.routes["/a.zip"] = Route(BODY)
    with FileServer(authority.issue_cert("127.0.0.1")) as secure:
        secure.routes["/a.zip"] = Route(location=server.url("/a.zip"))
        with pytest.raises(DownloadError, match="secure address to an unprotected one"):
            get(secure.url("/a.zip"))
    assert server.requests == []


# --- cancelling


def cancel_after(seconds: float) -> Watcher:
    start = time.monotonic()
    return Watcher(lambda watcher: time.monotonic() - start > seconds)


def assert_cancelled_within_a_second(run) -> None:
    start = time.monotonic()
    with pytest.raises(Cancelled):
        run(cancel_after(0.3))
    assert time.monotonic() - start < 1.3


LONG = HttpOptions(connect_timeout=20, read_timeout=20, retries=3, backoff=20)


@pytest.mark.parametrize("stall_after", [0, 100_000])
def test_cancel_while_the_server_stalls(server, get, target, stall_after):
    server.routes["/a.zip"] = Route(BODY, stall_after=stall_after)
    assert_cancelled_within_a_second(lambda progress: get(progress=progress, options=LONG))
    assert target.with_name("a.zip.part").is_file()


def test_cancel_while_waiting_for_a_new_attempt(server, get):
    server.routes["/a.zip"] = Route(BODY, statuses=[503] * 5)
    assert_cancelled_within_a_second(lambda progress: get(progress=progress, options=LONG))


def test_cancel_while_connecting(get):
    with socket.socket() as listener:  # accepts, never answers
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
        assert_cancelled_within_a_second(lambda progress: get(url, progress=progress, options=LONG))


def test_an_abandoned_thread_ends_when_bytes_come(server, get):
    server.routes["/a.zip"] = Route(BODY * 4, pace=0.01)
    with pytest.raises(Cancelled):
        get(progress=cancel_after(0.2), options=LONG)
    deadline = time.monotonic() + 5
    while any(thread.name == "atlas-culture-http" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert server.sent < len(BODY) * 4


# --- the disk


def test_a_folder_that_cannot_be_made(server, get, target):
    target.parent.write_text("a file where a folder should be")
    server.routes["/a.zip"] = Route(BODY)
    with pytest.raises(StorageError, match=r"a\.zip"):
        get()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_and_the_old_file_stays(server, get, target):
    target.parent.mkdir()
    target.write_bytes(b"old")
    target.with_name("a.zip.part").symlink_to("/dev/full")
    server.routes["/a.zip"] = Route(BODY)
    with pytest.raises(StorageError, match="disk is full"):
        get()
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that even root cannot write in")
def test_a_read_only_folder(server, session):
    server.routes["/a.zip"] = Route(BODY)
    with pytest.raises(StorageError, match="cannot be written"):
        fetch(server.url("/a.zip"), Path("/sys/kernel/a.zip"), session=session, progress=Silent())


def test_more_than_the_disk_holds_is_refused_before_it_is_filled(server, get):
    server.routes["/a.zip"] = Route(b"x", headers={"Content-Length": str(10**17)}, length=False)
    with pytest.raises(StorageError, match="disk is full"):
        get(options=HttpOptions(max_bytes=10**18))


# --- catalogues


def test_a_catalogue_that_did_not_change_is_not_sent_again(server, get_cached):
    server.routes["/c.json"] = Route(b"{}", etag='W/"1"')
    assert get_cached() == b"{}"
    assert get_cached() == b"{}"
    assert len(server.requests) == 2 and server.sent == 2
    assert server.requests[1].headers["If-None-Match"] == 'W/"1"'


def test_a_catalogue_with_a_date(server, get_cached):
    server.routes["/c.json"] = Route(b"{}", last_modified="Wed, 01 Jan 2025 00:00:00 GMT")
    get_cached()
    get_cached()
    assert server.sent == 2


def test_a_new_catalogue_replaces_the_copy(server, get_cached, tmp_path):
    server.routes["/c.json"] = Route(b"{}", etag='"1"')
    get_cached()
    server.routes["/c.json"] = Route(b"[1]", etag='"2"')
    assert get_cached() == b"[1]"
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_two_catalogues_are_two_copies(server, get_cached):
    server.routes["/c.json"] = Route(b"1")
    server.routes["/d.json"] = Route(b"2")
    assert (get_cached("/c.json"), get_cached("/d.json"), get_cached("/c.json")) == (b"1", b"2", b"1")


def test_without_a_network_the_copy_serves_and_its_date_is_said(session, tmp_path):
    arguments = {"session": session, "options": HttpOptions(1, 1, retries=1, backoff=0.01)}
    with FileServer() as server:
        server.routes["/c.json"] = Route(b"{}", etag='"1"')
        url = server.url("/c.json")
        copy = fetch_cached(url, tmp_path, progress=Silent(), **arguments)
    session.close()
    os.utime(copy, (1_700_000_000, 1_700_000_000))
    progress = Watcher()
    assert fetch_cached(url, tmp_path, progress=progress, **arguments).read_bytes() == b"{}"
    assert progress.messages[-1].endswith("The copy of 2023-11-14 is used.")
    assert "refuses the connection" in progress.messages[-1]


def test_a_server_out_of_order_too(server, get_cached):
    server.routes["/c.json"] = Route(b"{}")
    get_cached()
    server.routes["/c.json"].statuses = [500] * 5
    progress = Watcher()
    assert get_cached(progress=progress) == b"{}"
    assert "is used" in progress.messages[-1]


def test_without_network_nor_copy_the_failure_is_said(server, get_cached):
    with pytest.raises(DownloadError, match="refuses the connection"):
        get_cached(f"http://127.0.0.1:{closed_port()}/c.json")


def test_a_catalogue_that_is_gone_is_not_hidden_by_its_copy(server, get_cached):
    server.routes["/c.json"] = Route(b"{}")
    get_cached()
    del server.routes["/c.json"]
    with pytest.raises(DownloadError, match="does not exist any more"):
        get_cached()


def test_a_content_that_is_refused_does_not_replace_the_copy(server, get_cached, tmp_path):
    def refuse_pages(path: Path) -> None:
        if path.read_bytes().startswith(b"<html"):
            raise CatalogueError("a page")

    server.routes["/c.json"] = Route(b"{}", etag='"1"')
    get_cached(check_content=refuse_pages)
    server.routes["/c.json"] = Route(b"<html>", etag='"2"')
    with pytest.raises(CatalogueError):
        get_cached(check_content=refuse_pages)
    assert [path.read_bytes() for path in (tmp_path / "cache").glob("*.copy")] == [b"{}"]
    assert list((tmp_path / "cache").glob("*.part*")) == []


def test_a_catalogue_of_ten_megabytes_is_not_one(server, get_cached):
    server.routes["/c.json"] = Route(bytes(6_000_000))
    with pytest.raises(DownloadError, match=r"larger than the 5\.0 MB"):
        get_cached()


def test_cancelling_a_catalogue_keeps_the_copy(server, get_cached, tmp_path):
    server.routes["/c.json"] = Route(b"{}")
    get_cached()
    server.routes["/c.json"] = Route(BODY, stall_after=10)
    assert_cancelled_within_a_second(lambda progress: get_cached(progress=progress, options=LONG))
    assert [path.read_bytes() for path in (tmp_path / "cache").glob("*.copy")] == [b"{}"]


# --- what is said


@pytest.mark.parametrize(
    "url",
    [
        "https://user:s3cret@example.org/a.zip?token=s3cret#s3cret",
        "ftp://user:s3cret@example.org/a",
        "user:s3cret@example.org/a",
        "http://user:s3cret@example.org:bad/a",
        "http://user:s3cret@[::1/a",
    ],
)
def test_no_sentence_shows_credentials(url, session, tmp_path):
    options = HttpOptions(0.2, 0.2, retries=0)
    assert "s3cret" not in public_url(url) or "//" not in url
    with pytest.raises(DownloadError) as caught:
        # Nothing listens there: whatever the address, the download fails.
        session.proxies = dict.fromkeys(("http", "https"), f"http://me:s3cret@127.0.0.1:{closed_port()}")
        fetch(url, tmp_path / "a", session=session, progress=Silent(), options=options)
    assert "s3cret" not in caught.value.sentence + caught.value.details + str(caught.value)


def test_details_name_the_errors_without_the_query():
    error = ConnectionError("GET http://u:s3cret@h/a?token=s3cret (x) failed")
    failure = network_failure(error, "http://h/a")
    assert failure.details.startswith("ConnectionError: GET http://h/a")
    assert "s3cret" not in failure.details


@given(st.text(max_size=60))
def test_no_address_is_a_crash(url):
    host_of(url)
    try:
        transport.check_address(url)
    except DownloadError as error:
        assert "is not a web address" in error.sentence


def test_without_requests_the_way_to_get_it_is_said(get, get_cached, monkeypatch):
    monkeypatch.setitem(sys.modules, "requests", None)
    for run in (get, get_cached):
        with pytest.raises(MissingDependencyError, match="python3-requests"):
            run()


def test_importing_the_module_imports_no_requests():
    code = "import sys, atlas_culture_plugin.core.download; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
