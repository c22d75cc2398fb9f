"""The numbers and letters of lists that Word draws itself, written into the text.

Which sign a list has stands in `numbering.xml` (ECMA-376, 17.9); the reader that makes the lines
knows only whether a list is numbered at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from content.importers._docx_options import Place, Said, option_lists, typed_number
from content.importers._xml import tree_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "〇一二三四五六七八九十"
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_UNNUMBERED = ("bullet", "none")


@dataclass(slots=True)
class _Lists:
    """The signs of each level of each list, and how far its numbers have come."""

    levels: dict[Place, tuple[str, str, int]]
    """Kind of number, the text around it (`%1.`), the first number."""
    styles: dict[str, Place]
    options: frozenset[Place] = frozenset()
    """Lists that number the options of questions."""
    counts: dict[Place, int] = field(default_factory=dict)
    after_number: bool = False
    bullets: int = 0

    def numbers(self, place: Place | None) -> bool:
        """Whether a list numbers its points, in digits or in letters that are no A, B, C."""
        kind = self.levels.get(place, ("bullet", "", 1))[0] if place else "none"
        return kind not in (*_UNNUMBERED, "upperLetter", "lowerLetter")

    def sign(self, place: Place) -> str:
        """What stands before the next paragraph of a list. Points right below a numbered line are
        lettered: they are its options."""
        kind, text, first = self.levels.get(place, ("bullet", "", 1))
        if place in self.options:
            self.bullets += 1
            return f"{_letter(self.bullets)}. "
        for known in self.counts:
            if known[0] == place[0] and known[1] > place[1]:
                self.counts[known] = 0
        if kind in _UNNUMBERED:
            self.bullets += 1
            return f"{_letter(self.bullets)}. " if self.after_number else "- "
        self.counts[place] = self.counts.get(place, 0) or first - 1
        self.counts[place] += 1
        self.after_number, self.bullets = kind == "decimal", 0
        return f"{re.sub(r'%[1-9]', _said(kind, self.counts[place]), text[-20:])} "


def write_numbers(document: Element, numbering: Element, styles: bytes) -> None:
    """Write the signs of lists into the text. Refused or ValueError where they cannot be read."""
    lists = _lists(numbering, styles)
    said = [(paragraph, _said_in(paragraph, lists)) for paragraph in document.iter(f"{_W}p")]
    lists.options = option_lists([one for _, one in said if one.words.strip()])
    for paragraph, one in said:
        _write(paragraph, one, lists)


def _lists(numbering: Element, styles: bytes) -> _Lists:
    kinds = {
        _of(one, "abstractNumId"): {
            int(_of(level, "ilvl") or 0): (
                _val(level, "numFmt") or "decimal",
                _val(level, "lvlText") or "%1.",
                int(_val(level, "start") or 1),
            )
            for level in one.iter(f"{_W}lvl")
        }
        for one in numbering.iter(f"{_W}abstractNum")
    }
    levels = {
        (_of(one, "numId"), at): said
        for one in numbering.iter(f"{_W}num")
        for at, said in kinds.get(_val(one, "abstractNumId"), {}).items()
    }
    named: dict[str, Place] = {}
    for style in tree_of(styles).iter(f"{_W}style") if styles else ():
        place = _place(style.find(f"{_W}pPr"))
        if place:
            named[_of(style, "styleId")] = place
    return _Lists(levels, named)


def _said_in(paragraph: Element, lists: _Lists) -> Said:
    words = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
    about = paragraph.find(f"{_W}pPr")
    style = _val(about, "pStyle") if about is not None else ""
    place = _place(about) or lists.styles.get(style)
    place = place if place and place[0] != "0" else None
    return Said(place, lists.numbers(place), words)


def _write(paragraph: Element, said: Said, lists: _Lists) -> None:
    """Write a paragraph's sign before its first words."""
    if not said.words.strip():
        return
    if said.place is None:
        lists.after_number, lists.bullets = typed_number(said.words), 0
        return
    sign = lists.sign(said.place)
    if said.heads:
        return
    about = paragraph.find(f"{_W}pPr")
    run = Element(f"{_W}r")
    text = SubElement(run, f"{_W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = sign
    paragraph.insert(0 if about is None else list(paragraph).index(about) + 1, run)


def _place(about: Element | None) -> Place | None:
    said = about.find(f"{_W}numPr") if about is not None else None
    if said is None:
        return None
    return _val(said, "numId") or "0", int(_val(said, "ilvl") or 0)


def _val(element: Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return _of(found, "val") if found is not None else ""


def _of(element: Element, name: str) -> str:
    return element.get(f"{_W}{name}", "")


def _letter(count: int) -> str:
    return chr(64 + count) if count <= 26 else str(count)


def _said(kind: str, count: int) -> str:
    """A number as a list of this kind writes it."""
    match kind:
        case "upperLetter":
            return _letter(count)
        case "lowerLetter":
            return _letter(count).lower()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if count <= len(_RINGS):
            return _RINGS[count - 1]
        case _ if ("hinese" in kind or "ideograph" in kind or "japanese" in kind) and count < 20:
            return _CHINESE[count] if count <= 10 else f"十{_CHINESE[count - 10]}"
    return str(count)
