"""Members by weeks: whether somebody took part, by name where they agreed. Never what they
answered."""

from __future__ import annotations

from bot.web.pages import Page, Shown, Sight
from bot.web.pages._parts import parts
from bot.web.pages._week import about, told
from records.people.record import NAMES
from scheduler.unasked.named import named_weeks


def read(sight: Sight) -> Shown:
    """The weeks up to the one asked for. Noted where single members' rows are in it."""
    found = told(sight)
    heat = named_weeks(sight.desk, sight.branch, found.week, sight.now)
    rows = bool(heat.named or heat.others)
    return Shown(
        {
            **about(sight, found),
            "heat": heat,
            "parts": parts(sight.words),
            "withheld": not all(heat.told),
        },
        NAMES if rows else "",
    )


PAGE = Page("members", "Members", read, 20)
