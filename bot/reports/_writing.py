"""Words as SVG: as text where there is a font, else as strokes."""

from __future__ import annotations

from markupsafe import Markup, escape

from bot.reports._lettering import Lettering, fitting
from bot.reports._strokes import strokes

RLI, PDI = "\u2067", "\u2069"
"""Within these a line runs from right to left, whatever it begins with."""

ACROSS = {"start": "end", "middle": "middle", "end": "start"}
"""In a picture that is turned around, a line that began at x ends there; its letters are turned
back where they stand."""


def write(
    letters: Lettering,
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    anchor: str = "start",
    bold: bool = False,
    fill: str = "#14212c",
    room: float | None = None,
) -> Markup:
    """One line of words with its base line at (x, y), made smaller where `room` is short. For a
    reader from right to left it stands within a group that is turned around."""
    told = letters.writable(text)
    fits = fitting(told, size, room, bold=bold) if room else size
    if letters.latin is None:
        return strokes(told, x, y, fits, anchor=anchor, bold=bold, fill=fill)
    weight = ' font-weight="bold"' if bold else ""
    turn = f' transform="matrix(-1 0 0 1 {2 * x:.1f} 0)"' if letters.rtl else ""
    at = ACROSS[anchor] if letters.rtl else anchor
    line = f"{RLI}{told}{PDI}" if letters.rtl else told
    return Markup(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{fits:.1f}" text-anchor="{at}"{turn}'
        f' font-family="{letters.families(told)}"{weight} fill="{fill}">{escape(line)}</text>'
    )
