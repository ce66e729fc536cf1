# SPDX-License-Identifier: GPL-2.0-or-later
"""XML files that may come from somebody else: page templates and styles."""

from __future__ import annotations

from qgis.PyQt.QtXml import QDomDocument


def parse(content: bytes) -> QDomDocument | None:
    """Read XML; None when it is not well-formed, or declares entities.

    An entity can be made to grow without end: no file of QGIS declares one.
    """
    document = QDomDocument()
    read = (False,) if b"<!ENTITY" in content.upper() else document.setContent(content)
    # PyQt5 returns (ok, message, line, column); PyQt6 a result object that is true when it is well.
    return document if (read[0] if isinstance(read, tuple) else bool(read)) else None
