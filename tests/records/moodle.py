"""Moodle's quiz statistics, from its published formulas: a second implementation, in fractions.

Written from what `question/classes/statistics/questions/calculator.php` (Moodle 4) computes and
the quiz statistics page of its documentation describe, step by step as there: averages first, then
sums of squares and products about them, then variances over s - 1. Nothing is copied, and nothing
of `records.participation` is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt


@dataclass(frozen=True)
class ItemStatistics:
    """What Moodle's report shows of one question."""

    s: int
    """Attempts."""
    facility: Fraction
    """Mean mark out of the maximum, 0..1 (the report shows percent)."""
    sd: float
    discrimination_index: float | None
    discriminative_efficiency: float | None


def statistics(
    attempts: Sequence[Mapping[str, Fraction]], maximum: Fraction = Fraction(1)
) -> dict[str, ItemStatistics]:
    """The statistics of each question over attempts at a quiz in which all answered all."""
    sums = [sum(attempt.values(), Fraction(0)) for attempt in attempts]
    return {
        name: _of(
            [attempt[name] for attempt in attempts],
            [total - attempt[name] for total, attempt in zip(sums, attempts, strict=True)],
            maximum,
        )
        for name in attempts[0]
    }


def _of(marks: list[Fraction], others: list[Fraction], maximum: Fraction) -> ItemStatistics:
    s = len(marks)
    mark_average, other_average = sum(marks) / s, sum(others) / s
    mark_differences = [mark - mark_average for mark in marks]
    other_differences = [other - other_average for other in others]
    mark_variance = sum(d**2 for d in mark_differences) / (s - 1)
    other_variance = sum(d**2 for d in other_differences) / (s - 1)
    covariance = _products(mark_differences, other_differences) / (s - 1)
    most = _products(sorted(mark_differences), sorted(other_differences)) / (s - 1)
    spread = mark_variance * other_variance
    return ItemStatistics(
        s,
        Fraction(mark_average) / maximum,
        sqrt(mark_variance),
        100 * float(covariance) / sqrt(spread) if spread else None,
        100 * float(covariance / most) if most else None,
    )


def _products(ones: Sequence[Fraction], others: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(ones, others, strict=True)), Fraction(0))
