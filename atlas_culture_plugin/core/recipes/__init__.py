# SPDX-License-Identifier: GPL-2.0-or-later
"""From published files to packages: a recipe says how, no code in it."""
