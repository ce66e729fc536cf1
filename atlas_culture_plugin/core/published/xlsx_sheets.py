# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets of an .xlsx workbook with what Python brings: no package to install, and several times faster.

What is in each file of the archive is from ECMA-376, part 1: §18.3 (sheets), §18.4 (shared strings), §18.8.30
(formats of numbers).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from xml.parsers import expat

from .formats import damaged, open_zip, read_member

_CHUNK = 1 << 18
#: Formats that Excel knows by number and that show a date.
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: Rows that have nothing are counted down to this one: the row of the names is not further.
_COUNTED = 1000
#: Days are counted from 30 December 1899, as Excel believes in a 29 February 1900; from 1904 on old Macs.
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}

_Start = Callable[[str, dict[str, str]], None]
_End = Callable[[str, str], None]


class Workbook:
    """An .xlsx workbook.

    Args:
        raw: the file.
        name: its name, for the sentences.
        widest: columns beyond this one are not read.

    Raises:
        RecipeError: it is damaged.
    """

    def __init__(self, raw: bytes, name: str, widest: int) -> None:
        self._zip = open_zip(raw, name)
        self._name = name
        self._widest = widest
        self._members = set(self._zip.namelist())
        targets = self._targets()
        self._old_mac = False
        #: Member of each sheet, by name, in order.
        self.sheets: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr":
                self._old_mac = attributes.get("date1904", "0") in ("1", "true")
            elif tag == "sheet":
                relation = next((text for key, text in attributes.items() if key.endswith(":id")), "")
                member = targets.get(relation, "")
                # A sheet of charts has no cells.
                if "chartsheet" not in member and member in self._members:
                    self.sheets[attributes.get("name", member)] = member

        self._parse("xl/workbook.xml", start)

    def rows(self, sheet: str) -> Iterator[list[object]]:
        """Yield the rows of a sheet from its first one, with the empty ones above the data.

        Raises:
            RecipeError: it is damaged.
        """
        cells = _Cells(self._strings(), self._date_styles(), _EPOCHS[self._old_mac], self._widest)
        parser = _parser(cells.start, cells.end)
        try:
            with self._zip.open(self.sheets[sheet]) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                    yield from cells.taken()
                parser.Parse(b"", True)
                yield from cells.taken()
        except (expat.ExpatError, zipfile.BadZipFile, EOFError) as error:
            raise damaged(self._name, error) from error

    def _targets(self) -> dict[str, str]:
        """Return the member that each relation of the workbook is about."""
        found: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                target = attributes.get("Target", "")
                found[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip(
                    "/"
                )

        self._parse("xl/_rels/workbook.xml.rels", start)
        return found

    def _strings(self) -> list[str]:
        """Return the texts that cells refer to by number, without their pronunciation."""
        strings: list[str] = []
        parts: list[str] = []
        spoken: list[bool] = [False]

        def start(tag: str, _: dict[str, str]) -> None:
            if tag == "si":
                parts.clear()
            elif tag == "rPh":
                spoken[0] = True

        def end(tag: str, text: str) -> None:
            if tag == "t" and not spoken[0]:
                parts.append(text)
            elif tag == "rPh":
                spoken[0] = False
            elif tag == "si":
                strings.append(_unescaped("".join(parts)))

        self._parse("xl/sharedStrings.xml", start, end)
        return strings

    def _date_styles(self) -> frozenset[str]:
        """Return the numbers of the styles that show a number as a date."""
        formats: set[str] = {str(number) for number in _DATES}
        styles: list[str] = []
        inside: list[bool] = [False]

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "numFmt" and _shows_date(attributes.get("formatCode", "")):
                formats.add(attributes.get("numFmtId", ""))
            elif tag == "cellXfs":
                inside[0] = True
            elif tag == "xf" and inside[0]:
                styles.append(attributes.get("numFmtId", "0"))

        def end(tag: str, _: str) -> None:
            if tag == "cellXfs":
                inside[0] = False

        self._parse("xl/styles.xml", start, end)
        return frozenset(str(rank) for rank, number in enumerate(styles) if number in formats)

    def _parse(self, member: str, start: _Start, end: _End | None = None) -> None:
        """Parse a member whole; one that is not there has nothing."""
        if member not in self._members:
            return
        try:
            _parser(start, end or (lambda _tag, _text: None)).Parse(
                read_member(self._zip, member, self._name), True
            )
        except expat.ExpatError as error:
            raise damaged(self._name, error) from error


class _Cells:
    """Makes rows of the elements of a sheet."""

    def __init__(self, strings: list[str], dates: frozenset[str], epoch: datetime, widest: int) -> None:
        self._strings = strings
        self._dates = dates
        self._epoch = epoch
        self._widest = widest
        self._done: list[list[object]] = []
        self._row: list[object] = []
        self._count = 0
        self._column = 0
        self._kind = ""
        self._style = ""
        self._value: list[str] = []

    def taken(self) -> list[list[object]]:
        """Return the rows that were finished since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element starts."""
        if tag == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else len(self._row)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._value = []
        elif tag == "row":
            self._row = []
            number = attributes.get("r", "")
            place_of_row = int(number) if number.isdecimal() and len(number) < 8 else 0
            # Rows that have nothing are not written: they count all the same.
            missing = min(place_of_row - 1, _COUNTED) - self._count
            self._done.extend([] for _ in range(missing))
            self._count += max(missing, 0)

    def end(self, tag: str, text: str) -> None:
        """An element ends."""
        if tag in ("v", "t"):
            self._value.append(text)
        elif tag == "c":
            self._put("".join(self._value))
        elif tag == "row":
            self._done.append(self._row)
            self._count += 1

    def _put(self, text: str) -> None:
        if not text or not len(self._row) <= self._column < self._widest:
            return
        self._row.extend([None] * (self._column - len(self._row)))
        self._row.append(self._read(text))

    def _read(self, text: str) -> object:
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind == "b":
            return text == "1"
        if self._kind != "n":
            return _unescaped(text)
        if text.isdecimal() and self._style not in self._dates:
            return text
        number = float(text)
        return self._dated(number) if self._style in self._dates else number

    def _dated(self, number: float) -> object:
        """Return the day and hour that a number of days is; a duration or an hour stays a number."""
        try:
            return self._epoch + timedelta(seconds=round(number * 86_400)) if number >= 1 else number
        except (OverflowError, ValueError):
            return number


def _parser(start: _Start, end: _End) -> expat.XMLParserType:
    """Return a parser that gives local names, and the text of each element at its end."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    text: list[str] = []

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        text.clear()
        start(tag.rpartition(":")[2], attributes)

    def on_end(tag: str) -> None:
        end(tag.rpartition(":")[2], "".join(text))
        text.clear()

    def on_entity(*_: object) -> None:
        raise expat.ExpatError("a workbook declares no entity")

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text.append
    parser.EntityDeclHandler = on_entity
    return parser


def _column(letters: str) -> int:
    """Return the rank of a column from 0: A, B… Z, AA…"""
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - 64
    return rank - 1


def _shows_date(code: str) -> bool:
    """Whether a format such as ``dd/mm/yyyy`` shows a date; ``[h]:mm`` shows a duration."""
    if re.search(r"\[[hms]+\]", code, re.IGNORECASE):
        return False
    shown = _LITERALS.sub("", code.partition(";")[0]).lower()
    return "general" not in shown and any(letter in shown for letter in "dmyhs")


def _unescaped(text: str) -> str:
    """Give back the characters that XML cannot hold: ``_x000D_``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
