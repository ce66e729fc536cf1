# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines of ``make bench`` on the comparison of territories, against the same in plain pandas."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas_culture_plugin import paths  # noqa: E402
from atlas_culture_plugin.core.comparison.compare import compare  # noqa: E402
from atlas_culture_plugin.core.comparison.model import ComparisonRequest  # noqa: E402
from atlas_culture_plugin.core.comparison.similar import similar  # noqa: E402
from atlas_culture_plugin.core.library import Library  # noqa: E402
from atlas_culture_plugin.core.model import Indicator, Level, ValueKind  # noqa: E402
from atlas_culture_plugin.core.territories import territories  # noqa: E402

Row = tuple[str, float, float, float, str]
InTurn = Callable[[Callable[[], object], Callable[[], object], int], tuple[float, float]]

PACKAGE = "atlas-essentiel"
EPCI, COMMUNE, REGION = "243500139", "35238", "53"
#: What a planner waits without noticing, warm, in seconds.
COMPARISON_LIMIT, SIMILAR_LIMIT = 0.050, 0.150
MARKERS = ["nd", "s", "so"]
COUNT = 10
#: Twenty portraits a minute, in seconds each.
SLOWEST_PORTRAIT = 3.0


def library(folder: Path) -> Library:
    """The embedded packages."""
    return Library(folder / "library", paths.data("packages"))


def frame(level: Level) -> Any:
    """A table of the package as pandas reads it, markers as NaN, indexed by code."""
    import pandas

    path = paths.data("packages", PACKAGE, f"{level.value}.csv")
    return pandas.read_csv(path, dtype={"code": str}, na_values=MARKERS).set_index("code")


def comparison(folder: Path, in_turn: InTurn, runs: int) -> Row:
    """(j) One EPCI on every indicator: values, ranks among 1,255, gaps to France and to its region."""
    held = library(folder)
    asked = ComparisonRequest((f"EPCI-{EPCI}",), ("FRANCE", "REGION"))
    table = frame(Level.EPCI)
    inside = territories().within(Level.EPCI, f"REG-{REGION}")
    parts = columns(held.indicators())

    def ours() -> object:
        return compare(held, territories(), asked)

    def theirs() -> object:
        return plain_comparison(table, parts, inside)

    ours()
    mine, pandas_ = in_turn(ours, theirs, max(runs, 15))
    note = f"{1000 * mine:.0f} ms, {'met' if mine <= COMPARISON_LIMIT else 'NOT MET'} (limit 50 ms)"
    return (
        "(j) one EPCI, all indicators, ranked / pandas",
        mine,
        pandas_,
        limit(mine, COMPARISON_LIMIT),
        note,
    )


def columns(indicators: list[Indicator]) -> list[tuple[str, str, str, float]]:
    """Column, numerator, denominator (empty for a stock) and factor of what is compared at the EPCI level."""
    known = {one.id: one for one in indicators}

    def name(one: Indicator, year: int) -> str:
        return one.column(one.nearest_year(Level.EPCI, year))

    found = []
    for one in indicators:
        if one.offered and Level.EPCI in one.levels and one.kind is not ValueKind.TYPOLOGY:
            year = one.latest_year(Level.EPCI)
            above = known.get(one.numerator, one)
            below = name(known[one.denominator], year) if one.denominator else ""
            found.append((one.column(year), name(above, year), below, one.factor))
    return found


def plain_comparison(table: Any, parts: list[tuple[str, str, str, float]], inside: list[str]) -> Any:
    """The same figures as anyone would write them with pandas."""
    import pandas

    own = [column for column, _, _, _ in parts]
    values = table.loc[EPCI, own]
    result = pandas.DataFrame(
        {"value": values, "rank": table[own].rank(ascending=False, method="min").loc[EPCI]}
    )
    result["of"] = table[own].count()
    result["quantile"] = (table[own] < values).sum() / result["of"]
    for name, rows in (("france", table), ("region", table.loc[inside])):
        sums = {}
        for column, above, below, factor in parts:
            kept = rows[[above, below] if below else [above]].dropna()
            sums[column] = factor * kept[above].sum() / kept[below].sum() if below else kept[above].sum()
        result[name] = pandas.Series(sums)
        result[f"gap_{name}"] = result["value"] - result[name]
        result[f"percent_{name}"] = 100 * result[f"gap_{name}"] / result[name]
    return result


def alike(folder: Path, in_turn: InTurn, runs: int) -> Row:
    """(k) The ten communes most like one among 34,875, warm."""
    import numpy
    import pandas

    held = library(folder)
    names = ["population_2023", "densite_2023", "niveau_vie_median_2018"]
    table = frame(Level.COMMUNE)[names]
    logs = table.assign(**{name: numpy.log(table[name].where(table[name] > 0)) for name in names[:2]})
    chosen = territories().find(f"COM-{COMMUNE}")

    def ours() -> object:
        return similar(held, territories(), chosen, COUNT)

    def theirs() -> object:
        scores = (logs - logs.mean()) / logs.std(ddof=0)
        distances = ((scores - scores.loc[COMMUNE]) ** 2).mean(axis=1) ** 0.5
        return pandas.Series(distances).drop(COMMUNE).nsmallest(COUNT)

    ours()
    mine, pandas_ = in_turn(ours, theirs, max(runs, 15))
    note = f"{1000 * mine:.0f} ms, {'met' if mine <= SIMILAR_LIMIT else 'NOT MET'} (limit 150 ms)"
    return ("(k) similar communes among 34,875 / pandas", mine, pandas_, limit(mine, SIMILAR_LIMIT), note)


def limit(seconds: float, allowed: float) -> float:
    """The ratio accepted: 1, or none at all where the time itself is not met."""
    return 1.0 if seconds <= allowed else 0.0


def portraits(folder: Path) -> Row:
    """(l) A PDF for each EPCI of Bretagne, in a process of its own: its peak of memory is theirs alone."""
    command = [sys.executable, str(ROOT / "tools" / "bench_compare.py"), str(folder / "portraits")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    count, seconds, peak = (float(word) for word in told.split()[-3:])
    note = f"{count:.0f} portraits, {60 * count / seconds:.0f} a minute; peak memory {peak:.0f} MB"
    return ("(l) portraits of the EPCI of Bretagne, s each", seconds / count, SLOWEST_PORTRAIT, 1.0, note)


def write_portraits(folder: Path) -> None:
    """Write the portraits, and print their number, the seconds they took and the peak of memory in MB."""
    from atlas_culture_plugin.core.comparison.portrait_plan import plan_all
    from atlas_culture_plugin.gis import portraits as made
    from atlas_culture_plugin.gis import series

    planned = plan_all(Level.EPCI, f"REG-{REGION}", territories())
    chosen = [page.territory for page in planned.pages]
    (folder / "work").mkdir(parents=True)
    start = time.perf_counter()
    maker = made.PortraitMaker(
        library(folder), territories(), made.PortraitOptions(), folder / "work", chosen
    )
    done = series.write(planned, folder / "pdf", made.PortraitPages(maker))
    seconds = time.perf_counter() - start
    if done.failed:
        raise RuntimeError(done.failed)
    # Not ru_maxrss, which begins with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = float(status.partition("VmHWM:")[2].split()[0]) / 1000
    print(done.pages, seconds, peak)


def main() -> None:
    """Write the portraits into the folder given."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    write_portraits(Path(sys.argv[1]))
    application.exitQgis()


if __name__ == "__main__":
    main()
