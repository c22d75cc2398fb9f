"""What the lines of a lettered question bank are: numbers, letters, answers, section headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.format.signs import plain

_LEAD = "^[\\s>#*_\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]*(?:[-+•]\\s+)?[*_]*"
"""Signs of Markdown and small pictures that stand before a number or a label."""
_NUMBER = re.compile(
    _LEAD + r"(?:第\s*(?P<nth>\d{1,4})\s*[题問问]\s*[.:、)]?"
    r"|(?:question|ques|mcq|q|p|题目?|问题?|母题)\s*[.:#]?\s*(?P<named>\d{1,4})\s*(?:[.:、)-]|$|\s)"
    r"|[(\[]\s*(?P<round>\d{1,4})\s*[)\]][.、]?"
    r"|(?P<bare>\d{1,4})\s*(?:[、:]|[.)](?!\d)))[*_\s]*",
    re.I,
)
_KIND_TAG = re.compile(
    r"(?:[*_]{0,2}\s*\([^()]{1,40}\)(?=\s*\[))?\s*[\[(_]?(?P<kind>单项?选择?题?|多项?选择?题?|不定项选择题?"
    r"|选择题|判断题?|填空题?|简答题?|问答题?|论述题?|mcq|multiple[ -]choice|true\s?/\s?false|t/f"
    r"|essay)(?:[,，、]?\s*\d{1,3}(?:\.\d)?\s*分)?[\])_:]\s*",
    re.I,
)
_OPTION = re.compile(
    r"^[\s>]*(?:[-+•]\s+)?(?P<star>[*✓✔√]\s?|[vV]\s+)?[*_]{0,2}\(?(?P<letter>[A-Za-z])[*_]{0,2}"
    r"\s?[.):、。][*_]{0,2}\s*"
)
_BARE = r"{letter}(?:\s+(?=\S)|(?=[\u4e00-\u9fff]))"
"""A letter before an option with no sign behind it: `A 日期`, `A日期`."""
_LABELS = {
    "answer": (
        r"(?:the\s+)?(?:correct\s+|right\s+)?(?:answer\s*keys?|answers?|ans|key|solution)"
        r"|(?:参考|正确|标准)?答案|答|参考"
    ),
    "explanation": (
        r"explanations?|rationale|feedback|reason|why|(?:答案|试题|题目)?(?:解析|解释|分析|详解)|说明"
    ),
    "other": (
        r"difficulty|topic|points?|score|level|category|tags?|reference|source"
        r"|难度|难易度?|难易程度|知识点|考点|章节|分值|分数|题型|出处|来源|所属章节"
    ),
}
_LABEL = re.compile(
    _LEAD
    + r"(?P<open>\[)?\s*(?:"
    + "|".join(f"(?P<{k}>{v})" for k, v in _LABELS.items())
    + r")(?:\s*is)?\s*[*_]{0,2}(?:(?P<close>\])\s*:?|:|(?=\s*$))[*_]{0,2}\s*",
    re.I,
)
_KEY = re.compile(
    _LEAD + r"(?:(?:参考|正确|标准|试题)?答案(?:[与及和]解析|部分|汇总)?|answer\s+key|answers|key"
    r"|solutions?)\s*[:*_#]*\s*$",
    re.I,
)
_SECTION = re.compile(
    _LEAD + r"(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|节)?\s*[、.:)]"
    r"|\([一二三四五六七八九十]{1,3}\)|(?:part|section)\s+(?:[IVX\d]{1,4}|[A-H])\b)\s*"
    r"|" + _LEAD + r"(?=(?:单项?|多项?|不定项)?选择题|单选题|多选题|判断题|填空题|简答题|问答题"
    r"|论述题)",
    re.I,
)
_KINDS = (
    ("判断", "truth"),
    ("true", "truth"),
    ("多", "several"),
    ("不定项", "several"),
    ("填空", "words"),
    ("blank", "words"),
    ("简答", "open"),
    ("问答", "open"),
    ("论述", "open"),
    ("名词解释", "open"),
    ("essay", "open"),
    ("单", "single"),
    ("选择", "choice"),
    ("choice", "choice"),
    ("mcq", "choice"),
    ("t/f", "truth"),
)
_END_STAR = re.compile(r"\s*(?:[✓✔√]|\((?:correct|right|正确|正确答案|答案)\)|\*)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Started:
    """What a line begins with, and where the words behind it begin."""

    what: str
    """`number`, `answer`, `explanation`, `other`, `section` or `key`."""
    begin: int
    number: int = 0
    kind: str = ""
    named: bool = False
    """The number stands behind a word that says what it is: `Question 3`, `第3题`."""
    sign: str = ""
    """What stands behind the number."""


def started(line: str) -> Started | None:
    """What a line begins with, options apart; None for words."""
    flat = plain(line)
    if len(flat) < 40 and _KEY.match(flat):
        return Started("key", len(line))
    label = _LABEL.match(_SPACED.sub(_closed_up, flat))
    if label and bool(label["open"]) == bool(label["close"]):
        what = next(kind for kind in _LABELS if label[kind])
        return Started(what, label.end())
    number = _NUMBER.match(flat)
    if number:
        digits = next(filter(None, number.group("nth", "named", "round", "bare")))
        named = bool(number["nth"] or number["named"])
        sign = number[0].rstrip(" *_")[-1:]
        return Started("number", number.end(), int(digits), named=named, sign=sign)
    section = _SECTION.match(flat)
    if section and len(flat) < 80:
        return Started("section", section.end(), kind=kind_of(flat[section.end() :]))
    return None


_SPACED = re.compile(r"^(\s*\[?)\s*([答解])\s{1,3}([案析])(\s*)")


def _closed_up(found: re.Match[str]) -> str:
    """`【 答 案 】` with its blanks moved to the front, so that places stay the same."""
    lead = found[1].strip()
    return f"{lead}{found[2]}{found[3]}".rjust(len(found[0]))


def kind_of(words: str) -> str:
    """Which kind of question a heading announces; empty where it says nothing of it."""
    said = words.lower()[:40]
    return next((kind for word, kind in _KINDS if word in said), "")


def kind_tag(text: str) -> tuple[str, str]:
    """A stem without a tag such as `[多选题]` at its beginning, and the kind it names."""
    found = _KIND_TAG.match(plain(text))
    return (text[found.end() :], kind_of(found["kind"])) if found else (text, "")


def options_on(line: str, wanted: int, most: int = 26) -> list[tuple[str, bool]]:
    """The options on a line, if its first is the one wanted next (0 is A): text, marked right."""
    flat = plain(line)
    first = _OPTION.match(flat)
    if not first or ord(first["letter"].upper()) - 65 != wanted:
        return []
    cuts = [(first.start(), first.end())]
    lower = first["letter"].islower()
    while len(cuts) < most and (inner := _inner(flat, cuts[-1][1], wanted + len(cuts), lower)):
        cuts.append(inner)
    ends = [begin for begin, _ in cuts[1:]] + [len(line)]
    texts = [line[begin:end].strip() for (_, begin), end in zip(cuts, ends, strict=True)]
    return [_marked(text, bool(first["star"]) and at == 0) for at, text in enumerate(texts)]


def bare_options_on(line: str, wanted: int) -> list[str]:
    """The options on a line whose letters have no sign behind them, if the first is `wanted`."""
    flat = plain(line)
    cuts: list[tuple[int, int]] = []
    while wanted + len(cuts) < 26:
        letter = _BARE.format(letter=chr(65 + wanted + len(cuts)))
        before = r"(?<=\s)" if cuts else r"^\s*"
        found = re.compile(before + letter).search(flat, cuts[-1][1] if cuts else 0)
        if not found:
            break
        cuts.append(found.span())
    if not cuts:
        return []
    ends = [begin for begin, _ in cuts[1:]] + [len(line)]
    return [line[begin:end].strip() for (_, begin), end in zip(cuts, ends, strict=True)]


def marked(line: str) -> bool:
    """Whether a line holds an option that a sign beside it says is right."""
    first = letter_of(line)
    return first is not None and any(right for _, right in options_on(line, first))


def letter_of(line: str) -> int | None:
    """The place of the letter a line begins with; None where it begins with none."""
    found = _OPTION.match(plain(line))
    return ord(found["letter"].upper()) - 65 if found else None


def _inner(flat: str, begin: int, place: int, lower: bool) -> tuple[int, int] | None:
    if place > 25:
        return None
    letter = chr((97 if lower else 65) + place)
    found = re.compile(
        rf"(?:(?<=\s)|(?<=[\u3000-\u9fff;,.。；，])|(?<=\t))\(?{letter}\s?[.):、。]\s*"
    ).search(flat, begin)
    return (found.start(), found.end()) if found else None


def _marked(text: str, star: bool) -> tuple[str, bool]:
    end = _END_STAR.search(plain(text))
    whole = text[: end.start()].rstrip() if end else text
    paired = text.count("*") % 2 == 0 and end is not None and end[0].strip() == "*"
    if paired or not whole:
        return text, star
    if star and whole.endswith("*"):
        whole = whole.rstrip("*").rstrip()
    return whole, star or end is not None
