"""What the branch's answers say about the questions: never about who gave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.item import ItemId
from content.library import Library
from records.meetings import Period
from records.participation.attempts import Attempt, Others, others
from records.participation.book import Book
from records.participation.interval import K, Share, withheld
from records.participation.worth import (
    facility,
    likely_wrong_key,
    most_taken_wrong,
    pairs,
    told_discrimination,
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """The wrong option that most chose: its words, and how many of whom."""

    text: str
    chosen: Share


@dataclass(frozen=True, slots=True)
class Question:
    """One item in one period, over first attempts only."""

    item: ItemId
    form: str
    titles: tuple[tuple[str, str], ...]
    """(language, the question's words), as they were sent."""
    path: str
    line: int
    sent: int
    """Deliveries of it that were accepted in the period."""
    facility: Share
    """Sum of marks of first attempts; withheld where `facility` says."""
    discrimination: float | None
    """-100..100 in whole numbers, for more would help to work out marks; None under 20 first
    attempts, or where a variance is 0."""
    wrong: Wrong | None
    likely_wrong_key: bool
    unclear: int
    """How many called it unclear, wrong or outdated; 0 while fewer than K did."""


def questions(
    book: Book, period: Period, attempts: Sequence[Attempt], library: Library | None = None
) -> tuple[Question, ...]:
    """The graded items of a period, by id: those sent in it or first tried in it.

    Each period has its own attempts, so no two published tables can be subtracted from each
    other. Where the withheld items together were tried fewer than K times, the least tried of
    the others is withheld too, or the total would give them away.
    """
    ours = [attempt for attempt in attempts if attempt.seen.at in period]
    tried = _by_item(ours)
    sends = Counter(row.letter.item.id for row in book.sends_in(period) if row.letter.item)
    rest = others(attempt for attempt in attempts if attempt.seen.at < period.end)
    hidden = _complement({item: len(those) for item, those in tried.items()})
    unclear = _unclear(book, period)
    words = _words(library, tried)
    return tuple(
        _question(tried[item], sends[item], rest, item in hidden, unclear.get(item, 0), words)
        for item in sorted(tried)
    )


def _question(
    attempts: Sequence[Attempt],
    sent: int,
    rest: Others,
    hidden: bool,
    unclear: int,
    words: Mapping[ItemId, dict[str, str]],
) -> Question:
    newest = attempts[-1].item
    worth = withheld() if hidden else facility([attempt.mark for attempt in attempts])
    told, wrong = worth.hidden is None, most_taken_wrong(attempts)
    return Question(
        item=newest.id,
        form=newest.form,
        titles=tuple(sorted((words.get(newest.id, {}) | _sent_words(attempts)).items())),
        path=newest.head.path,
        line=newest.line,
        sent=sent,
        facility=worth,
        discrimination=told_discrimination(pairs(attempts, rest)) if told else None,
        wrong=Wrong(*wrong) if told and wrong else None,
        likely_wrong_key=told and likely_wrong_key(attempts, rest),
        unclear=unclear,
    )


def _complement(tried: Mapping[ItemId, int]) -> set[ItemId]:
    """Items withheld only so that the others cannot be worked out from the total."""
    few = sum(n for n in tried.values() if n < K)
    rest = sorted((n, item) for item, n in tried.items() if n >= K)
    return {rest[0][1]} if 0 < few < K and rest else set()


def _unclear(book: Book, period: Period) -> dict[ItemId, int]:
    said = {(r.item, r.member) for r in book.ratings if r.at in period and not r.useful}
    counted = Counter(item for item, _ in said)
    return {item: n for item, n in counted.items() if n >= K}


def _by_item(attempts: Iterable[Attempt]) -> dict[ItemId, list[Attempt]]:
    found: dict[ItemId, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        found[attempt.item.id].append(attempt)
    return found


def _words(library: Library | None, wanted: Iterable[ItemId]) -> dict[ItemId, dict[str, str]]:
    """What the folder holds of these items, in each language."""
    found: dict[ItemId, dict[str, str]] = {item: {} for item in wanted}
    for item in library.items() if library else ():
        if item.id in found:
            found[item.id][item.language] = item.text
    return found


def _sent_words(attempts: Iterable[Attempt]) -> dict[str, str]:
    return {attempt.item.language: attempt.item.text for attempt in attempts}
