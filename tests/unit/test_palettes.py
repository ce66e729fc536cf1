# SPDX-License-Identifier: GPL-2.0-or-later
"""Palettes: the Atlas's own colours exactly, readable steps, safe for colour-blind eyes."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core import i18n, palettes
from atlas_culture_plugin.core.colors import (
    DEFICIENCIES,
    ciede2000,
    contrast,
    distance,
    from_lab,
    lab,
    lightness_steps,
    mix,
    simulate,
)
from atlas_culture_plugin.core.errors import StyleError
from atlas_culture_plugin.core.palettes import PaletteKind, palette

ALL = palettes.palettes()
COLOR = re.compile(r"#[0-9a-f]{6}")
hex_colors = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def named(kind):
    return [name for name, found in ALL.items() if found.kind is kind]


SEQUENTIAL, DIVERGING = named(PaletteKind.SEQUENTIAL), named(PaletteKind.DIVERGING)
BIVARIATE = named(PaletteKind.BIVARIATE)
ORDINARY = list(palettes.palettes(*palettes.ORDINARY))
#: Green to red is what many eyes cannot tell: it is there for those who must use the State's colours.
SAFE_DIVERGING = [name for name in DIVERGING if name != "DSFRDivergent"]


@pytest.mark.parametrize(
    ("name", "colors"),
    [
        ("OrRd", "#fef0d9 #fdcc8a #fc8d59 #e34a33 #b30000"),
        ("BuGn", "#edf8fb #b2e2e2 #66c2a4 #2ca25f #006d2c"),
        ("Blues", "#eff3ff #bdd7e7 #6baed6 #3182bd #08519c"),
    ],
)
def test_five_classes_are_those_of_the_atlas(name, colors):
    assert palette(name).colors(5) == colors.split()


def test_one_color_is_the_middle_and_two_are_the_ends():
    assert palette("Blues").colors(1) == ["#9ecae1"]
    assert palette("Blues").colors(2) == ["#deebf7", "#3182bd"]
    assert palette("RdBu").colors(1) == ["#f7f7f7"]


def test_the_state_palettes():
    assert [palette("DSFR").colors(7)[end] for end in (0, -1)] == ["#dbdaff", "#00005f"]
    divergent = "#298641 #79d289 #efb900 #ffa373 #e91719"
    assert palette("DSFRDivergent").colors(5) == divergent.split()
    categories = "#5c68e5 #82b5f2 #29598f #31a7ae #81eef5 #b478f1 #cfb1f5 #cecece"
    assert palette("DSFRCategories").colors(8) == categories.split()


@pytest.mark.parametrize("name", ORDINARY)
@pytest.mark.parametrize("count", range(1, 13))
def test_every_count_gives_that_many_different_colors(name, count):
    colors = palette(name).colors(count)
    assert len(set(colors)) == len(colors) == count
    assert all(COLOR.fullmatch(color) for color in colors)


@pytest.mark.parametrize("name", SEQUENTIAL)
@pytest.mark.parametrize("count", range(2, 13))
def test_sequential_goes_from_light_to_dark(name, count):
    steps = lightness_steps(palette(name).colors(count))
    assert all(step < 0 for step in steps)
    if count == 5:
        assert all(step < -9 for step in steps)


@pytest.mark.parametrize("name", DIVERGING)
@pytest.mark.parametrize("count", range(3, 13))
def test_diverging_is_lightest_in_the_middle(name, count):
    colors = palette(name).colors(count)
    steps = lightness_steps(colors)
    half = count // 2
    assert all(step > 0 for step in steps[: half - (count % 2 == 0)])
    assert all(step < 0 for step in steps[half:])


@pytest.mark.parametrize("name", ["OrRd", "BuGn", "Blues", "DSFR", *SAFE_DIVERGING])
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_neighbouring_classes_differ_for_every_eye(name, deficiency):
    colors = palette(name).colors(5)
    seen = [simulate(color, deficiency) if deficiency else color for color in colors]
    assert min(distance(a, b) for a, b in zip(seen, seen[1:])) > 5


@pytest.mark.parametrize("name", ["YlGnBu", "PuBuGn", "DSFR"])
def test_these_stay_readable_for_every_eye_at_seven_classes(name):
    for deficiency in DEFICIENCIES:
        seen = [simulate(color, deficiency) for color in palette(name).colors(7)]
        assert min(distance(a, b) for a, b in zip(seen, seen[1:])) > 5


@pytest.mark.parametrize("name", BIVARIATE)
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_nine_colors_are_told_apart_by_every_eye(name, deficiency):
    seen = [simulate(color, deficiency) if deficiency else color for color in palette(name).cells()]
    assert len(seen) == 9
    assert min(distance(a, b) for a, b in combinations(seen, 2)) > 14
    assert min(distance(a, b) for a, b in combinations([seen[i] for i in (0, 2, 6, 8)], 2)) > 26


@pytest.mark.parametrize("name", BIVARIATE)
def test_nine_colors_darken_along_both_axes(name):
    cells = palette(name).cells()
    for row in range(3):
        assert all(step < -8 for step in lightness_steps(cells[3 * row : 3 * row + 3]))
    for column in range(3):
        assert all(step < -8 for step in lightness_steps(cells[column::3]))
    assert lab(cells[0])[0] > 92


def test_there_is_a_choice_of_bivariate_palettes_and_a_default_one():
    assert len(BIVARIATE) >= 3
    assert palettes.BIVARIATE_DEFAULT in BIVARIATE
    assert not set(BIVARIATE) & set(ORDINARY)
    assert set(BIVARIATE) | set(ORDINARY) == set(ALL)


def test_a_bivariate_palette_is_not_a_list_of_classes_nor_the_reverse():
    with pytest.raises(StyleError, match="two ratios"):
        palette("BlueOrange").colors(5)
    with pytest.raises(StyleError, match="BlueOrange"):
        palette("Blues").cells()


def steps_of(found, count):
    """Lightness between neighbouring classes; in the middle of a diverging palette, hue tells."""
    steps = [abs(step) for step in lightness_steps(found.colors(count))]
    if found.kind is PaletteKind.DIVERGING and count % 2 == 0:
        del steps[count // 2 - 1]
    return steps


def test_the_page_gives_the_lightness_steps_of_every_palette():
    page = (Path(__file__).resolve().parents[2] / "docs" / "palettes.md").read_text(encoding="utf-8")
    rows = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].strip("`") in [*SEQUENTIAL, *DIVERGING] and len(cells) == 8:
            rows[cells[0].strip("`")] = cells[1:]
    expected = {}
    for name in [*SEQUENTIAL, *DIVERGING]:
        smallest = [min(steps_of(palette(name), count)) for count in range(3, 10)]
        expected[name] = [f"{step:.1f}" if step >= 8 else f"**{step:.1f}**" for step in smallest]
    assert rows == expected


@pytest.mark.parametrize("count", [0, -1, 13])
def test_count_out_of_range_is_refused(count):
    with pytest.raises(StyleError, match="from 1 to 12"):
        palette("Blues").colors(count)


@pytest.mark.parametrize("name", ["blues", "", "Viridis"])
def test_unknown_palette_lists_those_that_exist(name):
    with pytest.raises(StyleError) as error:
        palette(name)
    assert all(known in error.value.sentence for known in ALL)


def test_label_follows_the_language():
    i18n.set_translator(None, "fr")
    try:
        assert palette("Blues").label == "Bleus"
    finally:
        i18n.set_translator(None)
    assert palette("Blues").label == "Blues"


@pytest.mark.parametrize("content", ["", "[]", '{"A": {}}', '{"A": 3}', None])
def test_damaged_file_ends_in_a_sentence(content, tmp_path, monkeypatch):
    if content is not None:
        (tmp_path / "palettes.json").write_text(content)
    monkeypatch.setattr(palettes.paths, "styles", tmp_path.joinpath)
    palettes._read.cache_clear()
    try:
        with pytest.raises(StyleError, match="reinstall"):
            palettes.palettes()
    finally:
        palettes._read.cache_clear()


@given(hex_colors)
def test_lab_goes_there_and_back(color):
    assert from_lab(lab(color)) == color


@given(hex_colors, hex_colors)
def test_distance_is_symmetric_and_zero_only_to_itself(first, second):
    assert distance(first, second) == pytest.approx(distance(second, first), abs=1e-6)
    assert (distance(first, second) < 1e-9) == (first == second)
    assert mix(first, second, 0) == first
    assert mix(first, second, 1) == second


def test_known_lab():
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.01)
    assert lab("#000000") == pytest.approx((0, 0, 0), abs=0.01)
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.02)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Pairs published with the implementation notes, each on one trap of the formula.
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_ciede2000_against_published_pairs(first, second, expected):
    assert ciede2000(first, second) == pytest.approx(expected, abs=1e-4)


def test_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_simulation_keeps_greys_and_confuses_red_with_green():
    for deficiency in DEFICIENCIES:
        assert distance(simulate("#808080", deficiency), "#808080") < 1
    red, green = "#d73027", "#4d9221"
    assert distance(red, green) > 60
    assert distance(simulate(red, "deuteranopia"), simulate(green, "deuteranopia")) < 20


@pytest.mark.parametrize("color", ["red", "#12345", "#12345g", "", "#1234567"])
def test_not_a_color(color):
    with pytest.raises(StyleError, match="not a colour"):
        lab(color)


def test_unknown_deficiency():
    with pytest.raises(StyleError, match="deuteranopia"):
        simulate("#ffffff", "daltonism")
