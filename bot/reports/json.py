"""A summary as data for other programs, by the names of `docs/measures.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.reports import Report
from records.participation import Appraisal, Change, Judged, Share, Summary, Value, Wear

Plain = Mapping[str, object]


def render(summary: Summary, language: str) -> str:
    """The same in every language: names are names. Times are ISO 8601 in UTC."""
    appraisal = summary.appraisal or Appraisal(summary.week)
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
            "change": changed(summary.change),
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
            "questions": [judged(one) for one in appraisal.questions],
            "forms": [wear(one) for one in appraisal.forms],
        },
        ensure_ascii=False,
        indent=2,
    )


def plain(one: Share | Value) -> Plain:
    """A share as n, of, low, high; anything else as value, unit, of. Withheld ones are null."""
    if isinstance(one, Value):
        found: dict[str, object] = {"value": one.value, "unit": one.unit, "of": one.of}
        if one.real is not None:
            found["real"] = one.real
    else:
        n = int(one.n) if one.n is not None and one.n == int(one.n) else one.n
        found = {"n": n, "of": one.of, "low": one.low, "high": one.high}
    return found if one.hidden is None else {**found, "withheld": True, "why": one.hidden}


def judged(one: Judged) -> Plain:
    """A question over the last weeks."""
    return {
        "item": one.item,
        "version": one.version,
        "form": one.form,
        "tries": one.tries,
        "discrimination": one.discrimination,
        "guess": one.guess,
        "guessed": one.guessed,
        "likely_key": one.key or None,
        "hardly_taken": list(one.dead),
        "backwards": one.backwards,
    }


def wear(one: Wear) -> Plain:
    """A form over its last sends."""
    return {
        "form": one.form,
        "first": plain(one.first),
        "last": plain(one.last),
        "change": changed(one.change),
        "p": one.p,
        "wearing": one.wearing,
    }


def changed(change: Change | None) -> Plain | None:
    """A difference of shares; `real` is whether its interval leaves out zero."""
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
