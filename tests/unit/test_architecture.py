# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules of the house that a reader cannot check by eye: who may import whom, and bad habits."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "atlas_culture_plugin"
MODULES = sorted((ROOT / PACKAGE).rglob("*.py"))
LAYERS = ("core", "gis", "processing", "gui")

#: What each layer must not import, by the first parts of the name.
FORBIDDEN = {
    "core": ("qgis", "processing", "PyQt5", "PyQt6", "osgeo", *(f"{PACKAGE}.{x}" for x in LAYERS[1:])),
    "gis": (f"{PACKAGE}.processing", f"{PACKAGE}.gui", f"{PACKAGE}.plugin"),
    "processing": (f"{PACKAGE}.gui", f"{PACKAGE}.plugin"),
    "gui": (f"{PACKAGE}.processing", f"{PACKAGE}.plugin"),
}
#: Missing on some QGIS, or slow to import: only inside the functions that use them.
LATE = ("pandas", "requests")
MAX_LINES = 600


def name_of(path):
    """Dotted name of a module of the plugin."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def absolute(node, module, is_package):
    """Full name that a ``from ... import`` starts from."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    base = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*base, *([node.module] if node.module else [])])


def imported(tree, module, is_package=False):
    """Every name that the nodes of ``tree`` import, as full dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = absolute(node, module, is_package)
            yield start
            yield from (f"{start}.{alias.name}" for alias in node.names)


def starts_with(name, prefixes):
    """Whether a dotted name is one of ``prefixes`` or lies under one."""
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def offences(source, module, is_package=False):
    """Imports of a module that its layer must not have."""
    layer = module.split(".")[1] if "." in module else ""
    names = set(imported(ast.parse(source), module, is_package))
    return sorted(name for name in names if starts_with(name, FORBIDDEN.get(layer, ())))


def is_type_checking(node):
    """Whether a statement is ``if TYPE_CHECKING:``, which never runs."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def at_load(tree):
    """Statements that run when a module is loaded: all but the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or is_type_checking(node):
            continue
        yield node
        yield from at_load(node)


def late_at_load(source, module):
    """Imports of slow or optional packages that run when the module is loaded."""
    nodes = [node for node in at_load(ast.parse(source)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {name for node in nodes for name in imported(ast.Module([node], []), module)}
    return sorted(name for name in names if starts_with(name, LATE))


def bad_habits(source, module=PACKAGE):
    """What the code must never do, with the line."""
    tree = ast.parse(source)
    found = [f"imports {name}" for name in imported(tree, module) if starts_with(name, ("PyQt5", "PyQt6"))]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"processEvents", "exec_"}:
            found.append(f"line {node.lineno}: {node.attr}")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"print", "eval", "exec"}:
            found.append(f"line {node.lineno}: {node.func.id}()")
        if isinstance(node, ast.Assert):
            found.append(f"line {node.lineno}: assert")
    return found


def functions(tree):
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def read(path):
    """Text of a module."""
    return path.read_text(encoding="utf-8")


def test_the_package_is_there():
    assert {name_of(path) for path in MODULES} >= {f"{PACKAGE}.{layer}" for layer in LAYERS}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_inward(path):
    assert offences(read(path), name_of(path), path.name == "__init__.py") == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_slow_and_optional_packages_are_imported_late(path):
    assert late_at_load(read(path), name_of(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_bad_habits(path):
    assert bad_habits(read(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_licence_is_on_the_first_line(path):
    assert read(path).startswith("# SPDX-License-Identifier: GPL-2.0-or-later\n")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_readable(path):
    assert len(read(path).splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_everything_is_annotated(path):
    bare = [
        function.name
        for function in functions(ast.parse(read(path)))
        if function.returns is None
        or any(
            argument.annotation is None
            for argument in [*function.args.args, *function.args.kwonlyargs]
            if argument.arg not in {"self", "cls"}
        )
    ]
    assert bare == []


def test_sizes(record_property, capsys):
    """Tell the sizes in the log; the limits on them are a taste, except the one above."""
    lengths = [
        node.end_lineno - node.lineno + 1 for path in MODULES for node in functions(ast.parse(read(path)))
    ]
    lines = {name_of(path): len(read(path).splitlines()) for path in MODULES}
    longest = max(lines, key=lambda name: lines[name])
    with capsys.disabled():
        print(
            f"\n{len(MODULES)} modules, {sum(lines.values())} lines, longest {longest} ({lines[longest]}); "
            f"{len(lengths)} functions, median {statistics.median(lengths):.0f} lines, longest {max(lengths)}"
        )
    assert statistics.median(lengths) <= 15


class TestTheRulesThemselves:
    """Each rule must be able to fail."""

    @pytest.mark.parametrize(
        ("module", "source"),
        [
            ("core.x", "from qgis.core import QgsProject"),
            ("core.x", "def f():\n    from osgeo import ogr"),
            ("core.x", "from ..gis import layers"),
            ("core.x", "from .. import gis"),
            ("gis.x", "from ..gui.dock import Dock"),
            ("gis.x", "import atlas_culture_plugin.plugin"),
            ("processing.x", "from .. import gui"),
            ("gui.x", "from ..processing import provider"),
        ],
    )
    def test_outward_imports_are_seen(self, module, source):
        assert offences(source, f"{PACKAGE}.{module}")

    def test_relative_imports_of_a_package_are_resolved(self):
        assert offences("from ..gui import dock", f"{PACKAGE}.gis", is_package=True)
        assert not offences("from .layers import gui", f"{PACKAGE}.gis", is_package=True)

    @pytest.mark.parametrize(
        "source",
        [
            "import pandas as pd",
            "try:\n    import pandas\nexcept ImportError:\n    pandas = None",
            "class A:\n    from requests import Session",
        ],
    )
    def test_early_imports_are_seen(self, source):
        assert late_at_load(source, PACKAGE)

    def test_late_imports_are_allowed(self):
        source = "if TYPE_CHECKING:\n    import pandas\ndef f():\n    import requests"
        assert not late_at_load(source, PACKAGE)

    @pytest.mark.parametrize(
        "source",
        ["app.processEvents()", "dialog.exec_()", "print(1)", "assert x", "from PyQt5 import QtCore"],
    )
    def test_bad_habits_are_seen(self, source):
        assert bad_habits(source)
