# SPDX-License-Identifier: GPL-2.0-or-later
"""What a file is, told by its bytes: names and announced formats are often wrong."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from fnmatch import fnmatchcase

from ..archive import MAX_BYTES, MAX_RATIO
from ..errors import MissingDependencyError, RecipeError
from ..i18n import tr

#: What a member of an archive is called when it is a table.
SUFFIXES = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".json", ".geojson", ".parquet")

_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_MILLION = 1_000_000
#: Below this, a table may shrink by any ratio without harm.
_LARGE = 100 * _MILLION


def format_of(raw: bytes, name: str) -> str:
    """Return ``csv``, ``xls``, ``xlsx``, ``ods``, ``json``, ``parquet`` or ``zip``.

    Raises:
        RecipeError: it is empty, is a web page, or is nothing that holds a table.
    """
    if not raw.strip(b"\0 \r\n\t"):
        raise RecipeError(tr("{name} is empty: get it again.").format(name=name))
    if raw.startswith(_ZIP):
        return _zip_format(raw, name)
    if raw.startswith(_OLE):
        return "xls"
    if raw.startswith(_PARQUET):
        return "parquet"
    return _text_format(raw, name)


def open_zip(raw: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive, once it is known to unpack to a reasonable size.

    Raises:
        RecipeError: it is damaged, or would fill the memory.
    """
    try:
        zipped = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(name, error) from error
    size = sum(info.file_size for info in zipped.infolist())
    if size > MAX_BYTES or (size > _LARGE and size > MAX_RATIO * len(raw)):
        sentence = tr("{name} would take {size} MB once unpacked, which is not that of a table.")
        raise RecipeError(sentence.format(name=name, size=size // _MILLION))
    return zipped


def member_of(raw: bytes, name: str, wanted: str) -> tuple[bytes, str]:
    """Return the bytes and the name of the table in an archive.

    Args:
        raw: the archive.
        name: of the archive, for the sentences.
        wanted: name of the member, or a pattern such as ``*.csv``; empty for the largest table.

    Raises:
        RecipeError: there is none, several are meant, or it is damaged.
    """
    zipped = open_zip(raw, name)
    files = [info for info in zipped.infolist() if not info.is_dir()]
    if wanted:
        found = [info for info in files if _is_named(info.filename, wanted)]
    else:
        found = sorted(
            (i for i in files if i.filename.lower().endswith(SUFFIXES)), key=lambda i: -i.file_size
        )[:1]
    if len(found) != 1:
        listed = ", ".join(info.filename for info in files[:20]) or "–"
        if not wanted:
            raise RecipeError(tr("{name} holds no table: it has {files}.").format(name=name, files=listed))
        sentence = tr("{name} has {count} files named “{wanted}”, not one: it has {files}.")
        raise RecipeError(sentence.format(name=name, count=len(found), wanted=wanted, files=listed))
    return read_member(zipped, found[0].filename, name), found[0].filename


def read_member(zipped: zipfile.ZipFile, member: str, name: str) -> bytes:
    """Return the bytes of a member; its announced size may lie.

    Raises:
        RecipeError: it is damaged, encrypted or larger than allowed.
    """
    try:
        with zipped.open(member) as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (KeyError, RuntimeError, ValueError, OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise damaged(name, error) from error
    if len(raw) > MAX_BYTES:
        sentence = tr("{name} would take {size} MB once unpacked, which is not that of a table.")
        raise RecipeError(sentence.format(name=name, size=len(raw) // _MILLION))
    return raw


def damaged(name: str, error: Exception) -> RecipeError:
    """The error of a file that cannot be read for what it seems to be."""
    sentence = tr("{name} is damaged, or protected, and cannot be read: get it again.")
    return RecipeError(sentence.format(name=name), f"{type(error).__name__}: {error}")


def missing_package(name: str, package: str, error: ImportError) -> MissingDependencyError:
    """The error of a file whose format needs a package that is not there."""
    sentence = tr(
        "Reading {name} needs the Python package “{package}”, which this QGIS does not have. Install it "
        "(python3 -m pip install {package}, in the OSGeo4W shell on Windows), or save the file as CSV."
    )
    return MissingDependencyError(sentence.format(name=name, package=package), str(error))


def _is_named(path: str, wanted: str) -> bool:
    base = path.rpartition("/")[2]
    return wanted in (path, base) or fnmatchcase(path, wanted) or fnmatchcase(base, wanted)


def _zip_format(raw: bytes, name: str) -> str:
    members = set(open_zip(raw, name).namelist())
    if "xl/workbook.xml" in members:
        return "xlsx"
    if "xl/workbook.bin" in members:
        sentence = tr("{name} is a binary workbook (.xlsb): save it as .xlsx, .ods or .csv.")
        raise RecipeError(sentence.format(name=name))
    return "ods" if {"content.xml", "mimetype"} <= members else "zip"


def _text_format(raw: bytes, name: str) -> str:
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] == b"<":
        page = b"<html" in start.lower() or b"<!doctype html" in start.lower()
        what = tr("a web page") if page else tr("an XML file")
        sentence = tr(
            "{name} is {what}, not a table: its address may have changed, or the site answered an error."
        )
        raise RecipeError(sentence.format(name=name, what=what))
    if start[:1] in (b"{", b"[") and _looks_like_json(start):
        return "json"
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff") and raw[:4096].count(b"\0") > len(raw[:4096]) // 20:
        raise RecipeError(tr("{name} is not a table in a format that is read here.").format(name=name))
    return "csv"


def _looks_like_json(start: bytes) -> bool:
    """Whether a text that starts with a bracket goes on as JSON does: the name of a column may start so."""
    following = start[1:].lstrip(b" \r\n\t")[:1]
    if start[:1] == b"{":
        return following in (b'"', b"}")
    if following in (b"{", b"[", b"]"):
        return True
    try:
        json.loads(start)
    except ValueError:
        return False
    return True
