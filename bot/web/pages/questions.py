"""What a week's answers say about the questions, and what the last weeks do: never about who gave
them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.overview.quality import lines
from bot.reports._figures import number, told
from bot.reports._names import DISCRIMINATION, FACILITY
from bot.web.pages import Page, Shown, Sight
from bot.web.pages._week import about
from bot.web.pages._week import told as told_week
from bot.words import Words
from records.participation import Question, Share
from scheduler.figures.qualities import quality


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the table, in words."""

    text: str
    place: str
    sent: str
    right: str
    share: Share
    discrimination: str
    wrong: str
    chosen: str
    flags: tuple[str, ...]


def read(sight: Sight) -> Shown:
    """Those most worth a look first: flagged, then the hardest."""
    found, words = told_week(sight), sight.words
    asked = sorted(found.summary.questions, key=_order)
    return Shown({
        **about(sight, found),
        "lines": [line(one, words) for one in asked if told_of(one)],
        "withheld": [line(one, words) for one in asked if not told_of(one)],
        "groups": grouped(lines(quality(sight.desk, sight.branch, sight.now), words)),
        "facility": words.say(FACILITY),
        "discrimination": words.say(DISCRIMINATION),
    })  # fmt: skip


def grouped(told: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Lines as the chat has them: each head with what is listed under it."""
    found: list[tuple[str, list[str]]] = []
    for one in told:
        if one.startswith("• ") and found:
            found[-1][1].append(one.removeprefix("• "))
        else:
            found.append((one, []))
    return found


def _order(one: Question) -> tuple[bool, float, str]:
    ratio = one.facility.ratio
    return not (one.likely_wrong_key or one.unclear), 2.0 if ratio is None else ratio, one.item


def told_of(one: Question) -> bool:
    """Whether anything but the question itself may be told."""
    return one.facility.hidden is None or bool(one.unclear)


def line(one: Question, words: Words) -> Line:
    """A question with the words that chat and sheet use."""
    titles = dict(one.titles)
    wrong = one.wrong
    return Line(
        text=titles.get(words.language) or next(iter(titles.values()), one.item),
        place=f"{one.path}:{one.line}",
        sent=number(one.sent, words),
        right=told(one.facility, words),
        share=one.facility,
        discrimination="–" if one.discrimination is None else number(one.discrimination, words),
        wrong=wrong.text if wrong else "",
        chosen=told(wrong.chosen, words) if wrong else "",
        flags=tuple(_flags(one, words)),
    )


def _flags(one: Question, words: Words) -> list[str]:
    found = [words.say("perhaps the wrong key")] if one.likely_wrong_key else []
    if one.unclear:
        found.append(words.say("called unclear or wrong by %(n)s", n=one.unclear))
    return found


PAGE = Page("questions", "Questions", read, 30)
