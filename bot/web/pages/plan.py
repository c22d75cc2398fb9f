"""What comes in the next two weeks, and why: what `/plan` shows."""

from __future__ import annotations

from bot.commands.plan import DAYS
from bot.overview.outlook import besides, days_of, lasting, prospect
from bot.web.pages import Page, Shown, Sight
from records.model import State
from records.participation import K
from scheduler.plan.wishes import wish_of


def read(sight: Sight) -> Shown:
    """Members are neither named nor counted."""
    desk, branch, words = sight.desk, sight.branch, sight.words
    members = [one for one in desk.store.members(branch.key) if one.state is State.LINKED]
    histories = desk.store.histories([one.id for one in members])
    wishes = {one.id: wish_of(desk.store, one) for one in members}
    seen = prospect(desk.shelves, branch, members, histories, sight.now, DAYS, wishes)
    return Shown({
        "members": words.many("%(n)s member", "%(n)s members", seen.members),
        "counted": seen.members >= K,
        "lasting": lasting(seen, words, counted=False),
        "besides": besides(seen, words),
        "days": list(days_of(seen, words)),
    })  # fmt: skip


PAGE = Page("plan", "Plan", read, 50)
