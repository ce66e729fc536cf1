# SPDX-License-Identifier: GPL-2.0-or-later
"""Style templates, good and badly edited."""

from __future__ import annotations

import json
import shutil

import pytest
from qgis.PyQt.QtCore import Qt

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import StyleError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import MapRequest
from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.gis import layers, templates
from atlas_culture_plugin.gis.looks import look_of
from tests.unit.samples import sign

NAMES = (templates.SEQUENTIAL, templates.DIVERGING, templates.CIRCLES, templates.TYPOLOGY)
OUTLINE = 'name="outline_style" value="{}"'

#: Nine entities, each ten times the one before: a text of gigabytes in less than a kilobyte.
ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij"))
BOMB = f'<!DOCTYPE qgis [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]><qgis>&j;</qgis>'


@pytest.fixture
def built(tmp_path, qgis_app):
    library = Library(tmp_path / "library", paths.data("packages"))

    def run(indicator="densite"):
        request = MapRequest(indicator, Level.REGION)
        return layers.build_map(library, territories(), request, tmp_path / "levels", Silent())

    return run


@pytest.fixture
def own(tmp_path):
    """The user's folder of templates, with copies of the originals."""
    folder = tmp_path / "styles"
    folder.mkdir()
    for name in NAMES:
        shutil.copyfile(paths.styles(f"{name}.qml"), folder / f"{name}.qml")
    return folder


def edit(folder, name, old, new):
    path = folder / f"{name}.qml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_templates_hold_all_that_a_map_needs(name, qgis_app):
    template = templates.load(templates.find(name))
    assert template.value is not None
    assert set(template.statuses) == set(templates.SENTINELS)


def test_the_user_s_template_is_used_before_the_shipped_one(built, own):
    edit(
        own,
        templates.SEQUENTIAL,
        'name="outline_style" value="solid"',
        'name="outline_style" value="dash dot"',
    )
    layer = layers.create_layer(built(), own)
    plain = layers.create_layer(built())
    styles = []
    for made in (layer, plain):
        look = look_of(made.renderer().clone())
        styles.append(look.value.symbolLayer(0).strokeStyle())
    assert styles == [Qt.PenStyle.DashDotLine, Qt.PenStyle.SolidLine]


def test_a_template_made_before_thresholds_draws_them_as_not_available(own):
    for name, old in (
        (templates.SEQUENTIAL, "-4000000000000000"),
        (templates.CIRCLES, 'description="sous_seuil"'),
        (templates.TYPOLOGY, 'value="sous_seuil"'),
    ):
        now = templates.load(own / f"{name}.qml")
        colors = {status: symbol.symbolLayer(0).fillColor().name() for status, symbol in now.statuses.items()}
        assert len(set(colors.values())) == len(colors) == 4, colors
        edit(own, name, old, old.replace("4", "5").replace("sous_seuil", "autre"))
        before = templates.load(own / f"{name}.qml")
        hidden, missing = (before.statuses[one] for one in (Status.BELOW_THRESHOLD, Status.MISSING))
        assert hidden.symbolLayer(0).fillColor() == missing.symbolLayer(0).fillColor()


def spoil(kind):
    """A way to spoil the text of a template."""
    return {
        "not xml": lambda text: "this is not a style",
        "empty": lambda text: "",
        "cut": lambda text: text[: len(text) // 2],
        "binary": lambda text: "\0\1\2" * 1000,
        "huge": lambda text: text + " " * templates.MAX_SIZE,
        "no renderer": lambda text: text.replace("renderer-v2", "renderer-v9"),
        "other renderer": lambda text: text.replace('type="graduatedSymbol"', 'type="singleSymbol"'),
        "unknown renderer": lambda text: text.replace('type="graduatedSymbol"', 'type="fromAPlugin"'),
        "no symbols": lambda text: text.replace("<symbols>", "<nothing>").replace("</symbols>", "</nothing>"),
        "missing state": lambda text: text.replace("-2000000000000000", "-2500000000000000"),
        "lines": lambda text: text.replace('type="fill"', 'type="line"'),
        "entity bomb": lambda text: BOMB,
    }[kind]


@pytest.mark.parametrize(
    "kind",
    ["not xml", "empty", "cut", "binary", "huge", "no renderer", "other renderer", "unknown renderer",
     "no symbols", "missing state", "lines", "entity bomb"],
)  # fmt: skip
def test_a_template_badly_edited_ends_in_a_sentence_and_the_layer_is_as_it_was(built, own, kind):
    layer = layers.create_layer(built())
    path = own / f"{templates.SEQUENTIAL}.qml"
    original = path.read_text(encoding="utf-8")
    spoiled = spoil(kind)(original)
    assert spoiled != original
    path.write_text(spoiled, encoding="utf-8")
    before = (layer.source(), layer.name(), layers.request_of(layer), layer.renderer().dump())
    with pytest.raises(StyleError) as caught:
        layers.update_layer(layer, built("cinemas_100k"), own)
    assert str(path) in caught.value.sentence
    assert (layer.source(), layer.name(), layers.request_of(layer), layer.renderer().dump()) == before
    with pytest.raises(StyleError):
        layers.create_layer(built(), own)


def test_circles_without_a_rule_for_the_values_end_in_a_sentence(built, own):
    edit(own, templates.CIRCLES, 'description="valeur"', 'description="autre"')
    with pytest.raises(StyleError, match="lacks a symbol"):
        layers.create_layer(built("cinemas"), own)


def test_a_folder_in_place_of_a_template_ends_in_the_shipped_one(built, tmp_path):
    folder = tmp_path / "strange"
    (folder / f"{templates.SEQUENTIAL}.qml").mkdir(parents=True)
    assert layers.create_layer(built(), folder).isValid()


def test_code_in_a_template_is_never_taken(built, own):
    """Forms, actions and variables of a style from elsewhere stay out of the layer."""
    edit(
        own,
        templates.SEQUENTIAL,
        "</qgis>",
        '<attributeactions><actionsetting name="x" action="import os" type="1" id="{a}"/></attributeactions>'
        "<editforminit>init</editforminit><editforminitcode>import os</editforminitcode></qgis>",
    )
    layer = layers.create_layer(built(), own)
    assert layer.actions().actions() == []
    assert layer.editFormConfig().initCode() == ""


@pytest.fixture
def styled_package(tmp_path, qgis_app):
    """A copy of the embedded package whose density of population brings a style of its own."""
    folder = tmp_path / "source"
    shutil.copytree(paths.data("packages", "atlas-essentiel"), folder)
    (folder / "styles").mkdir()
    style = paths.styles("choropleth_sequential.qml").read_text(encoding="utf-8")
    (folder / "styles" / "own.qml").write_text(
        style.replace(OUTLINE.format("solid"), OUTLINE.format("dash")), encoding="utf-8"
    )
    document = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    density = next(one for one in document["atlas"]["indicators"] if one["id"] == "densite")
    density["style"] = "styles/own.qml"
    document["version"] = "9.0.0"
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def map_of(folder, tmp_path, indicator):
    library = Library(tmp_path / "installed", paths.data("packages"))
    library.install(sign(folder), Silent())
    request = MapRequest(indicator, Level.REGION)
    return layers.build_map(library, territories(), request, tmp_path / "levels", Silent())


def stroke(layer):
    renderer = layer.renderer().clone()
    return look_of(renderer).value.symbolLayer(0).strokeStyle()


def test_a_package_s_own_style_is_applied_to_its_indicator_alone(styled_package, tmp_path):
    styled = layers.create_layer(map_of(styled_package, tmp_path, "densite"))
    assert stroke(styled) == Qt.PenStyle.DashLine
    other = layers.create_layer(map_of(styled_package, tmp_path, "cinemas_100k"))
    assert stroke(other) == Qt.PenStyle.SolidLine


def test_a_broken_style_of_a_package_ends_in_a_sentence(styled_package, tmp_path):
    (styled_package / "styles" / "own.qml").write_text("<qgis/>", encoding="utf-8")
    built = map_of(styled_package, tmp_path, "densite")
    with pytest.raises(StyleError, match=r"own\.qml"):
        layers.create_layer(built)
