"""Numeric answers of other programs: a value, how far off counts, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from content.importers._batch import Batch
from content.importers._form import UnfitError

_FURTHEST = 30
"""Digits before or behind the point of a number that a question can have."""


@dataclass(frozen=True, slots=True)
class Numeric:
    """An accepted number; `weight` 1 is fully right."""

    value: Decimal
    tolerance: Decimal | None
    weight: float


def number(text: str) -> Decimal:
    """A number as a program writes it; a comma may be the decimal point. UnfitError if none."""
    bare = text.strip().replace(" ", "")
    try:
        value = Decimal(bare.replace(",", ".") if bare.count(",") == 1 else bare)
    except InvalidOperation:
        raise UnfitError("not-a-number", answer=text.strip()) from None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _FURTHEST or value.adjusted() > _FURTHEST:
        raise UnfitError("not-a-number", answer=text.strip())
    return value


def positive(text: str) -> Decimal | None:
    """A tolerance; None where there is none."""
    return number(text) if text.strip() else None


def span(low: str, high: str) -> tuple[Decimal, Decimal]:
    """Middle and reach of a range."""
    least, most = sorted((number(low), number(high)))
    return (least + most) / 2, (most - least) / 2


def plainly(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def add_numbers(
    batch: Batch,
    kind: str,
    text: str,
    found: Sequence[Numeric],
    *,
    place: int,
    explanation: str = "",
    own_id: str = "",
    points: int = 1,
) -> None:
    """Take a question answered by a number; several exact numbers become accepted answers."""
    best = [one for one in found if one.weight >= 1] or [
        one for one in found if one.weight == max(other.weight for other in found) > 0
    ]
    if not best:
        raise UnfitError("no-right-answer" if found else "no-answer")
    exact = [plainly(one.value) for one in best]
    if len({*exact}) > 1 and not any(one.tolerance for one in best):
        taken = batch.add(
            kind,
            "short",
            text,
            place=place,
            answers=exact,
            explanation=explanation,
            own_id=own_id,
            points=points,
        )
    else:
        first = max(best, key=lambda one: one.tolerance or 0)
        reach = Decimal(plainly(abs(first.tolerance))) if first.tolerance else None
        taken = batch.add(
            kind,
            "number",
            text,
            place=place,
            answers=[plainly(first.value)],
            tolerance=reach,
            explanation=explanation,
            own_id=own_id,
            points=points,
        )
        if taken and len({*exact}) > 1:
            batch.note(place, text, "several-numbers", kept=plainly(first.value))
    if taken and len(best) < sum(one.weight > 0 for one in found):
        batch.note(place, text, "partial-weights")
