# SPDX-License-Identifier: GPL-2.0-or-later
"""Take the screenshots that the pages show from build/story to docs/images, in 256 colours.

A screen in 16 million colours weighs four times as much, and every clone carries it for ever.
Look at each picture before committing.

    python tools/renew_pictures.py
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
MADE, SHOWN = ROOT / "build" / "story", ROOT / "docs" / "images"


def main() -> int:
    """Renew the pictures that a page of docs/ or the README shows."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    wanted = {
        name
        for page in pages
        for name in re.findall(r"\]\([^)\s]*images/([\w-]+\.png)\)", page.read_text(encoding="utf-8"))
    }
    missing = sorted(name for name in wanted if not (MADE / name).is_file())
    # The story has no network: pictures of published files are taken by hand.
    kept = [name for name in missing if (SHOWN / name).is_file()]
    if kept != missing:
        lost = sorted(set(missing) - set(kept))
        print(f"The story did not make {', '.join(lost)}.", file=sys.stderr)
        return 1
    for name in sorted(wanted - set(kept)):
        picture = Image.open(MADE / name).convert("RGB")
        few = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(SHOWN / name, optimize=True)
    print(f"{len(wanted)} pictures are in docs/images; not of the story: {', '.join(kept) or 'none'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
