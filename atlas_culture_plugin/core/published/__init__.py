# SPDX-License-Identifier: GPL-2.0-or-later
"""Any published table, whatever its format, as text cells: nothing is known here of what they mean."""
