# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.codes import Reference, guess_level, normalise, parse_reference
from atlas_culture_plugin.core.errors import TerritoryError
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories


class NullVariant:
    """Stands for the null QVariant, which the core must recognise without Qt."""

    def isNull(self):
        return True


@pytest.mark.parametrize(
    ("level", "raw", "expected"),
    [
        (Level.COMMUNE, 1001, "01001"),
        (Level.COMMUNE, "1001", "01001"),
        (Level.COMMUNE, 1001.0, "01001"),
        (Level.COMMUNE, "1001,0", "01001"),
        (Level.COMMUNE, np.float32(1001), "01001"),
        (Level.COMMUNE, np.int64(35238), "35238"),
        (Level.COMMUNE, Decimal("35238.00"), "35238"),
        (Level.COMMUNE, " 2a004 ", "2A004"),
        (Level.COMMUNE, "02A004", "2A004"),
        (Level.COMMUNE, "35\u202f238", "35238"),
        (Level.COMMUNE, "'01001", "01001"),
        (Level.COMMUNE, "97411", "97411"),
        (Level.DEPARTEMENT, "1", "01"),
        (Level.DEPARTEMENT, 1.0, "01"),
        (Level.DEPARTEMENT, "2b", "2B"),
        (Level.DEPARTEMENT, "974", "974"),
        (Level.DEPARTEMENT, "0974", "974"),
        (Level.REGION, "1", "01"),
        (Level.REGION, "00000032", "32"),
        (Level.REGION, 93, "93"),
        (Level.EPCI, 200054781.0, "200054781"),
        (Level.EPCI, "200054781.0", "200054781"),
        (Level.EPCI, 243500139, "243500139"),
    ],
)
def test_a_damaged_code_is_repaired(level, raw, expected):
    assert normalise(level, raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "   ",
        float("nan"),
        float("inf"),
        np.nan,
        NullVariant(),
        "NULL",
        "None",
        True,
        [],
        "Rennes",
        -35238,
        "35.5",
        3.5,
        "1e5",
        "0",
        "00000",
        "１００１",
    ],
)
@pytest.mark.parametrize("level", list(Level))
def test_what_cannot_be_a_code_is_none(level, raw):
    assert normalise(level, raw) is None


@pytest.mark.parametrize(
    ("level", "raw"),
    [
        (Level.COMMUNE, "352388"),
        (Level.COMMUNE, "2C004"),
        (Level.COMMUNE, "99101"),
        (Level.DEPARTEMENT, "2C"),
        (Level.DEPARTEMENT, "97"),
        (Level.DEPARTEMENT, "99"),
        (Level.DEPARTEMENT, "35238"),
        (Level.EPCI, "35238"),
        (Level.EPCI, "343500139"),
        (Level.REGION, "2A"),
    ],
)
def test_a_code_of_another_shape_is_none(level, raw):
    assert normalise(level, raw) is None


@given(st.sampled_from(list(Level)), st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.none()))
def test_anything_is_none_or_stays_what_it_is(level, raw):
    code = normalise(level, raw)
    assert code is None or normalise(level, code) == code


@pytest.mark.parametrize("level", list(Level))
def test_every_code_survives_a_spreadsheet(level):
    for code in territories().codes(level):
        assert normalise(level, code) == code
        assert normalise(level, code.lstrip("0").lower()) == code
        assert normalise(level, code.zfill(12)) == code
        if code.isdigit():
            assert normalise(level, float(code)) == code


def guess(values):
    return guess_level(values, territories().known)


@pytest.mark.parametrize("level", list(Level))
def test_the_level_of_a_whole_column_is_guessed(level):
    codes = territories().codes(level)
    assert guess([*codes, None, "", float("nan")]) is level
    assert guess([float(code) for code in codes if code.isdigit()]) is level


def test_the_level_of_a_part_is_guessed():
    assert guess(["75", "92", "93", "94"]) is Level.DEPARTEMENT
    assert guess(["35"]) is Level.DEPARTEMENT
    assert guess([11, 24, 27, 28, 32]) is Level.REGION
    assert guess(["00000053"] * 50 + ["00000052", "00000028", "00000024", "00000075"]) is Level.REGION
    assert guess(["243500139"]) is Level.EPCI
    assert guess([1001.0, 1002.0, 99999.0]) is Level.COMMUNE


def test_a_departement_alone_is_enough_to_rule_the_regions_out_unless_it_is_a_slip():
    regions = territories().codes(Level.REGION)
    assert guess(["44", "53", "52", "76", "35"]) is Level.DEPARTEMENT
    assert guess([*regions, "35"]) is Level.REGION


@pytest.mark.parametrize("values", [[], [None, ""], ["44"], ["75", "93", "94"], ["Rennes", "Brest", "01001"]])
def test_values_that_do_not_tell_are_not_guessed(values):
    assert guess(values) is None


def test_a_guess_stops_looking_after_enough_values():
    def endless():
        number = 0
        while True:
            number += 1
            yield f"value {number}"

    assert guess_level(endless(), lambda level, code: True) is None


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("REG-53", Level.REGION, "53"),
        (" dep - 2a ", Level.DEPARTEMENT, "2A"),
        ("EPCI-243500139", Level.EPCI, "243500139"),
        ("com-1001", Level.COMMUNE, "01001"),
        ("COM‑35238", Level.COMMUNE, "35238"),
        ("REG 1", Level.REGION, "01"),
        ("france", None, "FRANCE"),
        (" Metro ", None, "METRO"),
    ],
)
def test_a_reference_is_read(text, level, code):
    assert parse_reference(text) == Reference(level, code)


@pytest.mark.parametrize("text", ["", "53", "REG-", "REG-ZZ", "PAYS-1", "DEP-2C", "{text}", "FRANCEMETRO"])
def test_a_wrong_reference_is_told_with_the_accepted_forms(text):
    with pytest.raises(TerritoryError) as error:
        parse_reference(text)
    assert f"“{text}”" in error.value.sentence
    for form in ("REG-53", "DEP-2A", "EPCI-243500139", "COM-35238", "FRANCE", "METRO"):
        assert form in error.value.sentence


@pytest.mark.parametrize("level", list(Level))
def test_a_written_reference_reads_back(level):
    for territory in territories().all(level)[::50]:
        reference = parse_reference(territory.reference)
        assert reference == Reference(level, territory.code)
        assert str(reference) == territory.reference


@pytest.mark.parametrize("text", ["COM-99999", "DEP-2C"])
def test_a_code_of_a_level_that_cannot_be_one_is_not_said_to_be_no_territory(text):
    with pytest.raises(TerritoryError, match="cannot be in the geographic code"):
        parse_reference(text)
