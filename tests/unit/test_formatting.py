# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers and labels in French and in English, down to the kind of space."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.classify import classify
from atlas_culture_plugin.core.formatting import (
    class_label,
    class_labels,
    count_label,
    day,
    decimals_for,
    exact,
    number,
    percent,
    size,
    status_label,
    with_unit,
)
from atlas_culture_plugin.core.model import Method, Status

FRENCH = {
    "{lower} to less than {upper}": "de {lower} à moins de {upper}",
    "{lower} to {upper}": "de {lower} à {upper}",
    "{lower} and more": "{lower} et plus",
    "less than {upper}": "moins de {upper}",
    "Not available": "Non disponible",
    "Statistical secrecy": "Secret statistique",
    "bytes": "octets",
    "kB": "ko",
    "MB": "Mo",
    "GB": "Go",
}


@pytest.fixture()
def french():
    i18n.set_translator(lambda text: FRENCH.get(text, text), "fr")
    yield
    i18n.set_translator(None)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, 0, "0"),
        (1234567.891, 2, "1\u202f234\u202f567,89"),
        (1000, 0, "1\u202f000"),
        (999.5, 0, "1\u202f000"),
        (-5.25, 1, "\u22125,3"),
        (-0.04, 1, "0,0"),
        (-0.0, 0, "0"),
        (2.675, 2, "2,68"),
        (0.5, 0, "1"),
        (1e22, 0, "10" + "\u202f000" * 7),
        (float("nan"), 1, "Non disponible"),
        (None, 1, "Non disponible"),
        (float("-inf"), 1, "\u2212∞"),
        (12.3, -2, "12"),
    ],
)
def test_french_numbers(french, value, decimals, expected):
    assert number(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.5, "1,5"),
        (20000.0, "20\u202f000"),
        (-0.00012, "\u22120,00012"),
        (1e20, "100" + "\u202f000" * 6),
        (0, "0"),
        (math.inf, "∞"),
        (math.nan, "Non disponible"),
    ],
)
def test_exact_keeps_every_decimal(french, value, expected):
    assert exact(value) == expected


def test_english_numbers():
    assert number(1234567.891, 2) == "1,234,567.89"
    assert number(-5.25, 1) == "\u22125.3"
    assert percent(12.34) == "12.3%"
    assert size(12_345_678) == "12.3\u00a0MB"


def test_language_without_translation_still_sets_the_separators():
    i18n.set_translator(None, "fr_FR")
    try:
        assert number(1234.5, 1) == "1\u202f234,5"
    finally:
        i18n.set_translator(None)


@given(st.floats(-1e15, 1e15), st.integers(0, 6))
@example(8796093022208.75, 1)
def test_a_number_reads_back(value, decimals):
    text = number(value, decimals).replace(",", "").replace("\u2212", "-")
    # In decimals, as it was published: a double cannot tell half a tenth of thousands of billions.
    assert abs(Decimal(text) - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)


def test_units_stay_with_their_number(french):
    assert with_unit("13", "€/hab.") == "13\u00a0€/hab."
    assert with_unit("13", "") == "13"
    assert with_unit("3,2", "pour 100 000 hab.") == "3,2\u00a0pour 100\u202f000 hab."
    assert percent(12.34) == "12,3\u202f%"
    assert percent(None) == "Non disponible"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "de 13 à moins de 17"),
        ({"first": True}, "moins de 17"),
        ({"last": True}, "de 13 à 17"),
        ({"last": True, "open_end": True}, "13 et plus"),
        ({"first": True, "last": True}, "de 13 à 17"),
        ({"decimals": 1}, "de 13,0 à moins de 17,0"),
        ({"unit": "%"}, "de 13 à moins de 17\u202f%"),
        ({"unit": "%", "last": True, "open_end": True}, "13\u202f% et plus"),
        ({"unit": "€/hab.", "first": True}, "moins de 17\u00a0€/hab."),
    ],
)
def test_french_class_labels(french, options, expected):
    assert class_label(13, 17, **options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "13 to less than 17"),
        ({"first": True}, "less than 17"),
        ({"last": True}, "13 to 17"),
        ({"last": True, "open_end": True}, "13 and more"),
    ],
)
def test_english_class_labels(options, expected):
    assert class_label(13, 17, **options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"last": True}, "801"),
        ({"first": True, "last": True}, "801"),
        ({"first": True}, "moins de 801"),
        ({"last": True, "open_end": True}, "801 et plus"),
    ],
)
def test_equal_limits(french, options, expected):
    assert class_label(801, 801, **options) == expected


def test_negative_limits(french):
    assert class_label(-5, 0.5, decimals=1) == "de \u22125,0 à moins de 0,5"


def test_whole_legends(french):
    quantiles = classify([5, 9, 13, 17, 20], Method.QUANTILE, 2)
    assert class_labels(quantiles.bounds) == ["de 5 à moins de 13", "de 13 à 20"]
    official = classify([30, 1200], Method.OFFICIAL, official=(50, 1000))
    assert class_labels(official.bounds, open_ends=True) == [
        "moins de 50",
        "de 50 à moins de 1\u202f000",
        "1\u202f000 et plus",
    ]
    single = classify([7, 7], Method.QUANTILE, 5)
    assert class_labels(single.bounds) == ["7"]
    assert class_labels(()) == []


def test_a_class_holds_its_extremes_as_printed(french):
    assert class_labels((0.2696, 0.5, 5.9412), minimum_decimals=1) == [
        "de 0,2 à moins de 0,5",
        "de 0,5 à 6,0",
    ]
    assert class_labels((-3.21, 0, 3.21), minimum_decimals=1) == ["de −3,3 à moins de 0,0", "de 0,0 à 3,3"]
    # A class of one value, infinite ends, and bounds that are printed in full stay as they are.
    assert class_labels((7.26, 7.26), minimum_decimals=1) == ["7,3"]
    assert class_labels((-math.inf, 5, math.inf)) == ["de −∞ à moins de 5", "de 5 à ∞"]
    assert class_labels((0.3, 0.5, 0.7), minimum_decimals=1) == ["de 0,3 à moins de 0,5", "de 0,5 à 0,7"]


@pytest.mark.parametrize(
    ("bounds", "minimum", "expected"),
    [
        ((0, 10, 20), 0, 0),
        ((0, 10, 20), 2, 2),
        ((0, 1.2, 1.4), 0, 1),
        ((0.0012, 0.0013), 1, 4),
        ((5, 5), 0, 0),
        ((0.0, -0.0), 0, 0),
        ((1e-9, 2e-9, 1e12), 0, 9),
        ((), 1, 1),
        ((math.nan, 1), 0, 0),
    ],
)
def test_decimals(bounds, minimum, expected):
    assert decimals_for(bounds, minimum) == expected


@given(st.lists(st.floats(-1e12, 1e12), max_size=13, unique=True), st.integers(0, 3))
def test_different_bounds_never_read_the_same(bounds, minimum):
    decimals = decimals_for(bounds, minimum)
    assert decimals >= minimum
    assert len({number(bound, decimals) for bound in bounds}) == len(set(bounds))
    if decimals > minimum:
        assert len({number(bound, decimals - 1) for bound in bounds}) < len(set(bounds))


def test_counts_and_statuses(french):
    assert count_label(25) == "(25)"
    assert count_label(31744) == "(31\u202f744)"
    assert status_label(Status.SECRET) == "Secret statistique"
    assert status_label(Status.MISSING, 3612) == "Non disponible (3\u202f612)"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0\u00a0octets"),
        (-3, "0\u00a0octets"),
        (999, "999\u00a0octets"),
        (1000, "1\u00a0ko"),
        (999_499, "999\u00a0ko"),
        (999_500, "1,0\u00a0Mo"),
        (12_345_678, "12,3\u00a0Mo"),
        (999_949_999, "999,9\u00a0Mo"),
        (999_950_000, "1,0\u00a0Go"),
        (5_000_000_000_000, "5\u202f000,0\u00a0Go"),
    ],
)
def test_sizes(french, count, expected):
    assert size(count) == expected


def test_limits_that_open_classes_do_not_print_ask_for_no_decimals():
    labels = class_labels([-40.2, -25, 0, 25, 25.0000001], open_ends=True)
    assert labels == ["less than −25", "−25 to less than 0", "0 to less than 25", "25 and more"]


@pytest.mark.parametrize(
    ("text", "expected"), [("2026-02-18", "18/02/2026"), ("", ""), ("hier", "hier"), ("2026-02", "2026-02")]
)
def test_days(french, text, expected):
    assert day(text) == expected


def test_days_in_english():
    assert day("2026-02-18") == "2026-02-18"
