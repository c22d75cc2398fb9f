"""Figures and Latin letters as strokes of a pen, for a machine without any font.

Each glyph is a few lines through points of a grid: two digits a point, x from 0 to 4, y from
0 to 9 upwards, base line at 2, capitals up to 9, small letters up to 7.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

UNIT = 0.1
"""One step of the grid in ems."""

GAP, SPACE = 1.7, 2.4
"""Steps between two glyphs, and of a blank."""

GLYPHS = {
    "A": "0207294742 0545",
    "B": "02093948473606 3645433202",
    "C": "4839190803123243",
    "D": "02092947442202",
    "E": "49090242 0636",
    "F": "490902 0636",
    "G": "48391908031232434626",
    "H": "0209 4249 0646",
    "I": "0222 1219 0929",
    "J": "4943321203",
    "K": "0209 4905 1642",
    "L": "090242",
    "M": "0209264942",
    "N": "02094249",
    "O": "193948433212030819",
    "P": "02093948473606",
    "Q": "193948433212030819 2441",
    "R": "02093948473606 2642",
    "S": "483919080716364543321203",
    "T": "0949 2922",
    "U": "090312324349",
    "V": "092249",
    "W": "0912263249",
    "X": "0249 0942",
    "Y": "092649 2622",
    "Z": "09490242",
    "a": "17374642 45150403123243",
    "b": "0902 0617374643321203",
    "c": "4637170603123243",
    "d": "4942 4637170603123243",
    "e": "05454637170603123243",
    "f": "392918 1812 0737",
    "g": "4741301001 4637170603123243",
    "h": "0902 0617374642",
    "i": "0702 0909",
    "j": "171100 1919",
    "k": "0902 4704 1542",
    "l": "090312",
    "m": "0207 06172622 26374642",
    "n": "0207 0617374642",
    "o": "173746433212030617",
    "p": "0700 0617374643321203",
    "q": "4740 4637170603123243",
    "r": "0207 052737",
    "s": "46371706153443321203",
    "t": "19132232 0737",
    "u": "0703123243 4742",
    "v": "072247",
    "w": "0712253247",
    "x": "0247 0742",
    "y": "0722 472210",
    "z": "07470242",
    "0": "193948433212030819",
    "1": "072922 1232",
    "2": "08193948470242",
    "3": "0819394847364543321203 2636",
    "4": "32390444",
    "5": "490906364543321203",
    "6": "483919080312324345361605",
    "7": "094912",
    "8": "160708193948473616050312324345 4536",
    "9": "031232434839190806153546",
    ".": "0202",
    ",": "1301",
    ":": "0202 0606",
    ";": "1301 0606",
    "!": "0904 0202",
    "?": "08193948472524 2222",
    "%": "0249 0919180809 3343423233",
    "(": "19070411",
    ")": "09171401",
    "-": "0535",
    "–": "0545",
    "−": "0535",
    "+": "0545 2327",
    "=": "0444 0646",
    "/": "0149",
    "<": "470543",
    ">": "074503",
    "_": "0141",
    "·": "0505",
    "…": "0202 2222 4242",
    "'": "0907",
    '"': "0907 2927",
    "“": "0907 2927",
    "”": "0907 2927",
    "&": "4217182938370403122244",
}


def strokes(
    text: str, x: float, y: float, size: float, *, anchor: str, bold: bool, fill: str
) -> Markup:
    """A line of words as one SVG path, placed like text of that size."""
    unit = size * UNIT
    left = x - unit * length(text) * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    lines = "".join(_lines(text, left, y, unit))
    thick = unit * (1.4 if bold else 0.95)
    return Markup(
        f'<path d="{lines}" fill="none" stroke="{fill}" stroke-width="{thick:.2f}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def length(text: str) -> float:
    """How long a line is, in steps of the grid."""
    return max(0.0, sum(_advance(letter) for letter in text) - GAP)


def _lines(text: str, left: float, y: float, unit: float) -> Iterator[str]:
    for letter in text:
        for line in GLYPHS.get(letter, "").split():
            points = [
                f"{left + unit * int(line[n]):.1f},{y - unit * (int(line[n + 1]) - 2):.1f}"
                for n in range(0, len(line), 2)
            ]
            yield "M" + "L".join(points)
        left += unit * _advance(letter)


def _advance(letter: str) -> float:
    lines = GLYPHS.get(letter, "").split()
    if not lines:
        return SPACE
    return max(int(x) for line in lines for x in line[::2]) + GAP
