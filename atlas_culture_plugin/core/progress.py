# SPDX-License-Identifier: GPL-2.0-or-later
"""What long functions report to, whatever the front door."""

from __future__ import annotations

from typing import Protocol

from .errors import Cancelled
from .i18n import tr


class Progress(Protocol):
    """Told of the progress, asked whether to stop. Implemented by tasks and by Processing."""

    def set_fraction(self, fraction: float) -> None:
        """Progress so far, between 0 and 1."""

    def info(self, message: str) -> None:
        """A sentence about what is being done."""

    def is_cancelled(self) -> bool:
        """Whether the user asked to stop."""


class Silent:
    """A progress that nobody watches."""

    def set_fraction(self, fraction: float) -> None:
        """Ignored."""

    def info(self, message: str) -> None:
        """Ignored."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False


def check(progress: Progress) -> None:
    """Raise :class:`Cancelled` when the user asked to stop."""
    if progress.is_cancelled():
        raise Cancelled(tr("Cancelled: nothing was changed."))
