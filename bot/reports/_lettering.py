"""Which letters a picture can be written in, and how wide they come out.

With a CJK font everything is written in the reader's language. Without one, Chinese would
come out as empty boxes: then the picture speaks English and leaves out what it cannot write.
So it does for Arabic and Hebrew; with a font for them the whole picture is turned around.
Without any font at all, plain strokes draw figures and Latin letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from unicodedata import bidirectional, category, east_asian_width

from bot.reports._fonts import Found, cjk, latin, turned
from bot.words import direction

WIDE_FROM = 0x2E80
"""From this code point on a Latin font has no letters."""

LATIN_WIDTH, BOLD_WIDTH = 0.6, 0.68
"""Mean advance of a character in ems of the widest of the fonts, DejaVu Sans."""


TURNED_WIDTH = 0.75
"""The same of Arabic and Hebrew letters, bold or not."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """The fonts at hand. Both None: strokes."""

    latin: Found | None
    cjk: Found | None
    rtl: bool = False
    """Written for a reader from right to left, in a font that can."""

    def language(self, wanted: str) -> str:
        """The language the picture is written in."""
        if direction(wanted) == "rtl":
            return wanted if self.rtl else "en"
        return "en" if wanted.split("-")[0] in ("zh", "ja", "ko") and not self.cjk else wanted

    def writable(self, text: str) -> str:
        """The text without what would come out as boxes or as orders of direction."""
        kept = (c for c in text if self._has(c) and category(c)[0] != "C")
        return " ".join("".join(kept).split())

    def families(self, text: str) -> str:
        """What stands in `font-family`: one font for a whole line, so that bold stays bold."""
        wide = any(ord(letter) >= WIDE_FROM for letter in text)
        fonts = (self.cjk, self.latin) if wide else (self.latin, self.cjk)
        return ", ".join(f"'{font.family}'" for font in fonts if font)

    def files(self) -> list[str]:
        """The font files that have to be loaded."""
        return [str(path) for font in (self.latin, self.cjk) if font for path in font.files]

    def _has(self, letter: str) -> bool:
        code = ord(letter)
        if self.latin is None:
            return code < 0x7F or letter in "–−·…“”"
        return code < WIDE_FROM or (self.cjk is not None and code < 0x1F000)


@cache
def lettering(language: str = "en") -> Lettering:
    """The lettering of this machine for a language, looked for once."""
    rtl = turned() if direction(language) == "rtl" else None
    return Lettering(rtl or latin(), cjk(), rtl is not None)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, in the units of its size."""
    narrow = BOLD_WIDTH if bold else LATIN_WIDTH

    def one(letter: str) -> float:
        if east_asian_width(letter) in "WF":
            return 1.0
        return TURNED_WIDTH if bidirectional(letter) in ("R", "AL") else narrow

    return size * sum(map(one, text))


def fitting(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The size at which a text fits into some room, at most `size`."""
    wide = width(text, size, bold=bold)
    return size if wide <= room else size * room / wide
