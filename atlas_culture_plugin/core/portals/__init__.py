# SPDX-License-Identifier: GPL-2.0-or-later
"""The sites that publish open data, each by its own interface."""
