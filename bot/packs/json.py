"""The pack as data for other programs, by the names of `docs/measures.md`."""

from __future__ import annotations

import json

from bot.packs import PackFormat
from bot.reports.json import plain
from records.participation.discussion import Discussion
from records.participation.pack import Pack


def render(pack: Pack, language: str) -> str:
    """The same in every language: names are names. Times are ISO 8601 in UTC."""
    applied = pack.told.applied
    return json.dumps(
        {
            "branch": pack.branch,
            "period": pack.period,
            "start": pack.start.isoformat(),
            "end": pack.end.isoformat(),
            "made": pack.made.isoformat(),
            "so_far": pack.so_far,
            "definitions": pack.definitions,
            "measures": {name: plain(one) for name, one in pack.measures.each().items()},
            "average": plain(pack.average),
            "questions": [
                {
                    "item": one.item,
                    "facility": plain(one.facility),
                    "wrong": one.wrong and one.wrong.text,
                    "chosen": one.wrong and plain(one.wrong.chosen),
                }
                for one in pack.questions
            ],
            "topics": {one.topic: one.votes for one in pack.told.topics},
            "applied": {
                "yes": plain(applied.yes),
                "not_yet": plain(applied.not_yet),
                "not_possible": plain(applied.not_possible),
                "replied": plain(applied.replied),
            },
            "discussions": [_discussion(one) for one in pack.discussions],
        },
        ensure_ascii=False,
        indent=2,
    )


def _discussion(one: Discussion) -> dict[str, object]:
    return {
        "item": one.item,
        "closed": one.closed.isoformat(),
        "before": plain(one.before),
        "after": plain(one.after),
        "later": one.later and plain(one.later),
    }


FORMAT = PackFormat("json", "application/json", ".json", render)
