"""Where a question with check boxes begins, and what below it explains it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.format.lines import Line

END = "\ue0ff"
"""Stands for the end of a question that its tool marks, as `</quiz>`."""
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(?P<words>.*?)(?:\s+#+)?\s*$")
_NUMBERED = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__)?\s*(?:(?:question|q|问题|题目?|第)\s*)?#?(?P<n>\d{1,4})\s*(?:题\s*)?"
    r"(?:[.):、：]|(?:\*\*|__))\s*(?:\*\*|__)?\s*(?P<words>.*)$",
    re.I,
)
_BARE = re.compile(
    r"^(?:\W*(?:question|prompt|quiz|q|exercise|问题|题目?|测验|练习|第)\W*)?\d{0,4}\s*题?\W*$",
    re.I,
)
_BOLD = re.compile(r"^\s*(?:\*\*|__)(?P<words>[^*_].*?)(?:\*\*|__)\s*[:：]?\s*$")
_EXPLAINS = re.compile(
    r"^\s*(?:[-*+>]\s+)?[*_]*(?:explanations?|rationale|reason|feedback|because|note|解析|解释|说明|答案解析)"
    r"[*_]*\s*[:：][*_]*\s*",
    re.I,
)
_TAG = re.compile(
    r"<summary>.{0,100}?</summary>|</?(?:details|summary|p|br|div|hr)\b[^<>]{0,200}>", re.I
)
_ASKS = re.compile(r"\W*(?:q|question|第)?\s*\d", re.I)
_RULE = re.compile(rf"^\s*(?:-{{3,}}|\*{{3,}}|_{{3,}}|{END})\s*$")
_REASON = re.compile(
    r"^\s{0,3}#{1,6}\s*(?:reason|explanation|rationale|解析|解释)\s*[:：]?\s*#*$", re.I
)
_ITEM = re.compile(r"^[-*+]\s+(?!\[)")


_OVER_OPTIONS = re.compile(
    r"^\s{0,3}#{1,6}\s*(?:options?|choices?|answers?|truth|选项)\s*[:：]?\s*$", re.I
)
"""A heading between a question and its options."""


def stem_of(lines: Sequence[Line]) -> tuple[str, int]:
    """The question in the lines above its options, and its line; a heading or a number that says
    nothing is left out."""
    lines = [line for line in lines if line.code or not _OVER_OPTIONS.match(line.text)]
    cuts = [at for at, line in enumerate(lines) if not line.code and _RULE.match(line.text)]
    under = lines[cuts[-1] + 1 :] if cuts else lines
    rows = under if any(not line.blank for line in under) else lines
    rows = [line for line in rows if line.code or not _RULE.match(line.text)]
    begin = _begin(rows)
    said = [_words(line) if at == 0 else line.text.rstrip() for at, line in enumerate(rows[begin:])]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip("\n")
    first = next((line.number for line in rows[begin:] if not line.blank), 0)
    return text.strip(), first


def _begin(rows: Sequence[Line]) -> int:
    """The last heading, number or bold line; below a heading that asks nothing, the last
    paragraph."""
    for at in range(len(rows) - 1, -1, -1):
        line = rows[at]
        if line.code or line.blank:
            continue
        if _NUMBERED.match(line.text) or _BOLD.match(line.text):
            return at
        heading = _HEADING.match(line.text)
        if heading:
            return _below(rows, at, heading["words"])
    return _last_paragraph(rows, 0)


def _below(rows: Sequence[Line], at: int, words: str) -> int:
    """Under a heading that is a title, the question is the paragraph right above the options."""
    under = [line for line in rows[at + 1 :] if not line.blank]
    asks = words.rstrip(" *_").endswith(("?", "？", "：", ":")) or _ASKS.match(words)
    if not under or (asks and not _BARE.match(words)):
        return at
    return at + 1 if _BARE.match(words) else _last_paragraph(rows, at + 1)


def _last_paragraph(rows: Sequence[Line], least: int) -> int:
    """Code belongs to the paragraph above it."""
    at = len(rows)
    while at > least and rows[at - 1].blank:
        at -= 1
    while at > least and not (rows[at - 1].blank and not _code_below(rows, at)):
        at -= 1
    return at


def _code_below(rows: Sequence[Line], at: int) -> bool:
    return at < len(rows) and rows[at].code


def _words(line: Line) -> str:
    """The first line of a question without its heading, number or bold signs."""
    text = line.text.strip()
    heading = _HEADING.match(text)
    text = heading["words"] if heading else _ITEM.sub("", text)
    numbered = _NUMBERED.match(text)
    if numbered:
        text = numbered["words"]
    bold = _BOLD.match(text)
    text = bold["words"] if bold else text
    if _BARE.match(text):
        return ""
    return text[:-2].rstrip() if text.endswith("**") and text.count("**") % 2 else text


def split_tail(lines: Sequence[Line]) -> tuple[str, int]:
    """What explains the question above, and how many of the lines that takes."""
    marked = next((at for at, line in enumerate(lines) if line.text == END), None)
    if marked is not None:
        return "\n".join(line.text.rstrip() for line in lines[:marked]).strip(), marked + 1
    reason = next((at for at, line in enumerate(lines) if not line.blank), 0)
    if reason < len(lines) and _REASON.match(lines[reason].text):
        return _section(lines, reason + 1)
    told: list[str] = []
    taken, inside = 0, False
    for at, line in enumerate(lines):
        bare = line.text.strip()
        label = None if line.code else _EXPLAINS.match(line.text)
        opens = not line.code and "<details" in bare.lower()
        if label or opens or inside or (bare[:1] == ">" and not line.code):
            told.append(_told(line.text[label.end() :] if label else line.text, line.code))
            inside = (inside or opens) and "</details" not in bare.lower()
            taken = at + 1
        elif told and bare and taken == at and not inside and not _ends(line):
            told.append(bare)
            taken = at + 1
        elif bare and not line.code:
            break
    return "\n".join(row for row in told).strip(), taken


def _section(lines: Sequence[Line], begin: int) -> tuple[str, int]:
    """What stands below a heading that says it explains, up to the next heading or rule."""
    end = begin
    while end < len(lines) and (
        lines[end].code or not (_HEADING.match(lines[end].text) or _RULE.match(lines[end].text))
    ):
        end += 1
    return "\n".join(line.text.rstrip() for line in lines[begin:end]).strip(), end


def _ends(line: Line) -> bool:
    return bool(_HEADING.match(line.text) or _NUMBERED.match(line.text) or _BOLD.match(line.text))


def _told(text: str, code: bool) -> str:
    if code:
        return text.rstrip()
    bare = re.sub(r"^\s*>\s?", "", text)
    return _TAG.sub(" ", bare).strip()
