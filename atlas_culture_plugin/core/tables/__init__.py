# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the user: what they look like, what to make of them, the recipe that makes it."""
