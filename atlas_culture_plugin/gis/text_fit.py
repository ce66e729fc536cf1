# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts that fit their box: measured with the fonts that print them, shrunk, then cut as a last resort."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qgis.core import Qgis, QgsLayout, QgsLayoutUtils, QgsTextFormat, QgsTextRenderer

ELLIPSIS = "…"
#: A line as QGIS breaks it is never exactly as wide as it was measured.
_SAFETY = 0.995
#: Letters are whole numbers of dots wide: the same line is up to this share wider at another resolution.
_ANY_RESOLUTION = 0.965


@dataclass(frozen=True)
class Fitted:
    """A text at a size in points, the height it takes in mm, and whether it had to be cut."""

    text: str
    size: float
    height: float
    cut: bool = False


class Ruler:
    """Measures texts as a layout prints them; lengths in mm."""

    def __init__(self, layout: QgsLayout) -> None:
        self.context = QgsLayoutUtils.createRenderContextForLayout(layout, None, 300)
        self.context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
        self._factor = float(self.context.scaleFactor())

    def width(self, text: str, text_format: QgsTextFormat) -> float:
        """Width of a text on one line."""
        measured = float(QgsTextRenderer.textWidth(self.context, text_format, [text]))
        return measured / self._factor

    def height(self, text: str, text_format: QgsTextFormat, width: float) -> float:
        """Height that a text wrapped at a width does not exceed, at whatever resolution it is printed."""
        # QGIS can measure a wrapped text too, in a time that is cubic in the number of words.
        lines = [
            line
            for paragraph in text.split("\n")
            for line in self._lines(paragraph, text_format, width * _ANY_RESOLUTION)
        ]
        measured = float(
            QgsTextRenderer.textHeight(self.context, text_format, lines, Qgis.TextLayoutMode.Rectangle)
        )
        return measured / self._factor

    def wrap(self, text: str, text_format: QgsTextFormat, width: float) -> str:
        """The text with a line break wherever the next word would pass ``width``."""
        return "\n".join(self._lines(text, text_format, width * _SAFETY))

    def _lines(self, text: str, text_format: QgsTextFormat, width: float) -> list[str]:
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, text_format) > width:
                lines.append(word)
            else:
                lines[-1:] = [longer]
        return lines

    def breakable(self, text: str, text_format: QgsTextFormat, width: float) -> str:
        """The text with spaces in the words wider than ``width``: QGIS breaks a line nowhere else."""
        return re.sub(r"[^ \n]{12,}", lambda word: self._pieces(word[0], text_format, width), text)

    def _pieces(self, word: str, text_format: QgsTextFormat, width: float) -> str:
        pieces = [""]
        if self.width(word, text_format) <= width * _ANY_RESOLUTION:
            return word
        for letter in word:
            if pieces[-1] and self.width(pieces[-1] + letter, text_format) > width * _ANY_RESOLUTION:
                pieces.append("")
            pieces[-1] += letter
        return " ".join(pieces)

    def balanced(self, text: str, text_format: QgsTextFormat, width: float) -> str:
        """The text on as few lines as :meth:`wrap` makes, but of about the same length."""
        best = self.wrap(text, text_format, width)
        count, share = best.count("\n"), 0.95
        while count and share > 0.4:
            narrower = self.wrap(text, text_format, width * share)
            if narrower.count("\n") > count:
                break
            best, share = narrower, share - 0.05
        return best

    def fit(self, text: str, text_format: QgsTextFormat, width: float, height: float, floor: float) -> Fitted:
        """Shrink a text from its own size down to ``floor`` points, then cut it, until it fits.

        It does so at whatever resolution it is printed.
        """
        changed = QgsTextFormat(text_format)
        size = text_format.size()
        text = self.breakable(text, text_format, width)
        while True:
            changed.setSize(size)
            needed = self.height(text, changed, width)
            if needed <= height:
                return Fitted(text, size, needed)
            if size <= floor:
                break
            size = max(floor, size - 0.5)
        shorter = self._cut(text, changed, width, height)
        return Fitted(shorter, size, self.height(shorter, changed, width), cut=True)

    def _cut(self, text: str, text_format: QgsTextFormat, width: float, height: float) -> str:
        """The longest beginning of a text, in whole words, that fits with an ellipsis."""
        words = text.split(" ")
        low, high = 1, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            attempt = " ".join(words[:middle]) + ELLIPSIS
            fits = self.height(attempt, text_format, width) <= height
            low, high = (middle, high) if fits else (low, middle - 1)
        return " ".join(words[:low]).rstrip(" ,;:.") + ELLIPSIS
