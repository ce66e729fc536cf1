# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the cells of a table as other programs would: nothing that they say is changed."""

from __future__ import annotations

import csv
import io
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.fuzz_mutations import SEPARATORS, Mutant, Rows, as_json, as_jsonl, as_xlsx, zipped


def rewrite(mutant: Mutant, code: int, sheet: str, member: str) -> None:
    """Write the same cells as another program would: nothing that they say is changed.

    Args:
        mutant: the file.
        code: the column of the codes, -1 for none that may be written otherwise.
        sheet: name of the sheet of a workbook.
        member: name of the file of an archive.
    """
    chance, rows = mutant.chance, mutant.rows
    if code >= 0 and chance.random() < 0.5:
        ways = (
            _as_number,
            lambda text: text.lstrip("0"),
            lambda text: text.zfill(12),
            str.lower,
        )
        way = chance.choice(ways)
        for row in rows[1:]:
            row[code] = way(row[code]) if row[code] else ""
        mutant.steps.append("codes")
    if chance.random() < 0.5:
        _reorder(mutant)
    if chance.random() < 0.3:
        mutant.rows = [[name.upper() for name in mutant.rows[0]], *mutant.rows[1:]]
        mutant.steps.append("upper")
    kind = chance.choice(("csv", "csv", "csv", "zip", "json", "jsonl", "xlsx"))
    above: Rows = [["Titre"], []] if chance.random() < 0.3 and kind in ("csv", "xlsx") else []
    if kind in ("csv", "zip"):
        mutant.raw = _as_plain_csv([*above, *mutant.rows], chance, mutant.steps)
        mutant.raw = zipped(member, mutant.raw) if kind == "zip" else mutant.raw
    elif kind == "xlsx":
        mutant.raw = as_xlsx([*above, *mutant.rows], chance, sheet)
    else:
        mutant.raw = {"json": as_json, "jsonl": as_jsonl}[kind](mutant.rows, chance)
    mutant.steps += [kind, *(["title"] if above else [])]


def _as_number(code: str) -> str:
    return f"{int(code)}.0" if code.isdecimal() else code


def _reorder(mutant: Mutant) -> None:
    order = list(range(len(mutant.rows[0])))
    mutant.chance.shuffle(order)
    mutant.rows = [[row[one] for one in order] for row in mutant.rows]
    mutant.steps.append("order")


def _as_plain_csv(rows: Rows, chance: random.Random, steps: list[str]) -> bytes:
    """A text whose quotes are right, in an encoding that has all its letters."""
    stream = io.StringIO()
    separator, end = chance.choice(SEPARATORS[:4]), chance.choice(("\r\n", "\n"))
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"))
    steps += [repr(separator), encoding]
    try:
        return stream.getvalue().encode(encoding)
    except UnicodeEncodeError:
        return b"\xef\xbb\xbf" * chance.choice((0, 1, 2)) + stream.getvalue().encode()
