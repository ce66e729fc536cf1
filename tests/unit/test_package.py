# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import edit, sample, sign

from atlas_culture_plugin.core.errors import PackageError
from atlas_culture_plugin.core.model import Direction, Level, Status, ValueKind
from atlas_culture_plugin.core.package import (
    is_version,
    pack,
    read_level,
    read_package,
    validate,
    version_key,
)
from atlas_culture_plugin.core.writer import document


def indicator(document, number=0):
    return document["atlas"]["indicators"][number]


def test_what_is_written_is_what_is_read(tmp_path):
    written = sample(tmp_path)
    assert validate(written.folder) == []
    read = read_package(written.folder)
    assert replace(read, tables=dict(read.tables)) == written
    table = read_level(read, Level.COMMUNE)
    assert table.codes == ("35238", "2A004", "01001")
    assert table.columns["classe_2021"].texts == ("dense", "peu, dense", "")
    assert table.columns["bibliotheques_2021"].statuses[2] == Status.NOT_APPLICABLE


def test_a_ratio_keeps_its_formula_its_bounds_and_its_style(tmp_path):
    rate = next(i for i in read_package(sample(tmp_path).folder).indicators if i.id == "taux")
    assert (rate.numerator, rate.denominator, rate.factor) == ("bibliotheques", "bibliotheques", 100)
    assert rate.official_bounds == (1, 2.5)
    assert rate.style_file == "styles/taux.qml"
    assert rate.kind is ValueKind.RATIO


def test_years_may_differ_by_level_or_be_one_list(tmp_path):
    folder = sample(tmp_path).folder
    edit(folder, lambda d: indicator(d, 1).update(years=[2022]))
    first, second, _ = read_package(folder).indicators
    assert first.years_by_level == {Level.REGION: (2021, 2022), Level.COMMUNE: (2021,)}
    assert first.years == (2021, 2022)
    assert second.years_by_level == {Level.REGION: (2022,)}


def remove(key):
    return lambda document: document.pop(key)


def put(**values):
    return lambda document: document.update(values)


def in_atlas(**values):
    return lambda document: document["atlas"].update(values)


def in_indicator(number=0, **values):
    return lambda document: indicator(document, number).update(values)


def in_resource(**values):
    return lambda document: document["resources"][0].update(values)


def in_schema(**values):
    return lambda document: document["resources"][0]["schema"].update(values)


BROKEN_MANIFESTS = {
    "no name": (remove("name"), '"name" is missing'),
    "bad name": (put(name="Mon paquet"), '"name": expected lower-case'),
    "reserved name": (put(name="con"), '"name": expected'),
    "name that leaves": (put(name="../x"), '"name": expected'),
    "bad version": (put(version="1.0"), "semantic version"),
    "version is a number": (put(version=1), '"version": expected a text'),
    "no date": (remove("created"), '"created" is missing'),
    "bad date": (put(created="hier"), "date and time"),
    "no licence": (put(licenses=[]), '"licenses" must be a list'),
    "sources of texts": (put(sources=["INSEE"]), "sources[0]: expected an object"),
    "no extension": (remove("atlas"), '"atlas" is missing'),
    "extension is a list": (put(atlas=[]), "atlas: expected an object"),
    "no format": (lambda d: d["atlas"].pop("format"), '"format"'),
    "later format": (in_atlas(format=2), "version 2 of the package format"),
    "no geographic year": (lambda d: d["atlas"].pop("cog_year"), '"cog_year"'),
    "no English title": (in_atlas(title={"fr": "Titre"}), 'atlas.title: "en" is missing'),
    "no indicator": (in_atlas(indicators=[]), '"indicators" must be a list'),
    "theme twice": (
        lambda d: d["atlas"]["themes"].append(d["atlas"]["themes"][0]),
        '"offre" is there 2 times',
    ),
    "unknown theme": (in_indicator(theme="sport"), 'the theme "sport" is not declared'),
    "unknown kind": (in_indicator(kind="nombre"), '"kind": expected one of stock, ratio, typology'),
    "unknown method": (in_indicator(method="jenks"), '"method": expected one of official'),
    "too many classes": (in_indicator(classes=99), '"classes": expected a whole number from 2 to 12'),
    "true is no number": (in_indicator(decimals=True), '"decimals": expected a whole number'),
    "id with its year": (in_indicator(id="musees_2019"), "without the year"),
    "unknown level": (in_indicator(levels=["canton"], years={"canton": [2020]}), '"canton" is not a level'),
    "levels and years": (in_indicator(years={"region": [2021]}), "do not name the same levels"),
    "years that fall": (in_indicator(1, years=[2022, 2021]), "ascending"),
    "year as text": (in_indicator(1, years=["2022"]), "ascending"),
    "unknown numerator": (in_indicator(1, numerator="x"), '"x", which is not an indicator'),
    "numerator alone": (in_indicator(1, denominator=""), "go together"),
    "factor zero": (in_indicator(1, factor=0), "a number other than 0"),
    "factor not a number": (in_indicator(1, factor=float("nan")), "a number other than 0"),
    "huge factor": (in_indicator(1, factor=10**400), "a number other than 0"),
    "bounds that fall": (in_indicator(1, official_bounds=[2, 1]), "official_bounds must grow"),
    "bounds as text": (in_indicator(1, official_bounds=["1"]), "a list of numbers"),
    "too many bounds": (in_indicator(1, official_bounds=list(range(12))), "at most 11 limits"),
    "manual at first": (in_indicator(method="manual"), "bounds that a user types"),
    "official without bounds": (in_indicator(method="official"), "needs official_bounds"),
    "category called as a state": (
        in_indicator(2, categories=[{"value": "secret", "label": {"fr": "a", "en": "a"}}]),
        '"secret" is the mark of a state',
    ),
    "too many categories": (
        in_indicator(2, categories=[{"value": f"c{i}", "label": {"fr": "a", "en": "a"}} for i in range(13)]),
        "at most 12 can be told apart",
    ),
    "offered as text": (in_indicator(offered="non"), "true or false"),
    "style elsewhere": (in_indicator(1, style="../x.qml"), "leaves the package"),
    "style of another kind": (in_indicator(1, style="styles/x.py"), "not a kind of file"),
    "category without value": (
        in_indicator(2, categories=[{"label": {"fr": "a", "en": "a"}}]),
        '"value" is missing',
    ),
    "category colour": (
        in_indicator(2, categories=[{"value": "a", "label": {"fr": "a", "en": "a"}, "color": "red"}]),
        "a colour such as",
    ),
    "resource elsewhere": (in_resource(path="../region.csv"), "leaves the package"),
    "absolute resource": (in_resource(path="/etc/passwd"), "leaves the package"),
    "resource on the web": (in_resource(path="http://example.org/a.csv"), "not usable on every system"),
    "resource on a drive": (in_resource(path="C:region.csv"), "leaves the package"),
    "resource unnamed": (in_resource(name="pays"), '"pays" is not a level'),
    "resource encoding": (in_resource(encoding="latin-1"), "encoding: expected utf-8"),
    "no missing values": (in_schema(missingValues=[""]), "missingValues"),
    "field missing": (lambda d: d["resources"][0]["schema"]["fields"].pop(), "is missing"),
    "field of nothing": (
        lambda d: d["resources"][0]["schema"]["fields"].append({"name": "x_2020", "type": "number"}),
        '"x_2020" belongs to no indicator',
    ),
    "field of text": (
        lambda d: d["resources"][0]["schema"]["fields"][1].update(type="string"),
        'has the type "string" instead of "number"',
    ),
    "no table": (lambda d: d["resources"].pop(), "commune, which has no table"),
    "very long text": (in_indicator(source="x" * 30_000), "a shorter text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_MANIFESTS)
def test_a_broken_manifest_is_refused_with_one_sentence_a_problem(tmp_path, name):
    change, expected = BROKEN_MANIFESTS[name]
    folder = edit(sample(tmp_path).folder, change)
    problems = validate(folder)
    assert any(expected in problem for problem in problems), problems
    assert all("datapackage.json" in p or "format" in p for p in problems)
    with pytest.raises(PackageError) as error:
        read_package(folder)
    assert error.value.sentence == problems[0]
    assert error.value.details == "\n".join(problems)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda child: st.lists(child, max_size=3) | st.dictionaries(st.text(max_size=5), child, max_size=3),
    max_leaves=8,
)


@given(value=JSON, data=st.data())
def test_any_value_anywhere_in_a_manifest_is_refused_or_read_never_a_crash(tmp_path_factory, value, data):
    folder = sample(tmp_path_factory.mktemp("p")).folder

    def spoil(document):
        place = document
        while True:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            child = place[key]
            if not isinstance(child, (dict, list)) or not child or data.draw(st.booleans()):
                place[key] = value
                return
            place = child

    problems = validate(edit(folder, spoil))
    assert all(isinstance(problem, str) and problem for problem in problems)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\ufeff{}", "[" * 100_000, '{"a": 1e}'])
def test_a_manifest_that_is_no_object_is_refused(tmp_path, text):
    folder = sample(tmp_path).folder
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert len(validate(sign(folder))) == 1


def test_a_folder_without_manifest_is_refused(tmp_path):
    assert "is not a package" in validate(tmp_path)[0]


def test_a_damaged_missing_or_added_file_is_named(tmp_path):
    folder = sample(tmp_path).folder
    (folder / "region.csv").write_text("code\n", encoding="utf-8")
    (folder / "README.md").unlink()
    (folder / "LICENSE").write_text("x", encoding="utf-8")
    problems = validate(folder)
    assert any("region.csv is damaged" in problem for problem in problems)
    assert any("README.md, announced by SHA256SUMS, is missing" in problem for problem in problems)
    assert any("LICENSE is not in SHA256SUMS" in problem for problem in problems)


@pytest.mark.parametrize(("content", "expected"), [(None, "missing"), ("oops\n", "not understood")])
def test_checksums_must_be_there_and_readable(tmp_path, content, expected):
    folder = sample(tmp_path).folder
    sums = folder / "SHA256SUMS"
    sums.unlink() if content is None else sums.write_text(content, encoding="utf-8")
    assert expected in validate(folder)[0]


def test_files_that_have_no_place_in_a_package_are_refused(tmp_path):
    folder = sample(tmp_path).folder
    (folder / "run.py").write_text("print()", encoding="utf-8")
    assert '"run.py" is not a kind of file' in validate(sign(folder))[0]


def test_a_link_is_refused(tmp_path):
    folder = sample(tmp_path).folder
    (folder / "secret.txt").symlink_to(tmp_path / "elsewhere")
    assert "link" in validate(folder)[0]


def test_a_missing_style_and_an_unknown_category_are_named(tmp_path):
    folder = sample(tmp_path).folder
    (folder / "styles" / "taux.qml").unlink()
    table = folder / "commune.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",dense", ",urbain"), encoding="utf-8")
    problems = validate(sign(folder))
    assert any("styles/taux.qml is missing" in problem for problem in problems)
    assert any('"urbain" in the column "classe_2021"' in problem for problem in problems)


@pytest.mark.parametrize("key", ["palette", "official_palette"])
def test_a_palette_that_the_plugin_does_not_have_is_named(tmp_path, key):
    folder = edit(sample(tmp_path).folder, in_indicator(1, **{key: "Arc-en-ciel"}))
    assert "no palette “Arc-en-ciel”. Choose among: OrRd" in validate(folder)[0]


def test_a_direction_is_written_and_read_back(tmp_path):
    folder = edit(sample(tmp_path).folder, in_indicator(1, direction="low"))
    assert validate(folder) == []
    first, second, _ = read_package(folder).indicators
    assert (first.direction, second.direction) == (Direction.NEITHER, Direction.LOW)
    package = read_package(folder)
    written = document(package)["atlas"]["indicators"]
    assert [one.get("direction") for one in written] == [None, "low", None]
    folder = edit(folder, in_indicator(1, direction="up"))
    assert "direction" in validate(folder)[0]


@pytest.mark.parametrize(
    ("direction", "gap", "good"),
    [("high", 1.0, True), ("high", -1.0, False), ("low", 1.0, False), ("low", -1.0, True),
     ("neither", 1.0, None), ("high", 0.0, None), ("high", None, None)],
)  # fmt: skip
def test_a_gap_is_good_only_where_the_indicator_says_so(direction, gap, good):
    assert Direction(direction).favours(gap) is good


def test_a_code_of_another_level_is_refused(tmp_path):
    folder = sample(tmp_path).folder
    table = folder / "commune.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("01001", "1001"), encoding="utf-8")
    assert '"1001" is not a code of the level commune' in validate(sign(folder))[0]


def test_the_same_package_always_gives_the_same_zip(tmp_path):
    one = pack(sample(tmp_path / "a").folder, tmp_path / "one.zip")
    other = sample(tmp_path / "b").folder
    for path in other.rglob("*"):
        path.touch()
    assert pack(other, tmp_path / "other.zip").read_bytes() == one.read_bytes()
    assert validate(one) == []


def test_rewriting_a_package_replaces_it_whole(tmp_path):
    folder = sample(tmp_path).folder
    (folder / "old.txt").write_text("", encoding="utf-8")
    sample(tmp_path, version="1.1.0")
    assert not (folder / "old.txt").exists()
    assert read_package(folder).version == "1.1.0"
    assert [path.name for path in tmp_path.iterdir()] == ["petit"]


def test_versions_are_ordered_as_semantic_versions_are():
    ordered = [
        "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11",
        "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
    ]  # fmt: skip
    assert sorted(random.Random(1).sample(ordered, len(ordered)), key=version_key) == ordered
    assert all(is_version(version) for version in ordered)
    assert version_key("1.0.0+a") == version_key("1.0.0+b")
    assert not any(is_version(text) for text in ("1", "1.0", "01.0.0", "v1.0.0", "1.0.0\n", ""))
    with pytest.raises(ValueError, match="oops"):
        version_key("oops")


def test_the_manifest_is_readable_by_a_person(tmp_path):
    text = (sample(tmp_path).folder / "datapackage.json").read_text(encoding="utf-8")
    assert "Bibliothèques" in text
    assert json.loads(text)["resources"][0]["schema"]["missingValues"] == ["nd", "s", "so"]


def test_the_package_of_the_documentation_is_sound(tmp_path):
    """The example of docs/package-format.md, taken from the page itself."""
    page = Path(__file__).parents[2] / "docs" / "package-format.md"
    blocks = page.read_text(encoding="utf-8").split("```")[1::2]
    manifest = next(block for block in blocks if block.startswith("json"))
    table = next(block for block in blocks if block.startswith("csv"))
    (tmp_path / "datapackage.json").write_text(manifest.partition("\n")[2], encoding="utf-8")
    (tmp_path / "departement.csv").write_text(table.partition("\n")[2], encoding="utf-8")
    assert validate(sign(tmp_path)) == []


def test_categories_without_a_palette_have_one_without_an_order(tmp_path):
    folder = sample(tmp_path).folder

    def without_palettes(document):
        for one in document["atlas"]["indicators"]:
            one.pop("palette", None)

    edit(folder, without_palettes)
    found = {one.kind: one.default_palette for one in read_package(folder).indicators}
    assert found[ValueKind.TYPOLOGY] == "DSFRCategories"
    assert found[ValueKind.RATIO] == "Blues"
