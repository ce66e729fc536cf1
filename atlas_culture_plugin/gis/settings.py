# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's settings: one typed record, kept in QGIS's own settings.

An administrator can fix any of them for all users with an environment variable named
``ATLAS_CULTURE_<FIELD>``, such as ``ATLAS_CULTURE_LIBRARY_FOLDER``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings

_GROUP = "atlas_culture"
#: Dots per inch of an exported page, unless told otherwise.
DEFAULT_DPI = 300


@dataclass
class Settings:
    """What the user can set. Empty folders mean "in the QGIS profile"."""

    library_folder: str = ""
    styles_folder: str = ""
    #: Addresses or paths of further catalogues, separated by line breaks.
    catalogues: str = ""
    author: str = ""
    organisation: str = ""
    #: Picture of the organisation (SVG, PNG or JPEG), and its colour as ``#rrggbb``, for portraits.
    logo: str = ""
    color: str = ""
    #: Address that answers as data.gouv.fr does, where that site cannot be reached.
    mirror: str = ""
    #: Name of the boundaries that new maps are drawn on; empty for those of the plugin.
    boundaries: str = ""

    @property
    def library(self) -> Path:
        """Folder of the installed packages."""
        return Path(self.library_folder) if self.library_folder else profile_folder() / "packages"

    @property
    def styles(self) -> Path:
        """Folder of the user's own style templates."""
        return Path(self.styles_folder) if self.styles_folder else profile_folder() / "styles"

    @property
    def catalogue_sources(self) -> list[str]:
        """The catalogues that the user added."""
        return [line.strip() for line in self.catalogues.splitlines() if line.strip()]


def profile_folder() -> Path:
    """The plugin's own folder in the QGIS profile: it survives updates of the plugin."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "atlas_culture"


def load() -> Settings:
    """Read the settings, in any thread."""
    store = QgsSettings()
    settings = Settings()
    for field in fields(Settings):
        kept = store.value(f"{_GROUP}/{field.name}", "")
        setattr(settings, field.name, os.environ.get(variable(field.name), str(kept or "")))
    return settings


def save(settings: Settings) -> None:
    """Keep the settings, except those that are fixed: what the user had set is there again later."""
    store = QgsSettings()
    for field in fields(Settings):
        if not is_fixed(field.name):
            store.setValue(f"{_GROUP}/{field.name}", getattr(settings, field.name))


def variable(name: str) -> str:
    """Name of the environment variable that fixes a setting."""
    return f"ATLAS_CULTURE_{name.upper()}"


def is_fixed(name: str) -> bool:
    """Whether an administrator fixed a setting."""
    return variable(name) in os.environ
