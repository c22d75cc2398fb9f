"""What every store does alike to what it is given: text that can be kept, and small rules."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from content.item import Done, Reply, Written
from records.model import Fate, Kind

NAME_LENGTH = 64
"""Characters of a member's name that are kept."""

DAY = "day:"
"""How the occasion of a day's item begins: `day:2026-11-24`."""

MEETING = "meeting:"
"""How the occasion of a vote at a meeting begins: `meeting:K7MQ2F:1`."""

APART = (Kind.GROUP, Kind.MEETING)
"""Kinds whose answers have totals of their own: no number holds them besides, or the two could
be subtracted."""


def tidy(text: str) -> str:
    """Text as it can be kept: without NUL (SQLite's own functions stop there), and with half a
    surrogate pair, which has no UTF-8, as U+FFFD."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def tidy_name(name: str) -> str:
    """A member's name as it is kept: NFC, at most `NAME_LENGTH` characters."""
    return unicodedata.normalize("NFC", tidy(name))[:NAME_LENGTH]


def tidy_reply(reply: Reply) -> Reply:
    """A reply whose words can be kept."""
    match reply:
        case Written(text):
            return Written(tidy(text))
        case Done(proof, text):
            return Done(tidy(proof), tidy(text))
        case _:
            return reply


def day_of(occasion: str) -> str:
    """The local date a letter was for, ISO; empty where its occasion names none."""
    return occasion[len(DAY) : len(DAY) + 10] if occasion.startswith(DAY) else ""


def at_meeting(occasion: str) -> bool:
    """Whether a letter was a vote at a meeting."""
    return occasion.startswith(MEETING)


def is_late(closes: datetime | None, received: datetime) -> bool:
    """Whether an answer came when its delivery had closed: `closes` itself is too late."""
    return closes is not None and received >= closes


def goes_first(kind: Kind) -> bool:
    """Whether somebody is waiting for it: what was asked for goes before what is pushed."""
    return kind in (Kind.ASKED, Kind.MEETING)


def may_have_arrived(fate: Fate, doubts: int) -> bool:
    """Whether the member has it, or may have it: sent, or in doubt and not given up."""
    return fate is Fate.SENT or (doubts > 0 and fate not in (Fate.FAILED, Fate.CANCELLED))
