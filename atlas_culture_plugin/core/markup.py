# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts inside XML: what SVG and the metadata of PDF are written in."""

from __future__ import annotations

import re
from html import escape

# Line ends too: one element a line, always. A soft line break pasted from a word processor is one of these.
_NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_line(text: str) -> str:
    """The text on one line, a space in the place of each character that XML has not."""
    return _NOT_XML.sub(" ", text)


def content(text: str) -> str:
    """The text as the content of an element."""
    return escape(plain_line(text), quote=False)


def attribute(text: str) -> str:
    """The text as the value of an attribute between double quotes, as Qt writes it."""
    return content(text).replace('"', "&quot;")
