# SPDX-License-Identifier: GPL-2.0-or-later
"""Other vintages of the boundaries than the one that the plugin ships: read, compared, kept."""
