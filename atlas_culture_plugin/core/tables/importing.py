# SPDX-License-Identifier: GPL-2.0-or-later
"""From a file of the user to a package: guesses, what the user says instead, then the engine of recipes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from ..errors import RecipeError
from ..i18n import quoted, tr
from ..install import ProgressPart
from ..library import Library
from ..model import Level
from ..names import is_package_id, is_there, local_path
from ..progress import Progress
from ..published.reading import ReadSpec
from ..reasons import reason
from ..recipes.build import Built, build
from ..recipes.gather import Gathered
from ..territories import Territories, plain
from .choices import CHOICES_NAME, RECIPE_NAME, Choices, read_choices
from .geography import Recognised
from .profile import Table, open_table
from .recipe_of import make_recipe
from .suggest import nothing_kept, suggest
from .templates import template_of
from .words import slug, without_unit, without_year
from .years import Origin, Year

#: Key of choices that stand on those of an earlier import, named by its package.
AGAIN = "again"
_MOST_BYTES = 2_000_000

Document = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """A table, and what is to be made of it.

    Args:
        table: what was read.
        choices: complete.
        recognised: how many cells of the column of codes are territories.
        year: the year, and what said it.
        notes: sentences about what was guessed, to be read.
    """

    table: Table
    choices: Choices
    recognised: Recognised
    year: Year
    notes: tuple[str, ...]


def plan_import(
    path: Path,
    territories: Territories,
    progress: Progress,
    *,
    sheet: str = "",
    code: str = "",
    level: Level | None = None,
    given: Document | None = None,
) -> Plan:
    """Read a file and decide what to make of it.

    Args:
        path: the file.
        territories: the territories in use.
        progress: told of the part done, asked whether to stop.
        sheet: of a workbook; guessed when empty.
        code: header of the column of codes or names; guessed when empty.
        level: of the codes; guessed when None.
        given: what the user says, or said for an earlier file: see :func:`read_mapping`.

    Raises:
        RecipeError: the file cannot be read, nothing of it can be mapped, or the choices are malformed.
        MissingDependencyError: a Python package is missing.
        Cancelled: the user asked to stop.
    """
    said = dict(given or {})
    known = read_choices({key: value for key, value in said.items() if key != AGAIN}, "MAPPING")
    wanted = sheet or ("" if AGAIN in said else known.sheet)
    spec = ReadSpec(sheet=wanted, header_row=known.header_row or None, header_rows=known.header_rows)
    table = open_table(path, spec, progress)
    return plan_table(table, territories, code=code, level=level, given=said)


def plan_table(
    table: Table,
    territories: Territories,
    *,
    code: str = "",
    level: Level | None = None,
    names: bool = False,
    given: Document | None = None,
) -> Plan:
    """Decide what to make of a table that was read; see :func:`plan_import`."""
    said = dict(given) if given else template_of(table)
    again = said.pop(AGAIN, "")
    known = read_choices(said, "MAPPING")
    guessed = suggest(
        table,
        territories,
        code=code or _header(known.code, table),
        level=level or known.level,
        names=names or known.names,
    )
    notes = list(guessed.notes)
    merged = _merged(guessed.choices.document(), said, table, bool(again), notes)
    for key, value in (("code", code), ("level", level.value if level else "")):
        if value:
            merged[key] = guessed.choices.document().get(key, value)
    choices, year = _dated(read_choices(merged, "MAPPING"), known, guessed.year, bool(again))
    if not choices.kept() and not choices.counts:
        raise nothing_kept(table, choices)
    return Plan(table, choices, guessed.recognised, year, tuple(notes))


def build_import(plan: Plan, folder: Path, territories: Territories, progress: Progress) -> Built:
    """Build the package of a plan in ``folder``, by the engine of recipes.

    Raises:
        RecipeError: the choices contradict each other or the table, or a check fails.
        StorageError: the folder cannot be written.
        Cancelled: the user asked to stop.
    """
    recipe, text = make_recipe(plan.choices, plan.table, territories)
    gathered = [Gathered(source, plan.table.path, plan.table.path.name, "") for source in recipe.sources]
    kept = replace(plan.choices, year_from=plan.year.origin.value)
    more = {
        CHOICES_NAME: json.dumps(kept.document(), ensure_ascii=False, indent=1) + "\n",
        RECIPE_NAME: text,
    }
    part = ProgressPart(progress, 0, 1)
    built = build(recipe, gathered, [], folder, territories, part, more=more)
    return replace(built, report_html=with_notes(built.report_html, plan.notes))


def with_notes(html: str, notes: Iterable[str]) -> str:
    """Return a report that begins with what was guessed."""
    listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
    told = f"<h2>{escape(tr('What was guessed'))}</h2><ul>{listed}</ul>" if listed else ""
    return html.replace("</h1>", f"</h1>{told}", 1)


# ---------------------------------------------------------------------------- what the user says


def read_mapping(text: str, library: Library) -> Document:
    """Return what the user says of a table.

    Args:
        text: JSON; or the path of a file of it, of the ``import.json`` or ``recipe.json`` of a package; or
            the id of a package that was imported, whose choices are taken again.
        library: where packages are.

    Raises:
        RecipeError: it is none of these.
    """
    bare = text.strip()
    if not bare:
        return {}
    if bare.startswith("{"):
        return _taken_again(_parsed(bare, "MAPPING"), library)
    if is_package_id(bare) and not is_there(Path(bare)):
        return {**_of_package(bare, library), AGAIN: bare}
    path = local_path(bare)
    if path.name == RECIPE_NAME:
        path = path.with_name(CHOICES_NAME)
    document = _read(path)
    is_earlier = path.name == CHOICES_NAME
    return {**document, AGAIN: path.parent.name} if is_earlier else _taken_again(document, library)


def imported(library: Library) -> dict[str, str]:
    """Return the packages that were imported from a table: titles by id."""
    found = library.packages()
    return {one.id: one.title for one in found if (one.folder / CHOICES_NAME).is_file()}


def _taken_again(document: Document, library: Library) -> Document:
    """Complete choices that stand on those of a package."""
    name = document.get(AGAIN)
    if not name:
        return document
    return {**_of_package(str(name), library), **document}


def _of_package(name: str, library: Library) -> Document:
    known = imported(library)
    if name not in known:
        sentence = tr("“{id}” is not a package that was imported from a table: {known}.")
        raise RecipeError(sentence.format(id=name, known=", ".join(known) or tr("there is none")))
    return _read(library.package(name).folder / CHOICES_NAME)


def _read(path: Path) -> Document:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RecipeError(tr("{file} is too large for choices.").format(file=path.name))
        return _parsed(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeError) as error:
        sentence = tr("{file} cannot be read: {reason}.")
        raise RecipeError(sentence.format(file=path, reason=reason(error)), repr(error)) from error


def _parsed(text: str, name: str) -> Document:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        sentence = tr("{name} is not well-formed JSON: {reason}.")
        raise RecipeError(sentence.format(name=name, reason=reason(error)), repr(error)) from error
    if not isinstance(found, dict):
        raise RecipeError(tr("{name} is not a JSON object, between braces.").format(name=name))
    return found


# ------------------------------------------------------------------------------- putting together


def _merged(guessed: Document, said: Document, table: Table, again: bool, notes: list[str]) -> Document:
    """Put what the user says over what was guessed, key by key, column by column."""
    over = {key: value for key, value in said.items() if key not in ("columns", "code", "sheet")}
    if again:
        # Next year's file has its own years, and its own rows of headers.
        over = {key: value for key, value in over.items() if key not in ("year", "header_row", "header_rows")}
    merged = {**guessed, **over}
    given = _by_header(said.get("columns", []))
    columns = {item["header"]: item for item in guessed["columns"]}
    lost = []
    for header, item in given.items():
        match = _header(header, table)
        if not match:
            lost.append(header)
            continue
        columns[match] = _column(columns[match], dict(item), match, again)
    if given and len(lost) == len(given):
        sentence = tr("{file} has none of the columns that were said: {lost}. It has {headers}.")
        headers = ", ".join(quoted(one.header) for one in table.columns)[:600]
        raise RecipeError(sentence.format(file=table.source_name, lost=", ".join(lost), headers=headers))
    if lost:
        notes.append(
            tr("Not in this file: {columns}.").format(columns=", ".join(quoted(one) for one in lost))
        )
    figures = [one for one in given.values() if not one.get("skip") and one.get("kind") != "typology"]
    if "counts" not in said and figures:
        merged["counts"] = []
    return {**merged, "columns": list(columns.values())}


def _column(guessed: Document, item: Document, header: str, again: bool) -> Document:
    if again:
        item.pop("year", None)
    if item.get("skip"):
        return {"header": header, "skip": True, "why": item.get("why") or tr("left out")}
    base = {key: value for key, value in guessed.items() if key not in ("skip", "why")}
    if not base.get("id"):
        name = slug(without_unit(without_year(header))) or "valeur"
        base.update(
            id=name if name[0].isalpha() else f"v_{name}", label=without_year(header) or header, kind="stock"
        )
    if "kind" in item and item["kind"] != base.get("kind"):
        for key in ("numerator", "denominator", "once"):
            base.pop(key, None)
    return {**base, **item, "header": header}


def _by_header(given: Any) -> dict[str, Document]:
    if isinstance(given, dict):
        return {str(key): dict(item) for key, item in given.items() if isinstance(item, dict)}
    listed = given if isinstance(given, list) else []
    return {str(item.get("header", "")): item for item in listed if isinstance(item, dict)}


def _header(header: str, table: Table) -> str:
    """Return the header of a table that a text names, but for its year; empty when there is none."""
    if not header:
        return ""
    exact = table.column(header)
    if exact is not None:
        return exact.header
    bare = plain(without_year(header))
    same = [one.header for one in table.columns if plain(without_year(one.header)) == bare]
    return same[-1] if same else ""


def _dated(choices: Choices, known: Choices, guessed: Year, again: bool) -> tuple[Choices, Year]:
    """Settle the year: that which the user says, else that which the file says."""
    column = guessed.column if guessed.origin is Origin.COLUMN else ""
    if known.year_column and not known.year:
        return choices, Year(0, Origin.COLUMN, choices.year_column)
    if known.year and not again:
        return replace(choices, year=known.year, year_column=""), Year(known.year, Origin.GIVEN)
    if again and guessed.origin is Origin.NOTHING:
        sentence = tr(
            "Nothing in this file says the year of its figures; those of the earlier import were of {year}. "
            "Say the year."
        )
        raise RecipeError(sentence.format(year=known.year))
    return replace(choices, year=guessed.value, year_column=column), guessed
