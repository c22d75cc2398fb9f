"""/plan: what the branch gets in the next two weeks, why, and how long the lessons last."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.commands import Command, Who
from bot.overview.outlook import Prospect, besides, days_of, lasting, prospect
from bot.request import Request
from bot.say import Act, Say, Work, esc
from bot.words import Words
from records.model import State
from scheduler.plan.wishes import wish_of

DAYS = 14
A_DAY = 5
"""Lines of one day, first of what most get."""


def run(request: Request) -> Sequence[Act]:
    """Read the records here, plan beside the loop."""
    branch = request.leads
    if branch is None:
        return []
    desk, now = request.desk, request.now
    members = [one for one in desk.store.members(branch.key) if one.state is State.LINKED]
    histories = desk.store.histories([one.id for one in members])
    wishes = {one.id: wish_of(desk.store, one) for one in members}
    shelves = desk.shelves

    async def planned() -> Sequence[Act]:
        seen = await asyncio.to_thread(
            prospect, shelves, branch, members, histories, now, DAYS, wishes
        )
        return [Say(shown(seen, request.words))]

    return [Work(planned)]


def shown(seen: Prospect, words: Words) -> str:
    """The plan as a message."""
    head = words.many(
        "The plan of %(branch)s, %(n)s member:", "The plan of %(branch)s, %(n)s members:",
        seen.members, branch=f"<b>{esc(seen.branch.name)}</b>",
    )  # fmt: skip
    days: list[str] = []
    for day, rows in days_of(seen, words):
        days.append(f"<b>{esc(day)}</b>")
        days += [esc(f"{many}: {what}" if many else what) for many, what in rows[:A_DAY]]
        days += ["…"] if len(rows) > A_DAY else []
    told = [*lasting(seen, words, counted=False), *besides(seen, words)]
    return "\n".join([head, *map(esc, told), "", *days])


COMMAND = Command("plan", "What comes in the next two weeks", Who.ORGANIZER, run, order=41)
