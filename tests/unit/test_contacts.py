# SPDX-License-Identifier: GPL-2.0-or-later
"""E-mail addresses and telephone numbers are found wherever they are in a text, and nothing else is."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.contacts import has_contact, without_contacts


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("tel 02 99 11 22 33", "tel …"),
        ("tél.0299112233 (matin)", "tél.… (matin)"),
        ("voir +33 (0)6.12.34.56.78", "voir …"),
        ("06\u00a012\u00a034\u00a056\u00a078", "…"),
        ("écrire à <a.b@ville-x.fr>, merci", "écrire à <…>, merci"),
        ("a@b.fr ou 0612345678", "… ou …"),
    ],
)
def test_contacts_are_taken_out(text, bare):
    assert has_contact(text)
    assert without_contacts(text) == bare


@pytest.mark.parametrize(
    "text",
    ["", "Médi@thèque", "35238", "243500139", "21350238800019", "48.0123456789", "1 250 500,25", "2023-2024"],
)
def test_codes_amounts_and_positions_are_no_contacts(text):
    assert not has_contact(text)
    assert without_contacts(text) == text
