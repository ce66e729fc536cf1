# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines of ``make bench`` on building packages from published files, against the same in plain pandas.

Both sides go from the file to the tables of the four levels on disk: codes cleaned, old communes and
arrondissements brought to those of today, rows grouped, ratios recomputed. Ours also tells what is secret
from what is missing, checks the figures, writes the account and checks the package once more.

The published files are used where they are at hand, beside the checkout; elsewhere, files of the same shape
are made: as many rows, on as many communes, with the same columns.
"""

from __future__ import annotations

import csv
import itertools
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin import paths  # noqa: E402
from atlas_culture_plugin.core.model import Level  # noqa: E402
from atlas_culture_plugin.core.progress import Silent  # noqa: E402
from atlas_culture_plugin.core.recipes.build import build  # noqa: E402
from atlas_culture_plugin.core.recipes.gather import Gathered  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe import Recipe  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, parse_recipe  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402

Row = tuple[str, float, float, float, str]
InTurn = Callable[[Callable[[], object], Callable[[], object], int], tuple[float, float]]

SHARED = ROOT.parent / "shared" / "data"
#: Ours over plain pandas, at most.
LIMIT = 1.5
PLACES, SPENDING_ROWS, COMMUNES = 79_530, 14_993, 3_110
TYPES = ("Monument", "Bibliothèque", "Cinéma", "Musée", "Théâtre", "Librairie", "Conservatoire")
DOMAINS = ("Patrimoine", "Lecture publique", "Festival", "Arts du spectacle", "Cinéma", "Archives")
AMOUNTS = ("Fonctionnement", "Investissement", "Total")
WIDER = (Level.EPCI, Level.DEPARTEMENT, Level.REGION)


@dataclass(frozen=True)
class Case:
    """A package to build: its recipe, its file, the rows of it, and the same by hand."""

    name: str
    recipe: Recipe
    source: int
    file: Path
    rows: int
    by_hand: Callable[[Path, Path], object]

    def build(self, folder: Path) -> object:
        """Build the package into a folder."""
        gathered = Gathered(self.recipe.sources[self.source], self.file, self.file.name, "")
        return build(self.recipe, [gathered], [], folder, territories(), Silent())


def spending(folder: Path) -> Case:
    """Spending of 3,110 communes by sector, in 2019."""
    recipe = find_recipe("depenses-communes")
    real = next(iter(SHARED.glob("atlas/*penses culturelles des communes.xls")), None)
    file = real or made_spending(folder / "Dépenses culturelles des communes.csv", sectors(recipe))
    if real is None:  # made amounts do not reach the published total
        measures = {name: replace(one, totals={}) for name, one in recipe.measures.items()}
        recipe = replace(recipe, measures=measures)
    rank = next(
        rank for rank, source in enumerate(recipe.sources) if source.year.fixed == 2019 and not source.url
    )
    return Case("(m) building the spending package", recipe, rank, file, SPENDING_ROWS, spending_by_hand)


def sectors(recipe: Recipe) -> list[str]:
    """The sectors of spending, as the file calls them."""
    wanted = (condition for measure in recipe.measures.values() for condition in measure.where)
    return [condition.values[0] for condition in wanted if condition.column == "secteur"]


def places(folder: Path) -> Case:
    """Some 80,000 places, counted by domain and type."""
    real = SHARED / "banc" / "bench_points.csv"
    file = real if real.is_file() else made_places(folder / "bench_points.csv")
    recipe, _ = parse_recipe(recipe_of_places(), "bench.json")
    return Case("(n) building the package of 79,530 places", recipe, 0, file, PLACES, places_by_hand)


CASES = {"m": spending, "n": places}


def speed(letter: str, folder: Path, in_turn: InTurn, runs: int) -> Row:
    """Seconds from the file to the package, and to the same tables in plain pandas."""
    case = CASES[letter](folder)
    counter = itertools.count()
    ours, theirs = in_turn(
        lambda: case.build(folder / f"{letter}{next(counter)}"),
        lambda: case.by_hand(case.file, folder / f"{letter}{next(counter)}"),
        max(runs, 5),
    )
    mine, pandas_ = (peak(letter, side, folder) for side in ("ours", "theirs"))
    note = f"{case.rows / ours:,.0f} rows/s; peak memory {mine:.0f} MB, pandas {pandas_:.0f} MB"
    return (f"{case.name} / pandas", ours, theirs, LIMIT, note)


def peak(letter: str, side: str, folder: Path) -> float:
    """Peak of the memory of a process of its own that does one side once, in MB."""
    command = [sys.executable, __file__, letter, side, str(folder / f"peak-{letter}-{side}")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return float(told.split()[-1])


# ------------------------------------------------------------------------------------- the recipes


def both(text: str) -> dict[str, str]:
    """A text in both languages."""
    return {"fr": text, "en": text}


def recipe_of_places() -> dict[str, object]:
    """The recipe of the points of the bench, which have four columns of those of BASILIC."""

    def stock(name: str, column: str = "", value: str = "") -> dict[str, object]:
        where = [{"column": column, "in": [value]}] if column else []
        return {**texts(name), "kind": "stock", "count": True, "absent": "zero", "where": where}

    def texts(name: str) -> dict[str, object]:
        text = both(name)
        return {
            "id": name, "theme": "offre", "label": text, "definition": text, "unit": "lieux", "source": "DEPS"
        }  # fmt: skip

    counted = [stock("lieux")]
    counted += [stock(f"domaine_{rank}", "domaine", value) for rank, value in enumerate(DOMAINS)]
    counted += [stock(f"type_{rank}", "type", value) for rank, value in enumerate(TYPES)]
    people = {**texts("population"), "kind": "stock", "population": True}
    ratio = {"kind": "ratio", "denominator": "population", "factor": 10_000}
    ratios = [{**texts(f"{one['id']}_10k"), **ratio, "numerator": one["id"]} for one in counted]
    return {
        "format": 1,
        "id": "bench-lieux",
        "title": both("Lieux"),
        "description": both("Lieux"),
        "licence": {"title": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
        "themes": [{"id": "offre", "label": both("Offre")}],
        "sources": [
            {
                "name": "Lieux",
                "url": "https://www.data.gouv.fr/",
                "files": ["*"],
                "level": "commune",
                "levels": [level.value for level in Level],
                "columns": {"code": "code_insee", "type": "Type équipement ou lieu", "domaine": "Domaine"},
                "year": 2025,
            }
        ],
        "indicators": [*counted, people, *ratios],
    }  # fmt: skip


# ------------------------------------------------------------------------------ the same by hand


@lru_cache(maxsize=1)
def communes() -> Any:
    """The communes of today as a frame: code, epci, departement, region, population."""
    import pandas

    everyone = territories().all(Level.COMMUNE)
    columns = {
        "epci": [one.epci for one in everyone],
        "departement": [one.departement for one in everyone],
        "region": [one.region for one in everyone],
        "population": [one.population for one in everyone],
    }
    return pandas.DataFrame(columns, index=[one.code for one in everyone])


@lru_cache(maxsize=1)
def passage() -> dict[str, str]:
    """The commune of today of each old code."""
    with paths.data("boundaries", "passage.csv").open(encoding="utf-8") as text:
        return {row[0]: row[1] for row in csv.reader(text)}


def today(codes: Any, current: Any) -> Any:
    """Codes of communes as they are written in files, brought to those of today."""
    cleaned = codes.str.strip().str.upper().str.replace(r"\.0$", "", regex=True).str.zfill(5)
    return cleaned.where(cleaned.isin(current.index), cleaned.map(passage()))


def write_levels(by_commune: Any, current: Any, ratios: Callable[[Any], Any], folder: Path) -> None:
    """Sum communes to the wider levels, divide, write a table a level with the mark of what is missing."""
    folder.mkdir(parents=True)
    written = by_commune.reindex(current.index)
    tables = {Level.COMMUNE: written}
    for level in WIDER:
        sums = written.groupby(current[level.value]).sum(min_count=1)
        tables[level] = sums.reindex(territories().codes(level))
    for level, table in tables.items():
        full = table.join(ratios(table))
        full.to_csv(folder / f"{level.value}.csv", index_label="code", na_rep="nd")


def spending_by_hand(file: Path, folder: Path) -> None:
    """Read, clean, group and write the spending as anyone would with pandas."""
    import pandas

    read = (
        pandas.read_csv(file, sep=";", dtype={"Code INSEE": str}, decimal=",")
        if file.suffix == ".csv"
        else pandas.read_excel(file, sheet_name="Dépenses culturelles", dtype={"Code INSEE": str})
    )
    current = communes()
    read["code"] = today(read["Code INSEE"], current)
    once = read.drop_duplicates("Code INSEE").groupby("code")["Population"].sum()
    sums = read.groupby("code")[list(AMOUNTS)].sum() * 1000
    by_sector = read.pivot_table(index="code", columns="Secteur", values="Total", aggfunc="sum") * 1000
    written = sums.join(by_sector.fillna(0)).join(once)
    write_levels(written, current, lambda table: per_inhabitant(table, AMOUNTS, "Population", 1), folder)


def places_by_hand(file: Path, folder: Path) -> None:
    """Read, clean, group and write the places as anyone would with pandas."""
    import pandas

    read = pandas.read_csv(file, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    current = communes()
    read["code"] = today(read["code_insee"], current)
    counts = {"lieux": read.groupby("code").size()}
    for column, values in (("Domaine", DOMAINS), ("Type équipement ou lieu", TYPES)):
        crossed = pandas.crosstab(read["code"], read[column])
        counts.update({value: crossed[value] for value in values if value in crossed})
    table = pandas.DataFrame(counts).reindex(current.index).fillna(0)
    names = list(table.columns)
    table["population"] = current["population"]
    write_levels(table, current, lambda level: per_inhabitant(level, names, "population", 10_000), folder)


def per_inhabitant(table: Any, names: Sequence[str], people: str, factor: float) -> Any:
    """The ratios of columns to the inhabitants."""
    return (table[list(names)].div(table[people], axis=0) * factor).add_suffix(" par habitant")


# -------------------------------------------------------------------------------- files of the same shape


def made_spending(path: Path, names: Sequence[str]) -> Path:
    """Write a table of the shape of the published one: 3,110 communes, some five sectors each."""
    chance = random.Random(2019)
    biggest = sorted(territories().all(Level.COMMUNE), key=lambda one: -(one.population or 0))[:COMMUNES]
    rows = []
    for rank in range(SPENDING_ROWS):
        one = biggest[rank % COMMUNES]
        amounts = [chance.randint(0, 38_700) / 100 for _ in range(2)]
        texts = [f"{amount:.2f}".replace(".", ",") for amount in (*amounts, sum(amounts))]
        rows.append(
            [one.code, one.name, names[(rank + rank // COMMUNES) % len(names)], *texts, one.population]
        )
    return write(path, ["Code INSEE", "Commune", "Secteur", *AMOUNTS, "Population"], rows)


def made_places(path: Path) -> Path:
    """Write points of the shape of those of the bench: half of them in a tenth of the communes."""
    chance = random.Random(2025)
    codes = territories().codes(Level.COMMUNE)
    few = chance.sample(codes, len(codes) // 10)
    rows = [
        [
            f"Lieu n° {rank}",
            chance.choice(few if rank % 2 else codes),
            chance.choice(TYPES),
            chance.choice(DOMAINS),
            f"{chance.uniform(42, 51):.6f}",
            f"{chance.uniform(-4, 8):.6f}",
            "simulee",
        ]
        for rank in range(PLACES)
    ]
    header = [
        "Nom",
        "code_insee",
        "Type équipement ou lieu",
        "Domaine",
        "Latitude",
        "Longitude",
        "localisation",
    ]
    return write(path, header, rows)


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write a table with semicolons and a byte order mark, as the ministry does."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream, delimiter=";")
        table.writerow(header)
        table.writerows(rows)
    return path


def main() -> None:
    """Do one side of one line once; print the peak of memory in MB."""
    letter, side, target = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    target.mkdir(parents=True)
    case = CASES[letter](target)
    if side == "ours":
        case.build(target / "ours")
    else:
        case.by_hand(case.file, target / "theirs")
    # Not ru_maxrss, which begins with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(float(status.partition("VmHWM:")[2].split()[0]) / 1000)


if __name__ == "__main__":
    main()
