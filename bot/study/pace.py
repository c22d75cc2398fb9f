"""A member's rhythm in words."""

from __future__ import annotations

from bot.words import Words
from records.rhythm import Rhythm, picture

TELLING = 2
"""From so many weeks on they are told; and only what was kept of them, never that nothing was."""


def rhythm_text(found: Rhythm, words: Words) -> str:
    """`3 of 3 this week; 7 of your last 8 weeks`, with a small picture."""
    done = min(found.week.done, found.week.asked) if found.week.asked else found.week.done
    week = words.say("%(done)s of %(asked)s this week", done=done, asked=found.week.asked)
    if not found.week.asked:
        week = words.say("Nothing is asked this week")
    if len(found.weeks) < TELLING or not found.kept:
        return f"{week}\n{picture(found)}"
    weeks = words.say("%(kept)s of your last %(weeks)s weeks", kept=found.kept,
                      weeks=len(found.weeks))  # fmt: skip
    return f"{week}{words.say('; ')}{weeks}\n{picture(found)}"
