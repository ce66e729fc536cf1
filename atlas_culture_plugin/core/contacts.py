# SPDX-License-Identifier: GPL-2.0-or-later
"""E-mail addresses and telephone numbers in the texts of others' tables: they are never stored."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}", re.IGNORECASE)
#: A French number: ten digits from 0, or nine after +33, parted by nothing, spaces, dots or hyphens. Decimals
#: of a number, such as those of a latitude, are none.
_PHONE = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:(?:\+|00)33[\s.()0-]*|0)[1-9](?:[\s.-]?[0-9]{2}){4}(?![0-9])"
)
#: What stands for what was taken out.
REMOVED = "…"


def has_contact(text: str) -> bool:
    """Whether a text holds an e-mail address or a telephone number."""
    return ("@" in text and _EMAIL.search(text) is not None) or _PHONE.search(text) is not None


def without_contacts(text: str) -> str:
    """Return a text with an ellipsis in place of its e-mail addresses and telephone numbers."""
    bare = _EMAIL.sub(REMOVED, text) if "@" in text else text
    return _PHONE.sub(REMOVED, bare)
