# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds packages from damaged files: each run must end in a sound package or in a sentence.

``.venv/bin/python tools/fuzz_recipes.py 2000 1`` does 2,000 runs from seed 1. Run n of a seed is always the
same: ``--only n`` repeats it, ``--keep FOLDER`` keeps its file. With ``--rewritten``, files are not damaged
but written as other programs would, and must make the same figures. The published files are used where they
are at hand, beside the checkout; with ``--small``, or elsewhere, small ones are made from the recipes.
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
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin.core.codes import normalise  # noqa: E402
from atlas_culture_plugin.core.errors import AtlasError  # noqa: E402
from atlas_culture_plugin.core.model import Level  # noqa: E402
from atlas_culture_plugin.core.package import validate  # noqa: E402
from atlas_culture_plugin.core.progress import Silent  # noqa: E402
from atlas_culture_plugin.core.recipes.build import Built, build  # noqa: E402
from atlas_culture_plugin.core.recipes.gather import Gathered  # noqa: E402
from atlas_culture_plugin.core.territories import plain, territories  # noqa: E402
from tools.fuzz_mutations import Mutant, as_csv, mutate  # noqa: E402
from tools.fuzz_rewriting import rewrite  # noqa: E402
from tools.fuzz_samples import SHARED, Sample, real_samples, small_samples  # noqa: E402

#: Rank of a run, how it ended, its file, what is wrong.
Run = tuple[int, str, Mutant, list[str]]

#: Seconds after which a run is stuck.
STUCK = 120
#: Rows kept of a real file, but for one run in ten: damage shows in a hundred rows.
FEW = 300
#: What a sentence for a user never has.
TECHNICAL = re.compile(
    r"Traceback|NoneType|object at 0x|\bline \d+, in |[A-Z]\w+Error\b|\{(?!year)\w+\}|Exception"
)


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


def rewritten_of(sample: Sample, chance: random.Random) -> Mutant:
    """The same cells, written as another program would."""
    mutant = Mutant(sample.raw, [list(row) for row in sample.rows], sample.name, chance)
    read = sample.source.read
    rewrite(mutant, code_column(sample), read.sheet or "Données", read.member.replace("*", "x") or "a.csv")
    return mutant


def code_column(sample: Sample) -> int:
    """The column of the codes, where all of them are whole; -1 elsewhere."""
    headers = [plain(header) for header in sample.rows[0]]
    named = [plain(header) for header in sample.source.columns.get("code", ())]
    place = next((headers.index(header) for header in named if header in headers), -1)
    level = sample.source.level
    return place if all(normalise(level, row[place]) == row[place] for row in sample.rows[1:]) else -1


def tables(sample: Sample, mutant: Mutant, folder: Path) -> dict[str, str]:
    """The tables that a file makes; the sentence where it makes none."""
    folder.mkdir()
    ended, problems = run(sample, mutant, folder)
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("packages/*/*.csv")}
    found.pop("reconciliation.csv", None)
    # Which of several checks fails may depend on the order of columns.
    return found if ended == "package" else {ended: " ".join(problems)}


def rewritten(samples: list[Sample], seed: int, ranks: range) -> Iterator[Run]:
    """Yield runs on files that say the same otherwise, and whether they make the same tables."""
    known: dict[int, dict[str, str]] = {}
    with tempfile.TemporaryDirectory(prefix="atlas-fuzz-") as name:
        for rank in ranks:
            chance = random.Random(f"{seed}-{rank}")
            place = chance.randrange(len(samples))
            sample, folder = samples[place], Path(name) / str(rank)
            if place not in known:
                raw = as_csv(sample.rows, random.Random(1), ";", "utf-8")
                known[place] = tables(
                    sample, Mutant(raw, [], sample.name, chance), Path(name) / f"plain{place}"
                )
            mutant = rewritten_of(sample, chance)
            found = tables(sample, mutant, folder)
            shutil.rmtree(folder)
            problems = [] if found == known[place] else [_first(found, known[place])]
            yield rank, "sentence" if "sentence" in found else "package", mutant, problems


def _first(found: dict[str, str], expected: dict[str, str]) -> str:
    """The first lines that differ, or what a run ended in."""
    for name in sorted(found.keys() & expected.keys()):
        for one, other in zip(found[name].splitlines(), expected[name].splitlines()):
            if one != other:
                return f"{name}: {one[:200]} instead of {other[:200]}"
    return f"{sorted(found)} instead of {sorted(expected)}"


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


def runs(samples: list[Sample], seed: int, ranks: range, keep: Path | None = None) -> Iterator[Run]:
    """Yield runs on damaged files."""
    for rank in ranks:
        chance = random.Random(f"{seed}-{rank}")
        sample = chance.choice(samples)
        mutant = mutant_of(sample, chance)
        with tempfile.TemporaryDirectory(prefix="atlas-fuzz-") as name:
            ended, problems = run(sample, mutant, Path(name))
            if keep:
                shutil.copy(Path(name) / mutant.name, keep / f"{seed}-{rank}-{mutant.name}")
        yield rank, ended, mutant, problems


def main() -> int:
    """Print what was found; fail when anything was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, help="runs")
    parser.add_argument("seed", type=int, help="what decides of them")
    parser.add_argument("--small", action="store_true", help="small files made from the recipes")
    parser.add_argument("--first", type=int, default=0, help="rank of the first run")
    parser.add_argument("--only", type=int, help="rank of the one run to do")
    parser.add_argument("--rewritten", action="store_true", help="the same cells otherwise: the same figures")
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
    again = rewritten(samples, arguments.seed, ranks)
    chosen = again if arguments.rewritten else runs(samples, arguments.seed, ranks, arguments.keep)
    for rank, ended, mutant, problems in chosen:
        signal.alarm(STUCK)
        ends[ended] += 1
        if arguments.tell:
            print(rank, ended, mutant.name, *mutant.steps)
        if problems:
            wrong += 1
            told = f"run {rank}: {ended}, {mutant.name}, {' '.join(mutant.steps)}"
            print(told, *problems[:5], sep="\n  ", flush=True)
    done = f"{sum(ends.values())} runs on {len(samples)} files, seed {arguments.seed}"
    print(f"{done}: {dict(ends)}; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
