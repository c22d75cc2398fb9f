"""A pack, and a discussion, as text that is kept, and back: what was told stays what was told.

The members' open questions are not in it: they are their box's, and are taken out of there.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from content.item import ItemId
from records.model import BranchKey
from records.participation.arguing import Arguable
from records.participation.discussion import Discussion
from records.participation.interval import Change
from records.participation.measures import Measures
from records.participation.pack import Applied, Pack, Told, Wanted
from records.participation.plain import (
    Plain,
    plain_change,
    plain_number,
    plain_week,
    plain_wrong,
    thaw_hidden,
    thaw_number,
    thaw_share,
    thaw_week,
    thaw_wrong,
)


def freeze_pack(pack: Pack) -> str:
    """The pack as JSON, floats in full, without the box."""
    return json.dumps(
        {
            "branch": pack.branch,
            "name": pack.name,
            "zone": pack.zone,
            "period": pack.period,
            "start": pack.start.isoformat(),
            "end": pack.end.isoformat(),
            "made": pack.made.isoformat(),
            "goal": pack.goal,
            "measures": {name: plain_number(one) for name, one in pack.measures.each().items()},
            "average": plain_number(pack.average),
            "change": pack.change and plain_change(pack.change),
            "weeks": [plain_week(week) for week in pack.weeks],
            "questions": [_arguable(one) for one in pack.questions],
            "told": _told(pack.told),
            "discussions": [plain_discussion(one) for one in pack.discussions],
            "definitions": pack.definitions,
        },
        ensure_ascii=False,
    )


def thaw_pack(body: str) -> Pack:
    """The pack that was frozen. Raises ValueError, KeyError or TypeError for anything else."""
    plain: dict[str, Any] = json.loads(body)
    return Pack(
        branch=BranchKey(plain["branch"]),
        name=plain["name"],
        zone=plain["zone"],
        period=plain["period"],
        start=datetime.fromisoformat(plain["start"]),
        end=datetime.fromisoformat(plain["end"]),
        made=datetime.fromisoformat(plain["made"]),
        goal=plain["goal"],
        measures=Measures.of({name: thaw_number(one) for name, one in plain["measures"].items()}),
        average=thaw_share(plain["average"]),
        change=Change(**plain["change"]) if plain["change"] else None,
        weeks=tuple(thaw_week(week) for week in plain["weeks"]),
        questions=tuple(_thaw_arguable(one) for one in plain["questions"]),
        told=_thaw_told(plain["told"]),
        discussions=tuple(thaw_discussion(one) for one in plain["discussions"]),
        definitions=plain["definitions"],
    )


def plain_discussion(one: Discussion) -> Plain:
    """A discussion as a JSON object."""
    return {
        "id": one.id,
        "item": one.item,
        "titles": dict(one.titles),
        "closed": one.closed.isoformat(),
        "people": one.people,
        "before": plain_number(one.before),
        "after": plain_number(one.after),
        "later": one.later and plain_number(one.later),
        "version": one.version,
    }


def thaw_discussion(plain: Plain) -> Discussion:
    """The reverse of `plain_discussion`."""
    return Discussion(
        id=plain["id"],
        item=ItemId(plain["item"]),
        titles=tuple(plain["titles"].items()),
        closed=datetime.fromisoformat(plain["closed"]),
        people=plain["people"],
        before=thaw_share(plain["before"]),
        after=thaw_share(plain["after"]),
        later=thaw_share(plain["later"]) if plain["later"] else None,
        version=plain["version"],
    )


def _arguable(one: Arguable) -> Plain:
    return {
        "item": one.item,
        "form": one.form,
        "titles": dict(one.titles),
        "path": one.path,
        "line": one.line,
        "facility": plain_number(one.facility),
        "wrong": plain_wrong(one.wrong),
        "version": one.version,
    }


def _thaw_arguable(plain: Plain) -> Arguable:
    return Arguable(
        item=ItemId(plain["item"]),
        form=plain["form"],
        titles=tuple(plain["titles"].items()),
        path=plain["path"],
        line=plain["line"],
        facility=thaw_share(plain["facility"]),
        wrong=thaw_wrong(plain["wrong"]),
        version=plain["version"],
    )


def _told(told: Told) -> Plain:
    applied = told.applied
    each = (applied.yes, applied.not_yet, applied.not_possible, applied.replied)
    return {
        "applied": [plain_number(one) for one in each],
        "topics": [[one.topic, one.votes] for one in told.topics],
        "hidden": told.hidden,
    }


def _thaw_told(plain: Plain) -> Told:
    return Told(
        Applied(*(thaw_share(one) for one in plain["applied"])),
        tuple(Wanted(topic, votes) for topic, votes in plain["topics"]),
        thaw_hidden(plain),
    )
