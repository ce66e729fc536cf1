# SPDX-License-Identifier: GPL-2.0-or-later
"""The same thing counted another way: in the description of a package, and on a map."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Variant
from atlas_culture_plugin.core.package import read_package, validate
from atlas_culture_plugin.core.variants import variants_of
from atlas_culture_plugin.core.writer import write_package
from tests.unit.samples import LIBRARIES, edit, sample

WITHOUT = Variant("hors_mh", "Hors monuments historiques", "Without historic monuments")


@pytest.fixture
def folder(tmp_path):
    """A package of two amounts, with and without historic monuments."""
    spending = replace(LIBRARIES, id="depenses", unit="k€", levels=(Level.REGION,), years=(2022,),
                       years_by_level={Level.REGION: (2022,)}, variants=(WITHOUT,))  # fmt: skip
    other = replace(spending, id="hors_mh", variants=(), offered=False)
    package = replace(
        sample(tmp_path), indicators=(spending, other), levels=(Level.REGION,),
        tables={Level.REGION: "region.csv"}, folder=tmp_path / "petit",
    )  # fmt: skip
    rows = {Level.REGION: [["53", "10", "8"], ["11", "nd", "s"]]}
    return write_package(package, rows).folder


def declared(document):
    return document["atlas"]["indicators"][0]["variants"]


def test_variants_are_written_and_read_back(folder):
    assert validate(folder) == []
    first, second = read_package(folder).indicators
    assert first.variants == (WITHOUT,)
    assert second.variants == ()
    assert not second.offered


def test_a_switch_leads_there_and_back(folder, tmp_path):
    indicators = Library(tmp_path / "library", folder.parent).indicators()
    first, second = indicators
    (there,) = variants_of(indicators, first)
    assert (there.label, there.other, there.is_on) == ("Without historic monuments", second, False)
    (back,) = variants_of(indicators, second)
    assert (back.label, back.other, back.is_on) == ("Without historic monuments", first, True)
    assert variants_of(indicators, first, Level.REGION) == [there]
    assert variants_of(indicators, first, Level.COMMUNE) == []


def test_a_switch_stays_within_its_package(folder, tmp_path):
    first, second = Library(tmp_path / "library", folder.parent).indicators()
    assert variants_of([first, replace(second, package="autre")], first) == []


def test_two_that_name_each_other_make_one_switch(folder, tmp_path):
    first, second = Library(tmp_path / "library", folder.parent).indicators()
    second = replace(second, variants=(Variant(first.id, "Avec", "With"),))
    assert [switch.label for switch in variants_of([first, second], second)] == ["With"]


def test_the_label_follows_the_language(folder, tmp_path):
    indicators = Library(tmp_path / "library", folder.parent).indicators()
    i18n.set_translator(None, "fr")
    try:
        assert variants_of(indicators, indicators[0])[0].label == "Hors monuments historiques"
    finally:
        i18n.set_translator(None)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda d: declared(d)[0].update(id="absent"), "is not another indicator"),
        (lambda d: declared(d)[0].update(id="depenses"), "is not another indicator"),
        (lambda d: declared(d).append(dict(declared(d)[0])), "hors_mh"),
        (lambda d: declared(d)[0].pop("label"), "label"),
        (lambda d: declared(d).clear(), "at least one"),
        (lambda d: d["atlas"]["indicators"][1].update(unit="€"), "same kind and unit"),
    ],
)
def test_what_is_wrong_is_said(folder, change, expected):
    edit(folder, change)
    problems = validate(folder)
    assert problems
    assert any(expected in problem for problem in problems), problems
