"""Slips of the hand in real lessons: each is told at the very line where it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.format.lesson import read
from content.forms import FORMS
from content.item import LessonId

EXAMPLES = Path(__file__).parents[2] / "content" / "examples"
Slip = tuple[str, str, str, int]
"""What it is, the text with it, the code of the problem, the line it must be told at."""


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted(EXAMPLES.glob("*.md")):
        yield path.stem, path.read_text(encoding="utf-8")
    for form in FORMS.values():
        for language, text in form.example.items():
            yield f"{form.name}.{language}", text


def changed(rows: list[str], place: int, row: str | None) -> str:
    """The text with one line another, or without it."""
    return "\n".join([*rows[:place], *([] if row is None else [row]), *rows[place + 1 :]]) + "\n"


def slips(text: str) -> Iterator[tuple[str, str, int]]:
    rows = text.rstrip("\n").split("\n")
    heading = 0
    for place, row in enumerate(rows):
        number = place + 1
        if row.startswith("# "):
            heading = number
            yield from headings(rows, place)
        if re.match(r"- \[.\] ", row):
            yield from options(rows, place, heading)
        if re.match(r"(send|发送)[:：]", row):
            yield changed(rows, place, row[:5] + "32:99"), "unreadable-send", number
            yield changed(rows, place, "x" + row), "unknown-key", number
            yield changed(rows, place, f"{row}\n{row}"), "key-twice", number + 1
            yield changed(rows, place, "just words"), "header-line", number
        if re.match(r"(deadline|截止)[:：]", row):
            yield changed(rows, place, row[:9] + "?!"), "unreadable-deadline", number
        if re.match(r"(Answer: |答案：)[A-E]+$", row):
            yield changed(rows, place, row[:3] + "Z"), "answer-without-option", number
        if re.match(r"(Points|分值)[:：]", row):
            yield changed(rows, place, row + " or so"), "unreadable-points", number
        if re.match(r"(Proof: |证明：)", row):
            yield (
                changed(rows, place, re.split("[:：]", row)[0] + ": x"),
                "unreadable-proof",
                number,
            )
        if "https://" in row and not row.startswith("source"):
            yield changed(rows, place, row.replace("https:", "http:")), "link-not-https", number
        if place > 6 and row and not row.startswith(("#", "-", " ", "!")):
            yield changed(rows, place, row + "\u202e"), "unseen-sign", number
    if rows[0] == "---":
        yield changed(rows, rows.index("---", 1), ""), "header-open", 1


EMPTY = {
    ("Task", "任务", "Case", "案例", "Open question", "开放题"): "empty-question",
    ("Card", "卡片"): "card-without-back",
    ("Order", "排序题"): "too-few-steps",
    ("Match", "连线题"): "too-few-pairs",
    ("Survey", "调查"): "no-options",
}
"""What is said of a heading with nothing below it."""


def headings(rows: list[str], place: int) -> Iterator[tuple[str, str, int]]:
    row, number = rows[place], place + 1
    word = re.split("[:：]", row[2:])[0]
    if len(word) > 3 and word.isascii():
        wrong = row.replace(word, word[:2] + word[3:], 1)
        yield changed(rows, place, wrong), "near-keyword", number
    if re.search(r"^- \[x\]", "\n".join(rows[place:]), re.M) and "Survey" not in row:
        yield changed(rows, place, row[2:]), "no-hash", number
    code = next((code for words, code in EMPTY.items() if word in words), "no-answer")
    yield changed(rows, place, f"# {word}:\n\n{row}"), code, number


def options(rows: list[str], place: int, heading: int) -> Iterator[tuple[str, str, int]]:
    row, number = rows[place], place + 1
    survey = any(word in rows[heading - 1] for word in ("Survey", "调查"))
    yield changed(rows, place, "- [?]" + row[5:]), "unreadable-mark", number
    yield changed(rows, place, "- [x" + row[5:]), "unreadable-mark", number
    yield changed(rows, place, f"{row}\n{row}"), "duplicate-option", number + 1
    yield changed(rows, place, row[:6]), "empty-option", number
    if survey:
        yield changed(rows, place, "- [x]" + row[5:]), "survey-with-right-answer", number
    elif row.startswith("- [x]") and "\n".join(rows[heading:]).split("\n#")[0].count("[x]") == 1:
        yield changed(rows, place, "- [ ]" + row[5:]), "no-right-answer", heading


SLIPS: list[Slip] = [
    (f"{name}:{line} {code}", text, code, line)
    for name, source in sources()
    for text, code, line in slips(source)
]


def test_there_are_enough_of_them() -> None:
    assert len(SLIPS) >= 200
    assert len({code for _, _, code, _ in SLIPS}) >= 15


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[0])
def test_a_slip_is_told_at_its_line(slip: Slip) -> None:
    _, text, code, line = slip
    lesson, problems = read(text, "x.en.md", LessonId("x"), "en")
    assert (code, line) in [(problem.code, problem.line) for problem in problems]
    assert lesson is not None or len(problems) >= 1
