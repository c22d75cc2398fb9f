"""A summary as data for other programs, by the names of `docs/measures.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.reports import Report
from records.participation import Share, Summary, Value

Plain = Mapping[str, object]


def render(summary: Summary, language: str) -> str:
    """The same in every language: names are names. Times are ISO 8601 in UTC."""
    return json.dumps(
        {
            "branch": summary.branch,
            "week": summary.week,
            "start": summary.start.isoformat(),
            "end": summary.end.isoformat(),
            "made": summary.made.isoformat(),
            "so_far": summary.so_far,
            "definitions": summary.definitions,
            "goal": summary.goal / 100,
            "measures": {name: plain(one) for name, one in summary.measures.each().items()},
            "change": _change(summary),
            "weeks": [
                {
                    "name": week.name,
                    "linked": plain(week.linked),
                    "reach": plain(week.reach),
                    "active": plain(week.active),
                    "response": plain(week.response),
                }
                for week in summary.weeks
            ],
            "items": [
                {
                    "item": one.item,
                    "form": one.form,
                    "sent": one.sent,
                    "facility": plain(one.facility),
                    "discrimination": one.discrimination,
                }
                for one in summary.questions
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def plain(one: Share | Value) -> Plain:
    """A share as n, of, low, high; anything else as value, unit, of. Withheld ones are null."""
    if isinstance(one, Value):
        found: dict[str, object] = {"value": one.value, "unit": one.unit, "of": one.of}
    else:
        n = int(one.n) if one.n is not None and one.n == int(one.n) else one.n
        found = {"n": n, "of": one.of, "low": one.low, "high": one.high}
    return found if one.hidden is None else {**found, "withheld": True, "why": one.hidden}


def _change(summary: Summary) -> Plain | None:
    change = summary.change
    if change is None:
        return None
    return {
        "difference": change.difference,
        "low": change.low,
        "high": change.high,
        "weeks": change.weeks,
        "real": change.real,
    }


REPORT = Report("json", "application/json", ".json", render)
