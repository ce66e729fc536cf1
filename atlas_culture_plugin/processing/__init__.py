# SPDX-License-Identifier: GPL-2.0-or-later
"""Front door: the Processing algorithms."""
