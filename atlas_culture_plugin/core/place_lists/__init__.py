# SPDX-License-Identifier: GPL-2.0-or-later
"""Published lists of places as points, each position checked."""
