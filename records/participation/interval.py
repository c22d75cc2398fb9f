"""Shares with what they are worth: n of N, the interval, and when no number may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""Half-width of a 95 % interval in standard deviations, 1.95996…"""

K = 5
"""The smallest group about which a number is shown (`measures.md`, rule 2)."""


class Hidden(StrEnum):
    """Why a number is withheld."""

    FEW = "few"
    """It would be about fewer than K members, or let such a group be worked out."""
    ALL = "all but two at most"
    """The number could tell one person's answer to another; that it is high is told."""
    NONE = "two at most"
    """The same, where it is low."""
    AGREE = "agree"
    """The same among so few that even the direction would tell."""
    OPEN = "open"
    """The period still runs: two looks at it could be subtracted from each other."""


@dataclass(frozen=True, slots=True)
class Share:
    """`n` of `of`, with the ends of its 95 % Wilson interval as fractions, 0..1.

    Nothing counted yet is 0 of 0, with the interval of knowing nothing, 0..1. A withheld
    share carries no number at all, only why.
    """

    n: float | None
    of: int | None
    low: float | None
    high: float | None
    hidden: Hidden | None = None

    @property
    def ratio(self) -> float | None:
        """n/of, or None where it is withheld or nothing was counted."""
        return self.n / self.of if self.n is not None and self.of else None


@dataclass(frozen=True, slots=True)
class Value:
    """A measure that is no share. `unit` names it; `of` is how many it was computed from."""

    value: float | None
    unit: str
    of: int | None = None
    hidden: Hidden | None = None
    real: bool | None = None
    """Of a difference: whether its 95 % interval leaves out zero, so that it is not "no real
    change"; None of what is no difference. The interval itself is not told: of a handful of
    people it would say how alike their gains were."""


@dataclass(frozen=True, slots=True)
class Change:
    """A share minus an earlier one, in fractions, with its 95 % interval; over how many weeks."""

    difference: float
    low: float
    high: float
    weeks: int

    @property
    def real(self) -> bool:
        """Whether the interval leaves out zero. If not, say "no real change"."""
        return self.low > 0 or self.high < 0


def wilson(n: float, of: int) -> tuple[float, float]:
    """The score interval of n successes in `of` trials (Wilson, JASA 22 (1927) 209-212).

    With p = n/of: (p + z²/2N ± z·√(p(1-p)/N + z²/4N²)) / (1 + z²/N). Also used where n is a
    sum of marks between 0 and 1: their variance is at most p(1-p), so the interval is then,
    if anything, too wide.
    """
    if of == 0:
        return 0.0, 1.0
    p, zz = n / of, Z * Z / of
    centre = (p + zz / 2) / (1 + zz)
    half = Z * sqrt(p * (1 - p) / of + zz / (4 * of)) / (1 + zz)
    return (max(0.0, centre - half) if n else 0.0), (min(1.0, centre + half) if n < of else 1.0)


def share(n: float, of: int, people: int | None = None) -> Share:
    """The share n of `of`, withheld where it is about 1 to K-1 `people` (by default `of`)."""
    if 0 < (of if people is None else people) < K:
        return withheld()
    low, high = wilson(n, of)
    return Share(n, of, exact(low), exact(high))


def exact(value: float) -> float:
    """A number that every format can print in full: spreadsheets keep 15 digits, not 17."""
    return round(value, 12)


def withheld(why: Hidden = Hidden.FEW) -> Share:
    """A share of which only the reason is shown."""
    return Share(None, None, None, None, why)


def change(now: Share, before: Sequence[Share]) -> Change | None:
    """What a share differs by from earlier ones taken together; None where that says nothing.

    Newcombe's method 10 (Statistics in Medicine 17 (1998) 873-890). The weeks before are
    added up: they are the same people, whose lasting habits make such a sum vary less than
    the independent trials that the method assumes, so the interval errs on the wide side.
    """
    known = [past for past in before if past.ratio is not None]
    n, of = sum(past.n or 0 for past in known), sum(past.of or 0 for past in known)
    if now.n is None or not now.of or not of:
        return None
    difference, low, high = (exact(x) for x in newcombe(now.n, now.of, n, of))
    return Change(difference, low, high, weeks=len(known))


def gained(gains: Sequence[Sequence[float]]) -> bool:
    """Whether the mean of all gains surely is not zero: 95 %, `gains` by member.

    Gains of one member go together, so members are what is drawn: the variance of a ratio of
    sums, with Student's t of one less than there are (Cochran, Sampling Techniques, 1977, 6.4).
    """
    members, total = len(gains), sum(map(len, gains))
    if members < 2 or not total:
        return False
    mean = sum(map(sum, gains)) / total
    spread = sum((sum(one) - mean * len(one)) ** 2 for one in gains)
    error = sqrt(members / (members - 1) * spread) / total
    return abs(mean) > students_t(members - 1) * error


def students_t(freedom: int) -> float:
    """The 97.5 % point of Student's t, to 0.005 from 4 degrees of freedom on (Abramowitz and
    Stegun 26.7.5)."""
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def newcombe(n1: float, of1: int, n2: float, of2: int) -> tuple[float, float, float]:
    """n1/of1 - n2/of2 and its 95 % hybrid score interval."""
    p1, p2 = n1 / of1, n2 / of2
    (l1, u1), (l2, u2) = wilson(n1, of1), wilson(n2, of2)
    d = p1 - p2
    return d, d - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), d + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
