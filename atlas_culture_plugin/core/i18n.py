# SPDX-License-Identifier: GPL-2.0-or-later
"""Translation of interface strings without a dependency on Qt.

Source strings are English. The composition root plugs Qt's translator in; outside QGIS the
source string is returned as it is. Placeholders are filled after the look-up, never before:
``tr("{name} is empty").format(name=name)``.
"""

from __future__ import annotations

from collections.abc import Callable

#: Context of every string of the plugin in the ``.ts`` files.
CONTEXT = "AtlasCulture"

_translate: Callable[[str], str] | None = None
_language = "en"


def tr(text: str) -> str:
    """Return ``text`` in the language of the interface."""
    return _translate(text) if _translate else text


def quoted(text: str) -> str:
    """Return a text between the quotation marks of the language of the interface."""
    return tr("“{text}”").format(text=text)


def language() -> str:
    """Return ``"fr"`` or ``"en"``: the language in which the data's own texts are shown."""
    return _language


def set_translator(translate: Callable[[str], str] | None, language: str = "en") -> None:
    """Plug a translation function in; ``None`` unplugs it."""
    global _translate, _language
    _translate = translate
    _language = "fr" if language.lower().startswith("fr") else "en"
