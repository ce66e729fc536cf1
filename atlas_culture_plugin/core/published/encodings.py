# SPDX-License-Identifier: GPL-2.0-or-later
"""Bytes of a published file to text, whatever program wrote it."""

from __future__ import annotations

import codecs

from ..errors import RecipeError
from ..i18n import tr

#: A UTF-8 byte order mark, and the same one read as Windows-1252 then written again as UTF-8.
_BOMS = (b"\xef\xbb\xbf", "ï»¿".encode())
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
#: Bytes that mean nothing in Windows-1252.
_NOT_CP1252 = b"\x81\x8d\x8f\x90\x9d"
#: At most one byte in this many of those beyond ASCII is wrong in a file that is UTF-8 all the same.
_STRAY = 20


def decode(raw: bytes, encoding: str = "auto", name: str = "") -> tuple[str, str]:
    """Return the text of a file, without byte order marks, and the encoding that it was in.

    ``auto`` tries what the marks say, then UTF-8 (a few stray Windows bytes forgiven), then
    Windows-1252, then Latin-1, which reads anything.

    Args:
        raw: the bytes.
        encoding: ``auto`` or a name that Python knows.
        name: of the file, for the sentences.

    Raises:
        RecipeError: no such encoding, or the bytes are not in it.
    """
    if encoding.lower() != "auto":
        return _decode_as(raw, encoding, name), encoding
    for mark, found in _UTF16.items():
        if raw.startswith(mark):
            return raw[len(mark) :].decode(found, "replace").lstrip("\ufeff"), found
    body = _without_marks(raw)
    found = _guess(body)
    text = body.decode(found, "atlas-stray" if found == "utf-8" else "strict")
    return text.lstrip("\ufeff"), found


def _decode_as(raw: bytes, encoding: str, name: str) -> str:
    try:
        text = raw.decode(encoding)
    except (LookupError, ValueError) as error:
        sentence = tr("{name} cannot be read as “{encoding}” text: write the encoding “auto” in the recipe.")
        raise RecipeError(sentence.format(name=name, encoding=encoding), repr(error)) from error
    if not isinstance(text, str):
        raise RecipeError(tr("“{encoding}” is not an encoding of text.").format(encoding=encoding))
    return text.lstrip("\ufeff")


def _without_marks(raw: bytes) -> bytes:
    """Take away the byte order marks; some tools add theirs to one that is there."""
    while raw.startswith(_BOMS):
        raw = raw[len(next(mark for mark in _BOMS if raw.startswith(mark))) :]
    return raw


def _guess(raw: bytes) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        beyond = len(raw) - len(raw.translate(None, bytes(range(128, 256))))
        stray = raw.decode("utf-8", "replace").count("\ufffd")
        if stray * _STRAY <= beyond:
            return "utf-8"
        return "latin-1" if any(byte in raw for byte in _NOT_CP1252) else "cp1252"
    return "utf-8"


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as those of Windows, from which they were pasted."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("atlas-stray", _read_stray)
