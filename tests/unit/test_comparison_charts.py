# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts of a comparison read back: places proportional to values, nothing hidden, nothing drawn as zero."""

from __future__ import annotations

import csv
import io
import math
import re
from itertools import combinations

import numpy as np
import pytest
from drawings import all_of, dots_of, parsed, text_box, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.colors import DEFICIENCIES, contrast, distance, simulate
from atlas_culture_plugin.core.comparison.charts import (
    Crowd,
    Measure,
    PairOfPoints,
    Paper,
    Place,
    Point,
    ProfileLine,
    gap_bars,
    profile,
    quantile_of,
    ranking,
    scatter_compared,
    strip,
)
from atlas_culture_plugin.core.comparison.colors import (
    COLORS,
    REFERENCE_COLOR,
    REFERENCE_LOOKS,
    reference_look,
    territory_colors,
    territory_looks,
    territory_marks,
)
from atlas_culture_plugin.core.comparison.label_places import Box, label_places
from atlas_culture_plugin.core.model import Level

RANDOM = np.random.default_rng(20260301)
MEASURE = Measure("Cinemas for 100,000 inhabitants, 2022", "seats", 1)
LONG = "Communauté d’agglomération du Bassin de Bourg-en-Bresse & <alentours>"
NAMES = ("Rennes Métropole", LONG, "Y", "CC de l’Oisans", "Saint-Barthélemy-d’Anjou-sur-Loire-et-Vilaine")
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 2))
WIDTHS = st.sampled_from([55.0, 62.0, 90.0, 120.0, 180.0])


def name(code):
    return f"Territory {code}"


def compared(values, labels=NAMES, statuses=()):
    """Territories of a level, known by the place of their value."""
    looks = territory_looks(f"EPCI-{rank}" for rank in range(len(values)))
    reasons = dict(enumerate(statuses))
    return [
        Point(key, labels[rank % len(labels)], value, reasons.get(rank, ""), look)
        for rank, (value, (key, look)) in enumerate(zip(values, looks.items()))
    ]


def reference(value, label="France", rank=0, status=""):
    return Point(label.upper(), label, value, status, reference_look(rank))


def overlapping(root):
    """Texts that lie over each other by more than the measures are rounded."""
    written = [(element.text, text_box(element)) for element in all_of(root, "text")]
    return [
        (first, second)
        for (first, a), (second, b) in combinations(written, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.05 and min(a[3], b[3]) - max(a[1], b[1]) > 0.35
    ]


def of_color(root, tag, color):
    return [element for element in all_of(root, tag) if element.get("fill") == color]


# Looks -------------------------------------------------------------------------------------------------


def test_eight_colors_are_told_apart_by_all_eyes():
    for first, second in combinations(COLORS, 2):
        seen = [(first, second), *((simulate(first, d), simulate(second, d)) for d in DEFICIENCIES)]
        assert min(distance(a, b) for a, b in seen) > 16, (first, second)
    assert all(contrast(color, "#ffffff") > 2.2 for color in COLORS)
    assert min(distance(color, REFERENCE_COLOR) for color in COLORS) > 12


def test_looks_stay_when_a_territory_is_added_and_are_all_different():
    keys = [f"COM-{rank:05d}" for rank in range(32)]
    looks = territory_looks(keys)
    assert len(set(looks.values())) == 32
    assert list(looks.values())[:5] == list(territory_looks(keys[:5]).values())
    assert len({look.mark for look in list(looks.values())[:8]}) == 1
    assert territory_colors(9)[8] == territory_colors(1)[0]
    assert territory_marks(9)[8] != territory_marks(9)[0]
    assert territory_looks(["REG-53", "REG-53"]).keys() == {"REG-53"}
    assert len(territory_marks(200)) == 200


def test_references_are_grey_and_told_apart_by_their_shape():
    assert len({look.mark for look in REFERENCE_LOOKS}) == len(REFERENCE_LOOKS)
    assert {look.color for look in REFERENCE_LOOKS}.isdisjoint(COLORS)
    root = parsed(gap_bars([reference(3.0)], MEASURE, Paper()).svg)
    assert not [e for color in COLORS for e in of_color(root, "rect", color)]


# Strip -------------------------------------------------------------------------------------------------


def test_marks_of_a_strip_lie_under_their_values():
    values = np.linspace(0, 100, 401)
    points = compared([0.0, 25.0, 75.0, 100.0])
    root = parsed(strip(values, points, MEASURE, Paper()).svg)
    places = [float(of_color(root, "circle", point.look.color)[0].get("cx")) for point in points]
    span = places[3] - places[0]
    assert [(place - places[0]) / span for place in places] == pytest.approx([0, 0.25, 0.75, 1], abs=0.001)
    ticks = {e.text: float(e.get("x")) for e in all_of(root, "text") if e.text in ("50", "100")}
    assert ticks["50"] == pytest.approx((places[1] + places[2]) / 2, abs=0.001)
    assert ticks["100"] == pytest.approx(places[3], abs=0.001)
    assert "(n = 401)" in " ".join(texts(root))
    assert {"0.0 seats", "25.0 seats", "100.0 seats"} <= {text.replace("\u00a0", " ") for text in texts(root)}


def test_a_strip_says_why_a_value_is_missing_and_draws_nothing_for_it():
    points = compared([3.0, None, math.nan], statuses=("", "Statistical secrecy"))
    chart = strip([1.0, 3.0, 5.0], points, MEASURE, Paper())
    root = parsed(chart.svg)
    assert {"Statistical secrecy", "Not available"} <= set(texts(root))
    assert not of_color(root, "circle", points[1].look.color)
    assert not of_color(root, "circle", points[2].look.color)
    assert [row[2] for row in chart.rows] == [3.0, None, None]
    assert [row[4] for row in chart.rows] == ["", "Statistical secrecy", "Not available"]


def test_a_strip_without_any_value_still_names_the_territories():
    root = parsed(strip([math.nan], compared([None]), MEASURE, Paper()).svg)
    assert {"There is no value to show here.", "Rennes Métropole", "Not available"} <= set(texts(root))


def test_a_value_beyond_the_axis_is_at_its_end_with_an_arrow():
    values = np.concatenate([RANDOM.uniform(0, 100, 990), np.full(10, 9000.0)])
    points = compared([9000.0, 50.0])
    root = parsed(strip(values, points, MEASURE, Paper()).svg)
    assert len(of_color(root, "polygon", points[0].look.color)) == 1
    assert not of_color(root, "polygon", points[1].look.color)
    assert "10 beyond" in " ".join(texts(root))


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(NUMBERS, min_size=1, max_size=40),
    marked=st.lists(st.one_of(st.none(), NUMBERS), max_size=12),
    width=WIDTHS,
)
def test_no_text_of_a_strip_hides_another(values, marked, width):
    points = [*compared(marked), reference(values[0]), reference(None, "Bretagne", 1, "no figure")]
    chart = strip(values, points, MEASURE, Paper(width))
    assert overlapping(parsed(chart.svg)) == []
    assert {zone.key for zone in chart.zones} == {point.key for point in points}


# Bars and ranking --------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_values():
    points = [*compared([10.0, -5.0, None, 0.0]), reference(2.5)]
    root = parsed(gap_bars(points, MEASURE, Paper()).svg)
    lengths = [float(of_color(root, "rect", point.look.color)[0].get("width")) for point in points[:2]]
    assert lengths[1] / lengths[0] == pytest.approx(0.5, abs=0.001)
    assert not of_color(root, "rect", points[2].look.color)
    assert float(of_color(root, "rect", points[3].look.color)[0].get("width")) == 0
    assert "Not available" in texts(root)
    assert "−5.0\u00a0seats" in texts(root)


def test_two_hundred_territories_are_cut_and_said_to_be():
    points = compared([float(rank) for rank in range(200)])
    for chart in (gap_bars(points, MEASURE, Paper()), strip(range(200), points, MEASURE, Paper())):
        assert "Only the first 60 are drawn." in texts(parsed(chart.svg))
        assert len(chart.rows) == 200
        assert len(chart.zones) == 60
    many = [PairOfPoints(point, point) for point in points]
    chart = scattered(np.arange(200.0), np.arange(200.0), many)
    assert "Only the first 40 are named." in texts(parsed(chart.svg))
    assert {point.key for point in points} <= {zone.key for zone in chart.zones}


@settings(max_examples=60, deadline=None)
@given(marked=st.lists(st.one_of(st.none(), NUMBERS), max_size=15), width=WIDTHS)
def test_no_text_of_bars_hides_another(marked, width):
    chart = gap_bars([*compared(marked), reference(3.0)], MEASURE, Paper(width))
    assert overlapping(parsed(chart.svg)) == []


def ranked(values, points, width=120.0):
    codes = [str(rank) for rank in range(len(values))]
    return ranking(Level.EPCI, codes, values, name, points, MEASURE, Paper(width))


def test_ranks_are_those_of_the_values_and_ties_share_them():
    values = [5.0, 9.0, math.nan, 5.0, 1.0, 5.0, 7.0]
    points = [Point("EPCI-3", "Mine", 5.0, look=territory_looks(["EPCI-3"])["EPCI-3"])]
    chart = ranked(values, points)
    assert [(row[0], row[1]) for row in chart.rows] == [
        (1, "EPCI-1"), (2, "EPCI-6"), (3, "EPCI-3"), (3, "EPCI-0"), (3, "EPCI-5"), (6, "EPCI-4"),
    ]  # fmt: skip
    zone = next(zone for zone in chart.zones if zone.key == "EPCI-3")
    assert zone.text.splitlines()[-1] == "Rank 3 of 6, tied with 2 others"
    assert "Ranks among 6 EPCI" in " ".join(texts(parsed(chart.svg)))


def test_the_rank_that_a_comparison_gives_is_not_said_twice():
    point = Point("EPCI-0", "Mine", 5.0, look=territory_looks(["EPCI-0"])["EPCI-0"], note="Rank 1 of 2")
    assert ranked([5.0, 3.0], [point]).zones[0].text.count("Rank") == 1
    assert ranked([5.0, 5.0], [point]).zones[0].text.count("Rank") == 1


def test_a_ranking_has_both_ends_the_neighbours_and_says_how_many_are_left_out():
    values = np.arange(1000.0)[::-1]
    looks = territory_looks(["EPCI-500"])
    chart = ranked(values, [Point("EPCI-500", "Mine", 499.0, look=looks["EPCI-500"])])
    assert [row[0] for row in chart.rows] == [1, 2, 3, 499, 500, 501, 502, 503, 998, 999, 1000]
    assert [text for text in texts(parsed(chart.svg)) if "more" in text] == ["… 495 more …", "… 494 more …"]


def test_a_territory_without_a_value_has_no_rank():
    looks = territory_looks(["EPCI-1", "EPCI-0"])
    points = [Point("EPCI-1", "Mine", None, "Not applicable", looks["EPCI-1"])]
    chart = ranked([3.0, math.nan], points)
    assert chart.rows[-1] == (None, "EPCI-1", "Mine", None, "seats", "Not applicable")
    assert "Not applicable" in texts(parsed(chart.svg))


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.one_of(st.just(math.nan), st.integers(-3, 30).map(float)), max_size=120),
    chosen=st.sets(st.integers(0, 119), max_size=60),
    width=WIDTHS,
)
def test_a_ranking_counts_everyone(values, chosen, width):
    looks = territory_looks(f"EPCI-{rank}" for rank in sorted(chosen))
    points = [
        Point(key, NAMES[rank % 5], values[int(key[5:])] if int(key[5:]) < len(values) else None, look=look)
        for rank, (key, look) in enumerate(looks.items())
    ]
    chart = ranked(values, points, width)
    known = [value for value in values if not math.isnan(value)]
    for rank, _key, _name, value, *_rest in chart.rows:
        assert rank is None or rank == 1 + sum(other > value for other in known)
    root = parsed(chart.svg)
    assert overlapping(root) == []
    skipped = sum(int(re.findall(r"\d+", text)[0]) for text in texts(root) if "more …" in text)
    assert skipped + sum(row[0] is not None for row in chart.rows) == len(known)
    assert len(chart.rows) <= 80
    missing = len(chosen - {int(row[1][5:]) for row in chart.rows})
    said = [text for text in texts(root) if "not drawn" in text]
    assert (f"{missing} of the compared" in said[0]) if missing else not said


# Two indicators ----------------------------------------------------------------------------------------


def pairs(xs, ys):
    first, second = compared(xs), compared(ys)
    return [PairOfPoints(a, b) for a, b in zip(first, second)]


def scattered(x, y, points, width=120.0):
    crowd = Crowd(Level.EPCI, [str(rank) for rank in range(len(x))], x, y, name)
    return scatter_compared(crowd, points, MEASURE, Measure("Libraries", "", 0), Paper(width))


def test_dots_are_where_both_values_say():
    x, y = np.linspace(0, 10, 50), RANDOM.uniform(0, 1000, 50)
    y[[3, 20, 40]] = 0.0, 500.0, 1000.0
    points = pairs([x[3], x[20], x[40]], [0.0, 500.0, 1000.0])
    chart = scattered(x, y, points)
    root = parsed(chart.svg)
    marks = [of_color(root, "circle", point.across.look.color)[0] for point in points]
    across, up = ([float(mark.get(side)) for mark in marks] for side in ("cx", "cy"))
    share = (across[1] - across[0]) / (across[2] - across[0])
    assert share == pytest.approx((x[20] - x[3]) / (x[40] - x[3]), abs=0.001)
    assert (up[1] - up[0]) / (up[2] - up[0]) == pytest.approx(0.5, abs=0.001)
    assert up[2] < up[0]
    dots = [place for path in all_of(root, "path") for place in dots_of(path)]
    assert len(dots) == 50
    assert {"EPCI-3", "EPCI-49"} <= {zone.key for zone in chart.zones}


def test_a_name_away_from_its_dot_has_the_same_mark():
    x = y = np.arange(30.0)
    together = parsed(scattered(x, y, pairs([5.0, 5.1, 5.2], [5.0, 5.1, 5.0])).svg)
    apart = parsed(scattered(x, y, pairs([5.0, 15.0, 25.0], [5.0, 15.0, 5.0])).svg)
    assert [len(of_color(together, "circle", color)) for color in COLORS[:3]] == [2, 2, 2]
    assert [len(of_color(apart, "circle", color)) for color in COLORS[:3]] == [1, 1, 1]


def test_the_correlation_is_that_of_the_ranks_with_its_number():
    x = np.arange(30.0)
    root = parsed(scattered(x, np.exp(x / 3), []).svg)
    assert any("= 1.00; n = 30" in text for text in texts(root))
    few = parsed(scattered(x[:5], x[:5], []).svg)
    assert any("(n = 5)" in text for text in texts(few))
    assert not any("ρ" in text for text in texts(few))


def test_who_lacks_a_value_is_named_with_the_reason():
    first = compared([1.0, None], statuses=("", "Statistical secrecy"))
    second = compared([None, 2.0], statuses=("Not applicable",))
    points = [PairOfPoints(a, b) for a, b in zip(first, second)]
    chart = scattered(np.arange(20.0), np.arange(20.0), points)
    said = " ".join(texts(parsed(chart.svg)))
    assert "Rennes Métropole: Not applicable" in said
    assert f"{LONG}: Statistical secrecy" in said
    assert [row[2:] for row in chart.rows] == [
        (1.0, None, "Not applicable"),
        (None, 2.0, "Statistical secrecy"),
    ]


@settings(max_examples=50, deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=25),
    width=st.sampled_from([62.0, 90.0, 140.0]),
)
def test_every_compared_dot_is_named_and_no_name_hides_another(places, width):
    x, y = np.random.default_rng(5).uniform(0, 30, (2, 80))
    points = pairs([float(a) for a, _ in places], [float(b) for _, b in places])
    root = parsed(scattered(x, y, points, width).svg)
    assert overlapping(root) == []
    heads = (*(label[:4] for label in NAMES), "Y")
    assert sum(text.startswith(heads) for text in texts(root)) >= len(points)


@given(
    points=st.lists(st.tuples(st.floats(0, 100), st.floats(0, 60)), max_size=20),
    widths=st.lists(st.floats(1, 60), min_size=20, max_size=20),
)
def test_labels_neither_meet_nor_leave_the_room(points, widths):
    room = Box(0, 0, 100, 60)
    found = label_places(points, widths, 3.0, room, 1.0)
    boxes = [box for box in found if box]
    assert len(found) == len(points)
    assert all(room.holds(box) for box in boxes)
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    marks = [Box(x - 1, y - 1, x + 1, y + 1) for x, y in points]
    assert not any(box.meets(mark) for box in boxes for mark in marks)


def test_a_label_goes_where_it_hides_no_dot():
    dots = [(x, 30.0) for x in np.arange(51.5, 80, 0.5)]
    free, crowded = (
        label_places([(50.0, 30.0)], [20.0], 3.0, Box(0, 0, 100, 60), 1.0, d)[0] for d in ((), dots)
    )
    assert free.left > 50
    assert crowded.right < 50


# Profile -----------------------------------------------------------------------------------------------


def line(title, value, quantile, france=(2.0, 0.4), theme="Supply"):
    looks = territory_looks(["EPCI-0"])
    mine = Point(
        "EPCI-0", "Rennes Métropole", value, "" if value is not None else "Not available", looks["EPCI-0"]
    )
    return ProfileLine(
        Measure(title, "%", 1), (Place(mine, quantile), Place(reference(france[0]), france[1])), theme
    )


def test_places_of_a_profile_are_quantiles_on_one_axis():
    chart = profile([line("A", 1.0, 0.0), line("B", 5.0, 0.5), line("C", 9.0, 1.0)], Paper(), title="Mine")
    root = parsed(chart.svg)
    marks = of_color(root, "circle", COLORS[0])[1:]  # the first one is the key
    places = [float(mark.get("cx")) for mark in marks]
    assert (places[1] - places[0]) / (places[2] - places[0]) == pytest.approx(0.5, abs=0.001)
    names = {e.text: float(e.get("x")) for e in all_of(root, "text")}
    assert names["median"] == pytest.approx(places[1], abs=0.001)
    assert names["25%"] - places[0] == pytest.approx((places[2] - places[0]) / 4, abs=0.001)
    bars = [float(e.get("x")) + 0.25 for e in of_color(root, "rect", REFERENCE_COLOR)][1:]
    expected = places[0] + 0.4 * (places[2] - places[0])
    assert bars == pytest.approx([expected] * 3, abs=0.001)
    assert {"1.0%", "5.0%", "9.0%", "Supply"} <= set(texts(root))
    assert texts(root).count("Supply") == 1


@pytest.mark.parametrize("width", [62.0, 90.0])
def test_names_that_begin_alike_are_told_apart_in_a_narrow_profile(width):
    spending = "Dépenses culturelles par habitant des"
    lines = [line(f"{spending} {whose}", 5.0, 0.5) for whose in ("communes", "régions, 2019")]
    found = " ".join(texts(parsed(profile(lines, Paper(width)).svg)))
    assert "communes" in found
    assert "régions, 2019" in found
    assert "…" not in found


def test_a_profile_says_why_a_figure_is_missing():
    chart = profile([line("A", None, None), line("B", 5.0, 0.5, (None, None))], Paper())
    root = parsed(chart.svg)
    assert "Not available" in texts(root)
    assert "France: Not available (B)" in texts(root)
    assert len(of_color(root, "circle", COLORS[0])) == 2  # the key and B
    assert chart.rows[0] == ("Supply", "A", "EPCI-0", "Rennes Métropole", None, "%", None, "Not available")


def test_several_territories_that_lack_a_figure_are_named_under_the_profile():
    first, second = compared([1.0, None], statuses=("", "Not applicable"))
    lines = [ProfileLine(Measure("A"), (Place(first, 0.5), Place(second, None)))]
    assert f"{LONG}: Not applicable (A)" in " ".join(texts(parsed(profile(lines, Paper()).svg)))


def test_marks_at_the_same_place_of_a_profile_are_all_seen():
    first, second = compared([1.0, 1.0])
    lines = [ProfileLine(Measure("A"), (Place(first, 0.5), Place(second, 0.5)))]
    root = parsed(profile(lines, Paper()).svg)
    heights = [float(of_color(root, "circle", p.look.color)[-1].get("cy")) for p in (first, second)]
    assert abs(heights[0] - heights[1]) > 1.5


@settings(max_examples=40, deadline=None)
@given(
    quantiles=st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=12),
    width=WIDTHS,
    theme=st.sampled_from(["", "Supply", LONG]),
)
def test_no_text_of_a_profile_hides_another(quantiles, width, theme):
    lines = [
        line(NAMES[rank % 5], None if q is None else 1234.5, q, theme=theme if rank % 3 else "")
        for rank, q in enumerate(quantiles)
    ]
    assert overlapping(parsed(profile(lines, Paper(width), title=LONG).svg)) == []


@given(values=st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30))
def test_a_quantile_counts_half_of_the_ties(values):
    for value in values:
        below = sum(other < value for other in values) + values.count(value) / 2
        assert quantile_of([*values, math.nan], value) == pytest.approx(below / len(values))
    assert quantile_of(values, None) is None
    assert quantile_of([math.nan], 3.0) is None


# Data --------------------------------------------------------------------------------------------------


def test_figures_are_exported_as_they_are():
    chart = gap_bars([*compared([1 / 3, None]), reference(2.0)], MEASURE, Paper())
    rows = list(csv.reader(io.StringIO(chart.csv())))
    assert rows[0] == ["Reference", "Name", "Value", "Unit", "Status"]
    assert float(rows[1][2]) == 1 / 3
    assert rows[2] == ["EPCI-1", LONG, "", "seats", "Not available"]
    assert rows[3][:3] == ["FRANCE", "France", "2.0"]


def test_figures_are_pasted_with_the_comma_of_french():
    chart = gap_bars(compared([1234.5]), MEASURE, Paper())
    i18n.set_translator(lambda text: text, "fr")
    try:
        assert chart.tabbed().splitlines()[1].split("\t")[2] == "1234,5"
    finally:
        i18n.set_translator(None)
    assert chart.tabbed().splitlines()[1].split("\t")[2] == "1234.5"


def test_the_smallest_zone_is_the_one_pointed_at():
    chart = profile([line("A", 5.0, 0.5)], Paper())
    mark = min(chart.zones, key=lambda zone: zone.width)
    assert chart.zone_at(mark.x + mark.width / 2, mark.y + mark.height / 2) == mark
    assert chart.zone_at(-1, -1) is None


def test_the_same_arguments_give_the_same_bytes():
    values, points = RANDOM.normal(0, 1, 300), compared([0.1, None, 2.0])
    assert strip(values, points, MEASURE, Paper()) == strip(values.copy(), list(points), MEASURE, Paper())
