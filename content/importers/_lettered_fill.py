"""Questions found in lettered text, each to one of our forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from content.format.signs import plain, same
from content.format.words import truth
from content.importers._batch import Batch
from content.importers._lettered_choice import add_choice
from content.importers._lettered_lines import letter_of
from content.importers._lettered_match import sections_of
from content.importers._lettered_parse import Chapter, Found, bank_of
from content.importers._lettered_truth import judged, led, mark
from content.importers._text import escaped
from content.item import Option

Words = Callable[[str], str]

_HIDING = re.compile(
    r"<summary>.{0,100}?</summary>|</?(?:details|summary|p|br|div)\b[^<>]{0,200}>"
    r"|^\s*>\s*\[![a-z]{1,20}\].*$",
    re.I,
)
_BEHIND = re.compile(
    r"[ \t]{0,20}[*_(\[]{0,3}(?:正确|参考)?(?:答案|answer)\s?[:\]]\s?"
    r"(?P<said>[^\n]{1,200}?)[*_)\]]{0,3}\s*$",
    re.I,
)
_YOURS = re.compile(r"\s*(?:你的答案|我的答案|您的答案|得分|your answer)\s*[:：].*$", re.I | re.S)
_LONGEST_SHORT = 60
"""Signs of an answer that people can be asked to write word by word."""
_STARRED = re.compile(r"\s*\*\s+\**[(]?[A-Za-z][.)、:：]")
_LETTERS = re.compile(r"\s*[A-H](?:[\s,、]{0,3}[A-H]){0,7}\s*")
"""An answer that can only name options; where none were found, they were not understood."""
_GAP = re.compile(r"_{2,}|[(]\s{1,20}[)]|﹍{2,}")
_SECTION_NAME = re.compile(
    r"<summary>\s*(?P<name>[^<]{0,20}(?:选择|单选|多选|判断|填空|简答)题[^<]{0,20})</summary>"
)
_FURTHER = re.compile(r"^\s*[(（]?(?:[1-9]|①)[.、)）:：]?")
_RINGS = "①②③④⑤⑥⑦⑧⑨"
_ENUMERATED = re.compile(r"^\s*(?:[(]\s*(?P<digit>\d)\s*[)]|(?P<ring>[①-⑨]))\s*(?P<text>\S.*)$")


def fill(batch: Batch, rows: Sequence[str], *, markdown: bool = False) -> None:
    """Take the questions of a text's lines into the batch; places are line numbers from 1.

    With `markdown` the text is Markdown already, else plain words.
    """
    bank = bank_of(_bulleted(list(map(_shown, rows))) if markdown else rows)
    words = _unstarred if markdown else escaped
    if bank.title:
        batch.open("", bank.title.strip(" #*_>"), "")
    titles = dict(enumerate(title for title, _ in bank.sections))
    for chapter in bank.chapters:
        pairs = sections_of(chapter.questions, titles, chapter.key, chapter.heads)
        for found in chapter.questions:
            _take(batch, found, _gathered(chapter, found, pairs), words)


def _bulleted(rows: Sequence[str]) -> list[str]:
    """The lines, with `- ` for the `* ` of options that all begin so: it marks none as right."""
    stars = [bool(_STARRED.match(row)) for row in rows]
    near = [a or b for a, b in zip([False, *stars], [*stars[1:], False], strict=False)]
    return [
        row.replace("*", "-", 1) if star and other else row
        for row, star, other in zip(rows, stars, near, strict=True)
    ]


def _shown(row: str) -> str:
    """A line of Markdown without what hides an answer until somebody asks for it."""
    return _HIDING.sub("", _SECTION_NAME.sub(lambda found: found["name"], row))


def _unstarred(text: str) -> str:
    """Markdown without the half of a `**` whose other half stood at a number, a label or an
    option's letter; code keeps its stars."""
    first, line_end, rest = text.partition("\n")
    bare = re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), first)
    at = bare.rfind("**") if bare.endswith("**") else bare.find("**")
    if bare.count("**") % 2:
        return (
            f"{first[:at].rstrip() if at + 2 == len(first) else first[:at]}{first[at + 2 :]}"
            f"{line_end}{rest}"
        )
    return text[:-2].rstrip() if text.endswith("**") and text.count("**") % 2 else text


def _take(batch: Batch, found: Found, gathered: tuple[str, str], words: Words) -> None:
    answer, told = gathered
    stem = "\n".join(found.stem).strip()
    if not found.number and letter_of(stem) == 0:
        batch.leave(found.line, stem, "no-text")
        return
    explanation = "\n".join(map(_unquoted, found.explanation)).strip() or told
    behind = _BEHIND.search(plain(stem)) if found.answer is None else None
    if behind:
        found.answer = stem[behind.start("said") : behind.end("said")].strip()
        stem = stem[: behind.start()].rstrip()
    elif found.answer is None and not answer:
        answer, stem = judged(stem, found.kind, bool(found.options))
    stem = _enumerated(found, stem, answer if found.answer is None else found.answer)
    said = _YOURS.sub("", answer if found.answer is None else found.answer)
    explained = words(explanation)
    if found.options:
        found.options = [(words(option), right) for option, right in found.options]
        add_choice(batch, found, words(stem), said.strip(), _without_option(explained, found))
    else:
        _written(batch, found, stem, mark(said), explained, words)


def _unquoted(row: str) -> str:
    return re.sub(r"^\s*>\s?", "", row)


def _gathered(chapter: Chapter, found: Found, pairs: dict[int, int] | None) -> tuple[str, str]:
    """What the answers at the end of a chapter say of a question."""
    if not found.number or not chapter.key:
        return "", ""
    if pairs is None:
        by_number = {number: said for (_, number), said in list(chapter.key.items())[::-1]}
        return by_number.get(found.number, ("", ""))
    return chapter.key.get((pairs.get(found.section, -1), found.number), ("", ""))


def _enumerated(found: Found, stem: str, said: str) -> str:
    """Make options of the lines `(1) … (2) …` or `① … ② …` that end a question, where its answer
    is one of these numbers; the question without them."""
    rows = stem.split("\n")
    marks = [_ENUMERATED.match(plain(row)) for row in rows]
    begin = next((at for at, one in enumerate(marks) if one), len(rows))
    places = [_place(one) for one in marks[begin:] if one]
    right = re.fullmatch(r"\s*[(]?([1-9]|[①-⑨])[)]?\s*", plain(said))
    numbered = places == list(range(len(rows) - begin)) and len(places) > 1
    if found.options or not right or not numbered or not begin:
        return stem
    place = int(right[1]) - 1 if right[1].isascii() else _RINGS.find(right[1])
    found.options = [
        (row[one.start("text") :].strip(), at == place)
        for at, (row, one) in enumerate(zip(rows[begin:], marks[begin:], strict=True))
        if one
    ]
    found.answer = chr(65 + place)
    return "\n".join(rows[:begin]).rstrip()


def _place(found: re.Match[str]) -> int:
    return int(found["digit"]) - 1 if found["digit"] else _RINGS.find(found["ring"])


def _without_option(told: str, found: Found) -> str:
    """What explains an answer, without the option's own words repeated before it."""
    first, _, rest = told.partition("\n")
    repeated = any(same(first) == same(option) for option, _ in found.options)
    return rest.strip() if repeated else told


def _written(
    batch: Batch, found: Found, stem: str, said: str, explanation: str, words: Words
) -> None:
    judgement, why = led(said)
    yes = truth(judgement)
    kind = found.kind or ("truth" if yes else "words")
    text = words(stem)
    if kind == "open" and said.endswith((":", "：")) and explanation:
        said, explanation = explanation, ""  # `答案要点：` above the points themselves
    if kind == "open" and not said:
        _open(batch, found, stem, explanation, words)
    elif not said:
        batch.leave(found.line, text, "no-answer")
    elif found.kind != "words" and _LETTERS.fullmatch(plain(said)):
        batch.leave(found.line, text, "answer-without-option", answer=said)
    elif yes and kind in ("truth", "words", "choice", "single"):
        options = (Option("T", yes[1]), Option("F", not yes[1]))
        batch.add(
            "truth",
            "truefalse",
            text,
            place=found.line,
            options=options,
            explanation="\n".join(filter(None, (words(why), explanation))),
        )
    elif kind == "open" or len(said) > _LONGEST_SHORT:
        batch.add("open", "open", text, place=found.line, answers=[said], explanation=explanation)
    elif len(_GAP.findall(plain(text.replace("\\", "")))) > 1:
        if batch.add(
            "words", "open", text, place=found.line, answers=[said], explanation=explanation
        ):
            batch.note(found.line, text, "several-gaps-open")
    else:
        batch.add(
            "words",
            "short",
            text,
            place=found.line,
            answers=_accepted(said),
            explanation=explanation,
        )


def _open(batch: Batch, found: Found, stem: str, explanation: str, words: Words) -> None:
    """A question for one's own words. Numbered points in the paragraphs below it are its model
    answer, and no part of what is asked."""
    asked, _, below = stem.partition("\n\n")
    points = bool(below) and bool(_FURTHER.match(plain(below)))
    answers = [words(below.strip())] if points else []
    taken = batch.add(
        "open",
        "open",
        words(asked if points else stem),
        place=found.line,
        answers=answers,
        explanation=explanation,
    )
    if taken and points:
        batch.note(found.line, words(asked), "lettered-model-below")


def _accepted(said: str) -> list[str]:
    parts = re.split(r"\s*(?:[;；]|\s/\s|或者?)\s*", said)
    return [part.strip(" 。.") or part for part in parts if part]
