# SPDX-License-Identifier: GPL-2.0-or-later
"""Page templates as data: found, checked, and read without what could run or fetch something."""

from __future__ import annotations

import re

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.errors import StyleError
from atlas_culture_plugin.gis import layout_templates
from atlas_culture_plugin.gis.layout_templates import TemplateInfo, default_font, find, read, templates

SHIPPED = ["a4_portrait", "a4_paysage", "a3_portrait", "a3_paysage", "diapo_16_9"]


@pytest.fixture
def source(qgis_app):
    """The text of a template of the plugin."""
    return paths.resources("layouts", "a4_paysage.qpt").read_text(encoding="utf-8")


@pytest.fixture
def changed(source, tmp_path):
    """A copy of a template, changed as somebody else may have done."""

    def run(*replacements):
        text = source
        for before, after in replacements:
            assert before in text
            text = text.replace(before, after, 1)
        path = tmp_path / "mine.qpt"
        path.write_text(text, encoding="utf-8")
        return TemplateInfo("mine", "mine", path, own=True)

    return run


def content(template):
    document, notes = read(template)
    return document.toString(), notes


def test_the_five_templates_come_first_then_the_user_s_own(tmp_path, source):
    assert [one.name for one in templates(tmp_path)] == SHIPPED
    (tmp_path / "drac.qpt").write_text(source, encoding="utf-8")
    listed = templates(tmp_path)
    assert [one.name for one in listed] == [*SHIPPED, "drac"]
    assert listed[-1].own and not listed[0].own
    assert find("drac", tmp_path).path == tmp_path / "drac.qpt"
    assert find("", tmp_path).name == "a4_paysage"
    assert find(str(tmp_path / "drac.qpt")).path == tmp_path / "drac.qpt"


def test_one_of_the_user_s_wins_over_ours_of_the_same_name(tmp_path, source):
    (tmp_path / "a4_paysage.qpt").write_text(source, encoding="utf-8")
    assert find("a4_paysage", tmp_path).path.parent == tmp_path


def test_an_unknown_name_says_which_there_are(tmp_path):
    with pytest.raises(StyleError, match=r"A5.*a4_portrait.*diapo_16_9"):
        find("A5", tmp_path)


@pytest.mark.parametrize("name", SHIPPED)
def test_templates_are_rebuilt_the_same(name):
    text = paths.resources("layouts", f"{name}.qpt").read_text(encoding="utf-8")
    assert set(re.findall(r'fontFamily="([^"]*)"', text)) == {"Open Sans"}
    assert "http" not in text and "/home" not in text and "/usr" not in text


@pytest.mark.parametrize("item", layout_templates.REQUIRED)
def test_a_missing_item_is_named(changed, item):
    with pytest.raises(StyleError, match=f"“{item}”"):
        read(changed((f'id="{item}"', 'id="other"')))


@pytest.mark.parametrize(
    "text", ["", "not XML", "<qgis/>", "<Layout>", '<!DOCTYPE a [<!ENTITY b "c">]><Layout/>']
)
def test_what_is_not_a_layout_is_refused(tmp_path, text, qgis_app):
    path = tmp_path / "mine.qpt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StyleError, match="is not a QGIS layout template"):
        read(TemplateInfo("mine", "mine", path))


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path, qgis_app, monkeypatch):
    with pytest.raises(StyleError, match="cannot be read"):
        read(TemplateInfo("mine", "mine", tmp_path / "absent.qpt"))
    path = tmp_path / "mine.qpt"
    path.write_text("<Layout/>", encoding="utf-8")
    monkeypatch.setattr(layout_templates, "MAX_SIZE", 3)
    with pytest.raises(StyleError, match="too large"):
        read(TemplateInfo("mine", "mine", path))


def test_ours_are_read_without_a_word(qgis_app):
    for name in SHIPPED:
        _text, notes = content(find(name))
        assert notes == [] or "Open Sans" in notes[0]


def test_a_font_that_is_not_there_is_replaced_and_said(changed):
    text, notes = content(changed(('fontFamily="Open Sans"', 'fontFamily="Marianne Qui Manque"')))
    assert "Marianne Qui Manque" not in text
    assert f'fontFamily="{default_font()}"' in text
    assert any("Marianne Qui Manque" in note and default_font() in note for note in notes)


def test_frames_of_web_pages_and_tables_are_dropped(changed):
    foreign = (
        '<LayoutMultiFrame type="65648" html="&lt;script&gt;alert(1)&lt;/script&gt;" url="http://evil.example/x"/>'
        '<LayoutItem type="65647" id="frame"/><LayoutItem type="65654" id="profile"/></Layout>'
    )
    text, notes = content(changed(("</Layout>", foreign)))
    assert "evil" not in text and "script" not in text and "frame" not in re.findall(r'id="(\w+)"', text)
    assert notes and "mine" in notes[0]


@pytest.mark.parametrize(
    "address",
    ["http://evil.example/a.png", "https://evil.example/a.svg", "\\\\host\\share\\a.png", "//host/a.png"],
)
def test_pictures_of_the_network_are_emptied(changed, address):
    text, notes = content(changed(('file=""', f'file="{address}"')))
    assert "evil" not in text and "host" not in text
    assert notes


def test_a_local_logo_is_kept(changed):
    text, notes = content(changed(('file=""', 'file="/somewhere/logo.svg"')))
    assert "/somewhere/logo.svg" in text and not notes


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Imprimé le [% format_date(now(), 'yyyy') %]", "Imprimé le [% format_date(now(), 'yyyy') %]"),
        ("[% @project_title %]", "[% @project_title %]"),
        ("A[% env('HOME') %]B", "AB"),
        ("A[% load_layer('http://evil.example', 'ogr') %]B", "AB"),
        ("A[% eval('e'||'nv') %]B", "AB"),
        ("A[% not ( an expression %]B", "AB"),
    ],
)
def test_expressions_in_texts_are_kept_when_they_are_harmless(changed, written, kept):
    escaped = written.replace("&", "&amp;").replace('"', "&quot;")
    document, _notes = read(changed(('labelText=""', f'labelText="{escaped}"')))
    found = [
        one.attribute("labelText")
        for one in layout_templates._elements(document.documentElement(), "LayoutItem")
    ]
    assert [text for text in found if text] == [kept]


def test_data_defined_settings_and_html_are_dropped(changed):
    setting = (
        '<dataDefinedProperties><Option name="expression" value="env(\'HOME\')"/></dataDefinedProperties>'
    )
    document = changed(
        ('htmlState="0"', 'htmlState="1"'),
        ("<LayoutObject>", f"<LayoutObject>{setting}"),
    )
    text, _notes = content(document)
    assert 'htmlState="1"' not in text and "env(" not in text


def test_a_template_can_be_duplicated_and_then_found(tmp_path, qgis_app):
    folder = tmp_path / "profile" / "layouts"
    copy = layout_templates.duplicate(find("a4_portrait"), "drac bretagne", folder)
    assert copy.path == folder / "drac bretagne.qpt" and copy.own
    assert [one.name for one in templates(folder)] == [*SHIPPED, "drac bretagne"]
    assert copy.path.read_bytes() == find("a4_portrait").path.read_bytes()
    with pytest.raises(StyleError, match="already"):
        layout_templates.duplicate(find("a3_portrait"), "drac bretagne", folder)


@pytest.mark.parametrize("name", ["", "  ", "../out", "a/b", "a\\b", "a:b", "C:x", "what?", "."])
def test_a_name_that_is_not_one_is_refused(tmp_path, name, qgis_app):
    with pytest.raises(StyleError, match="name"):
        layout_templates.duplicate(find("a4_portrait"), name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_item_of_another_kind_is_not_the_one_that_is_needed(changed):
    swapped = changed(('id="carte"', 'id="was_carte"'), ('id="credits"', 'id="carte"'))
    with pytest.raises(StyleError, match="“carte”"):
        read(swapped)
