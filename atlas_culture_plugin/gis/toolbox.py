# SPDX-License-Identifier: GPL-2.0-or-later
"""Dialogs of Processing algorithms, opened from elsewhere."""

from __future__ import annotations

from typing import Any

from ..core.errors import AtlasError
from ..core.i18n import tr


def open_dialog(algorithm: str, parameters: dict[str, Any]) -> None:
    """Open the dialog of an algorithm, filled in with what is known.

    Raises:
        AtlasError: the Processing plugin of QGIS is disabled.
    """
    try:
        from qgis import processing
    except ImportError as error:
        raise AtlasError(
            tr("Enable the “Processing” plugin in QGIS's plugin manager, then try again."), repr(error)
        ) from error
    known = {name: value for name, value in parameters.items() if value}
    processing.createAlgorithmDialog(algorithm, known).show()
