# SPDX-License-Identifier: GPL-2.0-or-later
"""The translation tool, and the state of the French translation."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

TOOL = Path(__file__).resolve().parents[2] / "tools" / "translations.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("translations", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path):
    """A small plugin with two strings, and the place of its .ts."""
    code = tmp_path / "code"
    code.mkdir()
    code.joinpath("a.py").write_text(
        'tr("Regions")\nself.x(i18n.tr("{n} of " "{total}"))\n', encoding="utf-8"
    )
    return code, tmp_path / "fr.ts"


def test_the_french_translation_is_complete(tool):
    assert tool.faults() == []


def test_extraction_joins_adjacent_literals(tool, project):
    assert tool.extract(project[0]) == ["Regions", "{n} of {total}"]


@pytest.mark.parametrize(
    "source",
    [
        'tr(f"{n} rows")',
        'tr("{n} rows".format(n=1))',
        "tr(name)",
        "tr()",
        'tr("")',
        'tr("a", "b")',
        'tr("a" + name)',
        'tr(text="a")',
    ],
)
def test_a_call_that_cannot_be_translated_is_refused(tool, project, source):
    project[0].joinpath("b.py").write_text(f"\n{source}\n", encoding="utf-8")
    with pytest.raises(tool.TranslationError, match=r"b\.py:2"):
        tool.extract(project[0])


def test_update_keeps_translations_and_drops_what_left_the_code(tool, project):
    code, ts = project
    tool.write_ts({"Regions": "Régions", "Gone": "Parti"}, ts)
    assert tool.update(code, ts) == {"Regions": "Régions", "{n} of {total}": ""}
    assert tool.read_ts(ts) == {"Regions": "Régions", "{n} of {total}": ""}


def test_update_twice_gives_the_same_bytes(tool, project):
    code, ts = project
    tool.update(code, ts)
    first = ts.read_bytes()
    tool.update(code, ts)
    assert ts.read_bytes() == first


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ({"Regions": "Régions"}, "not in the .ts"),
        ({"Regions": "Régions", "{n} of {total}": ""}, "not translated"),
        ({"Regions": "Régions", "{n} of {total}": "{n} sur {tout}"}, "placeholders differ"),
        ({"Regions": "Régions", "{n} of {total}": "{n} sur"}, "placeholders differ"),
        ({"Regions": "Régions", "{n} of {total}": "{n} sur {total"}, "expected '}'"),
        ({"Regions": "Régions ", "{n} of {total}": "{n} sur {total}"}, "stray blanks"),
        ({"Regions": "Régions", "{n} of {total}": "{n} : {total}"}, "plain space"),
        ({"Regions": "Régions", "{n} of {total}": "{n} sur {total}", "Old": "Vieux"}, "no longer"),
    ],
)
def test_each_fault_is_told(tool, project, messages, expected):
    tool.write_ts(messages, project[1])
    found = tool.faults(*project)
    assert len(found) == 1
    assert expected in found[0]


def test_a_complete_translation_has_no_fault(tool, project):
    tool.write_ts({"Regions": "Régions", "{n} of {total}": "{n:.0f} sur {total}"}, project[1])
    assert tool.faults(*project) == []


def test_an_unfinished_translation_does_not_count(tool, project):
    project[1].write_text(
        '<TS version="2.1"><context><name>AtlasCulture</name><message><source>Regions</source>'
        '<translation type="unfinished">Rég</translation></message></context></TS>',
        encoding="utf-8",
    )
    assert tool.read_ts(project[1]) == {"Regions": ""}


def test_fill_completes_what_missing_told(tool, project):
    code, ts = project
    tool.update(code, ts)
    texts = json.loads(json.dumps(tool.missing(code, ts)))
    assert texts == {"Regions": "", "{n} of {total}": ""}
    assert tool.fill({**texts, "Regions": "Régions"}, code, ts) == 1
    assert tool.missing(code, ts) == {"{n} of {total}": ""}


def test_fill_puts_the_no_break_spaces_of_french(tool, project):
    code, ts = project
    tool.fill({"Regions": "Régions : « 18 » ; vraiment ?"}, code, ts)
    assert tool.read_ts(ts)["Regions"] == "Régions\u00a0: «\u202f18\u202f»\u202f; vraiment\u202f?"


@pytest.mark.parametrize("texts", [{"Unknown": "Inconnu"}, {"{n} of {total}": "{n}"}])
def test_fill_refuses_what_does_not_fit_and_writes_nothing(tool, project, texts):
    code, ts = project
    tool.update(code, ts)
    before = ts.read_bytes()
    with pytest.raises(tool.TranslationError):
        tool.fill({**texts, "Regions": "Régions"}, code, ts)
    assert ts.read_bytes() == before


@given(
    messages=st.dictionaries(
        st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_categories=["Cc", "Cs"]), min_size=1),
        st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_categories=["Cc", "Cs"])),
    )
)
def test_any_text_survives_the_file(tool, tmp_path_factory, messages):
    ts = tmp_path_factory.mktemp("ts") / "fr.ts"
    tool.write_ts(messages, ts)
    assert tool.read_ts(ts) == messages


def test_compiling_makes_a_file_that_qt_reads_and_leaves_no_draft(tool, project):
    try:
        tool.find_lrelease()
    except tool.TranslationError as error:
        pytest.skip(str(error))
    tool.write_ts({"Regions": "Régions", "{n} of {total}": ""}, project[1])
    made = tool.compile_ts(project[1])
    assert made.name == "fr.qm"
    assert made.read_bytes()[:4] == b"\x3c\xb8\x64\x18"
    assert sorted(path.name for path in made.parent.glob("fr.*")) == ["fr.qm", "fr.ts"]


def test_a_broken_ts_is_not_compiled(tool, project):
    ts = project[1]
    ts.write_text("<TS", encoding="utf-8")
    with pytest.raises(tool.TranslationError, match="lrelease"):
        tool.compile_ts(ts)
    assert not ts.with_suffix(".qm").exists()


def test_the_command_tells_a_fault_by_its_exit_code(tool, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["translations.py", "fill", "-"])
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"No such sentence at all": "x"}'))
    assert tool.main() == 1
    assert "not in the code" in capsys.readouterr().err
