# SPDX-License-Identifier: GPL-2.0-or-later
"""The frames of a page: what each level and each territory needs, and nothing more."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.crs import METROPOLE_CRS, OVERSEAS_CRS
from atlas_culture_plugin.core.errors import AtlasError
from atlas_culture_plugin.core.frames import Insets, frames
from atlas_culture_plugin.core.levelfile import boundaries_file, outlines
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories

OVERSEAS = list(OVERSEAS_CRS)
#: Around what each frame shows, in whole degrees: a frame that shows something else leaves it.
AROUND = {
    "metropole": (-6, 41, 10, 52),
    "971": (-62, 15, -60, 17),
    "972": (-62, 14, -60, 15),
    "973": (-55, 2, -51, 6),
    "974": (55, -22, 56, -20),
    "976": (45, -14, 46, -12),
    "idf": (2, 48, 3, 50),
}
WITHOUT_OUTLINE = ("COM-15031", "COM-15035", "COM-15047", "COM-15171")


def of(level, within="", insets="auto"):
    known = territories()
    codes = known.within(level, within) if within else known.codes(level)
    return frames(known, level, codes, within, insets)


def keys(*arguments):
    return [frame.key for frame in of(*arguments)]


def inside(extent, around):
    west, south, east, north = extent
    return around[0] <= west < east <= around[2] and around[1] <= south < north <= around[3]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.REGION, ["metropole", *OVERSEAS]),
        (Level.DEPARTEMENT, ["metropole", *OVERSEAS, "idf"]),
        (Level.EPCI, ["metropole", *OVERSEAS]),
        (Level.COMMUNE, ["metropole", *OVERSEAS, "idf"]),
    ],
)
@pytest.mark.parametrize("within", ["", "FRANCE", "france "])
def test_a_national_map_has_the_overseas_territories(level, expected, within):
    assert keys(level, within) == expected


@pytest.mark.parametrize(
    ("level", "within", "expected"),
    [
        (Level.REGION, "METRO", ["metropole"]),
        (Level.DEPARTEMENT, "METRO", ["metropole", "idf"]),
        (Level.COMMUNE, "METRO", ["metropole", "idf"]),
        (Level.COMMUNE, "REG-11", ["territoire", "idf"]),
        (Level.DEPARTEMENT, "REG-11", ["territoire"]),
        (Level.EPCI, "REG-11", ["territoire"]),
        (Level.COMMUNE, "DEP-75", ["territoire"]),
        (Level.DEPARTEMENT, "REG-53", ["territoire"]),
        (Level.COMMUNE, "REG-53", ["territoire"]),
        (Level.EPCI, "REG-94", ["territoire"]),
        (Level.COMMUNE, "DEP-2A", ["territoire"]),
        (Level.COMMUNE, "EPCI-243500139", ["territoire"]),
        (Level.COMMUNE, "COM-35238", ["territoire"]),
        (Level.REGION, "REG-06", ["territoire"]),
        (Level.COMMUNE, "DEP-974", ["territoire"]),
    ],
)
def test_only_the_insets_that_the_map_needs(level, within, expected):
    assert keys(level, within) == expected


def test_an_inset_needs_a_territory_of_the_map_in_it():
    known = territories()
    found = frames(known, Level.DEPARTEMENT, ["35", "974", "56"])
    assert [frame.key for frame in found] == ["metropole", "974"]
    assert [frame.key for frame in frames(known, Level.DEPARTEMENT, ["93"])] == ["metropole", "idf"]
    # A code that nobody bears is reported elsewhere, and asks for no frame.
    assert [frame.key for frame in frames(known, Level.COMMUNE, ["99999"])] == ["metropole"]


@pytest.mark.parametrize("level", list(Level))
def test_no_inset_when_none_is_wanted(level):
    assert keys(level, "", "none") == ["metropole"]
    assert keys(level, "", Insets.NONE) == ["metropole"]


@pytest.mark.parametrize("level", list(Level))
def test_all_insets_never_means_an_empty_frame(level):
    assert keys(level, "", "all") == ["metropole", *OVERSEAS, "idf"]
    assert keys(level, "METRO", "all") == ["metropole", "idf"]
    assert keys(level, "REG-53", "all") == ["territoire"]
    assert keys(level, "REG-11", "all") == ["territoire", "idf"]


@pytest.mark.parametrize("level", list(Level))
def test_each_frame_shows_its_place_in_its_official_crs(level):
    for frame in of(level, "", "all"):
        assert frame.crs == OVERSEAS_CRS.get(frame.key, METROPOLE_CRS)
        assert inside(frame.extent, AROUND[frame.key])
        assert frame.is_inset is (frame.key != "metropole")
        assert frame.magnifies is (frame.key == "idf")


@pytest.mark.parametrize("departement", OVERSEAS)
@pytest.mark.parametrize("level", list(Level))
def test_an_overseas_territory_is_the_main_frame_in_its_own_crs(departement, level):
    known = territories()
    region = known.find(f"DEP-{departement}").region
    epci = known.within(Level.EPCI, f"DEP-{departement}")[0]
    places = [f"REG-{region}"]
    places += [f"DEP-{departement}"] if level is not Level.REGION else []
    places += [f"EPCI-{epci}"] if level in (Level.EPCI, Level.COMMUNE) else []
    for place in places:
        (frame,) = of(level, place, "all")
        assert (frame.key, frame.crs) == ("territoire", OVERSEAS_CRS[departement])
        assert inside(frame.extent, AROUND[departement])


@pytest.mark.parametrize(
    ("level", "within", "label"),
    [
        (Level.COMMUNE, "REG-53", "Bretagne"),
        (Level.EPCI, "DEP-2A", "Corse-du-Sud"),
        (Level.COMMUNE, "COM-97411", "Saint-Denis (974)"),
    ],
)
def test_the_main_frame_is_named_after_its_territory(level, within, label):
    assert of(level, within)[0].label == label


@pytest.mark.parametrize(
    ("level", "within"),
    [
        (Level.EPCI, "REG-53"),
        (Level.EPCI, "DEP-35"),
        (Level.EPCI, "EPCI-243500139"),
        (Level.EPCI, "DEP-976"),
        (Level.COMMUNE, "DEP-2B"),
        (Level.COMMUNE, "EPCI-243500139"),
        (Level.COMMUNE, "COM-35238"),
    ],
)
def test_the_extent_is_that_of_what_is_drawn(level, within):
    shapely = pytest.importorskip("shapely")
    codes = set(territories().within(level, within))
    frame = of(level, within)[0]
    drawn = [
        shapely.from_wkb(outline.wkb)
        for outline in outlines(boundaries_file(level, "detail"), level, frame.condition)
        if outline.wkb and outline.code in codes
    ]
    # The R-tree holds single-precision bounds, rounded outwards.
    assert frame.extent == pytest.approx(tuple(shapely.total_bounds(drawn)), abs=1e-4)


@pytest.mark.parametrize("within", WITHOUT_OUTLINE)
def test_a_territory_without_outline_is_told_in_a_sentence(within):
    with pytest.raises(AtlasError, match="no outline") as caught:
        of(Level.COMMUNE, within)
    assert territories().find(within).name in caught.value.sentence


@pytest.mark.parametrize("within", ["DEP-99", "Bretagne", "COM-00000"])
def test_an_unknown_territory_is_told_in_a_sentence(within):
    with pytest.raises(AtlasError):
        frames(territories(), Level.COMMUNE, [], within)


def test_every_upper_territory_and_some_communes_have_a_main_frame():
    known = territories()
    for level in Level:
        for territory in list(known.all(level))[:: 1 if level is not Level.COMMUNE else 700]:
            (frame,) = of(level, territory.reference)[:1]
            assert frame.key == "territoire"
