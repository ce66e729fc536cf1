# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the plugin's own files lie, in a checkout and in an installed plugin.

``resources/``, ``styles/``, ``data/``, ``docs/`` and ``metadata.txt`` lie beside this module once packaged,
one level up in a checkout. They are only ever read: an update of the plugin replaces them.
"""

from __future__ import annotations

import configparser
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def root() -> Path:
    """Return the folder that holds ``metadata.txt``, ``resources/``, ``styles/`` and ``data/``."""
    return _HERE if (_HERE / "metadata.txt").is_file() else _HERE.parent


def resources(*parts: str) -> Path:
    """Return a path under ``resources/``."""
    return root().joinpath("resources", *parts)


def styles(*parts: str) -> Path:
    """Return a path under ``styles/``."""
    return root().joinpath("styles", *parts)


def docs(*parts: str) -> Path:
    """Return a path under ``docs/``."""
    return root().joinpath("docs", *parts)


def data(*parts: str) -> Path:
    """Return a path under ``data/``."""
    return root().joinpath("data", *parts)


def version() -> str:
    """Return the version of the plugin, that of ``metadata.txt``, the only place that has it."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(root() / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="0")
