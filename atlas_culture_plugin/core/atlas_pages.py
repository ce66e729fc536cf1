# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of an atlas as rows of a table: the outline of each territory with what its page says.

A QGIS atlas prints one page for each feature of a layer. Everything that changes from one page to the next
is an attribute of that layer, where it can be read, sorted and rewritten by hand.
"""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Union

import numpy as np

from .caption import caption
from .codes import parse_reference
from .errors import StorageError
from .i18n import tr
from .levelfile import drop_triggers
from .library import Library
from .mapping import prepare
from .model import Level, Method, Mode, Status
from .prepared import PreparedMap
from .series import PagePlan
from .storage import writing
from .territories import Territories

#: Fields of an atlas layer, after those of the boundaries, with what they hold.
PAGE, FILE, TITLE, SUBTITLE = "page", "fichier", "titre", "sous_titre"
READING, COVERAGE, CRS, MEMBERS = "lecture", "champ", "crs", "membres"
VALUE, STATUS = "valeur", "statut"
#: The texts printed on a page, by the identifier of their label.
TEXTS = (TITLE, SUBTITLE, READING, COVERAGE)

Cell = Union[str, float, None]


@dataclass(frozen=True)
class Signature:
    """What all the pages of an atlas say alike: see :func:`~atlas_culture_plugin.core.caption.caption`."""

    title: str = ""
    common_bounds: str = ""
    #: A last sentence of the coverage; empty for none.
    remark: str = ""


@dataclass(frozen=True)
class AtlasPage:
    """A page: the code of its territory, the figures of its map, and its row."""

    code: str
    prepared: PreparedMap
    cells: dict[str, Cell] = field(default_factory=dict)


def describe(
    library: Library, territories: Territories, page: PagePlan, coverage: Level, signature: Signature
) -> AtlasPage:
    """Answer the request of a page and write down what it says.

    ``valeur`` is the published figure of the territory itself, ``statut`` why it has none.

    Raises:
        AtlasError: this territory has no figure that can be mapped.
    """
    prepared = prepare(library, territories, page.request)
    texts = caption(
        prepared, library, territories, title=signature.title, common_bounds=signature.common_bounds
    )
    code = parse_reference(page.request.within).code
    value, status = _own_figure(prepared, library, coverage, code)
    # Only where no field of a territory says in which page it is: some EPCI are in several.
    straddling = prepared.request.level is Level.EPCI and coverage is not Level.EPCI
    cells: dict[str, Cell] = {
        PAGE: page.name,
        FILE: page.slug,
        TITLE: texts.title,
        SUBTITLE: texts.subtitle,
        READING: texts.reading,
        COVERAGE: "\n".join(filter(None, (texts.coverage, *texts.notes, signature.remark))),
        CRS: territories.crs_for(coverage, [code]),
        MEMBERS: ",".join(prepared.codes) if straddling else None,
        VALUE: value,
        STATUS: status,
    }
    return AtlasPage(code, prepared, cells)


def _own_figure(
    prepared: PreparedMap, library: Library, coverage: Level, code: str
) -> tuple[float | str | None, str]:
    """Published figure of a territory at its own level and year, and its state; never a computed one."""
    indicator, year = prepared.indicator, prepared.year
    if year not in indicator.years_by_level.get(coverage, ()):
        return None, Status.MISSING.field_value
    table = library.table(indicator.package, coverage)
    row = table.index().get(code)
    if row is None:
        return None, Status.MISSING.field_value
    column = table.columns[indicator.column(year)]
    status = Status(int(column.statuses[row]))
    if status is not Status.VALUE:
        return None, status.field_value
    figure = column.texts[row] if column.texts is not None else float(column.values[row])
    return figure, status.field_value


def covering(library: Library, territories: Territories, pages: tuple[PagePlan, ...]) -> tuple[PagePlan, ...]:
    """The same pages, with common bounds that hold every figure of the country.

    An EPCI has communes outside the departement whose values made the bounds: one beyond them would need
    a class of its own. The outer bounds are not printed, those between the classes stay.
    """
    request = pages[0].request
    if request.method is not Method.MANUAL or request.mode not in (Mode.SINGLE, Mode.CIRCLES):
        return pages
    values = prepare(library, territories, replace(request, within="")).values
    values = values[~np.isnan(values)]
    least, *inner, most = request.manual_bounds
    bounds = (min(least, float(values.min())), *inner, max(most, float(values.max())))
    return tuple(replace(page, request=replace(page.request, manual_bounds=bounds)) for page in pages)


def only(prepared: PreparedMap, codes: Collection[str]) -> PreparedMap:
    """The same map for some of its territories. Its classes keep the counts of all of them."""
    rows = [row for row, code in enumerate(prepared.codes) if code in codes]
    second = prepared.second
    return replace(
        prepared,
        codes=tuple(prepared.codes[row] for row in rows),
        values=prepared.values[rows],
        statuses=prepared.statuses[rows],
        texts=None if prepared.texts is None else tuple(prepared.texts[row] for row in rows),
        second=None if second is None else only(second, codes),
        earlier=None if prepared.earlier is None else prepared.earlier[rows],
        later=None if prepared.later is None else prepared.later[rows],
        changed=None if prepared.changed is None else prepared.changed[rows],
    )


def longest(pages: Sequence[AtlasPage], name: str) -> str:
    """The longest text of a field: a page laid out for it has room for all the others."""
    return max((str(page.cells[name] or "") for page in pages), key=len, default="")


def write(boundaries: Path, level: Level, pages: Sequence[AtlasPage], target: Path) -> list[str]:
    """Write ``target``: the outlines of the territories of ``pages`` with their rows, and nothing else.

    Returns:
        The codes of the pages that have no outline, which are left out.

    Raises:
        StorageError: the boundaries are damaged or the folder cannot be written; there is no ``target``.
    """
    scratch = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(boundaries, scratch)
            with closing(sqlite3.connect(scratch, isolation_level=None)) as db:
                absent = _fill(db, level.value, pages)
            scratch.replace(target)
    except sqlite3.Error as error:
        sentence = tr(
            "The file {file} cannot be written: {reason}. Free some space or choose a folder "
            "where you may write."
        )
        raise StorageError(sentence.format(file=target, reason=error), repr(error)) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
    return absent


def _fill(db: sqlite3.Connection, layer: str, pages: Sequence[AtlasPage]) -> list[str]:
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("BEGIN")
    # By fid: there is no index on the codes, and a search for each would read all the outlines again.
    found = db.execute(f'SELECT fid, code, geom IS NULL FROM "{layer}"').fetchall()  # nosec B608
    drawn = {code: fid for fid, code, is_empty in found if not is_empty}
    wanted = {drawn[page.code]: page for page in pages if page.code in drawn}
    others = [(fid,) for fid, _code, _is_empty in found if fid not in wanted]
    # Before the triggers are set aside: they keep the spatial index and the count of rows.
    db.executemany(f'DELETE FROM "{layer}" WHERE fid = ?', others)  # nosec B608
    triggers = drop_triggers(db)
    names = list(pages[0].cells) if pages else []
    for name in names:
        db.execute(f'ALTER TABLE "{layer}" ADD COLUMN "{name}" {_kind(name, pages)}')
    assignments = ", ".join(f'"{name}" = ?' for name in names)
    rows = ([*(page.cells[name] for name in names), fid] for fid, page in wanted.items())
    db.executemany(f'UPDATE "{layer}" SET {assignments} WHERE fid = ?', rows)  # nosec B608
    for sql in triggers:
        db.execute(sql)
    db.execute("COMMIT")
    db.execute("VACUUM")
    return [page.code for page in pages if page.code not in drawn]


def _kind(name: str, pages: Sequence[AtlasPage]) -> str:
    """Numbers are numbers in the table too; the categories of a typology are not."""
    is_number = name == VALUE and not any(isinstance(page.cells[name], str) for page in pages)
    return "REAL" if is_number else "TEXT"
