"""What every frozen text is made of: numbers, changes and weeks as JSON objects, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from records.participation.interval import Change, Hidden, Share, Value
from records.participation.questions import Wrong
from records.participation.summary import Counts, Week

Plain = Mapping[str, Any]
"""A JSON object; typed again by who thaws it, and handed to nobody else."""


def plain_number(one: Share | Value) -> Plain:
    """A measure as a JSON object, floats in full."""
    if isinstance(one, Value):
        return {"value": one.value, "unit": one.unit, "of": one.of, "hidden": one.hidden,
                "real": one.real}  # fmt: skip
    return {"n": one.n, "of": one.of, "low": one.low, "high": one.high, "hidden": one.hidden}


def thaw_number(plain: Plain) -> Share | Value:
    """The reverse of `plain_number`."""
    if "unit" in plain:
        return Value(
            plain["value"], plain["unit"], plain["of"], thaw_hidden(plain), plain.get("real")
        )
    return thaw_share(plain)


def thaw_share(plain: Plain) -> Share:
    """The reverse of `plain_number`, of a share."""
    return Share(plain["n"], plain["of"], plain["low"], plain["high"], thaw_hidden(plain))


def thaw_hidden(plain: Plain) -> Hidden | None:
    """Why a number is withheld, where it is."""
    return Hidden(plain["hidden"]) if plain["hidden"] else None


def plain_change(one: Change) -> Plain:
    """A change as a JSON object: `Change(**plain)` is its reverse."""
    return {"difference": one.difference, "low": one.low, "high": one.high, "weeks": one.weeks}


def plain_week(week: Week) -> Plain:
    """A week's column as a JSON object."""
    counts = week.counts
    return {
        "name": week.name,
        "start": week.start.isoformat(),
        "end": week.end.isoformat(),
        "counts": counts and [counts.active, counts.quiet, counts.unreached, counts.away],
        "linked": plain_number(week.linked),
        "reach": plain_number(week.reach),
        "active": plain_number(week.active),
        "response": plain_number(week.response),
        "definitions": week.definitions,
    }


def thaw_week(plain: Plain) -> Week:
    """The reverse of `plain_week`."""
    return Week(
        name=plain["name"],
        start=datetime.fromisoformat(plain["start"]),
        end=datetime.fromisoformat(plain["end"]),
        counts=Counts(*plain["counts"]) if plain["counts"] else None,
        linked=thaw_share(plain["linked"]),
        reach=thaw_share(plain["reach"]),
        active=thaw_share(plain["active"]),
        response=thaw_share(plain["response"]),
        definitions=plain["definitions"],
    )


def plain_wrong(wrong: Wrong | None) -> list[object] | None:
    """The wrong option that most chose, as JSON holds it."""
    return [wrong.text, plain_number(wrong.chosen)] if wrong else None


def thaw_wrong(plain: list[Any] | None) -> Wrong | None:
    """The reverse of `plain_wrong`."""
    return Wrong(plain[0], thaw_share(plain[1])) if plain else None
