# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import io
import random
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import sample, snapshot

from atlas_culture_plugin.core import archive as module
from atlas_culture_plugin.core.archive import copy_folder, pack, unpack
from atlas_culture_plugin.core.errors import AtlasError, Cancelled, PackageError, StorageError
from atlas_culture_plugin.core.names import file_problem, is_package_id, path_problem


def zipped(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    return path


def refused(archive: Path, expected: str) -> None:
    """The archive is refused with a sentence that names it, and nothing is left beside it."""
    before = sorted(archive.parent.iterdir())
    with pytest.raises(PackageError) as error:
        unpack(archive, archive.parent / "out")
    assert expected in error.value.sentence
    assert archive.name in error.value.sentence
    assert sorted(archive.parent.iterdir()) == before


def test_what_was_packed_is_unpacked(tmp_path):
    folder = sample(tmp_path).folder
    out = unpack(pack(folder, tmp_path / "a.zip"), tmp_path / "out")
    assert snapshot(out) == snapshot(folder)


def test_a_folder_zipped_as_a_folder_by_a_mac_is_accepted(tmp_path):
    folder = sample(tmp_path).folder
    files = [(f"petit/{name}", content) for name, content in snapshot(folder).items()]
    junk = [("__MACOSX/petit/._region.csv", b"x"), ("petit/.DS_Store", b"x"), ("petit/", b"")]
    assert snapshot(unpack(zipped(tmp_path / "a.zip", *files, *junk), tmp_path / "out")) == snapshot(folder)


HOSTILE_NAMES = [
    "../evil.csv", "a/../../evil.csv", "/etc/evil.csv", "\\evil.csv", "..\\evil.csv", "C:evil.csv",
    "a/./b.csv", "a//b.csv", "nul.csv", "CON", "styles/aux.qml", "evil.csv.", "evil .csv", "é.csv",
    "a\x00.csv", "evil.py", "evil.exe", "x" * 200 + ".csv", "~/evil.csv", "a:b.csv",
    "C:\\evil.csv", ".hidden.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_refused(tmp_path, name):
    archive = tmp_path / "a.zip"
    # ZipInfo would tidy the name up: it is put into the bytes, as an attacker does.
    raw = name.encode("utf-8")
    placeholder = "q" * len(raw)
    zipped(archive, ("datapackage.json", b"{}"), (placeholder, b"boo"))
    archive.write_bytes(archive.read_bytes().replace(placeholder.encode(), raw))
    refused(archive, "is refused")


def test_a_link_is_refused(tmp_path):
    info = zipfile.ZipInfo("region.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    refused(tmp_path / "a.zip", "link")


def test_a_nested_archive_is_refused(tmp_path):
    refused(zipped(tmp_path / "a.zip", ("data.zip", b"PK")), "another archive")


@pytest.mark.parametrize(
    "names", [("A.csv", "a.csv"), ("a.csv", "a.csv"), ("S/a.csv", "s/a.csv"), ("a.csv", "a.csv/b.csv")]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_one_file_somewhere_are_refused(tmp_path, names):
    refused(zipped(tmp_path / "a.zip", *((name, b"1") for name in names)), "twice")


def test_an_encrypted_archive_is_refused(tmp_path):
    archive = zipped(tmp_path / "a.zip", ("a.csv", b"code\n"))
    raw = bytearray(archive.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(raw)
    refused(archive, "encrypted")


def test_an_unusual_compression_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.csv", "code\n")
    refused(tmp_path / "a.zip", "unusual")


def test_a_bomb_is_refused_before_it_unpacks(tmp_path):
    archive = zipped(tmp_path / "a.zip", ("a.csv", b"0" * 50_000_000))
    start = time.monotonic()
    refused(archive, "suspicious size")
    assert time.monotonic() - start < 1


def test_a_package_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 1000)
    refused(zipped(tmp_path / "a.zip", ("a.csv", random.Random(1).randbytes(2000))), "MB allowed")


def test_an_announced_size_that_lies_is_refused(tmp_path):
    """The list of entries says 10 bytes, the data unpack to many more."""
    archive = zipped(tmp_path / "a.zip", ("a.csv", b"0" * 900_000))
    raw = archive.read_bytes()
    archive.write_bytes(raw.replace(struct.pack("<I", 900_000), struct.pack("<I", 10)))
    refused(archive, "damaged")


def test_a_hundred_thousand_entries_are_refused_at_once(tmp_path):
    local, central, offset = [], [], 0
    for number in range(100_000):
        name = f"{number}.csv".encode()
        fields = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0)
        local.append(b"PK\x03\x04" + fields + name)
        central.append(b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name)
        offset += len(local[-1])
    directory = b"".join(central)
    count = 100_000 & 0xFFFF  # what a writer that knows no zip64 would put there
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
    archive = tmp_path / "a.zip"
    archive.write_bytes(b"".join(local) + directory + end)
    with zipfile.ZipFile(archive) as many:
        assert len(many.infolist()) == 100_000
    start = time.monotonic()
    refused(archive, "too many files")
    assert time.monotonic() - start < 0.5


def test_a_count_that_lies_is_refused(tmp_path):
    archive = zipped(tmp_path / "a.zip", *((f"{i}.csv", b"1") for i in range(module.MAX_ENTRIES + 1)))
    raw = bytearray(archive.read_bytes())
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    archive.write_bytes(raw)
    refused(archive, "too many files")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b"code,a\n1,2\n", "not a zip"),
        (b"<!doctype html><title>404</title>", "not a zip"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "not a zip"),
        (b"PK\x05\x06" + bytes(18), "no file"),
        (b"PK\x05\x06" + bytes(10), "not a zip"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path, content, expected):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    refused(path, expected)


def test_an_archive_cut_anywhere_is_refused_whole(tmp_path):
    raw = pack(sample(tmp_path / "src").folder, tmp_path / "whole.zip").read_bytes()
    (tmp_path / "whole.zip").unlink()
    path = tmp_path / "a.zip"
    for cut in range(0, len(raw), 97):
        path.write_bytes(raw[:cut])
        refused(path, "")


@settings(max_examples=60)
@given(data=st.data())
def test_a_byte_changed_anywhere_never_crashes_nor_changes_a_file(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("z")
    source = sample(folder / "src").folder
    raw = bytearray(pack(source, folder / "a.zip").read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    (folder / "a.zip").write_bytes(raw)
    try:
        out = unpack(folder / "a.zip", folder / "out")
    except AtlasError:
        assert not (folder / "out").exists()
    else:
        assert set(snapshot(out).values()) <= set(snapshot(source).values())


def test_a_missing_archive_is_refused(tmp_path):
    with pytest.raises(PackageError, match="cannot be read"):
        unpack(tmp_path / "none.zip", tmp_path / "out")


class Stopper:
    """Stops after a number of questions, and keeps what it was told."""

    def __init__(self, after):
        self.after = after
        self.fractions = []

    def set_fraction(self, fraction):
        self.fractions.append(fraction)

    def info(self, message):
        pass

    def is_cancelled(self):
        self.after -= 1
        return self.after < 0


@pytest.mark.parametrize("after", range(5))
def test_a_cancel_leaves_nothing(tmp_path, after):
    archive = pack(sample(tmp_path).folder, tmp_path / "a.zip")
    with pytest.raises(Cancelled):
        unpack(archive, tmp_path / "out", Stopper(after))
    with pytest.raises(Cancelled):
        copy_folder(tmp_path / "petit", tmp_path / "out", Stopper(after))
    assert not (tmp_path / "out").exists()


def test_progress_grows_to_the_end(tmp_path):
    archive = pack(sample(tmp_path).folder, tmp_path / "a.zip")
    for action, source in ((unpack, archive), (copy_folder, tmp_path / "petit")):
        told = Stopper(10**6)
        action(source, tmp_path / action.__name__, told)
        assert told.fractions == sorted(told.fractions)
        assert told.fractions[-1] == pytest.approx(1)


def test_a_disk_that_fills_up_gives_a_sentence_and_leaves_nothing(tmp_path, monkeypatch):
    archive = pack(sample(tmp_path).folder, tmp_path / "a.zip")

    class Full(io.BytesIO):
        def write(self, _data):
            raise OSError(28, "No space left on device")

    genuine = Path.open
    monkeypatch.setattr(
        Path, "open", lambda p, mode="r", **k: Full() if mode == "xb" else genuine(p, mode, **k)
    )
    with pytest.raises(StorageError, match="disk is full"):
        unpack(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["evil.py", "é.csv"])
def test_a_folder_with_a_file_that_has_no_place_is_refused(tmp_path, name):
    folder = tmp_path / "src"
    (folder / "a").mkdir(parents=True)
    (folder / name).write_text("x", encoding="utf-8")
    with pytest.raises(PackageError, match="refused"):
        copy_folder(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_a_link_is_refused(tmp_path):
    folder = sample(tmp_path).folder
    (folder / "a.csv").symlink_to("/etc/passwd")
    with pytest.raises(PackageError, match="link"):
        copy_folder(folder, tmp_path / "out")


@given(path=st.text(max_size=12))
def test_a_path_that_is_accepted_stays_inside(path):
    if path_problem(path) is None:
        assert (Path("/base") / path).resolve().is_relative_to("/base")
        assert path.isascii()
        assert "\\" not in path
        assert ":" not in path
    assert file_problem(path) is not None or path.endswith(
        (".json", ".csv", ".md", ".qml", ".txt", "LICENSE", "SHA256SUMS")
    )


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("atlas-essentiel", True),
        ("a", True),
        ("con", False),
        ("a-", False),
        ("", False),
        ("A", False),
        ("x" * 65, False),
        ("a.b", False),
        (".", False),
    ],
)
def test_ids_of_packages(text, good):
    assert is_package_id(text) is good
