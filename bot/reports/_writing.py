"""Words as SVG: as text where there is a font, else as strokes."""

from __future__ import annotations

from markupsafe import Markup, escape

from bot.reports._lettering import Lettering, fitting
from bot.reports._strokes import strokes


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
    """One line of words with its base line at (x, y), made smaller where `room` is short."""
    told = letters.writable(text)
    fits = fitting(told, size, room, bold=bold) if room else size
    if letters.latin is None:
        return strokes(told, x, y, fits, anchor=anchor, bold=bold, fill=fill)
    weight = ' font-weight="bold"' if bold else ""
    return Markup(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{fits:.1f}" text-anchor="{anchor}"'
        f' font-family="{letters.families(told)}"{weight} fill="{fill}">{escape(told)}</text>'
    )
