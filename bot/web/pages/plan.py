"""What comes in the next two weeks, for how many, and why: what `studybot plan` shows."""

from __future__ import annotations

from itertools import groupby

from bot.commands.plan import DAYS
from bot.overview.outlook import day_name, lasting, line, prospect
from bot.web.pages import Page, Shown, Sight
from records.model import State
from scheduler.wishes import wish_of


def read(sight: Sight) -> Shown:
    """Members are counted, never named."""
    desk, branch, words = sight.desk, sight.branch, sight.words
    members = [one for one in desk.store.members(branch.key) if one.state is State.LINKED]
    histories = desk.store.histories([one.id for one in members])
    wishes = {one.id: wish_of(desk.store, one) for one in members}
    seen = prospect(desk.shelves, branch, members, histories, sight.now, DAYS, wishes)
    days = [
        (day_name(day, words), [(row.count, line(row, words)) for row in rows])
        for day, rows in groupby(seen.rows, key=lambda row: row.day)
    ]
    return Shown({
        "members": words.many("%(n)s member", "%(n)s members", seen.members),
        "counted": bool(seen.members),
        "lasting": lasting(seen, words),
        "days": days,
    })  # fmt: skip


PAGE = Page("plan", "Plan", read, 50)
