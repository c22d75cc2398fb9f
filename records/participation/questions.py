"""What the branch's answers say about the questions: never about who gave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.folder.library import Library
from content.history.family import same_question
from content.history.version import version_of
from content.item import Item, ItemId
from records.meetings import Period
from records.participation.attempts import Attempt, Firsts, Others, others
from records.participation.book import Book
from records.participation.families import Family
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
    """One question in one period, over first attempts only: an item, in one of its meanings.

    An edit of other words alone, and a key by which the answers were graded anew, leave it the
    question it was; any other edit makes another of it, with numbers of its own.
    """

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
    version: str = ""
    """Hash of its newest version, with the key that the marks go by."""


def questions(
    book: Book, period: Period, firsts: Firsts, library: Library | None = None
) -> tuple[Question, ...]:
    """The graded questions of a period, by id and age: those first tried in it.

    Each period has its own attempts, so no two published tables can be subtracted from each
    other. Where the withheld questions together were tried fewer than K times, the least tried
    of the others is withheld too, or the total would give them away.
    """
    tried = by_family(attempt for attempt in firsts.attempts if attempt.seen.at in period)
    sends = Counter(
        book.families.of(row.letter.item) for row in book.sends_in(period) if row.letter.item
    )
    rest = others(firsts, period.end)
    hidden = _complement({family: len(those) for family, those in tried.items()})
    unclear = _unclear(book, period)
    words = _words(library, tried)
    return tuple(
        _question(
            tried[family], sends[family], rest, family in hidden, unclear.get(family, 0),
            words[family],
        )
        for family in sorted(tried)
    )  # fmt: skip


def _question(
    attempts: Sequence[Attempt],
    sent: int,
    rest: Others,
    hidden: bool,
    unclear: int,
    words: Mapping[str, str],
) -> Question:
    newest = attempts[-1].item
    worth = withheld() if hidden else facility([attempt.mark for attempt in attempts])
    told, wrong = worth.hidden is None, most_taken_wrong(attempts)
    return Question(
        item=newest.id,
        form=newest.form,
        titles=tuple(sorted({**words, **_sent_words(attempts)}.items())),
        path=newest.head.path,
        line=newest.line,
        sent=sent,
        facility=worth,
        discrimination=told_discrimination(pairs(attempts, rest)) if told else None,
        wrong=Wrong(*wrong) if told and wrong else None,
        likely_wrong_key=told and likely_wrong_key(attempts, rest),
        unclear=unclear,
        version=version_of(attempts[-1].key),
    )


def _complement(tried: Mapping[Family, int]) -> set[Family]:
    """Questions withheld only so that the others cannot be worked out from the total."""
    few = sum(n for n in tried.values() if n < K)
    rest = sorted((n, family) for family, n in tried.items() if n >= K)
    return {rest[0][1]} if 0 < few < K and rest else set()


def _unclear(book: Book, period: Period) -> dict[Family, int]:
    """How many called each question unclear, wrong or outdated."""
    said = {
        (book.families.of_version(r.item, r.version) or (r.item, 0), r.member)
        for r in book.ratings
        if r.at in period and not r.useful
    }
    counted = Counter(family for family, _ in said)
    return {family: n for family, n in counted.items() if n >= K}


def by_family(attempts: Iterable[Attempt]) -> dict[Family, list[Attempt]]:
    found: dict[Family, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        found[attempt.family].append(attempt)
    return found


def _words(
    library: Library | None, tried: Mapping[Family, Sequence[Attempt]]
) -> dict[Family, dict[str, str]]:
    """What the folder holds of these questions, in each language: nothing where it holds by now
    another question under the same id."""
    ids = {item for item, _ in tried}
    held: dict[ItemId, list[Item]] = defaultdict(list)
    for item in library.items() if library else ():
        if item.id in ids:
            held[item.id].append(item)
    return {
        family: {one.language: one.text for one in held[family[0]]}
        if still_asks(those[-1].key, held[family[0]])
        else {}
        for family, those in tried.items()
    }


def still_asks(key: Item, held: Iterable[Item]) -> bool:
    """Whether the folder's words are of this question; also where it has them in other
    languages alone."""
    mine = [one for one in held if one.language == key.language]
    return not mine or any(same_question(key, one) for one in mine)


def _sent_words(attempts: Iterable[Attempt]) -> dict[str, str]:
    return {attempt.item.language: attempt.item.text for attempt in attempts}
