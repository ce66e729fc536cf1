# SPDX-License-Identifier: GPL-2.0-or-later
"""The charts of a comparison. All are imported from here; the same arguments always give the same bytes.

Each is a :class:`Chart`: an SVG text as high as it needs, the zones that can be pointed at, and the figures
that it shows. What is missing or secret is said, never drawn as zero. No colour says good or bad.
"""

from __future__ import annotations

from .chart_common import Chart, Measure, Paper, Point, Zone
from .chart_dots import Crowd, PairOfPoints, scatter_compared
from .chart_gaps import gap_bars
from .chart_points import points_of
from .chart_profile import Place, ProfileLine, profile, quantile_of
from .chart_ranking import ranking
from .chart_strip import strip

__all__ = [
    "Chart",
    "Crowd",
    "Measure",
    "PairOfPoints",
    "Paper",
    "Place",
    "Point",
    "ProfileLine",
    "Zone",
    "gap_bars",
    "points_of",
    "profile",
    "quantile_of",
    "ranking",
    "scatter_compared",
    "strip",
]
