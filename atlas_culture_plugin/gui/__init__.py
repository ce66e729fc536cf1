# SPDX-License-Identifier: GPL-2.0-or-later
"""Front door: the dock and the dialogs. No business rule in here."""
