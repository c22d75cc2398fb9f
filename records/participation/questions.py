"""What the branch's answers say about the questions: never about who gave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from content.item import Chosen, Item, ItemId
from content.library import Library
from records.meetings import Period
from records.model import Delivery, MemberId
from records.participation.book import Book, Seen
from records.participation.interval import Hidden, K, Share, share, withheld

DISCRIMINATION_FROM = 20
"""Fewest first attempts at which discrimination is told."""

DIRECTION_FROM = 8
"""Fewest first attempts at which "two at most" is told as such."""

OTHERS_FROM = 8
"""Fewest other first attempts of a member for a mean to hold an item against."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A member's first graded answer to an item."""

    member: MemberId
    item: Item
    seen: Seen
    mark: float


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
    unclear: int
    """How many called it unclear, wrong or outdated; 0 while fewer than K did."""

    @property
    def likely_wrong_key(self) -> bool:
        """Whether a wrong option is probably the right one.

        More chose it than the right one, and those who know more took it: discrimination is
        below zero. Either alone happens with sound, hard questions.
        """
        ratio = self.facility.ratio
        chosen = self.wrong.chosen.ratio if self.wrong else None
        if ratio is None or chosen is None or self.discrimination is None:
            return False
        return self.discrimination < 0 and chosen > ratio


def first_attempts(book: Book) -> tuple[Attempt, ...]:
    """Every member's first answer to each item that gave a mark, in order of time.

    An item counts as tried for the first time where its delivery says so (`fresh`), or where
    the fresh delivery stands unanswered among the rows.
    """
    fresh = {_key(row) for row in book.deliveries.values() if row.letter.fresh}
    met: set[tuple[MemberId, ItemId]] = set()
    found: list[Attempt] = []
    for seen in book.answers:
        key = (seen.answer.member, seen.answer.item)
        delivery = book.deliveries.get(seen.answer.delivery)
        item = delivery.letter.item if delivery else None
        if key not in met and key in fresh and item and seen.answer.mark is not None:
            found.append(Attempt(seen.answer.member, item, seen, seen.answer.mark))
        met.add(key)
    return tuple(found)


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
    means = _means([attempt for attempt in attempts if attempt.seen.at < period.end])
    hidden = _complement({item: len(those) for item, those in tried.items()})
    unclear = _unclear(book, period)
    words = _words(library, tried)
    return tuple(
        _question(tried[item], sends[item], means, item in hidden, unclear.get(item, 0), words)
        for item in sorted(tried)
    )


def discrimination(pairs: Sequence[tuple[float, float]]) -> float | None:
    """100·cov(x, r)/√(var x · var r), n-1 divisors, over (mark, mean of the member's others).

    The value of Moodle's quiz statistics on the same data (there r is a sum over the same
    questions for all, here a mean: a constant factor, which cancels). None where a variance
    is 0.
    """
    if len(pairs) < 2:
        return None
    x_mean, r_mean = fmean(x for x, _ in pairs), fmean(r for _, r in pairs)
    cov = sum((x - x_mean) * (r - r_mean) for x, r in pairs)
    var_x = sum((x - x_mean) ** 2 for x, _ in pairs)
    var_r = sum((r - r_mean) ** 2 for _, r in pairs)
    scale = sqrt(var_x * var_r)
    return 100 * cov / scale if scale > 1e-12 else None


def facility(marks: Sequence[float]) -> Share:
    """The sum of marks out of their number, withheld under K and where people agree too much.

    Somebody among them knows one answer, their own. Told "0 or 1 of 8", the one who had it
    right would know everybody's; told "at most 2 of 8", nobody knows anything (a test tries
    all worlds). Under DIRECTION_FROM people "at most 2" would be no news, so that they agree
    is told without the direction.
    """
    n, right = len(marks), sum(mark >= 1 for mark in marks)
    if 0 < n < K:
        return withheld()
    if n and (min(marks) == max(marks) or min(right, n - right) <= 1) and n < DIRECTION_FROM:
        return withheld(Hidden.AGREE)
    if n >= DIRECTION_FROM and right <= 2:
        return withheld(Hidden.NONE)
    if n >= DIRECTION_FROM and n - right <= 2:
        return withheld(Hidden.ALL)
    return share(sum(marks), n)


def _question(
    attempts: Sequence[Attempt],
    sent: int,
    means: Mapping[MemberId, tuple[float, int]],
    hidden: bool,
    unclear: int,
    words: Mapping[ItemId, dict[str, str]],
) -> Question:
    newest = attempts[-1].item
    worth = withheld() if hidden else facility([attempt.mark for attempt in attempts])
    told = worth.hidden is None
    return Question(
        item=newest.id,
        form=newest.form,
        titles=tuple(sorted((words.get(newest.id, {}) | _sent_words(attempts)).items())),
        path=newest.head.path,
        line=newest.line,
        sent=sent,
        facility=worth,
        discrimination=_discriminates(attempts, means) if told else None,
        wrong=most_chosen_wrong(attempts) if told else None,
        unclear=unclear,
    )


def _discriminates(
    attempts: Sequence[Attempt], means: Mapping[MemberId, tuple[float, int]]
) -> float | None:
    pairs: list[tuple[float, float]] = []
    for attempt in attempts:
        total, count = means[attempt.member]
        if count - 1 >= OTHERS_FROM:
            pairs.append((attempt.mark, (total - attempt.mark) / (count - 1)))
    found = discrimination(pairs) if len(pairs) >= DISCRIMINATION_FROM else None
    return None if found is None else float(round(found))


def most_chosen_wrong(attempts: Sequence[Attempt]) -> Wrong | None:
    """The wrong option most often taken, where at least K took it.

    Counted by the option's words, because each member may have seen another order.
    """
    taken = Counter(text for attempt in attempts for text in _wrong_options(attempt))
    if not taken:
        return None
    text, n = min(taken.items(), key=lambda pair: (-pair[1], pair[0]))
    return Wrong(text, share(n, len(attempts))) if n >= K else None


def _wrong_options(attempt: Attempt) -> list[str]:
    reply, options = attempt.seen.answer.reply, attempt.item.options
    if not isinstance(reply, Chosen) or not any(not option.right for option in options):
        return []
    taken = [options[place] for place in reply.places if 0 <= place < len(options)]
    return [option.text for option in taken if not option.right]


def _complement(tried: Mapping[ItemId, int]) -> set[ItemId]:
    """Items withheld only so that the others cannot be worked out from the total."""
    few = sum(n for n in tried.values() if n < K)
    rest = sorted((n, item) for item, n in tried.items() if n >= K)
    return {rest[0][1]} if 0 < few < K and rest else set()


def _unclear(book: Book, period: Period) -> dict[ItemId, int]:
    said = {(r.item, r.member) for r in book.ratings if r.at in period and not r.useful}
    counted = Counter(item for item, _ in said)
    return {item: n for item, n in counted.items() if n >= K}


def _means(attempts: Iterable[Attempt]) -> dict[MemberId, tuple[float, int]]:
    """Sum of marks and number of first attempts of each member."""
    totals: dict[MemberId, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for attempt in attempts:
        total, count = totals[attempt.member]
        totals[attempt.member] = (total + attempt.mark, count + 1)
    return totals


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


def _key(delivery: Delivery) -> tuple[MemberId, ItemId] | None:
    return (delivery.member, delivery.letter.item.id) if delivery.letter.item else None
