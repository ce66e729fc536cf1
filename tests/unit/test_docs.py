# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages lead where they say: files, pictures, headings, commands and parameters that exist."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Bytes that the pictures of a folder may weigh: a clone is not a photo album.
LIMITS = {"images": 3_000_000, "gallery": 6_000_000}
PICTURES = {name: sorted((ROOT / "docs" / name).glob("*.png")) for name in LIMITS}

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def prose(text):
    """A page without its blocks of code."""
    return _FENCE.sub("", text)


def anchor(heading):
    """The anchor that a forge gives to a heading."""
    kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def broken_links(page, text):
    """Relative links of a page to a file or a heading that does not exist."""
    for target in _LINK.findall(prose(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists():
            yield target
        elif heading:
            content = text if path == page else path.read_text(encoding="utf-8")
            if heading not in {anchor(found) for found in _HEADING.findall(prose(content))}:
                yield target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    assert not list(broken_links(page, page.read_text(encoding="utf-8")))


def test_broken_links_are_seen():
    text = "# Été, 2024\n[a](#été-2024) [b](#hiver) [c](nowhere.md) ![d](x.png) [e](https://a.b/)\n"
    assert list(broken_links(ROOT / "README.md", text)) == ["#hiver", "nowhere.md", "x.png"]


def test_every_picture_is_shown_and_described():
    shown = set()
    for page in PAGES:
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            assert len(words) > 20, f"{page.name}: {target} is not described"
            shown.add((page.parent / target).resolve())
    assert shown == {path for paths in PICTURES.values() for path in paths}


@pytest.mark.parametrize("name", LIMITS)
def test_pictures_are_small_enough(name):
    assert 0 < sum(path.stat().st_size for path in PICTURES[name]) < LIMITS[name]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = "\n".join([*_FENCE.findall(text), *re.findall(r"`(.+?)`", prose(text))])
    told = set(re.findall(r"^make ([a-z][a-z-]*)", code, re.MULTILINE))
    assert told <= targets
    scripts = set(re.findall(r"\btools/\w+\.(?:py|sh|md)\b", text))
    assert {name for name in scripts if not (ROOT / name).is_file()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_algorithms_and_their_parameters_exist(page):
    folder = ROOT / "atlas_culture_plugin" / "processing"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    text = page.read_text(encoding="utf-8")
    names = set(re.findall(r"\batlasculture:(\w+)", text))
    parameters = set(re.findall(r"^(?: {4}|qgis_process run).*$", text, re.MULTILINE))
    told = {name for line in parameters for name in re.findall(r"\b([A-Z][A-Z_]+)=", line)}
    assert {name for name in names if f'ID = "{name}"' not in code} == set()
    assert {name for name in told if f'"{name}"' not in code} == set()
