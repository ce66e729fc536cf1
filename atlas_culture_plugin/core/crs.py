# SPDX-License-Identifier: GPL-2.0-or-later
"""The coordinate reference systems of France."""

from __future__ import annotations

METROPOLE_CRS = "EPSG:2154"
WORLD_CRS = "EPSG:4326"
#: Official coordinate reference system of each overseas departement (decree of 5 March 2019).
OVERSEAS_CRS = {
    "971": "EPSG:5490",
    "972": "EPSG:5490",
    "973": "EPSG:2972",
    "974": "EPSG:2975",
    "976": "EPSG:4471",
}
