# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from samples import edit, sample, snapshot

from atlas_culture_plugin.core import library as module
from atlas_culture_plugin.core import locking
from atlas_culture_plugin.core.errors import (
    Cancelled,
    IndicatorError,
    LibraryError,
    PackageError,
    StorageError,
)
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.locking import locked
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import pack, validate
from atlas_culture_plugin.core.progress import Silent

ROOT = Path(__file__).resolve().parents[2]

INSTALL = """
import sys
from pathlib import Path
from atlas_culture_plugin.core.library import Library
print("ready", flush=True)
sys.stdin.readline()
Library(Path(sys.argv[1])).install(Path(sys.argv[2]))
print("done", flush=True)
"""


def release(*processes: subprocess.Popen) -> None:
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


def start(library: Path, source: Path) -> subprocess.Popen:
    """Prepare an installation in another process, which begins when it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", INSTALL, str(library), str(source)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", tmp_path / "embedded")


@pytest.fixture
def archive(tmp_path):
    return pack(sample(tmp_path / "src").folder, tmp_path / "petit.zip")


def test_an_installed_package_is_usable_at_once(library, archive):
    package = library.install(archive)
    assert (package.id, package.version) == ("petit", "1.0.0")
    assert package.folder.parent == library.folder / "petit"
    assert validate(package.folder) == []
    assert [found.id for found in library.packages()] == ["petit"]
    assert library.indicator("taux").key == "petit/taux"
    assert library.table("petit", Level.REGION).codes == ("53", "11", "06")
    assert [theme.id for theme in library.themes()] == ["offre"]


def test_a_folder_is_installed_too(library, tmp_path):
    folder = sample(tmp_path / "src").folder
    assert snapshot(library.install(folder).folder) == snapshot(folder)
    assert not list((library.folder / module.STAGING).iterdir())


def test_an_empty_library_reads_without_being_created(library):
    assert library.packages() == []
    assert library.indicators() == []
    assert library.installed_ids() == []
    assert not library.folder.exists()


def test_another_library_object_sees_an_update_and_a_removal(library, archive, tmp_path):
    other = Library(library.folder)
    assert other.packages() == []
    library.install(archive)
    assert other.table("petit", Level.REGION).columns["bibliotheques_2021"].values[0] == 1
    library.install(sample(tmp_path / "new", "1.1.0", first="7").folder)
    assert other.table("petit", Level.REGION).columns["bibliotheques_2021"].values[0] == 7
    library.remove("petit")
    assert other.packages() == []


def test_an_update_leaves_only_the_new_version(library, archive, tmp_path):
    library.install(archive)
    new = library.install(sample(tmp_path / "new", "1.1.0").folder)
    assert sorted(p.name for p in (library.folder / "petit").iterdir()) == [new.folder.name, "current"]


def test_installing_twice_changes_nothing(library, archive):
    library.install(archive)
    before = snapshot(library.folder)
    library.install(archive)
    assert snapshot(library.folder) == before


def test_a_rebuilt_package_of_the_same_version_replaces_it(library, archive, tmp_path):
    library.install(archive)
    library.install(sample(tmp_path / "new", first="9").folder)
    assert library.table("petit", Level.REGION).columns["bibliotheques_2021"].values[0] == 9


def test_a_damaged_installation_is_told_and_repaired_by_installing_again(library, archive, tmp_path):
    folder = library.install(archive).folder
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    fresh = Library(library.folder)
    assert fresh.packages() == []
    assert list(fresh.broken()) == ["petit"]
    with pytest.raises(PackageError, match="well-formed JSON"):
        fresh.package("petit")
    fresh.install(archive)
    assert fresh.broken() == {}
    assert validate(fresh.package("petit").folder) == []


@pytest.mark.parametrize("pointer", ["", "absent", "../../src", "..", "\x00"])
def test_a_pointer_that_points_nowhere_is_told(library, archive, pointer):
    library.install(archive)
    (library.folder / "petit" / "current").write_text(pointer, encoding="utf-8")
    assert "install it again" in library.broken()["petit"]


def test_an_older_version_is_refused_with_what_to_do(library, archive, tmp_path):
    library.install(sample(tmp_path / "new", "1.1.0").folder)
    before = snapshot(library.folder)
    with pytest.raises(LibraryError, match=r"1\.1\.0 .* later than 1\.0\.0: remove it first"):
        library.install(archive)
    assert snapshot(library.folder) == before


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_bad_archive_changes_nothing(library, archive, tmp_path, content):
    library.install(archive)
    before = snapshot(library.folder)
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    with pytest.raises(PackageError):
        library.install(bad)
    assert snapshot(library.folder) == before


def test_a_package_that_is_not_sound_changes_nothing(library, archive, tmp_path):
    library.install(archive)
    before = snapshot(library.folder)
    broken = edit(sample(tmp_path / "new", "2.0.0").folder, lambda d: d["atlas"].update(format=7))
    with pytest.raises(PackageError, match="version 7 of the package format"):
        library.install(pack(broken, tmp_path / "bad.zip"))
    damaged = sample(tmp_path / "other", "2.0.0").folder
    (damaged / "region.csv").write_text("code\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"region\.csv is damaged"):
        library.install(damaged)
    assert snapshot(library.folder) == before


def test_a_package_announced_under_another_name_is_refused(library, archive):
    with pytest.raises(PackageError, match='"grand" is in fact "petit"'):
        library.install(archive, expected_id="grand")
    assert library.installed_ids() == []


def test_a_source_that_does_not_exist_is_told(library, tmp_path):
    with pytest.raises(PackageError, match="There is no file or folder"):
        library.install(tmp_path / "none.zip")


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_what_is_no_package_is_named_as_the_user_knows_it(library, tmp_path, kind):
    source = tmp_path / "Mes documents"
    source.mkdir()
    (source / "README.md").write_text("nothing", encoding="utf-8")
    if kind == "zip":
        source = pack(source, tmp_path / "documents.zip")
    with pytest.raises(PackageError, match=f"^{source.name} is not a package"):
        library.install(source)
    assert snapshot(library.folder) == {}


def test_removing_leaves_nothing(library, archive):
    library.install(archive)
    library.remove("petit")
    assert not (library.folder / "petit").exists()
    with pytest.raises(LibraryError, match="Installed packages: none"):
        library.package("petit")
    with pytest.raises(LibraryError, match="not installed"):
        library.remove("petit")


def test_the_embedded_package_is_there_until_a_higher_version_is_installed(library, tmp_path):
    sample(library.embedded, "1.5.0", first="15")
    value = lambda: library.table("petit", Level.REGION).columns["bibliotheques_2021"].values[0]  # noqa: E731
    assert library.is_embedded("petit")
    assert value() == 15
    with pytest.raises(LibraryError, match="comes with the plugin"):
        library.remove("petit")
    library.install(sample(tmp_path / "old", "1.0.0", first="10").folder)
    assert value() == 15
    library.install(sample(tmp_path / "new", "2.0.0", first="20").folder)
    assert value() == 20
    assert library.package("petit").version == "2.0.0"
    library.remove("petit")
    assert value() == 15


def test_a_damaged_embedded_package_hides_nothing_else(library, archive):
    library.install(archive)
    folder = sample(library.embedded, package_id="autre").folder
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    assert [package.id for package in library.packages()] == ["petit"]
    assert list(library.broken()) == ["autre"]


def test_indicators_are_found_by_their_names(library, archive, tmp_path):
    library.install(archive)
    assert library.indicator("bibliotheques").package == "petit"
    assert library.indicator(" petit/bibliotheques ").id == "bibliotheques"
    with pytest.raises(IndicatorError, match="Did you mean bibliotheques"):
        library.indicator("biblioteques")
    with pytest.raises(IndicatorError, match="no indicator"):
        library.indicator("zzz")
    with pytest.raises(LibraryError, match="Installed packages: petit"):
        library.indicator("grand/bibliotheques")
    library.install(sample(tmp_path / "new", package_id="autre").folder)
    with pytest.raises(IndicatorError, match="autre/bibliotheques or petit/bibliotheques"):
        library.indicator("bibliotheques")
    assert len(library.indicators()) == 6
    assert len(library.indicators("autre")) == 3


def test_levels_and_years_are_resolved_or_named(library, archive):
    library.install(archive)
    assert library.resolve("bibliotheques", Level.REGION)[1] == 2022
    assert library.resolve("bibliotheques", Level.REGION, 2021)[1] == 2021
    assert library.resolve("bibliotheques", Level.COMMUNE)[1] == 2021
    with pytest.raises(IndicatorError, match="Its years: 2021"):
        library.resolve("bibliotheques", Level.COMMUNE, 2022)
    with pytest.raises(IndicatorError, match="Its levels: region, commune"):
        library.resolve("bibliotheques", Level.EPCI)
    with pytest.raises(IndicatorError, match="no table at the level epci"):
        library.table("petit", Level.EPCI)


def test_a_table_is_read_once_whatever_the_threads(library, archive, monkeypatch):
    library.install(archive)
    reads = []
    genuine = module.read_level
    monkeypatch.setattr(module, "read_level", lambda *a: (reads.append(1), time.sleep(0.05), genuine(*a))[2])
    tables = []
    threads = [
        threading.Thread(target=lambda: tables.append(library.table("petit", Level.REGION))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reads) == 1
    assert len({id(table) for table in tables}) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="folders are writable to root")
def test_a_read_only_library_is_told(library, archive):
    library.install(archive)
    library.folder.chmod(0o500)
    try:
        with pytest.raises(StorageError, match="read-only"):
            library.install(archive)
    finally:
        library.folder.chmod(0o700)


def test_a_library_whose_place_is_taken_by_a_file_is_told(tmp_path, archive):
    (tmp_path / "library").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError):
        Library(tmp_path / "library").install(archive)


@pytest.mark.parametrize(("number", "expected"), [(28, "disk is full"), (30, "read-only"), (13, "read-only")])
def test_a_disk_that_refuses_at_any_step_loses_nothing(
    library, archive, tmp_path, monkeypatch, number, expected
):
    library.install(archive)
    new = pack(sample(tmp_path / "new", "2.0.0").folder, tmp_path / "new.zip")
    before = snapshot(library.folder)
    for name in ("mkdir", "rename", "replace"):
        genuine = getattr(Path, name)

        def fail(path, *args, _genuine=genuine, **kwargs):
            if "library" in str(path) and path != library.folder:
                raise OSError(number, os.strerror(number))
            return _genuine(path, *args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(Path, name, fail)
            with pytest.raises(StorageError, match=expected):
                library.install(new)
        assert library.package("petit").version == "1.0.0"
        assert validate(library.package("petit").folder) == []
    library.install(archive)
    assert snapshot(library.folder) == before


@pytest.mark.skipif(os.name == "nt", reason="limits of the system")
def test_a_real_limit_of_the_system_on_writing_loses_nothing(library, archive, tmp_path):
    """Files may not grow beyond 100 kB in this process: the system itself refuses the writing."""
    library.install(archive)
    before = snapshot(library.folder)
    new = pack(large(tmp_path / "new", "2.0.0"), tmp_path / "new.zip")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n" + INSTALL
    done = subprocess.run(
        [sys.executable, "-c", limited, str(library.folder), str(new)],
        cwd=ROOT, input="go\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "StorageError: The disk is full" in done.stderr
    assert snapshot(library.folder) == before


class Impatient(Silent):
    def __init__(self):
        self.messages = []

    def info(self, message):
        self.messages.append(message)

    def is_cancelled(self):
        return len(self.messages) > 0


def test_waiting_for_another_writer_can_be_cancelled_and_ends(library, archive):
    library.install(archive)
    with locked(library.folder / module.LOCK, Silent()):
        watcher = Impatient()
        with pytest.raises(Cancelled):
            library.install(archive, watcher)
        assert "Waiting" in watcher.messages[0]
        with (
            pytest.raises(LibraryError, match="Another QGIS"),
            locked(library.folder / module.LOCK, Silent(), patience=0.2),
        ):
            pytest.fail("the lock was given twice")
    library.install(archive)


def test_a_folder_without_locks_is_used_with_care(library, archive, monkeypatch):
    """As on some network folders: nothing of another installation in progress is touched."""

    def no_locks(_stream):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locking, "_lock", no_locks)
    other = library.folder / module.STAGING / "other"
    other.mkdir(parents=True)
    assert library.install(archive).id == "petit"
    assert [path.name for path in other.parent.iterdir()] == ["other"]
    monkeypatch.undo()
    library.install(archive)
    assert not other.exists()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_the_lock_of_a_killed_process_falls(library, archive):
    library.folder.mkdir()
    code = (
        "import sys, time; from pathlib import Path\n"
        "from atlas_culture_plugin.core.locking import locked\n"
        "from atlas_culture_plugin.core.progress import Silent\n"
        "with locked(Path(sys.argv[1]), Silent()):\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(library.folder / module.LOCK)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(LibraryError), locked(library.folder / module.LOCK, Silent(), patience=0.2):
        pytest.fail("the lock was given twice")
    holder.kill()
    holder.communicate()
    library.install(archive)


def until_killed(action, step):
    """Run ``action`` in a child process that kills itself at its n-th call to the system's files.

    Returns:
        Whether it came to its end before that call.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    calls = 0

    def count(event, _arguments):
        nonlocal calls
        if event == "open" or event.startswith(("os.", "shutil.", "fcntl.")):
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(count)
        action()
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("what", ["install", "update", "remove"])
def test_a_kill_at_every_step_leaves_the_old_or_the_new(tmp_path, what):
    """Not at random: before each and every call that opens, makes, renames or removes a file."""
    old, new = (pack(sample(tmp_path / v, v).folder, tmp_path / f"{v}.zip") for v in ("1.0.0", "2.0.0"))
    template = tmp_path / "template"
    template.mkdir()
    if what != "install":
        Library(template).install(old)
    allowed = {"install": {None, "2.0.0"}, "update": {"1.0.0", "2.0.0"}, "remove": {"1.0.0", None}}[what]
    seen = []
    ended = False
    while not ended:
        folder = tmp_path / f"library{len(seen)}"
        shutil.copytree(template, folder)
        library = Library(folder)
        action = (lambda: library.remove("petit")) if what == "remove" else (lambda: library.install(new))  # noqa: B023
        ended = until_killed(action, len(seen) + 1)
        packages = Library(folder).packages()
        seen.append(packages[0].version if packages else None)
        assert Library(folder).broken() == {}
        assert seen[-1] in allowed
        assert not packages or validate(packages[0].folder) == []
        # What the dead process left neither hinders nor stays.
        package = Library(folder).install(new)
        assert sorted(p.name for p in (folder / "petit").iterdir()) == [package.folder.name, "current"]
        assert not list((folder / module.STAGING).iterdir())
    assert set(seen) == allowed
    assert len(seen) > 5


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_at_random_leaves_the_old_or_the_new(tmp_path):
    """The same from outside, on a package that takes a while, in a process of its own."""
    sources = {v: pack(large(tmp_path / v, v), tmp_path / f"{v}.zip") for v in ("1.0.0", "2.0.0")}
    process = start(tmp_path / "trial", sources["1.0.0"])
    begun = time.monotonic()
    release(process)
    process.communicate()
    length = time.monotonic() - begun
    folder = tmp_path / "library"
    for trial in range(5):
        if Library(folder).installed_ids():
            Library(folder).remove("petit")
        Library(folder).install(sources["1.0.0"])
        process = start(folder, sources["2.0.0"])
        release(process)
        time.sleep(length * (trial + random.Random(trial).random()) / 5)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        (package,) = Library(folder).packages()
        assert package.version in {"1.0.0", "2.0.0"}
        assert validate(package.folder) == []


def large(folder: Path, version: str) -> Path:
    """A package that takes long enough to install to be killed in the middle."""
    package = sample(folder, version)
    rows = "".join(f"{i:05d},{i}.{i},dense\n" for i in range(10_000))
    path = package.folder / "commune.csv"
    path.write_text("code,bibliotheques_2021,classe_2021\n" + rows, encoding="utf-8")
    return edit(package.folder, lambda _document: None)


def test_two_processes_at_once_never_corrupt_the_library(tmp_path):
    sources = [pack(large(tmp_path / v, v), tmp_path / f"{v}.zip") for v in ("1.0.0", "1.1.0")]
    other = pack(sample(tmp_path / "o", package_id="autre").folder, tmp_path / "autre.zip")
    library = tmp_path / "library"
    processes = [start(library, source) for source in (*sources, other, *sources)]
    release(*processes)
    outputs = [process.communicate(timeout=120) for process in processes]
    for out, err in outputs:
        # Only one thing may be refused: going back from 1.1.0 to 1.0.0.
        assert out == "done\n" or "later than 1.0.0" in err, err
    found = Library(library)
    assert {package.id: package.version for package in found.packages()} == {
        "autre": "1.0.0",
        "petit": "1.1.0",
    }
    assert found.broken() == {}
    for package in found.packages():
        assert validate(package.folder) == []
        assert len(list(package.folder.parent.iterdir())) == 2
    assert not list((library / module.STAGING).iterdir())
