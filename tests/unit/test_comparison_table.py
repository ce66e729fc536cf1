# SPDX-License-Identifier: GPL-2.0-or-later
"""The cells and lines of a comparison table: what is written, what is sorted, what is never blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.comparison.cells import (
    Column,
    Measure,
    cell,
    columns,
    decile,
    explanation,
    judged,
    line_name,
    ordinal,
    signed,
)
from atlas_culture_plugin.core.comparison.chart_points import points_of
from atlas_culture_plugin.core.comparison.charting import MOST_TERRITORIES, Charting, ChartKind, Subject
from atlas_culture_plugin.core.comparison.charts import Paper
from atlas_culture_plugin.core.comparison.colors import BAD_COLORS, GOOD_COLORS
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.grid import Grid, Look, Names, Shape, has_direction, summary
from atlas_culture_plugin.core.comparison.model import ComparisonRequest, Earlier
from atlas_culture_plugin.core.comparison.overview import overview
from atlas_culture_plugin.core.comparison.views import views_of
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Direction, Level, Status
from atlas_culture_plugin.core.territories import territories

RENNES, NANTES = "EPCI-243500139", "EPCI-244400404"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(scope="module")
def compared(library):
    request = ComparisonRequest((RENNES, "REG-53", "COM-35001"), ("FRANCE", "REGION"))
    return compare(library, territories(), request, with_classes=True)


@pytest.fixture
def in_french():
    i18n.set_translator(lambda text: text, "fr")
    yield
    i18n.set_translator(None)


def figure_of(compared, indicator, territory):
    return next(
        one
        for one in compared.figures
        if one.indicator.id == indicator and one.territory.reference == territory
    )


@pytest.mark.parametrize(
    ("rank", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (1021, "1,021st")]
)
def test_ranks_in_english(rank, text):
    assert ordinal(rank) == text


def test_ranks_in_french(in_french):
    assert [ordinal(rank) for rank in (1, 2, 1255)] == ["1er", "2e", "1\u202f255e"]


@pytest.mark.parametrize(
    ("quantile", "number"), [(0, 1), (0.0999, 1), (0.1, 2), (0.5, 6), (0.95, 10), (1, 10)]
)
def test_deciles_go_from_one_to_ten(quantile, number):
    assert decile(quantile) == number


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1.25, 1, "+1.3"),
        (-1.25, 1, "−1.3"),
        (0.04, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (0, 0, "0"),
        (1000, 0, "+1,000"),
    ],
)
def test_a_sign_is_written_unless_it_rounds_to_zero(value, decimals, text):
    assert signed(value, decimals) == text


def test_no_cell_is_blank_whatever_the_figure(compared):
    every = columns(Measure, ("FRANCE", "REGION", "REG-99"))
    figures = [*compared.figures, None]
    assert all(cell(figure, column).text.strip() for figure in figures for column in every)


@pytest.mark.parametrize(
    ("status", "text"),
    [(Status.MISSING, "n/a"), (Status.SECRET, "secret"), (Status.NOT_APPLICABLE, "not appl.")],
)
def test_a_state_is_told_and_sorts_as_nothing(compared, status, text):
    figure = replace(
        figure_of(compared, "cinemas", RENNES), value=None, status=status, rank=None, quantile=None
    )
    for measure in (Measure.VALUE, Measure.RANK, Measure.QUANTILE, Measure.EVOLUTION):
        found = cell(figure, Column(measure))
        assert (found.text, found.key) == (text, None)


def test_zero_is_a_value(compared):
    figure = replace(figure_of(compared, "cinemas", RENNES), value=0.0)
    found = cell(figure, Column(Measure.VALUE))
    assert (found.text, found.is_number) == ("0", True)


def test_a_stock_against_a_sum_is_a_share(compared):
    """11 cinemas of the 2,060 of France: 0.5 %."""
    found = cell(figure_of(compared, "cinemas", RENNES), Column(Measure.GAP_PERCENT, "FRANCE"))
    assert found.text == "0.5% of the total"


def test_a_total_that_does_not_hold_the_territory_has_no_gap(library):
    """What Rennes has is no part of what ten others have together."""
    request = ComparisonRequest((RENNES,), ("SIMILAR",), ("cinemas",))
    (figure,) = compare(library, territories(), request).figures
    for measure in (Measure.GAP, Measure.GAP_PERCENT, Measure.GAP_CLASSES):
        assert cell(figure, Column(measure, "SIMILAR")).text == "not appl."
    assert cell(figure, Column(Measure.REFERENCE, "SIMILAR")).is_number
    text = explanation(figure.territory, figure.indicator, figure)
    assert "10 similar territories" in text and "not part of this total" in text


def test_references_that_rest_on_some_of_their_territories_are_told(library):
    """Cinemas are not known overseas; floor areas lack in places; festivals are known everywhere."""
    request = ComparisonRequest((RENNES,), ("FRANCE", "METRO"), ("cinemas", "biblio_surface", "festivals"))
    (told,) = (one for one in summary(compare(library, territories(), request)) if "left out" in one)
    assert "France (2), Metropolitan France (1)." in told
    whole = ComparisonRequest((RENNES,), ("FRANCE",), ("festivals",))
    assert not any("left out" in one for one in summary(compare(library, territories(), whole)))


def test_a_copied_table_says_how_many_a_reference_leaves_out(library):
    request = ComparisonRequest((RENNES,), ("FRANCE", "METRO"), ("cinemas",))
    comparison = compare(library, territories(), request)
    sheet = overview(comparison)
    place = sheet.headings.index("Left out: France")
    assert sheet.rows[0][place].value == comparison.figures[0].gaps[0].missing == 23
    assert "Left out: Metropolitan France" not in sheet.headings


def good_when(comparison, direction):
    """The comparison, all its indicators being good that way."""
    figures = tuple(
        replace(one, indicator=replace(one.indicator, direction=direction)) for one in comparison.figures
    )
    return replace(comparison, figures=figures)


@pytest.mark.parametrize(
    ("direction", "above", "below"),
    [(Direction.HIGH, (True, "▲"), (False, "▼")), (Direction.LOW, (False, "▼"), (True, "▲"))],
)
def test_gaps_say_what_is_good_on_request(library, direction, above, below):
    """Density of Rennes above France, of the Creuse below it; what has no way stays as it is."""
    request = ComparisonRequest((RENNES, "DEP-23"), ("FRANCE",), ("densite", "population"))
    found = good_when(compare(library, territories(), request, with_classes=True), direction)
    measures = (Measure.VALUE, Measure.RANK, Measure.REFERENCE, Measure.GAP, Measure.GAP_PERCENT)
    plain = Grid(found, Names(), Look(measures=measures, by_theme=False))
    told = Grid(found, Names(), Look(measures=measures, by_theme=False, by_direction=True))
    for place, head in enumerate(told.heads):
        before, after = plain.cell(0, place), told.cell(0, place)
        assert before.is_good is None
        if head.column.measure in (Measure.GAP, Measure.GAP_PERCENT):
            is_good, mark = above if head.territory.reference == RENNES else below
            assert (after.is_good, after.text) == (is_good, f"{mark}\N{NO-BREAK SPACE}{before.text}")
            assert after.key == before.key
        else:
            assert after == before
        assert told.cell(1, place) == plain.cell(1, place)  # a share is neither good nor bad


def test_an_indicator_without_a_way_and_a_gap_that_reads_as_zero_are_not_judged(compared):
    figure = figure_of(compared, "densite", RENNES)
    column = Column(Measure.GAP, "FRANCE")
    assert judged(cell(figure, column), figure, column) == cell(figure, column)
    gap = replace(figure.gaps[0], absolute=0.00001)
    close = replace(figure, indicator=replace(figure.indicator, direction=Direction.HIGH), gaps=(gap,))
    assert judged(cell(close, column), close, column).is_good is None
    assert not has_direction(compared)
    assert has_direction(good_when(compared, Direction.LOW))


def test_colours_of_good_and_bad_are_read_by_all_eyes():
    for good, bad, paper in zip(GOOD_COLORS, BAD_COLORS, ("#ffffff", "#1e1e1e")):
        assert contrast(good, paper) >= 4.5
        assert contrast(bad, paper) >= 4.5
        # Blue and yellow-red are what people who do not tell red from green see.
        red, _, blue = channels(good)
        assert blue > red + 0.3
        red, _, blue = channels(bad)
        assert red > blue + 0.3


def channels(color):
    return [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def contrast(one, other):
    """Contrast ratio of WCAG 2.2."""
    light = [
        sum(w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
            for w, c in zip((0.2126, 0.7152, 0.0722), channels(color)))
        for color in (one, other)
    ]  # fmt: skip
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_a_gap_of_a_percentage_is_in_points(compared):
    figure = figure_of(compared, "part_ae", RENNES)
    found = cell(figure, Column(Measure.GAP, "FRANCE"))
    gap = next(one for one in figure.gaps if one.reference.key == "FRANCE")
    assert found.text.endswith("pts")
    assert found.key == (0, gap.absolute, "")


def test_a_reference_that_is_the_territory_itself_has_no_gap(compared):
    assert cell(figure_of(compared, "cinemas", "REG-53"), Column(Measure.GAP, "REGION")).text == "not appl."


def test_an_evolution_says_that_a_perimeter_changed(compared):
    figure = figure_of(compared, "cinemas_100k", RENNES)
    same = replace(figure, earlier=Earlier(2015, 2.0, Status.VALUE, 0.5, False))
    other = replace(figure, earlier=Earlier(2015, 2.0, Status.VALUE, 0.5, True))
    assert cell(same, Column(Measure.EVOLUTION)).text == "+0.5"
    assert cell(other, Column(Measure.EVOLUTION)).text == "+0.5*"
    assert "perimeter has changed" in explanation(other.territory, other.indicator, other)
    assert "perimeter" not in explanation(same.territory, same.indicator, same)


def test_a_long_unit_goes_with_the_name_of_the_line(library):
    by_id = {one.id: one for one in library.indicators()}
    assert line_name(by_id["cinemas"]).endswith("(établissements)")
    assert line_name(by_id["bibliotheques_10k"]) == by_id["bibliotheques_10k"].label
    assert "€" not in line_name(by_id["niveau_vie_median"])


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("by_theme", [True, False])
def test_every_figure_is_in_the_table_once(compared, library, shape, by_theme):
    themes = {theme.id: theme.label for theme in library.themes()}
    grid = Grid(compared, Names(themes=themes), Look(shape, (Measure.VALUE,), by_theme))
    shown = [figure for line in grid.lines for figure in line.figures if figure is not None]
    assert len(shown) == len(compared.figures)
    assert set(map(id, shown)) == set(map(id, compared.figures))


@pytest.mark.parametrize("descending", [True, False])
def test_sorting_keeps_all_lines_and_puts_what_has_no_value_last(compared, descending):
    grid = Grid(compared, Names(), Look(Shape.FIGURES, (Measure.RANK,), False))
    before = sorted(map(id, grid.lines))
    grid.sort(1, descending)
    assert sorted(map(id, grid.lines)) == before
    ranks = [grid.figure(row, 1).rank if grid.figure(row, 1) else None for row in range(len(grid.lines))]
    known = [rank for rank in ranks if rank is not None]
    assert ranks[: len(known)] == sorted(known, reverse=descending)
    assert None in ranks
    grid.sort(None)
    assert [line.indicator.key for line in grid.lines[:3]] == [grid.lines[0].indicator.key] * 3


def test_an_indicator_that_no_level_has_is_left_out_unless_it_is_asked_for(library):
    everything = compare(library, territories(), ComparisonRequest((RENNES,)))
    names = {line.indicator.id for line in Grid(everything, Names(), Look(by_theme=False)).lines}
    absent = {one.id for one in everything.indicators} - names
    assert absent
    request = ComparisonRequest((RENNES,), indicators=(sorted(absent)[0], "cinemas"))
    asked = compare(library, territories(), request)
    assert len(Grid(asked, Names(), Look(by_theme=False)).lines) == 2


def test_charts_have_room_for_the_territory_that_they_are_about(library):
    codes = tuple(f"EPCI-{code}" for code in territories().codes(Level.EPCI)[:40])
    compared = compare(library, territories(), ComparisonRequest(codes, indicators=("bibliotheques_10k",)))
    charting = Charting(compared, library, territories())
    subject = Subject(ChartKind.BARS, compared.indicators[0], compared.territories[39])
    chart = charting.drawer(subject)(Paper())
    drawn = [row[0] for row in chart.rows if str(row[0]).startswith("EPCI-")]
    assert len(drawn) == MOST_TERRITORIES
    assert codes[39] in drawn
    assert "12 of the 40" in charting.note(subject)


def test_linked_maps_show_the_inside_of_each_territory(library):
    known = territories()
    indicator = library.indicator("bibliotheques_10k")
    found = views_of(indicator, [known.find(one) for one in (RENNES, NANTES)], None)
    assert [(one.level, one.within) for one in found] == [(Level.COMMUNE, RENNES), (Level.COMMUNE, NANTES)]


def test_linked_maps_of_one_territory_set_it_beside_a_wider_one(library):
    known = territories()
    indicator = library.indicator("bibliotheques_10k")
    found = views_of(indicator, [known.find("REG-53")], 2021)
    assert [(one.level, one.within, one.year) for one in found] == [
        (Level.EPCI, "REG-53", 2021),
        (Level.EPCI, "", 2021),
    ]
    communes = [known.find("COM-35238"), known.find("COM-35001")]
    assert {one.within for one in views_of(indicator, communes, None)} == {RENNES, "REG-53"}


def test_the_summary_counts_one_indicator_left_out(library):
    ids = ("densite", "population", "dep_regions_hab")
    found = compare(library, territories(), ComparisonRequest((RENNES,), ("FRANCE",), ids))
    assert summary(found)[0] == "1 territory, 2 indicators. 1 indicator has no figure at these levels."


def test_a_chart_names_similar_territories_in_few_letters(library):
    found = compare(library, territories(), ComparisonRequest((RENNES,), ("SIMILAR",), ("densite",)))
    (_rennes, like) = points_of(found.figures, territories().label)
    assert like.label == "10 similar"
    assert like.note == "Computed on 10 territories"


def test_the_summary_counts_what_is_compared_and_what_is_not(library):
    known = territories()
    found = summary(compare(library, known, ComparisonRequest((RENNES,))))
    assert found[0] == "1 territory, 44 indicators. 33 indicators have no figure at these levels."
    both = summary(compare(library, known, ComparisonRequest((RENNES, NANTES), indicators=("cinemas",))))
    assert both[0] == "2 territories, 1 indicator."
