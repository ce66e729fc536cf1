# SPDX-License-Identifier: GPL-2.0-or-later
"""What a page is about, for the metadata of the file that it becomes."""

from __future__ import annotations

from qgis.core import Qgis

from ..core.pdf_about import About
from . import settings
from .compose import Page


def about_page(page: Page) -> About:
    """Title, author, subject and keywords of a page, from what it says and shows."""
    prepared, caption = page.prepared, page.caption
    return About(
        title=caption.title,
        author=author(page.options.author, page.options.organisation),
        subject=caption.subtitle,
        keywords=(
            *(side.indicator.label for side in prepared.sides),
            prepared.request.level.label,
            prepared.period,
        ),
        producer=f"QGIS {Qgis.version()}",
    )


def author(name: str, organisation: str) -> str:
    """Who made a map: the name and the organisation given, else those of the settings."""
    kept = settings.load()
    return ", ".join(filter(None, (name.strip() or kept.author, organisation.strip() or kept.organisation)))
