"""Formulas in TeX, which other programs draw and a chat cannot: shown as they are written, as code,
without the signs that call for the drawing."""

from __future__ import annotations

import re
from collections.abc import Callable

_FORMULA = re.compile(
    r"\$\$(?P<dollars>[^$]{1,1000}?)\$\$|\\\((?P<round>.{1,1000}?)\\\)|\\\[(?P<square>.{1,1000}?)\\\]"
    r"|\[(?P<name>\$\$?|latex|tex)\](?P<named>.{1,1000}?)\[/(?P=name)\]",
    re.S,
)
_TAG = re.compile(r"<[^<>]{1,200}>")
_DRAWN = re.compile(r"[\\^_{}]")
"""Signs without which a formula reads as plain words: `x + 1`."""
_CODE = re.compile(r"<(?:code|pre)\b", re.I)


def with_formulas(text: str, rest: Callable[[str], str], code: str = "`{}`") -> str:
    """The text with its formulas as `code`, and what stands between them as `rest` makes it."""
    if _CODE.search(text):
        return rest(text)
    made, at = [], 0
    for found in _FORMULA.finditer(text):
        made += [rest(text[at : found.start()]), _shown(found, rest, code)]
        at = found.end()
    return "".join([*made, rest(text[at:])])


def _shown(found: re.Match[str], rest: Callable[[str], str], code: str) -> str:
    inner = next(filter(None, found.group("dollars", "round", "square", "named")))
    html = code != "`{}`"
    bare = " ".join((_TAG.sub(" ", inner) if html else inner).split())
    if not _DRAWN.search(bare) or "`" in bare:
        return rest(bare)
    bare = bare.removeprefix("$").removesuffix("$")  # Anki writes `[latex]$…$[/latex]`
    return code.format(bare if not html else bare.replace("<", "&lt;"))
