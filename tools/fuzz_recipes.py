# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds packages from damaged files: each run ends in a sound package or in a sentence.

``.venv/bin/python tools/fuzz_recipes.py 2000 1`` does 2,000 runs from seed 1. Run n of a seed is always the
same: ``--only n`` repeats it, ``--keep FOLDER`` keeps its file. The published files are used where they are
at hand, beside the checkout; with ``--small``, or elsewhere, small ones are made from the recipes themselves.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin.core.errors import AtlasError, RecipeError  # noqa: E402
from atlas_culture_plugin.core.model import Level  # noqa: E402
from atlas_culture_plugin.core.package import validate  # noqa: E402
from atlas_culture_plugin.core.progress import Silent  # noqa: E402
from atlas_culture_plugin.core.recipes.build import Built, build  # noqa: E402
from atlas_culture_plugin.core.recipes.gather import Gathered, local_files  # noqa: E402
from atlas_culture_plugin.core.recipes.reading import ReadSpec, read_table  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe import Recipe, Source  # noqa: E402
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe, known_recipes  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402
from tools.fuzz_mutations import Mutant, as_csv, mutate  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
#: Seconds after which a run is stuck.
STUCK = 120
#: Rows kept of a real file, but for one run in ten: damage shows in a hundred rows.
FEW = 300
#: What a sentence for a user never has.
TECHNICAL = re.compile(
    r"Traceback|NoneType|object at 0x|\bline \d+, in |[A-Z]\w+Error\b|\{(?!year)\w+\}|Exception"
)


@dataclass(frozen=True)
class Sample:
    """A source of a recipe with a file that suits it, whole."""

    recipe: Recipe
    source: Source
    name: str
    raw: bytes
    rows: list[list[str]]


# ----------------------------------------------------------------------------------------- samples


def real_samples() -> list[Sample]:
    """The published files, each with the recipes that read it."""
    found = []
    for name in known_recipes():
        recipe = without_totals(find_recipe(name))
        for path in sorted(one for one in SHARED.rglob("*") if one.is_file()):
            try:
                gathered = local_files(recipe, path)[0]
            except RecipeError:
                continue
            if len(recipe.sources) > 1 or any(path.match(pattern) for pattern in recipe.sources[0].files):
                found += [_sample(recipe, one.source, path.name, path.read_bytes(), path) for one in gathered]
    return found


def without_totals(recipe: Recipe) -> Recipe:
    """The recipe without the published totals, which nearly no damaged file reaches."""
    return replace(recipe, measures={id_: replace(one, totals={}) for id_, one in recipe.measures.items()})


def _sample(recipe: Recipe, source: Source, name: str, raw: bytes, path: Path) -> Sample:
    return Sample(recipe, source, name, raw, _cells(path, source.read))


@cache
def _cells(path: Path, spec: ReadSpec) -> list[list[str]]:
    frame = read_table(path, spec).frame
    return [list(frame.columns), *frame.to_numpy().tolist()]


def small_samples() -> list[Sample]:
    """A small file for each source of each recipe, with the columns that it names."""
    chance = random.Random(0)
    found = []
    for name in known_recipes():
        recipe = without_totals(find_recipe(name))
        for source in recipe.sources:
            rows = small_rows(recipe, source, chance)
            raw = as_csv(rows, random.Random(1), ";", "utf-8")
            found.append(Sample(recipe, source, f"{recipe.id}.csv", raw, rows))
    return found


def small_rows(recipe: Recipe, source: Source, chance: random.Random, count: int = 60) -> list[list[str]]:
    """A table that a source could publish: known codes, the words that its conditions look for, numbers."""
    named = sorted({str(one.column) for one in source.keep} | set(source.columns))
    columns = [name for name in named if name in source.columns]
    header = [source.columns[name][0].replace("{year}", "2022") for name in columns]
    words = _words(recipe, source)
    known = territories().all(source.level)
    rows = []
    for rank in range(count):
        place = chance.choice(known)
        row = {
            name: chance.choice(words[name]) if words.get(name) else str(chance.randint(0, 500))
            for name in columns
        }
        row["code"], row["name"] = place.code, place.name
        if source.year.column:
            row[source.year.column] = str(chance.choice((2019, 2021)))
        for name in set(source.unique) - {"code", "name", source.year.column} - set(words):
            row[name] = f"{rank}"
        rows.append([row[name] for name in columns])
    return [header, *rows]


def _words(recipe: Recipe, source: Source) -> dict[str, list[str]]:
    """The texts that the recipe looks for in each column, and another one."""
    found: dict[str, list[str]] = {}
    wanted = [*source.keep, *(one for measure in recipe.measures.values() for one in measure.where)]
    for condition in wanted:
        if condition.values:
            # Those that must be met are there more often than the others.
            times = 3 if condition in source.keep and not condition.negated else 1
            found.setdefault(condition.column, ["Autre"]).extend(condition.values * times)
    return found


# -------------------------------------------------------------------------------------------- runs


def mutant_of(sample: Sample, chance: random.Random) -> Mutant:
    """A damaged copy of a sample."""
    rows = [list(row) for row in sample.rows]
    if len(rows) > FEW and chance.random() < 0.9:
        start = chance.randrange(1, len(rows) - FEW)
        rows = [rows[0], *rows[start : start + FEW]]
    mutant = Mutant(sample.raw, rows, sample.name, chance)
    mutate(mutant)
    return mutant


def run(sample: Sample, mutant: Mutant, folder: Path) -> tuple[str, list[str]]:
    """Build the package of a damaged file; return how it ended, and what is wrong with that."""
    path = folder / mutant.name
    path.write_bytes(mutant.raw)
    gathered = Gathered(sample.source, path, mutant.name, "")
    target = folder / "packages"
    try:
        built = build(sample.recipe, [gathered], [], target, territories(), Silent())
    except AtlasError as error:
        problems = sentence_problems(error)
        mutant.steps.append(f"→ {error.sentence}")
        return "sentence", [
            *problems,
            *(["a package was left"] if (target / sample.recipe.id).exists() else []),
        ]
    except Exception:  # whatever it is, it is what is looked for
        return "failure", [traceback.format_exc()]
    return "package", package_problems(built)


def sentence_problems(error: AtlasError) -> list[str]:
    """Say what is wrong with a sentence."""
    text = error.sentence
    if not text.strip() or len(text) > 2000:
        return [f"a sentence of {len(text)} characters"]
    return [f"a technical sentence: {text}"] if TECHNICAL.search(text) else []


def package_problems(built: Built) -> list[str]:
    """Say what is wrong with a package: its tables, or its account."""
    return [*validate(built.package.folder), *_account_problems(built), *_report_problems(built)]


def _account_problems(built: Built) -> Iterator[str]:
    text = (built.package.folder / "quality.json").read_text(encoding="utf-8")
    quality = json.loads(text, parse_constant=lambda word: f"not a number: {word}")
    if "not a number" in json.dumps(quality):
        yield "the account has numbers that JSON has not"
    read, used, dropped = (quality[key] for key in ("rows_read", "rows_used", "rows_dropped"))
    if read != used + sum(dropped.values()) or used < 0 or any(count < 0 for count in dropped.values()):
        yield f"rows: {read} read, {used} used, dropped {dropped}"
    for level, columns in quality["statuses_by_level"].items():
        count = len(territories().codes(Level(level)))
        for column, states in columns.items():
            told = sum(number for state, number in states.items() if state != "zero")
            if told != count:
                yield f"{column}: {told} states at level {level}, {count} territories: {states}"
    for name, total in quality["totals"].items():
        for level, found in total["levels"].items():
            states = quality["statuses_by_level"].get(level, {}).get(name)
            if states and not _is_conserved(total, level, found, bool(states["s"])):
                yield f"{name}: {found} at level {level}, {total}"


def _is_conserved(total: dict[str, Any], level: str, found: float, hidden: bool) -> bool:
    """Whether a level has all that was placed; secrecy alone may hide some of it."""
    placed, outside = total["placed"], total["outside"].get(level, {}).get("total", 0)
    numbers_ = (found, placed, total["rows"])
    slack = 1e-6 * max(1, *map(abs, numbers_))
    return all(map(math.isfinite, numbers_)) and (hidden or abs(found + outside - placed) <= slack)


def _report_problems(built: Built) -> Iterator[str]:
    page = built.report_html
    if "Traceback" in page or "<script" in page.lower() or "\0" in page:
        yield "the report has what is no text"


class Stuck(Exception):
    """A run took too long."""


def _stuck(_signal: int, _frame: FrameType | None) -> None:
    raise Stuck


def runs(
    samples: list[Sample], seed: int, ranks: range, keep: Path | None = None
) -> Iterator[tuple[int, str, Mutant, list[str]]]:
    """Yield the rank of each run, how it ended, its file, and what is wrong."""
    for rank in ranks:
        chance = random.Random(f"{seed}-{rank}")
        sample = chance.choice(samples)
        mutant = mutant_of(sample, chance)
        with tempfile.TemporaryDirectory(prefix="atlas-fuzz-") as name:
            ended, problems = run(sample, mutant, Path(name))
            if keep:
                shutil.copy(
                    Path(name) / mutant.name, keep / f"{seed}-{rank}-{sample.recipe.id}-{mutant.name}"
                )
        yield rank, ended, mutant, problems


def main() -> int:
    """Print what was found; fail when anything was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, help="runs")
    parser.add_argument("seed", type=int, help="what decides of them")
    parser.add_argument("--small", action="store_true", help="small files made from the recipes")
    parser.add_argument("--first", type=int, default=0, help="rank of the first run")
    parser.add_argument("--only", type=int, help="rank of the one run to do")
    parser.add_argument("--tell", action="store_true", help="tell how each run ends")
    parser.add_argument("--keep", type=Path, help="folder where to keep the files")
    arguments = parser.parse_args()
    samples = small_samples() if arguments.small or not SHARED.is_dir() else real_samples()
    ranks = range(arguments.first, arguments.first + arguments.count)
    ranks = ranks if arguments.only is None else range(arguments.only, arguments.only + 1)
    signal.signal(signal.SIGALRM, _stuck)
    ends: Counter[str] = Counter()
    wrong = 0
    signal.alarm(STUCK)
    for rank, ended, mutant, problems in runs(samples, arguments.seed, ranks, arguments.keep):
        signal.alarm(STUCK)
        ends[ended] += 1
        if arguments.tell:
            print(rank, ended, mutant.name, *mutant.steps)
        if problems:
            wrong += 1
            print(
                f"run {rank}: {ended}, {mutant.name}, {' '.join(mutant.steps)}",
                *problems[:5],
                sep="\n  ",
                flush=True,
            )
    done = f"{sum(ends.values())} runs on {len(samples)} files, seed {arguments.seed}"
    print(f"{done}: {dict(ends)}; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
