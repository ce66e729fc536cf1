# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts read back as XML: what is drawn is what was counted, and nothing leaves the drawing."""

from __future__ import annotations

import math
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from drawings import SVG, all_of, boxes, dots_of, parsed, text_box, texts
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.chart_parts import caption
from atlas_culture_plugin.core.chart_scatter import rank_correlation
from atlas_culture_plugin.core.charts import (
    MARK,
    BarRow,
    bars,
    bars_height,
    bivariate_key,
    circles_key,
    distribution,
    scatter,
)
from atlas_culture_plugin.core.classify import classify
from atlas_culture_plugin.core.histogram import histogram, pieces
from atlas_culture_plugin.core.model import Method
from atlas_culture_plugin.core.palettes import palette
from atlas_culture_plugin.core.svg import (
    Drawing,
    elided,
    enlarged,
    is_whole,
    size_of,
    spread,
    text_width,
    without_texts,
    wrapped,
)

LONG = "Établissements d’enseignement & <supérieur> artistique " * 6
RANDOM = np.random.default_rng(20260101)
NINE = [f"#{shade:02x}{shade:02x}ff" for shade in range(250, 0, -28)][:9]


def make(values, method=Method.QUANTILE, classes=5, name="OrRd", **options):
    classification = classify(values, method, classes)
    colors = palette(name).colors(max(1, len(classification.counts)))
    options = {"unit": "%", "decimals": 1, "width": 80.0, "height": 45.0, "font": "Open Sans", **options}
    return classification, colors, parsed(distribution(values, classification, colors, **options))


def test_bars_are_the_bins_in_the_colors_of_their_classes():
    values = RANDOM.normal(20, 5, 400)
    classification, colors, root = make(values)
    bins = histogram(values, classification.inner)
    drawn, expected = all_of(root, "rect"), pieces(bins, classification.inner)
    assert [rect.get("fill") for rect in drawn] == [colors[piece.rank] for piece in expected]
    tallest = max(float(rect.get("height")) for rect in drawn)
    for rect, piece in zip(drawn, expected):
        height = tallest * piece.count / bins.tallest
        assert float(rect.get("height")) == pytest.approx(max(height, 0.35), abs=0.002)
    whole = {round(float(rect.get("y")) + float(rect.get("height")), 2) for rect in drawn}
    assert len(whole) == 1
    assert "(n = 400)" in " ".join(texts(root))
    assert sum(bins.counts) == 400


def test_colors_change_at_the_bounds_and_nowhere_else():
    values = np.linspace(0, 100, 501)
    _classification, _colors, root = make(values, Method.EQUAL_INTERVAL, 4)
    drawn = all_of(root, "rect")
    lines = {float(e.get("x1")) for e in all_of(root, "line") if e.get("x1") == e.get("x2")}
    changes = [b.get("x") for a, b in zip(drawn, drawn[1:]) if a.get("fill") != b.get("fill")]
    assert len(changes) == 3
    assert {float(x) for x in changes} <= lines
    assert {"25", "50", "75"} <= set(texts(root))


def test_a_cut_tail_is_told_with_its_count_and_limit():
    values = np.concatenate([RANDOM.uniform(0, 100, 990), np.full(10, 9000.0)])
    classification = classify(values, Method.MANUAL, manual=(30.0, 60.0))
    text = distribution(
        values, classification, ["#111111", "#222222", "#333333"],
        unit="€", decimals=0, width=80.0, height=45.0, font="Open Sans",
    )  # fmt: skip
    said = " ".join(texts(parsed(text)))
    bins = histogram(values, classification.inner)
    assert bins.above == 10
    assert f"10 beyond {bins.high:.0f}" in said
    assert "(n = 1,000)" in said


def test_marks_point_at_their_values():
    values = np.linspace(0, 100, 501)
    marks = [(25.0, "Here"), (1e9, "Far & away"), (float("nan"), "Nowhere")]
    _classification, _colors, root = make(values, Method.EQUAL_INTERVAL, 4, marks=marks)
    lines = [e for e in all_of(root, "line") if e.get("stroke") == MARK]
    bound = next(e for e in all_of(root, "text") if e.text == "25")
    assert float(lines[0].get("x1")) == pytest.approx(float(bound.get("x")), abs=0.01)
    right = max(float(rect.get("x")) + float(rect.get("width")) for rect in all_of(root, "rect"))
    assert float(lines[-1].get("x1")) == pytest.approx(right, abs=0.01)
    assert {"Here", "Far & away"} <= set(texts(root))
    assert "Nowhere" not in texts(root)


def test_a_bound_beyond_the_axis_has_an_arrow_instead_of_a_line():
    values = [*range(100), 9000.0]
    classification = classify(values, Method.MANUAL, manual=(50.0, 8000.0))
    text = distribution(
        values, classification, ["#111111", "#222222", "#333333"],
        unit="", decimals=0, width=80.0, height=45.0, font="Open Sans",
    )  # fmt: skip
    root = parsed(text)
    assert {"50", "8,000"} <= set(texts(root))
    assert len(all_of(root, "polygon")) == 1
    fills = {rect.get("fill") for rect in all_of(root, "rect")}
    assert fills == {"#111111", "#222222"}


@pytest.mark.parametrize(
    "values",
    [
        [],
        [np.nan] * 5,
        [3.0],
        [3.0] * 50,
        [-5.0, -3.5, -1.0],
        RANDOM.lognormal(3, 2, 35_000),
        RANDOM.normal(0, 1e-6, 100),
        [1e12, 2e12, 5e12],
        [0.0] * 990 + [7.0] * 10,
    ],
    ids=["none", "missing", "one", "equal", "negative", "35000", "tiny", "huge", "zeros"],
)
@pytest.mark.parametrize(("width", "height"), [(80.0, 45.0), (40.0, 25.0), (180.0, 60.0)])
def test_any_values_make_a_sound_drawing(values, width, height):
    options = {"unit": "€ par habitant", "width": width, "height": height, "title": LONG}
    _classification, _colors, root = make(np.array(values), marks=[(2.0, LONG)], **options)
    if np.isfinite(values).any():
        assert any(text.endswith("(€ par habitant)") for text in texts(root))
        assert all_of(root, "rect")
    else:
        assert any("no value" in text for text in texts(root))


@pytest.mark.parametrize("classes", [1, 2, 7, 12])
def test_figures_of_the_bounds_never_overlap(classes):
    values = RANDOM.lognormal(3, 1.5, 3000)
    classification, _colors, root = make(values, Method.QUANTILE, classes, width=60.0)
    row = [text_box(e) for e in all_of(root, "text")]
    for one in row:
        for other in row:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert one is other or apart
    assert len(classification.inner) == classes - 1


def test_the_same_data_gives_the_same_bytes():
    values, options = RANDOM.normal(0, 1, 100), {"unit": "", "decimals": 1, "width": 50.0, "height": 30.0}
    classification = classify(values, Method.QUANTILE, 5)
    colors = palette("Blues").colors(5)
    made = {distribution(list(values), classification, colors, font="x", **options) for _ in range(2)}
    assert len(made) == 1


def test_the_unit_is_told_once_and_never_lost():
    title = "Bibliothèques pour 10 000 habitants"
    said = " ".join(caption(title, "pour 10 000 hab.", 60.0, 2.5))
    assert said == title.replace("10 000", "10\u202f000")
    assert caption("", "%", 60.0, 2.5) == ["%"]
    assert caption("Densité", "hab./km²", 60.0, 2.5) == ["Densité (hab./km²)"]
    assert caption(LONG, "€/hab.", 40.0, 2.5)[-1].endswith("… (€/hab.)")
    assert len(caption(LONG, LONG, 40.0, 2.5)) == 2


def draw_bars(rows, **options):
    options = {"unit": "€/hab.", "decimals": 1, "width": 80.0, "height": 30.0, "font": "Open Sans", **options}
    return parsed(bars(rows, **options))


def test_the_unit_of_bars_is_told_once():
    titled = draw_bars([BarRow("A", 10.0), BarRow("B", 5.0)], title="Compared with")
    assert texts(titled) == ["Compared with (€/hab.)", "A", "10.0", "B", "5.0"]
    plain = draw_bars([BarRow("A", 10.0), BarRow("B", 5.0)])
    assert texts(plain) == ["A", "10.0\u00a0€/hab.", "B", "5.0\u00a0€/hab."]


def test_bars_start_from_zero_and_are_proportional():
    root = draw_bars([BarRow("A", 10.0, emphasised=True), BarRow("B", 5.0), BarRow("C", -2.5)])
    first, second, third = all_of(root, "rect")
    zero = float(first.get("x"))
    assert float(second.get("x")) == zero
    assert float(third.get("x")) + float(third.get("width")) == pytest.approx(zero, abs=0.002)
    width = float(first.get("width"))
    assert float(second.get("width")) == pytest.approx(width / 2, abs=0.002)
    assert float(third.get("width")) == pytest.approx(width / 4, abs=0.002)
    assert first.get("fill") != second.get("fill") == third.get("fill")
    assert {"10.0\u00a0€/hab.", "\u22122.5\u00a0€/hab."} <= set(texts(root))


def test_a_row_without_a_value_says_why():
    root = draw_bars([BarRow("A", 1.0), BarRow("B", None, "Statistical secrecy"), BarRow("C", float("nan"))])
    assert len(all_of(root, "rect")) == 1
    assert {"Statistical secrecy", "Not available"} <= set(texts(root))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [BarRow("A", None)],
        [BarRow("A", 0.0), BarRow("B", 0.0)],
        [BarRow(LONG, -1e12, emphasised=True), BarRow(LONG, 1e12)],
        [BarRow(LONG, None, LONG), BarRow("B", -3.0)],
        [BarRow(f"Row {n}", float(n)) for n in range(40)],
    ],
    ids=["none", "missing", "zeros", "long", "long status", "many"],
)
@pytest.mark.parametrize("unit", ["", "%", LONG])
def test_any_rows_make_a_sound_drawing(rows, unit):
    draw_bars(rows, unit=unit, title=LONG if unit else "")


LABELS = ["Alpes-de-Haute-Provence", "Provence-Alpes-Côte d’Azur", "France"]


@pytest.mark.parametrize("width", [40.0, 50.0, 78.0])
def test_long_labels_are_whole_above_their_bars(width):
    rows = [
        BarRow(label, value, emphasised=not rank)
        for rank, (label, value) in enumerate(zip(LABELS, (5.4, 1.4, 2.3)))
    ]
    height = bars_height(rows, unit="pour 10 000 hab.", width=width, title="Compared with")
    root = draw_bars(rows, unit="pour 10 000 hab.", width=width, height=height, title="Compared with")
    written = "".join(texts(root)).replace(" ", "")
    assert all(label.replace(" ", "") in written for label in LABELS)
    assert {e.get("font-size") for e in all_of(root, "text")} == {"2.5"}
    found = [text_box(element) for element in all_of(root, "text")]
    bars_drawn = [box for element in all_of(root, "rect") for box in boxes(element)]
    for first, second in combinations([*found, *bars_drawn], 2):
        common = (
            min(first[2], second[2]) - max(first[0], second[0]),
            min(first[3], second[3]) - max(first[1], second[1]),
        )
        assert min(common) < 0.15, (first, second)
    # Each label is over its own bar, and the next one under it.
    starts = [
        next(b for b, text in zip(found, texts(root)) if text.startswith(label[:6])) for label in LABELS
    ]
    assert [round(b[0], 2) for b in starts] == [0, 0, 0]
    for label, bar in zip(starts, bars_drawn):
        assert label[3] < bar[1] + 0.7 < label[3] + 9


def test_a_label_of_sixty_characters_is_never_cut():
    label = "Communauté d’agglomération du Pays de Saint-Malo et Cancale."
    assert len(label) == 60
    rows = [BarRow(label, 3.0, emphasised=True), BarRow("France", 2.0)]
    height = bars_height(rows, unit="%", width=45.0)
    written = " ".join(texts(draw_bars(rows, width=45.0, height=height)))
    assert label in written and "…" not in written


def test_short_labels_stay_beside_their_bars():
    root = draw_bars(
        [BarRow("La Réunion", 0.8, emphasised=True), BarRow("France", 2.3)], width=78.0, height=20.0
    )
    assert "La Réunion" in texts(root)
    label = next(e for e in all_of(root, "text") if e.text == "La Réunion")
    assert label.get("text-anchor") == "end"


def draw_scatter(x, y, cells=None, **options):
    cells = np.arange(len(x)) % 9 + 1 if cells is None else cells
    options = {
        "x_title": "Across",
        "y_title": "Upwards",
        "width": 78.0,
        "height": 50.0,
        "font": "x",
        **options,
    }
    return parsed(scatter(x, y, cells, NINE, (0, 10, 20, 30), (0, 1, 2, 3), **options))


def test_each_territory_is_a_dot_of_the_color_of_its_cell():
    x, y = RANDOM.uniform(0, 30, 90), RANDOM.uniform(0, 3, 90)
    x[3], y[7] = np.nan, np.nan
    cells = np.arange(90) % 9 + 1
    root = draw_scatter(x, y, cells)
    drawn = {path.get("stroke"): dots_of(path) for path in all_of(root, "path") if path.get("stroke") in NINE}
    assert set(drawn) == set(NINE)
    assert sum(map(len, drawn.values())) == 88
    known = np.isfinite(x) & np.isfinite(y)
    for cell, color in enumerate(NINE, start=1):
        chosen = known & (cells == cell)
        places = np.array(drawn[color])
        # Places grow with the values, on both axes, always at the same pace.
        across, up = np.polyfit(x[chosen], places[:, 0], 1), np.polyfit(y[chosen], places[:, 1], 1)
        assert np.allclose(np.polyval(across, x[chosen]), places[:, 0], atol=0.01) and across[0] > 0
        assert np.allclose(np.polyval(up, y[chosen]), places[:, 1], atol=0.01) and up[0] < 0
    assert len(all_of(root, "path")) == 18


def test_the_bounds_part_the_dots_as_the_cells_do():
    x, y = RANDOM.uniform(0, 30, 300), RANDOM.uniform(0, 3, 300)
    cells = (np.minimum(y // 1, 2) * 3 + np.minimum(x // 10, 2) + 1).astype(int)
    root = draw_scatter(x, y, cells)
    lines = [line for line in all_of(root, "line") if line.get("stroke-width") == "0.12"]
    across = sorted(float(line.get("x1")) for line in lines if line.get("x1") == line.get("x2"))
    up = sorted(float(line.get("y1")) for line in lines if line.get("y1") == line.get("y2"))
    assert len(across) == len(up) == 2
    for path in all_of(root, "path"):
        if path.get("stroke") in NINE:
            row, column = divmod(NINE.index(path.get("stroke")), 3)
            for dot_x, dot_y in dots_of(path):
                assert sum(dot_x >= limit - 0.01 for limit in across) in (column, column + 1)
                assert 2 - row in (sum(dot_y > limit + k for limit in up) for k in (-0.01, 0.01))


def mean_rank(value, values):
    """Rank by counting: those below, then the middle of the equal ones."""
    return sum(values < value) + (sum(values == value) + 1) / 2


def test_the_rank_correlation_is_that_of_another_computation():
    x = RANDOM.normal(0, 1, 500).round(1)
    y = (0.6 * x + RANDOM.normal(0, 1, 500)).round(1)
    x[:20] = np.nan
    assert len(set(x[20:])) < 100  # ties
    expected = np.corrcoef(*([mean_rank(one, values[20:]) for one in values[20:]] for values in (x, y)))
    assert rank_correlation(x, y) == pytest.approx(expected[0, 1], abs=1e-12)


def test_equal_values_share_the_mean_of_their_ranks():
    # Ranks 1 to 10 against 1, 2.5, 2.5, 4 to 10: the products of their deviations add up to 82 and their
    # squares to 82.5 and 82, computed by hand.
    x, y = range(10), [0, 1, 1, 3, 4, 5, 6, 7, 8, 9]
    assert rank_correlation(x, y) == pytest.approx(82 / math.sqrt(82.5 * 82))


def test_the_rank_correlation_of_too_few_values_or_of_one_value_is_not_given():
    assert rank_correlation(range(12), range(12)) == pytest.approx(1)
    assert rank_correlation(1e9 + np.arange(50.0), -np.arange(50.0)) == pytest.approx(-1)
    assert math.isnan(rank_correlation(range(9), range(9)))
    assert math.isnan(rank_correlation([0.1] * 20, range(20)))


def test_one_territory_far_away_does_not_make_the_rank_correlation():
    x, y = np.append(np.tile([1.0, 2.0], 50), 900.0), np.append(np.repeat([1.0, 2.0], 50), 900.0)
    assert np.corrcoef(x, y)[0, 1] > 0.99
    assert rank_correlation(x, y) < 0.05


def test_the_correlation_is_written_with_its_count_unless_there_are_too_few():
    x = np.arange(101.0)
    root = draw_scatter(x, x[::-1])
    assert texts(root)[0] == "Rank correlation ρ = −1.00; n = 101"
    assert texts(draw_scatter(x[:9], x[:9]))[0] == "Number of territories (n = 9)"


def test_dots_off_the_axes_are_counted():
    x = np.append(RANDOM.uniform(0, 30, 300), [900.0, 1000.0])
    y = np.append(RANDOM.uniform(0, 3, 300), [1.0, 1.0])
    root = draw_scatter(x, y)
    assert texts(root)[0].endswith("n = 302; 7 off the axes")
    assert sum(len(dots_of(p)) for p in all_of(root, "path") if p.get("stroke") in NINE) == 295


@pytest.mark.parametrize(("width", "height"), [(78.0, 35.0), (40.0, 30.0), (180.0, 60.0), (64.0, 80.0)])
@pytest.mark.parametrize(
    "values", [[], [1.0], [5.0] * 30, [np.nan] * 4, RANDOM.lognormal(0, 3, 1255), [-3e9, 2e9] * 20]
)
def test_any_pairs_make_a_sound_drawing(values, width, height):
    options = {"x_title": LONG, "y_title": LONG, "x_unit": "%", "y_unit": "€/hab."}
    root = draw_scatter(values, list(reversed(values)), width=width, height=height, **options)
    found = [text_box(element) for element in all_of(root, "text")]
    for first, second in combinations(found, 2):
        common = (
            min(first[2], second[2]) - max(first[0], second[0]),
            min(first[3], second[3]) - max(first[1], second[1]),
        )
        assert min(common) < 0.1, (first, second)


def test_a_thousand_dots_are_light():
    x = RANDOM.lognormal(0, 1, 1255)
    svg = scatter(
        x,
        x,
        np.arange(1255) % 9 + 1,
        NINE,
        (0, 1, 2, 9),
        (0, 1, 2, 9),
        x_title="x",
        y_title="y",
        width=78,
        height=50,
        font="x",
    )
    assert len(svg) < 60_000


def draw_key(first="First", second="Second", width=55.0, height=50.0, counts=tuple(range(9))):
    return parsed(
        bivariate_key(
            NINE, first=first, second=second, bounds_first=(2.5, 4.0), bounds_second=(0.0, 10.0, 20.0, 30.0),
            counts9=counts, width=width, height=height, font="Open Sans",
        )
    )  # fmt: skip


@pytest.mark.parametrize("width", [40.0, 55.0, 62.0, 70.0, 85.0, 110.0])
def test_no_word_of_a_name_is_cut(width):
    names = "Bibliothèques pour 10 000 habitants, 2021", "Fréquentation des cinémas (entrées/hab.), 2023"
    for first, second in (names, names[::-1]):
        told = {word for text in texts(draw_key(first, second, width, 42.0)) for word in text.split()}
        assert not {*first.split(), *second.split()} - told


def test_the_square_has_its_colors_from_low_left_to_high_right():
    root = draw_key()
    cells = all_of(root, "rect")
    assert [cell.get("fill") for cell in cells] == NINE
    xs = [float(cell.get("x")) for cell in cells]
    ys = [float(cell.get("y")) for cell in cells]
    assert xs[0] == xs[3] == xs[6] < xs[1] < xs[2]
    assert ys[0] == ys[1] == ys[2] > ys[3] > ys[6]
    assert all(cell.get("width") == cell.get("height") for cell in cells)
    for count, cell in enumerate(cells):
        label = next(e for e in all_of(root, "text") if e.text == str(count))
        assert float(label.get("x")) == pytest.approx(
            float(cell.get("x")) + float(cell.get("width")) / 2, abs=0.01
        )
        dark = count > 4
        assert (label.get("fill") == "#ffffff") == dark or count in (4, 5)


def test_axes_are_named_and_bounds_are_on_the_edges():
    root = draw_key("Cinemas per 100 000 inhabitants", "Spending")
    said = texts(root)
    assert {"2.5", "4.0", "10", "20"} <= set(said)
    assert "Spending" in said
    turned = [e.text for e in all_of(root, "text") if e.get("transform")]
    assert turned == ["Spending"]
    edge = float(all_of(root, "rect")[1].get("x"))
    assert float(next(e for e in all_of(root, "text") if e.text == "2.5").get("x")) == pytest.approx(
        edge, abs=0.01
    )


@pytest.mark.parametrize(("width", "height"), [(55.0, 50.0), (30.0, 30.0), (120.0, 40.0), (40.0, 90.0)])
def test_long_names_and_large_counts_stay_inside(width, height):
    root = draw_key(LONG, LONG, width, height, counts=(34_945,) * 9)
    assert any(text.endswith("…") for text in texts(root))


@pytest.mark.parametrize("size", [(78.0, 36.0), (84.0, 50.0)])
def test_the_names_of_a_low_key_are_whole_beside_it(size):
    first = "Part des actifs exerçant une profession culturelle (%), 2017"
    second = "Dépenses culturelles par habitant du ministère de la Culture (€/hab.), 2019"
    root = draw_key(first, second, *size)
    written = "".join(texts(root)).replace(" ", "")
    assert all(name.replace(" ", "") in written for name in (first, second))
    side = float(all_of(root, "rect")[0].get("width")) * 3
    assert side > 0.6 * size[1]
    found = [text_box(element) for element in all_of(root, "text")]
    assert not any("rotate" in (e.get("transform") or "") for e in all_of(root, "text"))
    for one, other in combinations(found, 2):
        common = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
        assert min(common) < 0.1


@pytest.mark.parametrize("size", [(66.0, 52.0), (66.0, 60.0), (55.0, 55.0)])
def test_the_names_of_a_narrow_key_are_whole_around_it(size):
    first = "Part des actifs exerçant une profession culturelle (%), 2017"
    second = "Dépenses culturelles par habitant du ministère de la Culture (€/hab.), 2019"
    written = " ".join(texts(draw_key(first, second, *size)))
    assert "…" not in written and not set(f"{first} {second}".split()) - set(written.split())


def circle_values(root):
    return [(float(c.get("r")), float(c.get("cx")), float(c.get("cy"))) for c in all_of(root, "circle")]


def test_areas_of_circles_are_proportional_and_share_their_lowest_point():
    values = [100.0, 2000.0, 500.0]
    root = parsed(
        circles_key(values, ["a", "b", "c"], 2500.0, 16.0, "#29598f", font="Open Sans", title="Museums")
    )
    drawn = circle_values(root)
    largest = 8 * math.sqrt(2000 / 2500)
    assert [radius for radius, _x, _y in drawn] == pytest.approx(
        [largest, largest * 0.5, largest * math.sqrt(0.05)], abs=0.001
    )
    lowest = [y + radius for radius, _x, y in drawn]
    assert max(lowest) - min(lowest) < 0.002
    assert len({x for _radius, x, _y in drawn}) == 1
    assert texts(root) == ["Museums", "b", "c", "a"]
    heights = [float(e.get("y")) for e in all_of(root, "text")[1:]]
    assert heights == sorted(heights)
    assert min(b - a for a, b in zip(heights, heights[1:])) >= 2.5


@pytest.mark.parametrize(
    ("values", "maximum", "diameter"),
    [([], 0.0, 10.0), ([5.0], 5.0, 0.5), ([0.0, -2.0], 5.0, 10.0), ([1e9, 5e8, 1e7], 1e9, 40.0)],
)
def test_any_circles_make_a_sound_drawing(values, maximum, diameter):
    root = parsed(
        circles_key(values, [LONG] * len(values), maximum, diameter, "#29598f", font="x", title=LONG)
    )
    assert len(all_of(root, "circle")) == sum(value > 0 for value in values)


def test_labels_are_escaped():
    drawing = Drawing(10, 10, 'Fo"nt<&', "a <b> & c")
    drawing.text(0, 5, "<script>&\x00\x1b", 1)
    root = ElementTree.fromstring(drawing.svg())
    assert root[0].text == "a <b> & c"
    assert root[1].text == "<script>&  "
    assert root[1].get("font-family") == 'Fo"nt<&'


@given(st.text(max_size=120), st.floats(1, 60), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_unsaid(text, width, lines):
    found = wrapped(text, width, 2.5, lines)
    assert len(found) <= lines
    assert all(text_width(line, 2.5) <= width or len(line) == 1 for line in found)
    assert is_whole(found, text) or found[-1].endswith("…") or not found[-1]


def test_thousands_and_no_break_spaces_do_not_break():
    assert wrapped("Bourgogne-Franche-Comté", 24, 2.5, 2) == ["Bourgogne-", "Franche-Comté"]
    assert wrapped("Bourgogne-Franche-Comté", 34, 2.5, 2) == ["Bourgogne-Franche-", "Comté"]
    assert wrapped("pour 100 000 habitants", 15, 2.5, 3) == ["pour", "100\u202f000", "habitants"]
    assert elided("habitants", 8, 2.5).endswith("…")
    assert elided("habitants", 0.1, 2.5) == ""


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(1, 20)), max_size=5))
def test_labels_are_spread_apart_in_their_order(items):
    items.sort()
    widths = [width for _centre, width in items]
    found = spread([centre for centre, _width in items], widths, 0, 110, 1)
    for (a, b), (v, w) in zip(zip(found, found[1:]), zip(widths, widths[1:])):
        assert b - a >= (v + w) / 2 + 1 - 1e-6
    if found:
        assert found[0] - widths[0] / 2 >= -1e-6
        assert found[-1] + widths[-1] / 2 <= 110 + 1e-6


def test_labels_that_have_room_do_not_move():
    assert spread([10, 50], [5, 5], 0, 100, 1) == [10, 50]


def test_texts_are_taken_out_whole():
    svg = bivariate_key(
        NINE, first="A & B <c>\n\"d\" 'e'", second="Second",
        bounds_first=(1.0, 2.0), bounds_second=(3.0, 4.0), counts9=range(9),
        width=55.0, height=50.0, font="Fo\"n't",
    )  # fmt: skip
    rest, written = without_texts(svg)
    before, after = parsed(svg), parsed(rest)
    assert all_of(after, "text") == []
    assert len(list(after.iter())) == len(list(before.iter())) - len(written)
    assert [one.text for one in written] == texts(before)
    for one, element in zip(written, all_of(before, "text")):
        assert (one.x, one.y, one.size) == tuple(float(element.get(n)) for n in ("x", "y", "font-size"))
        assert (one.anchor, one.color) == (element.get("text-anchor"), element.get("fill"))
        assert one.upward == (element.get("transform") is not None)
    assert [one.text for one in written if one.upward] == ["Second"]


def test_a_larger_drawing_has_the_same_proportions_and_whole_units():
    drawing = Drawing(30.25, 12.34, "x", "Title")
    drawing.circle(6, 6, 4, "#000000")
    larger = enlarged(drawing.svg(), 100)
    root = ElementTree.fromstring(larger)
    assert root.get("viewBox") == "0 0 3025 1234" and size_of(larger) == (3025, 1234)
    group = root.find(f"{SVG}g")
    assert group.get("transform") == "scale(100)" and len(group) == 2


def test_the_break_of_the_axis_stands_clear_of_the_counts():
    root = make([-5000.0, *range(100)])[2]
    counts = [text_box(text)[2] for text in all_of(root, "text") if text.get("text-anchor") == "end"]
    slanted = [
        one
        for one in all_of(root, "line")
        if one.get("x1") != one.get("x2") and one.get("y1") != one.get("y2")
    ]
    assert max(counts) + 0.5 < min(float(one.get("x1")) for one in slanted)
