"""Figures as reports print them, reckoned here once more: intervals, rounding, signs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from tests.raw import Figure, Span

Z = 1.959963984540054


def whole(fraction: float) -> int:
    return int((Decimal(repr(fraction)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def printed(figure: Figure) -> str:
    """`18 of 24, 75% (55–88%)`."""
    if figure is None:
        return "withheld (fewer than five)"
    assert isinstance(figure, tuple)
    n, of = figure
    low, high = wilson(n, of)
    return f"{n:g} of {of}, {whole(n / of)}% ({whole(low)}–{whole(high)}%)"


def signed(fraction: float) -> str:
    points = whole(fraction)
    return f"{points:+d}".replace("-", "−") if points else "0"


def wilson(n: float, of: int) -> tuple[float, float]:
    """The roots of (p̂ - p)² = z²·p(1-p)/N."""
    a, b, c = 1 + Z**2 / of, 2 * n / of + Z**2 / of, (n / of) ** 2
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (b - root) / 2 / a), min(1.0, (b + root) / 2 / a)


def newcombe(now: tuple[float, int], before: tuple[float, int]) -> tuple[float, float, float]:
    """A difference of two shares and its interval (method 10)."""
    (p, q), (low, high), (from_, to) = ((n / of for n, of in (now, before)), wilson(*now),
                                        wilson(*before))  # fmt: skip
    d = p - q
    return d, d - sqrt((p - low) ** 2 + (to - q) ** 2), d + sqrt((high - p) ** 2 + (q - from_) ** 2)


def numbers(found: Span, *, weeks: int) -> list[str]:
    """The lines that a brief, a pack and a frozen period have in common."""
    figures = found.figures()
    lines = [f"Took part: {printed(figures['active'])}",
             f"Items answered in time: {printed(figures['response'])}"]  # fmt: skip
    many = "week" if weeks == 1 else "weeks"
    regular = f"Regular, over {weeks} {many}: {printed(figures['regularity'])}"
    return [*lines, regular] if weeks > 1 else lines


def compared(now: Span, before: Sequence[Span]) -> str:
    """The line that holds a week against those before it."""
    actives = [one.figures()["active"] for one in (now, *before)]
    shares = [one for one in actives if isinstance(one, tuple)]
    if len(shares) < 2:
        return "Compared with before: no earlier weeks yet"
    earlier = sum(n for n, _ in shares[1:]), sum(of for _, of in shares[1:])
    d, low, high = newcombe(shares[0], earlier)
    weeks = "week" if len(shares) == 2 else f"{len(shares) - 1} weeks"
    change = signed(d) if low > 0 or high < 0 else "no real change"
    points = " points" if low > 0 or high < 0 else ""
    span = f"({signed(low)} to {signed(high)}{'' if points else ' points'})"
    return f"Compared with the {weeks} before: {change}{points} {span}"
