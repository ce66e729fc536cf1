# SPDX-License-Identifier: GPL-2.0-or-later
"""Ranks, quantiles and references of every indicator, level and territory, computed apart with pandas."""

from __future__ import annotations

from functools import lru_cache

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.model import ComparisonRequest
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Status, ValueKind
from atlas_culture_plugin.core.territories import territories
from tests.package_figures import PACKAGE

pd = pytest.importorskip("pandas")

MARKERS = ("nd", "s", "so")
PARENTS = {
    Level.REGION: (),
    Level.DEPARTEMENT: (Level.REGION,),
    Level.EPCI: (Level.REGION, Level.DEPARTEMENT),
    Level.COMMUNE: (Level.REGION, Level.DEPARTEMENT, Level.EPCI),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@lru_cache(maxsize=2)
def raw(level):
    """A table of the package as text, by code."""
    frame = pd.read_csv(PACKAGE / f"{level.value}.csv", dtype=str, keep_default_na=False)
    return frame.set_index("code")


def numbers(level, column):
    """A column as numbers, NaN for what is not a value."""
    return pd.to_numeric(raw(level)[column].where(~raw(level)[column].isin(MARKERS)))


@lru_cache(maxsize=1)
def geography():
    """The geographic code: one line a territory."""
    path = PACKAGE.parents[1] / "boundaries" / "territories.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def holders(level, parent):
    """Pairs (territory, parent that holds it), by way of the communes for EPCI."""
    table = geography()
    if level is Level.EPCI:
        communes = table[(table.level == "commune") & (table.epci != "")]
        return communes[["epci", parent.value]].drop_duplicates().set_axis(["code", "parent"], axis=1)
    own = table[table.level == level.value]
    return own[["code", parent.value]].set_axis(["code", "parent"], axis=1)


def parts(library, indicator, level, year):
    """Columns of the sum, or of both sums; None for what nothing recomposes."""
    known = {one.id: one for one in library.indicators(indicator.package)}
    if indicator.kind is ValueKind.STOCK:
        return [indicator.column(year)]
    if indicator.kind is ValueKind.TYPOLOGY or not indicator.numerator:
        return None
    sides = (known[indicator.numerator], known[indicator.denominator])
    return [one.column(one.nearest_year(level, year)) for one in sides]


def witness(library, indicator, level, year, inside):
    """Value, number behind it and number left out of sets of territories, with pandas alone.

    ``inside`` pairs each territory (``code``) with a set that it is part of (``parent``).
    """
    columns = parts(library, indicator, level, year)
    if columns is None:
        return pd.DataFrame(index=inside.parent.unique(), columns=["value", "basis", "missing"])
    own = indicator.column(year)
    involved = list(dict.fromkeys([own, *columns]))
    cells = raw(level).reindex(inside.code)[involved]
    readable = cells.notna().all(axis=1) & ~cells.isin(MARKERS).any(axis=1)
    known = (
        cells.where(readable)
        .astype(float)
        .assign(
            secret=(cells == "s").any(axis=1),
            missing=(cells.isin(("nd", "s")) | cells.isna()).any(axis=1),
            basis=readable,
        )
    )
    sums = known.groupby(inside.parent.to_numpy()).sum()
    value = sums[own] if len(columns) == 1 else indicator.factor * sums[columns[0]] / sums[columns[1]]
    shown = (sums.basis > 0) & (sums.secret != 1) & ((sums[columns[-1]] != 0) | (len(columns) == 1))
    return sums.assign(value=value.where(shown))[["value", "basis", "missing"]]


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
def test_ranks_and_quantiles_are_those_of_pandas(library, level):
    every = territories().all(level)
    for low in range(0, len(every), 5000):
        chunk = every[low : low + 5000]
        request = ComparisonRequest(tuple(one.reference for one in chunk), references=())
        comparison = compare(library, territories(), request)
        for indicator in comparison.indicators:
            figures = comparison.of(indicator)
            if not figures:
                assert level not in indicator.levels
                continue
            check_positions(indicator, level, figures)


def check_positions(indicator, level, figures):
    """Compare the figures of one indicator with a column ranked by pandas."""
    column = indicator.column(indicator.latest_year(level))
    codes = [one.territory.code for one in figures]
    texts = raw(level)[column].reindex(codes).fillna("nd")
    assert [one.status.marker or "v" for one in figures] == [t if t in MARKERS else "v" for t in texts]
    if indicator.kind is ValueKind.TYPOLOGY:
        assert [one.text for one in figures] == ["" if text in MARKERS else text for text in texts]
        assert {one.rank for one in figures} == {None}
        return
    values = numbers(level, column).dropna()
    ranks = values.rank(method="min", ascending=False).reindex(codes)
    below = ((values.rank(method="average") - 0.5) / len(values)).reindex(codes)
    assert {one.of for one in figures} == {len(values)}
    for figure, rank, share in zip(figures, ranks, below):
        if figure.status is Status.VALUE:
            assert figure.rank == rank
            assert figure.quantile == pytest.approx(share)
        else:
            assert (figure.rank, figure.quantile, figure.value) == (None, None, None)


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
def test_france_is_recomputed(library, level):
    first = territories().all(level)[0].reference
    comparison = compare(library, territories(), ComparisonRequest((first,), ("FRANCE", "METRO")))
    everywhere = [
        pd.DataFrame({"code": territories().within(level, key), "parent": key}) for key in ("FRANCE", "METRO")
    ]
    for figure in comparison.figures:
        expected = witness(library, figure.indicator, level, figure.year, pd.concat(everywhere))
        for gap in figure.gaps:
            check_gap(figure, gap, expected.loc[gap.reference.key].to_dict())


@pytest.mark.parametrize(
    ("level", "parent"),
    [(level, parent) for level, parents in PARENTS.items() for parent in parents],
    ids=lambda one: one.value,
)
def test_every_parent_is_recomputed(library, level, parent):
    """One territory of every parent, so that every perimeter is computed once."""
    inside = holders(level, parent)
    inside = inside[inside.parent != ""]
    own = geography()[geography().level == level.value].set_index("code")[parent.value]
    seat = {holder: code for code, holder in own.items() if holder}
    request = ComparisonRequest(
        tuple(f"{level.prefix}-{code}" for code in seat.values()), (parent.value.upper(),)
    )
    comparison = compare(library, territories(), request)
    checked = 0
    for indicator in comparison.indicators:
        figures = comparison.of(indicator)
        if figures:
            expected = witness(library, indicator, level, figures[0].year, inside).to_dict("index")
        for figure in figures:
            for gap in figure.gaps:
                check_gap(figure, gap, expected[own[figure.territory.code]])
                checked += 1
    assert checked >= 20 * len(seat)


def check_gap(figure, gap, expected):
    """Compare one gap with the witness."""
    value, basis, missing = expected["value"], expected["basis"], expected["missing"]
    if pd.isna(value):
        assert gap.value is None
        assert gap.reason
        assert gap.absolute is None and gap.percent is None and gap.share is None
        return
    assert gap.value == pytest.approx(value)
    assert (gap.basis, gap.missing) == (basis, missing)
    if figure.value is None:
        assert gap.absolute is None and gap.share is None
    elif figure.is_stock:
        assert gap.absolute is None
        is_part = figure.territory.code in gap.reference.codes
        assert gap.share == (pytest.approx(figure.value / value * 100) if value and is_part else None)
    else:
        assert gap.absolute == pytest.approx(figure.value - value)
        assert gap.percent == (pytest.approx((figure.value - value) / abs(value) * 100) if value else None)
