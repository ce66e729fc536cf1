# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds a package from a recipe and its files, with the account of what was done to the figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..errors import RecipeError
from ..i18n import tr
from ..install import ProgressPart
from ..manifest import Package
from ..model import Indicator, Level, Status, ValueKind
from ..package import read_package
from ..progress import Progress, check
from ..territories import Territories
from ..writer import write_package
from .figures import SourceFigures, source_figures
from .gather import Gathered
from .measures import Cells
from .number_texts import cell_texts
from .quality_report import quality_of
from .recipe import Operation, Recipe
from .reconcile import CURRENT_YEAR, NO_CODE, UNKNOWN
from .report import readme, report_html

#: Census of the municipal population that the geographic code of the plugin carries.
POPULATION_YEAR = 2023

#: The figures of the package: by indicator and year, then by level.
Figures = Mapping[tuple[str, int], Mapping[Level, Cells]]


@dataclass(frozen=True)
class Built:
    """A package that was built, and the account of its figures."""

    package: Package
    quality: dict[str, object]
    report_html: str


def build(
    recipe: Recipe,
    files: Sequence[Gathered],
    absent: Sequence[str],
    folder: Path,
    territories: Territories,
    progress: Progress,
    *,
    cog_year: int = 0,
    day: date | None = None,
    more: Mapping[str, str] | None = None,
) -> Built:
    """Build a package in ``folder``, which is replaced.

    Args:
        recipe: what to make.
        files: the files of its sources.
        absent: sources that were not there, to be told.
        folder: where to write the package, under the name of its id.
        territories: the territories in use.
        progress: told of the part done, asked whether to stop.
        cog_year: year of the geographic code that the files follow; 0 for that of each year of data.
        day: day of the package, which is its version; today when None.
        more: other texts that travel with the package, by the name of their file.

    Raises:
        RecipeError: the files are not what the recipe describes, or a check of the recipe fails.
        MissingDependencyError: a Python package is missing.
        StorageError: the folder cannot be written.
        Cancelled: the user asked to stop.
    """
    share = 0.9 / len(files)
    sources: list[SourceFigures] = []
    unread = list(absent)
    for rank, gathered in enumerate(files):
        progress.info(tr("Reading “{name}”: {file}").format(name=gathered.source.name, file=gathered.origin))
        part = ProgressPart(progress, rank * share, (rank + 1) * share)
        try:
            sources.append(source_figures(gathered, recipe, territories, cog_year, part))
        except RecipeError as error:
            if not gathered.source.optional or (rank == len(files) - 1 and not sources):
                raise
            unread.append(f"{gathered.source.name} — {error.sentence}")
            progress.info(error.sentence)
    check(progress)
    figures = _figures(sources, recipe)
    quality = quality_of(recipe, sources, unread, figures, territories)
    package = _package(recipe, sources, figures, folder / recipe.id, day or date.today())
    quality["package"], quality["version"] = package.id, package.version
    progress.info(tr("Writing the package…"))
    rows = {level: _rows(package, level, figures, territories) for level in package.levels}
    texts = {
        "README.md": readme(recipe, quality),
        "quality.json": json.dumps(quality, ensure_ascii=False, indent=1) + "\n",
        "reconciliation.csv": _reconciliation(sources),
        **(more or {}),
    }
    write_package(package, rows, recipe.licence_url, texts)
    progress.set_fraction(1)
    return Built(read_package(package.folder), quality, report_html(recipe, quality))


def _figures(sources: Sequence[SourceFigures], recipe: Recipe) -> dict[tuple[str, int], dict[Level, Cells]]:
    """Put the figures of all sources together; the population is that of the code, whatever the year."""
    found: dict[tuple[str, int], dict[Level, Cells]] = {}
    people = {name for name, one in recipe.measures.items() if one.operation is Operation.POPULATION}
    for source in sources:
        for year, aggregation in source.years.items():
            for level, cells in aggregation.levels.items():
                for name, made in cells.items():
                    key = (name, POPULATION_YEAR if name in people else year)
                    levels = found.setdefault(key, {})
                    if level in levels and source.gathered.source.completes:
                        continue
                    if level in levels and name not in people:
                        sentence = tr("Two files of the recipe give “{id}” for {year}, level {level}.")
                        raise RecipeError(sentence.format(id=name, year=year, level=level.value))
                    levels[level] = made
    return found


def _package(
    recipe: Recipe, sources: Sequence[SourceFigures], figures: Figures, folder: Path, day: date
) -> Package:
    described = [_described(indicator, figures) for indicator in recipe.indicators]
    indicators = _whole([one for one in described if one.levels])
    levels = tuple(level for level in Level if any(level in one.levels for one in indicators))
    themes = {one.theme for one in indicators}
    origins = [_origin(source.gathered) for source in sources]
    return Package(
        recipe.id, f"{day.year}.{100 * day.month + day.day}.0", recipe.title_fr, recipe.title_en,
        recipe.description_fr, recipe.description_en, day.isoformat(), CURRENT_YEAR, recipe.licence,
        tuple(dict.fromkeys([*(one.source for one in indicators), *origins])),
        tuple(theme for theme in recipe.themes if theme.id in themes), indicators, levels,
        {level: f"{level.value}.csv" for level in levels}, folder,
    )  # fmt: skip


def _origin(gathered: Gathered) -> str:
    return f"{gathered.origin} ({gathered.modified})" if gathered.modified else gathered.origin


def _described(indicator: Indicator, figures: Figures) -> Indicator:
    """Give an indicator the levels and years that have at least one territory with a state to tell."""
    years: dict[Level, tuple[int, ...]] = {}
    for level in Level:
        told = sorted(
            year for (name, year), levels in figures.items() if name == indicator.id and level in levels
        )
        if told:
            years[level] = tuple(told)
    every = sorted({year for told in years.values() for year in told})
    return replace(indicator, levels=tuple(years), years=tuple(every), years_by_level=years)


def _whole(indicators: list[Indicator]) -> tuple[Indicator, ...]:
    """Leave out the ratios of which a part is in no file that was there."""
    known = {one.id for one in indicators}
    return tuple(one for one in indicators if not one.numerator or {one.numerator, one.denominator} <= known)


def _rows(package: Package, level: Level, figures: Figures, territories: Territories) -> list[Sequence[str]]:
    columns = [
        _texts(indicator, figures[indicator.id, year][level]) for _, indicator, year in package.columns(level)
    ]
    return list(zip(territories.codes(level), *columns))


def _texts(indicator: Indicator, cells: Cells) -> list[str]:
    if indicator.kind is not ValueKind.TYPOLOGY:
        return cell_texts(cells)
    names = ["", *(category.value for category in indicator.categories)]
    places = cells.values.tolist()
    return [
        Status(state).marker or names[int(place)] for place, state in zip(places, cells.statuses.tolist())
    ]


def _reconciliation(sources: Sequence[SourceFigures]) -> str:
    """Return what happened to each code, as CSV."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["source", "level", "old_code", "new_code", "event", "rows"])
    for source in sources:
        name, level = source.gathered.source.name, source.gathered.source.level.value
        for event in source.events():
            table.writerow([name, level, event.old, event.new, event.kind, event.count])
        for code, count in sorted(source.unknown().items()):
            table.writerow([name, level, code, "", UNKNOWN, count])
        for reason, names in source.unknown_names().items():
            table.writerows([name, level, text, "", reason, count] for text, count in sorted(names.items()))
        if without := source.dropped()[NO_CODE]:
            table.writerow([name, level, "", "", NO_CODE, without])
    return stream.getvalue()
