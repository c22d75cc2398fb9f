"""What the four things that somebody can have done in a week are called."""

from __future__ import annotations

from collections.abc import Mapping

from bot.words import Words
from records.participation.heat import Part


def parts(words: Words) -> Mapping[Part, str]:
    """In the order of `Counts`."""
    return {
        Part.ACTIVE: words.say("Took part"),
        Part.QUIET: words.say("No answer"),
        Part.UNREACHED: words.say("Not reached"),
        Part.AWAY: words.say("Paused or excused"),
    }
