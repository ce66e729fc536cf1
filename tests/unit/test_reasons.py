# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a file is not read or written: in the language of the interface, never in that of the system."""

from __future__ import annotations

import errno
import json
import os
import sqlite3

import pytest

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.catalogue import read_catalogue
from atlas_culture_plugin.core.errors import AtlasError
from atlas_culture_plugin.core.manifest import MANIFEST_NAME
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.reasons import reason
from atlas_culture_plugin.core.storage import writing
from atlas_culture_plugin.core.table import read_table

#: Marks what goes through the translation: what does not is left in another language.
MARK = "¤"


@pytest.fixture
def marked():
    """A language in which every phrase is between marks."""
    i18n.set_translator(lambda text: f"{MARK}{text}{MARK}", "fr")
    yield
    i18n.set_translator(None)


def of_number(number):
    return OSError(number, os.strerror(number))


def of_sqlite(tmp_path, kind):
    """An error that SQLite itself raises."""
    path = tmp_path / "a.db"
    if kind == "damaged":
        path.write_bytes(b"not a database at all" * 100)
    held = sqlite3.connect(path)
    try:
        if kind == "locked":
            held.execute("BEGIN EXCLUSIVE")
        sqlite3.connect(path, timeout=0).execute("CREATE TABLE t (a)")
    except sqlite3.Error as error:
        return error
    finally:
        held.close()
    return None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "does not exist"),
        (errno.EACCES, "access is denied"),
        (errno.EPERM, "access is denied"),
        (errno.EROFS, "read-only"),
        (errno.ENOSPC, "disk is full"),
        (errno.EBUSY, "another program"),
        (errno.EISDIR, "is a folder"),
        (errno.EIO, "does not answer"),
        (errno.EPIPE, "the log details"),
    ],
)
def test_an_error_of_the_system_has_its_words(marked, number, words):
    said = reason(of_number(number))
    assert words in said
    assert said.startswith(MARK) and said.endswith(MARK)
    assert os.strerror(number) not in said


def test_a_file_that_windows_locks_is_said_to_be_used():
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32
    assert reason(error) == "another program is using it"


@pytest.mark.parametrize(("kind", "words"), [("locked", "another program"), ("damaged", "is damaged")])
def test_an_error_of_sqlite_has_its_words(tmp_path, kind, words):
    assert words in reason(of_sqlite(tmp_path, kind))


def test_a_text_that_is_not_well_formed_says_where():
    with pytest.raises(json.JSONDecodeError) as broken:
        json.loads('{"a": 1,\n "b" 2}')
    assert reason(broken.value) == "line 2, column 6"
    with pytest.raises(UnicodeDecodeError) as latin:
        "é".encode("latin-1").decode("utf-8")
    assert reason(latin.value) == "byte 1 is not UTF-8"


def damaged_package(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / MANIFEST_NAME).write_text('{"id": }', encoding="utf-8")
    return validate(folder)[0]


def unreadable_manifest(tmp_path):
    folder = tmp_path / "package"
    (folder / MANIFEST_NAME).mkdir(parents=True)
    return validate(folder)[0]


def damaged_table(tmp_path):
    path = tmp_path / "region.csv"
    path.write_text('code,a\n"11,2\n', encoding="utf-8")
    with pytest.raises(AtlasError) as told:
        read_table(path, Level.REGION)
    return told.value.sentence


def absent_table(tmp_path):
    with pytest.raises(AtlasError) as told:
        read_table(tmp_path / "region.csv", Level.REGION)
    return told.value.sentence


def catalogue_that_is_a_folder(tmp_path):
    with pytest.raises(AtlasError) as told:
        read_catalogue(tmp_path)
    assert "Is a directory" in told.value.details, "the log has the message of the system"
    return told.value.sentence


def refused_file(tmp_path):
    with pytest.raises(AtlasError) as told, writing(tmp_path):
        raise of_number(errno.EIO)
    return told.value.sentence


@pytest.mark.parametrize(
    "damage",
    [
        damaged_package,
        unreadable_manifest,
        damaged_table,
        absent_table,
        catalogue_that_is_a_folder,
        refused_file,
    ],
)
def test_no_sentence_holds_words_of_another_language(marked, tmp_path, damage):
    said = damage(tmp_path)
    foreign = [os.strerror(number) for number in (errno.EISDIR, errno.ENOENT, errno.EIO)]
    foreign += ["Expecting value", "unexpected end of data"]
    assert MARK in said
    assert not any(words and words in said for words in foreign), said
