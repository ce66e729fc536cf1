# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what recipes make of the published files with figures computed apart from the same files.

``.venv/bin/python tools/compare_figures.py`` builds each recipe on the published files beside the checkout,
puts each cell beside that of the reference, and writes ``docs/figures-comparison.md``: how many say the
same, how many do not, and why. A cell says the same when both have the same state and, where it is a value,
the same number to the decimals of the reference.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin.core.errors import RecipeError  # noqa: E402
from atlas_culture_plugin.core.model import Level  # noqa: E402
from atlas_culture_plugin.core.progress import Silent  # noqa: E402
from atlas_culture_plugin.core.recipes.build import Built, build  # noqa: E402
from atlas_culture_plugin.core.recipes.gather import Gathered, local_files  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe import Operation, Recipe, Source  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, known_recipes  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402

SHARED = ROOT.parent / "shared"
FILES, FIGURES = SHARED / "data", SHARED / "figures"
PAGE = ROOT / "docs" / "figures-comparison.md"
STATES = ("nd", "s", "so")
#: Amounts of the reference are in thousands of euros, to the ten euros; ours are in euros.
THOUSANDS, TEN_EUROS = 1000.0, 5.1

#: Why cells differ: those of a column, at a level (None: at all of them), of some codes (None: of any).
_SPLIT = frozenset({"15141", "60054", "85084"})
REASONS: tuple[tuple[str, Level | None, frozenset[str] | None, str], ...] = (
    (
        "bibliotheques_10k_2021",
        Level.COMMUNE,
        _SPLIT,
        "Communes that were split since 2021: the file counts the libraries of the whole, the population of "
        "today is that of a part. Ours is not available; the reference divides them all the same.",
    ),
    (
        "niveau_vie_median_2018",
        Level.COMMUNE,
        frozenset({"27676"}),
        "Les Trois Lacs: the geographic code of 2021 and 2022 gives it other communes, then the former ones "
        "again. A median is that of one perimeter: ours is not available, the reference keeps it.",
    ),
    (
        "dep_ministere_pop_2019",
        Level.DEPARTEMENT,
        frozenset({"2A", "2B"}),
        "The file has no amount for the two departements of Corse, and has their population: ours keeps it, "
        "the reference leaves the whole row out.",
    ),
)


@dataclass(frozen=True)
class Difference:
    """A cell that does not say the same."""

    column: str
    level: Level
    code: str
    ours: str
    reference: str

    @property
    def reason(self) -> str:
        """Why, empty when nobody has told."""
        for column, level, codes, why in REASONS:
            suits = column == self.column and level in (None, self.level)
            if suits and (codes is None or self.code in codes):
                return why
        return ""


@dataclass(frozen=True)
class Compared:
    """One column of one recipe: cells compared by level, and those that differ."""

    recipe: str
    column: str
    cells: Mapping[Level, int]
    differences: tuple[Difference, ...]


def rebuilt() -> Iterator[tuple[Recipe, list[Gathered]]]:
    """Yield each recipe that finds its files among the published ones."""
    for name in known_recipes():
        recipe = find_recipe(name)
        for folder in sorted(one for one in FILES.iterdir() if one.is_dir()):
            try:
                files = local_files(recipe, folder)[0]
            except RecipeError:
                continue
            wanted = [one for one in files if is_compared(recipe, one.source)]
            if wanted:
                yield recipe, wanted


def is_compared(recipe: Recipe, source: Source) -> bool:
    """Whether a source gives a figure that the reference has: a workbook takes seconds to read."""
    names = {name.rpartition("_")[0] for name in reference(source.level)}
    made = (recipe.measures[name] for name in names & recipe.measures.keys())
    return any(
        one.operation is not Operation.POPULATION and {one.column} - {""} <= source.columns.keys()
        for one in made
    )


def compared(recipe: Recipe, files: list[Gathered], folder: Path) -> list[Compared]:
    """Build a recipe and compare all its columns that the reference has."""
    built = build(recipe, files, [], folder, territories(), Silent())
    ours = {level: table(built.package.table_path(level)) for level in built.package.levels}
    found = []
    for column in columns(built):
        cells: dict[Level, int] = {}
        differences: list[Difference] = []
        for level in Level:
            theirs = reference(level)
            if level in ours and column in ours[level] and column in theirs:
                cells[level] = len(theirs["code"])
                differences += differing(column, level, ours[level], theirs)
        if cells:
            found.append(Compared(recipe.id, column, cells, tuple(differences)))
    return found


def columns(built: Built) -> list[str]:
    """The columns of a package, whatever their level, in order."""
    return list(
        dict.fromkeys(name for level in built.package.levels for name, _, _ in built.package.columns(level))
    )


def differing(
    column: str, level: Level, ours: Mapping[str, list[str]], theirs: Mapping[str, list[str]]
) -> Iterator[Difference]:
    """Yield the cells of a column that do not say the same."""
    thousands = column.startswith("dep_") and not column.endswith(("_hab_2019", "_pop_2019"))
    mine = dict(zip(ours["code"], ours[column]))
    for code, other in zip(theirs["code"], theirs[column]):
        if not alike(mine.get(code, ""), other, THOUSANDS if thousands else 1):
            yield Difference(column, level, code, mine.get(code, ""), other)


def alike(ours: str, reference_: str, factor: float) -> bool:
    """Whether two cells say the same; a reference has two to six decimals."""
    if ours in STATES or reference_ in STATES or not ours:
        return ours == reference_
    rounding = 0.51 * 10 ** -len(reference_.partition(".")[2]) * factor
    slack = max(rounding, TEN_EUROS if factor > 1 else 1e-9)
    return abs(float(ours) - float(reference_) * factor) <= slack


@cache
def reference(level: Level) -> dict[str, list[str]]:
    """The reference figures of a level, by column."""
    return table(FIGURES / f"{level.value}.csv")


def table(path: Path) -> dict[str, list[str]]:
    """A table by column."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return {name: list(cells) for name, cells in zip(header, zip(*rows))}


def comparisons() -> list[Compared]:
    """Compare all that can be rebuilt."""
    found = []
    with tempfile.TemporaryDirectory(prefix="atlas-figures-") as folder:
        for recipe, files in rebuilt():
            found += compared(recipe, files, Path(folder))
    return found


# ---------------------------------------------------------------------------------------- the page

INTRODUCTION = """# Figures compared

What the recipes make of the published files, beside figures computed apart from the same files, cell by cell:
value, zero, not available (nd), secret (s), not applicable (so). Made by `tools/compare_figures.py`, which
`tests/unit/test_recipes_figures.py` runs again where the published files are at hand. A value is the same
to the decimals of the reference; amounts of spending, which it has in k€, to the ten euros.
"""


def page(found: list[Compared]) -> str:
    """The whole page."""
    total = sum(sum(one.cells.values()) for one in found)
    wrong = sum(len(one.differences) for one in found)
    parts = [INTRODUCTION, f"{total:,} cells compared, {total - wrong:,} the same, {wrong:,} different.\n"]
    parts += ["## Cells by indicator and level\n", "\n".join(_counts(found)), ""]
    parts += ["## Differences\n", "\n".join(_reasons(found)), ""]
    parts += ["## Not rebuilt\n", "\n".join(_missing(found)), ""]
    return "\n".join(parts)


def _counts(found: list[Compared]) -> Iterator[str]:
    yield "Same / different."
    yield ""
    yield "| recipe | column | " + " | ".join(level.value for level in Level) + " |"
    yield "|---|---|" + "---|" * len(Level)
    for one in found:
        told = []
        for level in Level:
            wrong = sum(difference.level is level for difference in one.differences)
            told.append(f"{one.cells[level] - wrong:,} / {wrong}" if level in one.cells else "–")
        yield f"| {one.recipe} | {one.column} | " + " | ".join(told) + " |"


def _reasons(found: list[Compared]) -> Iterator[str]:
    groups: dict[tuple[str, Level, str], list[Difference]] = {}
    for one in found:
        for difference in one.differences:
            groups.setdefault((one.column, difference.level, difference.reason), []).append(difference)
    yield "| column | level | cells | such as (ours, reference) | why |"
    yield "|---|---|---|---|---|"
    for (column, level, why), cells in groups.items():
        first = cells[0]
        sample = f"{first.code}: {first.ours}, {first.reference}"
        yield f"| {column} | {level.value} | {len(cells)} | {sample} | {why or 'NOT EXPLAINED'} |"


def _missing(found: list[Compared]) -> Iterator[str]:
    done = {(one.column, level) for one in found for level in one.cells}
    yield "| column | levels | why |"
    yield "|---|---|---|"
    names = dict.fromkeys(name for level in Level for name in reference(level) if name != "code")
    for name in names:
        levels = [level.value for level in Level if name in reference(level) and (name, level) not in done]
        if levels:
            why = next((why for start, why in ELSEWHERE if name.startswith(start)), "NOT EXPLAINED")
            yield f"| {name} | {', '.join(levels)} | {why} |"


#: Columns that no recipe rebuilds, by their beginning.
ELSEWHERE = (
    ("population", "Census of the geographic code: the plugin has it, no file of figures is read."),
    ("superficie", "Computed for the embedded package from several files and outlines."),
    ("densite", "Population over area, as above."),
    ("dep_epci", "The file of 2019 is not among the published files at hand."),
    ("entreprises", "The file of 2018 is not among the published files at hand."),
    ("part_entreprises", "The file of 2018 is not among the published files at hand."),
    ("salaries", "The file of 2018 is not among the published files at hand."),
    ("part_salaries", "The file of 2018 is not among the published files at hand."),
)


def main() -> int:
    """Write the page; fail when a difference is not explained."""
    text = page(comparisons())
    PAGE.write_text(text, encoding="utf-8")
    print(text)
    return 1 if "NOT EXPLAINED" in text else 0


if __name__ == "__main__":
    raise SystemExit(main())
