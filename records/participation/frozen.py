"""A summary as text that is kept, and back: what was told stays what was told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from content.item import ItemId
from records.model import BranchKey
from records.participation.act import Act, Deed
from records.participation.frozen_appraisal import plain_appraisal, thaw_appraisal
from records.participation.interval import Change, Hidden, Share, Value
from records.participation.measures import Measures
from records.participation.picks import Fix, Flaw
from records.participation.questions import Question, Wrong
from records.participation.summary import Counts, Summary, Week

Plain = Mapping[str, Any]
"""A JSON object; typed again by the functions below, and handed to nobody else."""


def freeze(summary: Summary) -> str:
    """The summary as JSON, floats in full."""
    return json.dumps(
        {
            "branch": summary.branch,
            "name": summary.name,
            "zone": summary.zone,
            "week": summary.week,
            "start": summary.start.isoformat(),
            "end": summary.end.isoformat(),
            "made": summary.made.isoformat(),
            "goal": summary.goal,
            "measures": {name: _plain(one) for name, one in summary.measures.each().items()},
            "change": summary.change and _change(summary.change),
            "weeks": [_week(week) for week in summary.weeks],
            "questions": [_question(one) for one in summary.questions],
            "fix": summary.fix and [summary.fix.flaw, _question(summary.fix.question)],
            "bring_up": summary.bring_up and _question(summary.bring_up),
            "act": [summary.act.deed, summary.act.n],
            "meeting": summary.meeting and summary.meeting.isoformat(),
            "definitions": summary.definitions,
            "appraisal": summary.appraisal and plain_appraisal(summary.appraisal),
        },
        ensure_ascii=False,
    )


def thaw(body: str) -> Summary:
    """The summary that was frozen. Raises ValueError, KeyError or TypeError for anything else."""
    plain: dict[str, Any] = json.loads(body)
    fix, bring_up = plain["fix"], plain["bring_up"]
    return Summary(
        branch=BranchKey(plain["branch"]),
        name=plain["name"],
        zone=plain["zone"],
        week=plain["week"],
        start=datetime.fromisoformat(plain["start"]),
        end=datetime.fromisoformat(plain["end"]),
        made=datetime.fromisoformat(plain["made"]),
        goal=plain["goal"],
        measures=Measures.of({name: _measure(one) for name, one in plain["measures"].items()}),
        change=Change(**plain["change"]) if plain["change"] else None,
        weeks=tuple(_thaw_week(week) for week in plain["weeks"]),
        questions=tuple(_thaw_question(one) for one in plain["questions"]),
        fix=Fix(Flaw(fix[0]), _thaw_question(fix[1])) if fix else None,
        bring_up=_thaw_question(bring_up) if bring_up else None,
        act=Act(Deed(plain["act"][0]), plain["act"][1]),
        meeting=datetime.fromisoformat(plain["meeting"]) if plain["meeting"] else None,
        definitions=plain["definitions"],
        appraisal=thaw_appraisal(plain["appraisal"]) if plain.get("appraisal") else None,
    )


def _plain(one: Share | Value) -> Plain:
    if isinstance(one, Value):
        return {"value": one.value, "unit": one.unit, "of": one.of, "hidden": one.hidden,
                "real": one.real}  # fmt: skip
    return {"n": one.n, "of": one.of, "low": one.low, "high": one.high, "hidden": one.hidden}


def _measure(plain: Plain) -> Share | Value:
    if "unit" in plain:
        return Value(plain["value"], plain["unit"], plain["of"], _hidden(plain), plain.get("real"))
    return _share(plain)


def _share(plain: Plain) -> Share:
    return Share(plain["n"], plain["of"], plain["low"], plain["high"], _hidden(plain))


def _hidden(plain: Plain) -> Hidden | None:
    return Hidden(plain["hidden"]) if plain["hidden"] else None


def _change(one: Change) -> Plain:
    return {"difference": one.difference, "low": one.low, "high": one.high, "weeks": one.weeks}


def _week(week: Week) -> Plain:
    counts = week.counts
    return {
        "name": week.name,
        "start": week.start.isoformat(),
        "end": week.end.isoformat(),
        "counts": counts and [counts.active, counts.quiet, counts.unreached, counts.away],
        "linked": _plain(week.linked),
        "reach": _plain(week.reach),
        "active": _plain(week.active),
        "response": _plain(week.response),
        "definitions": week.definitions,
    }


def _thaw_week(plain: Plain) -> Week:
    return Week(
        name=plain["name"],
        start=datetime.fromisoformat(plain["start"]),
        end=datetime.fromisoformat(plain["end"]),
        counts=Counts(*plain["counts"]) if plain["counts"] else None,
        linked=_share(plain["linked"]),
        reach=_share(plain["reach"]),
        active=_share(plain["active"]),
        response=_share(plain["response"]),
        definitions=plain["definitions"],
    )


def _question(one: Question) -> Plain:
    return {
        "item": one.item,
        "form": one.form,
        "titles": dict(one.titles),
        "path": one.path,
        "line": one.line,
        "sent": one.sent,
        "facility": _plain(one.facility),
        "discrimination": one.discrimination,
        "wrong": one.wrong and [one.wrong.text, _plain(one.wrong.chosen)],
        "likely_wrong_key": one.likely_wrong_key,
        "unclear": one.unclear,
        "version": one.version,
    }


def _thaw_question(plain: Plain) -> Question:
    wrong = plain["wrong"]
    return Question(
        item=ItemId(plain["item"]),
        form=plain["form"],
        titles=tuple(plain["titles"].items()),
        path=plain["path"],
        line=plain["line"],
        sent=plain["sent"],
        facility=_share(plain["facility"]),
        discrimination=plain["discrimination"],
        wrong=Wrong(wrong[0], _share(wrong[1])) if wrong else None,
        likely_wrong_key=plain["likely_wrong_key"],
        unclear=plain["unclear"],
        version=plain.get("version", ""),
    )
