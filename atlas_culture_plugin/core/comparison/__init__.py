# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing territories: figures, ranks, references, similar territories, portraits."""
