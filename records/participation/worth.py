"""What a question is worth: how hard, how telling, and whether its key is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import atanh, comb, sqrt
from statistics import fmean, variance

from content.format.signs import settled
from content.item import Item
from records.participation.attempts import Attempt, Others
from records.participation.interval import Hidden, K, Share, Z, share, withheld

DISCRIMINATION_FROM = 20
"""Fewest first attempts at which discrimination is told, or a key doubted."""

DIRECTION_FROM = 8
"""Fewest first attempts at which "two at most" is told as such."""

KEY_DOUBT = 0.3
"""By how many standard errors those who took a wrong option must be ahead of those who took
the right one. On simulated quizzes of 12 questions and 20 to 50 people this finds 80 to 98 of
100 planted wrong keys and accuses under 3 of 100 sound questions."""

KEY_TAKEN = 0.5
"""How often that option must have been taken, for each time the right one was."""

RARE = 0.1
"""A wrong option is dead where fewer than K took it and surely fewer than this share would."""

SURE = 0.05
"""How likely, at most, an option that RARE of all would take is called dead."""

Pair = tuple[float, float]


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


def surely_backwards(found: Sequence[Pair]) -> bool:
    """Whether who knows more gets it wrong more often: the 95 % interval of the correlation lies
    below zero (Fisher's z, standard error 1/√(n-3)). Told from DISCRIMINATION_FROM on."""
    value = discrimination(found) if len(found) >= DISCRIMINATION_FROM else None
    if value is None:
        return False
    r = max(min(value / 100, 1 - 1e-12), -1 + 1e-12)
    return atanh(r) + Z / sqrt(len(found) - 3) < 0


def pairs(attempts: Sequence[Attempt], rest: Others) -> list[Pair]:
    """Mark and mean of the member's other marks, of members with enough of those."""
    found = ((attempt.mark, rest.mean(attempt)) for attempt in attempts)
    return [(mark, mean) for mark, mean in found if mean is not None]


def told_discrimination(found: Sequence[Pair]) -> float | None:
    """Discrimination where there are enough attempts, in whole numbers: more digits would help
    to work out single marks."""
    value = discrimination(found) if len(found) >= DISCRIMINATION_FROM else None
    return None if value is None else float(round(value))


def most_taken_wrong(attempts: Sequence[Attempt]) -> tuple[str, Share] | None:
    """The wrong option most often taken, where at least K took it: its words, n of whom."""
    taken = Counter(text for attempt in attempts for text in attempt.wrong)
    if not taken:
        return None
    text, n = min(taken.items(), key=lambda pair: (-pair[1], pair[0]))
    return (text, share(n, len(attempts))) if n >= K else None


def likely_wrong_key(attempts: Sequence[Attempt], rest: Others) -> bool:
    """Whether a wrong option is probably the right one.

    It was taken about as often as the right one, and by those who know more: the mean of
    their other marks is ahead. Either alone happens with sound, hard questions.
    """
    known = [(attempt, rest.mean(attempt)) for attempt in attempts]
    strong = [(attempt, mean) for attempt, mean in known if mean is not None]
    wrong = most_taken_wrong([attempt for attempt, _ in strong])
    if len(strong) < DISCRIMINATION_FROM or wrong is None:
        return False
    took = [mean for attempt, mean in strong if wrong[0] in attempt.wrong]
    right = [mean for attempt, mean in strong if attempt.mark >= 1]
    if len(right) < 2 or len(took) < KEY_TAKEN * len(right):
        return False
    error = sqrt(variance(took) / len(took) + variance(right) / len(right))
    return fmean(took) - fmean(right) > KEY_DOUBT * error


def probable_key(attempts: Sequence[Attempt], rest: Others) -> str:
    """The words of the option that is probably the right one; empty where none is."""
    if not likely_wrong_key(attempts, rest):
        return ""
    wrong = most_taken_wrong([one for one in attempts if rest.mean(one) is not None])
    return wrong[0] if wrong else ""


def guess_floor(item: Item) -> float | None:
    """What somebody who knows nothing is expected to reach: of one answer among n options 1/n;
    None for other forms. (Moodle's random guess score.)"""
    one_right = item.form in ("single", "truefalse") and len(item.options) > 1
    return sum(option.right for option in item.options) / len(item.options) if one_right else None


def no_better_than_guessing(worth: Share, floor: float | None) -> bool:
    """Whether a told facility lies at the guess floor or below, or cannot be told from it: then
    there is no real difference from guessing."""
    return floor is not None and worth.low is not None and worth.of != 0 and worth.low <= floor


def dead_options(attempts: Sequence[Attempt]) -> tuple[str, ...]:
    """Wrong options of a question with more than two that hardly anybody took, in its order.

    Fewer than K of all took it, and were it one that RARE of people take, so few would be as
    unlikely as SURE or less: none of 29, one of 46, two of 61, three of 76, four of 89. How many
    it was is told to nobody.
    """
    newest = attempts[-1].key
    if newest.form not in ("single", "multiple") or len(newest.options) < 3:
        return ()
    taken = Counter(settled(text) for one in attempts for text in one.wrong)
    same = [one for one in attempts if one.item.language == newest.language]
    wrong = [option.text for option in newest.options if not option.right]
    return tuple(text for text in wrong if surely_rare(taken[settled(text)], len(same)))


def surely_rare(taken: int, of: int) -> bool:
    """Whether so few of so many is unlikely for an option that RARE of people take."""
    if taken >= K:
        return False
    chance = sum(comb(of, n) * RARE**n * (1 - RARE) ** (of - n) for n in range(taken + 1))
    return chance <= SURE
