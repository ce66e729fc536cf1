# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways of damaging a published file, as sites, spreadsheets and people do.

Some work on bytes, whatever the format; others on the cells of a table, which is then written anew as some
program would: with another separator or encoding, as a workbook, as JSON, in an archive.
"""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

Rows = list[list[str]]

#: What is found in cells, and more.
WORDS = (
    "NC nc F SO s nd 999 999.0 -1 #REF! #N/A #DIV/0! nan NaN inf -inf 1e308 -1e308 1e400 1e-320 0 -0 12,5 é "
    "1.234.567 1,234,567 '12 =1+1 ٣ 1_000 0x10 True 2026-01-31 99999999999999999999999 <b> 1e5 --5 𝟙 DOM 06 "
    "0,0 01 2A 2a004 75056 13055 97502 00000032 200054781.0 ² ½"
)
CELLS = (
    *WORDS.split(), "", " ", "1 234,5", "1\u202f234", "2,7 %", "Secret statistique", "SECRET STATISTIQUE",
    '"', ";", "\0", "a\0b", "\ufeff", "\r\n", "x" * 20_000,
)  # fmt: skip
ENCODINGS = ("utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "mac_roman", "utf-32")
SEPARATORS = (";", ",", "\t", "|", ":", " ")
FORMATS = ("csv", "csv", "csv", "csv", "xlsx", "json", "jsonl", "zip")
PAGE = b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>"


@dataclass
class Mutant:
    """A file under way.

    Args:
        raw: the bytes, as they were published.
        rows: the cells, header first.
        name: of the file.
        chance: what decides.
        steps: what was done, to tell it.
    """

    raw: bytes
    rows: Rows
    name: str
    chance: random.Random
    steps: list[str] = field(default_factory=list)

    def place(self, first: int = 0) -> tuple[int, int]:
        """A row from ``first`` on and a column of it, (-1, -1) when there is none."""
        if len(self.rows) <= first:
            return -1, -1
        row = self.chance.randrange(first, len(self.rows))
        return (row, self.chance.randrange(len(self.rows[row]))) if self.rows[row] else (-1, -1)

    def column(self) -> int:
        """A column of the header."""
        return self.chance.randrange(max(len(self.rows[0]), 1))


# ------------------------------------------------------------------------------------------- bytes


def flip(mutant: Mutant) -> None:
    """Change a few bytes."""
    raw = bytearray(mutant.raw)
    for _ in range(mutant.chance.choice((1, 3, 20, 300))):
        if raw:
            raw[mutant.chance.randrange(len(raw))] = mutant.chance.randrange(256)
    mutant.raw = bytes(raw)


def truncate(mutant: Mutant) -> None:
    """Keep the beginning, or the end, of a file."""
    cut = mutant.chance.randrange(len(mutant.raw) + 1)
    mutant.raw = mutant.raw[:cut] if mutant.chance.random() < 0.8 else mutant.raw[cut:]


def erase(mutant: Mutant) -> None:
    """Take a slice away, or write it twice."""
    start = mutant.chance.randrange(len(mutant.raw) + 1)
    end = start + mutant.chance.choice((1, 10, 1000))
    again = mutant.raw[start:end] * mutant.chance.choice((0, 2))
    mutant.raw = mutant.raw[:start] + again + mutant.raw[end:]


def insert(mutant: Mutant) -> None:
    """Put in bytes that mean something to a reader of tables."""
    bits = (
        b'"',
        b"\0",
        b"\n",
        b"\r",
        b";",
        b",",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\x81",
        b"PK\x03\x04",
        b"{",
    )
    start, times = mutant.chance.randrange(len(mutant.raw) + 1), mutant.chance.choice((1, 5))
    mutant.raw = mutant.raw[:start] + mutant.chance.choice(bits) * times + mutant.raw[start:]


def replace(mutant: Mutant) -> None:
    """Give something else instead of the file."""
    bomb = zipped("bomb.csv", b"0" * 200_000_000) if mutant.chance.random() < 0.02 else zipped("a.txt", b"")
    start = mutant.raw[:5000]
    answers = [b"{}", b"[]", b"[1,2]", b'{"data": []}', b'{"error_code": "ODSQLError"}', b"[" * 5000, PAGE]
    marks = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"PAR1", b"\x1f\x8b")
    pretences = [mark + start for mark in marks]
    inside = zipped("in.zip", zipped("a.csv", mutant.raw))
    others = [b"", b" \n", start.split(b"\n", 1)[0], bomb, inside, *answers, *pretences]
    mutant.raw = mutant.chance.choice(others)


def members(mutant: Mutant) -> None:
    """Damage a part of a workbook, where there is one."""
    try:
        with zipfile.ZipFile(io.BytesIO(mutant.raw)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError):
        return flip(mutant)
    name = mutant.chance.choice(sorted(parts))
    inside = Mutant(parts[name], [], name, mutant.chance)
    mutant.chance.choice((flip, truncate, erase, insert))(inside)
    parts[name] = inside.raw
    if mutant.chance.random() < 0.2:
        del parts[mutant.chance.choice(sorted(parts))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member, content in parts.items():
            target.writestr(member, content)
    mutant.raw = stream.getvalue()
    return None


# ------------------------------------------------------------------------------------------- cells


def cells(mutant: Mutant) -> None:
    """Put something else in some cells."""
    for _ in range(mutant.chance.choice((1, 10, 100))):
        row, column = mutant.place(1)
        if row >= 0:
            mutant.rows[row][column] = mutant.chance.choice(CELLS)


def fill(mutant: Mutant) -> None:
    """Put the same thing in most cells of a column."""
    column, text = mutant.column(), mutant.chance.choice(CELLS[:-1])
    text = "big" if len(text) > 99 else text
    for row in mutant.rows[1:]:
        if len(row) > column and mutant.chance.random() < 0.9:
            row[column] = text


def codes(mutant: Mutant) -> None:
    """Write the codes, or any column, otherwise."""
    ways: tuple[Callable[[str], str], ...] = (
        lambda text: f"{text}.0", lambda text: text.lstrip("0"), lambda text: text.zfill(8), str.lower,
        lambda text: f" {text}\u00a0", lambda text: f"'{text}", lambda text: text[::-1],
        lambda text: text[:3],
        lambda text: f"{text};{text}", lambda text: "75056", lambda text: f"{text}9", str.title,
        lambda text: f"COM-{text}", lambda text: text.replace(",", "."), lambda text: text.replace(".", ","),
        lambda text: f"{text}000", lambda text: f"{text} {text}", lambda text: f"-{text}",
        lambda text: f"{text}e300",
    )  # fmt: skip
    column, way, share = mutant.column(), mutant.chance.choice(ways), mutant.chance.choice((0.01, 0.5, 1))
    for row in mutant.rows[1:]:
        if len(row) > column and mutant.chance.random() < share:
            row[column] = way(row[column])


def headers(mutant: Mutant) -> None:
    """Rename, empty or repeat the name of a column."""
    header = mutant.rows[0]
    if header:
        column = mutant.column()
        name = header[column]
        ways = ("", name.upper(), f"{name} (k€)", header[0], header[-1], "code", f"\ufeff{name}")
        header[column] = mutant.chance.choice(ways)


def columns(mutant: Mutant) -> None:
    """Take a column away, repeat it, or put the columns in another order."""
    order = list(range(len(mutant.rows[0])))
    way = mutant.chance.randrange(3)
    if way == 0:
        mutant.chance.shuffle(order)
    elif order:
        column = mutant.column()
        order = [one for one in order if one != column] if way == 1 else [*order, column]
    mutant.rows = [[row[one] for one in order if one < len(row)] for row in mutant.rows]


def lines(mutant: Mutant) -> None:
    """Repeat, take away, shorten, lengthen or move rows; put titles above."""
    way = mutant.chance.randrange(6)
    row, column = mutant.place()
    if way == 0:
        mutant.rows = [
            *mutant.rows,
            *[list(one) for one in mutant.rows[1 : 1 + mutant.chance.choice((1, 50))]],
        ]
    elif way == 1:
        mutant.rows = mutant.rows[: mutant.chance.choice((1, 2, 10))]
    elif way == 2 and row >= 0:
        mutant.rows[row] = mutant.rows[row][:column]
    elif way == 3 and row >= 0:
        mutant.rows[row] = [*mutant.rows[row], *["x"] * mutant.chance.choice((1, 30))]
    elif way == 4:
        mutant.chance.shuffle(mutant.rows)
    else:
        # A list each: a cell that is changed must not change on all of them, sixty times over.
        titles = [["Titre"] for _ in range(mutant.chance.choice((1, 5, 60)))]
        mutant.rows = [*titles, [], *mutant.rows]


BYTES = (flip, flip, truncate, erase, insert, replace, members)
CELLWISE = (cells, cells, fill, codes, codes, headers, columns, lines)


# ---------------------------------------------------------------------------------- written again


def zipped(name: str, content: bytes) -> bytes:
    """An archive of one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def as_csv(rows: Rows, chance: random.Random, separator: str = "", encoding: str = "") -> bytes:
    """A delimited text as some program writes it, quotes now and then forgotten."""
    stream = io.StringIO()
    separator = separator or chance.choice(SEPARATORS[:4] if chance.random() < 0.9 else SEPARATORS)
    if chance.random() < 0.1:
        text = "\n".join(separator.join(row) for row in rows)
    else:
        quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        end = chance.choice(("\r\n", "\n", "\r"))
        csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
        text = stream.getvalue()
    encoding = encoding or (chance.choice(ENCODINGS) if chance.random() < 0.3 else "utf-8")
    return chance.choice((b"", b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2)) + text.encode(encoding, "replace")


def as_json(rows: Rows, chance: random.Random) -> bytes:
    """A list of objects, in the envelope of a service or alone."""
    typed = [dict(zip(rows[0], map(_typed if chance.random() < 0.5 else str, row))) for row in rows[1:]]
    held = chance.choice((typed, {"data": typed}, {"results": typed, "total_count": len(typed)}))
    return json.dumps(held, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")


def as_jsonl(rows: Rows, chance: random.Random) -> bytes:
    """An object a line."""
    objects = (dict(zip(rows[0], row)) for row in rows[1:])
    return "\n".join(json.dumps(one) for one in objects).encode()


def as_xlsx(rows: Rows, chance: random.Random, name: str = "Données") -> bytes:
    """A workbook, numbers as numbers."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    if chance.random() < 0.3:
        book.create_sheet("Meta").append(["Définition"])
    sheet = book.create_sheet(name)
    for row in rows:
        texts = (ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000] for text in row)
        sheet.append([_typed(text) if chance.random() < 0.9 else text for text in texts])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _typed(text: str) -> object:
    return float(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 300 else text


def write(mutant: Mutant) -> None:
    """Write the cells anew; the name of the file may go on announcing what it was."""
    kind = mutant.chance.choice(FORMATS)
    chance = mutant.chance
    if kind == "csv":
        mutant.raw = as_csv(mutant.rows, chance)
    elif kind == "zip":
        mutant.raw = zipped("donnees.csv", as_csv(mutant.rows, chance))
    else:
        mutant.raw = {"json": as_json, "jsonl": as_jsonl, "xlsx": as_xlsx}[kind](mutant.rows or [[]], chance)
    mutant.steps.append(kind)


def mutate(mutant: Mutant) -> None:
    """Damage a file in one to three ways."""
    chance = mutant.chance
    if chance.random() < 0.65 and mutant.rows:
        for step in chance.choices(CELLWISE, k=chance.choice((1, 1, 2, 3))):
            if mutant.rows:
                step(mutant)
                mutant.steps.append(step.__name__)
        write(mutant)
        if chance.random() < 0.75:
            return
    step = chance.choice(BYTES)
    step(mutant)
    mutant.steps.append(step.__name__)
