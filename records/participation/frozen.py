"""A summary as text that is kept, and back: what was told stays what was told."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from content.item import ItemId
from records.model import BranchKey
from records.participation.act import Act, Deed
from records.participation.frozen_appraisal import plain_appraisal, thaw_appraisal
from records.participation.interval import Change
from records.participation.measures import Measures
from records.participation.picks import Fix, Flaw
from records.participation.plain import (
    Plain,
    plain_change,
    plain_number,
    plain_week,
    plain_wrong,
    thaw_number,
    thaw_share,
    thaw_week,
    thaw_wrong,
)
from records.participation.questions import Question
from records.participation.summary import Summary


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
            "measures": {name: plain_number(one) for name, one in summary.measures.each().items()},
            "change": summary.change and plain_change(summary.change),
            "weeks": [plain_week(week) for week in summary.weeks],
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
        measures=Measures.of({name: thaw_number(one) for name, one in plain["measures"].items()}),
        change=Change(**plain["change"]) if plain["change"] else None,
        weeks=tuple(thaw_week(week) for week in plain["weeks"]),
        questions=tuple(_thaw_question(one) for one in plain["questions"]),
        fix=Fix(Flaw(fix[0]), _thaw_question(fix[1])) if fix else None,
        bring_up=_thaw_question(bring_up) if bring_up else None,
        act=Act(Deed(plain["act"][0]), plain["act"][1]),
        meeting=datetime.fromisoformat(plain["meeting"]) if plain["meeting"] else None,
        definitions=plain["definitions"],
        appraisal=thaw_appraisal(plain["appraisal"]) if plain.get("appraisal") else None,
    )


def _question(one: Question) -> Plain:
    return {
        "item": one.item,
        "form": one.form,
        "titles": dict(one.titles),
        "path": one.path,
        "line": one.line,
        "sent": one.sent,
        "facility": plain_number(one.facility),
        "discrimination": one.discrimination,
        "wrong": plain_wrong(one.wrong),
        "likely_wrong_key": one.likely_wrong_key,
        "unclear": one.unclear,
        "version": one.version,
    }


def _thaw_question(plain: Plain) -> Question:
    return Question(
        item=ItemId(plain["item"]),
        form=plain["form"],
        titles=tuple(plain["titles"].items()),
        path=plain["path"],
        line=plain["line"],
        sent=plain["sent"],
        facility=thaw_share(plain["facility"]),
        discrimination=plain["discrimination"],
        wrong=thaw_wrong(plain["wrong"]),
        likely_wrong_key=plain["likely_wrong_key"],
        unclear=plain["unclear"],
        version=plain.get("version", ""),
    )
