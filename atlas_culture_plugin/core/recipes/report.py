# SPDX-License-Identifier: GPL-2.0-or-later
"""The account of a package for a reader: an HTML page, and the README that goes with the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from ..formatting import day, number, percent
from ..i18n import language, tr
from ..model import Level
from ..wording import typeset
from .reasons_of_rows import dropped_by, event_of
from .recipe import Recipe

#: How the pages of reports look, on a screen and on paper.
STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;margin:.5em 0}td,th{border:1px solid #bbb;padding:.25em .6em}"
    "th{background:#f2f2f2;text-align:left}td.n{text-align:right}.failed{background:#fde8e4}"
)


def report_html(recipe: Recipe, quality: Mapping[str, Any]) -> str:
    """Return the account as a page that needs no other file."""
    title = tr("Quality report: {title}").format(title=recipe.title)
    failed = [one for one in quality["checks"] if one["verdict"] == "failed"]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(recipe.description)}</p>",
        _sources(quality),
        _heading(tr("Rows")),
        _table((), _rows(quality)),
        _read_again(quality),
        _heading(tr("Codes brought to the present geography")),
        _table(
            (tr("Event"), tr("Codes")),
            [(event_of(key), count) for key, count in quality["reconciled"].items()],
        ),
        _unknown(quality),
        _heading(tr("Checks")),
        f"<p>{escape(_verdict(len(failed), len(quality['checks'])))}</p>",
        _checks(failed),
        _heading(tr("Totals, before and after")),
        _totals(recipe, quality),
        _heading(tr("States of the cells")),
        _statuses(recipe, quality),
    ]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    body = "".join(parts)
    return f'<!DOCTYPE html>\n<html lang="{language()}"><head>{head}</head><body>{body}</body></html>\n'


def with_part(html: str, part: str) -> str:
    """Put a part of a page before its first section."""
    head, section, rest = html.partition("<h2>")
    return f"{head}{part}{section}{rest}"


def readme(recipe: Recipe, quality: Mapping[str, Any]) -> str:
    """Return the README of the package: what it is, where it comes from, what was done to it."""
    lines = [f"# {recipe.title}", "", recipe.description, "", tr("Sources:"), ""]
    for one in quality["sources"]:
        lines.append(f"- {one['name']} — {one['origin']} ({day(one['modified']) or '—'}) — {recipe.licence}")
    lines += ["", *(f"- {label}: {value}" for label, value in _rows(quality)), ""]
    sentence = tr(
        "`quality.json` holds the whole account, `reconciliation.csv` each code that was brought to the "
        "present geography."
    )
    return "\n".join([*lines, sentence, ""])


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{escape(text)}</th>" for text in header)
    if not body:
        return f"<p>{escape(tr('None.'))}</p>"
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{body}</table>"


def _cell(value: object) -> str:
    if isinstance(value, (int, float)):
        return f'<td class="n">{escape(number(value))}</td>'
    return f"<td>{escape(str(value))}</td>"


def _sources(quality: Mapping[str, Any]) -> str:
    header = (tr("Source"), tr("File"), tr("Origin"), tr("Last change"), tr("Years"))
    rows = [
        (one["name"], one["file"], one["origin"], day(one["modified"]), ", ".join(map(str, one["years"])))
        for one in quality["sources"]
    ]
    notes = [note for one in quality["sources"] for note in one["notes"]]
    sentence = tr("{count} cells are neither numbers nor known markers, such as “{text}” in “{column}”.")
    for one in quality["sources"]:
        for sample in one["unread_samples"][:1]:
            count = number(one["unread_cells"])
            notes.append(sentence.format(count=count, text=sample["text"], column=sample["column"]))
    notes += [tr("Not there: {name}").format(name=name) for name in quality["absent"]]
    listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return _heading(tr("Sources")) + _table(header, rows) + (f"<ul>{listed}</ul>" if listed else "")


def _rows(quality: Mapping[str, Any]) -> list[tuple[str, int]]:
    rows = [(tr("Rows read"), quality["rows_read"]), (tr("Rows used"), quality["rows_used"])]
    return rows + [(dropped_by(key), count) for key, count in quality["rows_dropped"].items()]


def _read_again(quality: Mapping[str, Any]) -> str:
    """Say why a file of 300 rows may count for 600."""
    files = [one["file"] for one in quality["sources"]]
    if len(set(files)) == len(files):
        return ""
    sentence = tr("A file that several parts of the recipe read is counted as many times.")
    return f"<p>{escape(sentence)}</p>"


def _unknown(quality: Mapping[str, Any]) -> str:
    parts = [(tr("Unknown codes"), tr("Code"), quality["unknown_codes"])]
    parts += [
        (event_of(reason), tr("Name"), names)
        for reason, names in quality["names"].items()
        if reason != "named"
    ]
    tables = (
        _heading(title) + _table((header, tr("Rows")), list(rows.items()))
        for title, header, rows in parts
        if rows
    )
    return "".join(tables)


def _verdict(failed: int, count: int) -> str:
    if not failed:
        return tr("{count} checks, all passed.").format(count=number(count))
    sentence = tr("{count} checks, {failed} to be looked at:")
    return sentence.format(count=number(count), failed=number(failed))


def _checks(failed: Sequence[Mapping[str, Any]]) -> str:
    listed = "".join(f'<li class="failed">{escape(one["message"])}</li>' for one in failed)
    return f"<ul>{listed}</ul>" if listed else ""


def _totals(recipe: Recipe, quality: Mapping[str, Any]) -> str:
    levels = list(quality["statuses_by_level"])
    rows: list[Sequence[object]] = []
    for column, totals in quality["totals"].items():
        cells = [totals["levels"].get(level, "") for level in levels]
        rows.append((_label(recipe, column), totals["rows"], totals["placed"], *cells))
    header = (
        tr("Indicator"),
        tr("Rows read"),
        tr("In a territory"),
        *(Level(level).label for level in levels),
    )
    outside = sorted(
        {
            code
            for totals in quality["totals"].values()
            for one in totals["outside"].values()
            for code in one["communes"]
        }
    )
    sentence = tr("Communes that belong to no EPCI, hence in none of their sums: {codes}.")
    told = f"<p>{escape(sentence.format(codes=', '.join(outside)))}</p>" if outside else ""
    return _table(header, rows) + told


def _label(recipe: Recipe, column: str) -> str:
    """Return the label and the year of a column such as ``cinemas_2022``."""
    name, _, year = column.rpartition("_")
    return next((f"{typeset(one.label)}, {year}" for one in recipe.indicators if one.id == name), column)


def _statuses(recipe: Recipe, quality: Mapping[str, Any]) -> str:
    header = (
        tr("Level"), tr("Indicator"), tr("Values"), tr("of which zero"), tr("Not available"),
        tr("Statistical secrecy"), tr("Not applicable"), tr("Inhabitants covered"),
    )  # fmt: skip
    covered = quality["coverage"]
    rows = [
        (
            *(
                Level(level).label,
                _label(recipe, column),
                *(counts[key] for key in ("value", "zero", "nd", "s", "so")),
            ),
            percent(100 * covered[level][column]["inhabitants"]),
        )
        for level, columns in quality["statuses_by_level"].items()
        for column, counts in columns.items()
    ]
    return _table(header, rows)
