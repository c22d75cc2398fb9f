"""Whom an organizer could talk to: who agreed to be named and has not answered for a while. Pure.

Only whether somebody answered is looked at, never what. A pause, a holiday or a bot that was deaf
is nobody's silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.model import Member, Past, State

SILENT_FOR = timedelta(days=14)
"""No answer for so long, outages of the bot not counted, although …"""

ITEMS = 3
"""… so many items came in that time."""

MOST = 3
"""So many people are named at a time: one can talk to three in a week, not to ten."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A member who has not answered for a while."""

    member: Member
    last: datetime | None
    """Their last answer; None where there has been none."""


def silence(
    member: Member, history: Sequence[Past], at: datetime, deaf: timedelta = timedelta(0)
) -> Silence | None:
    """Whether a member has not answered for a while at `at`; None where they have, where too
    little came to them, or where they are away. `deaf` is for how long of the last SILENT_FOR
    the bot heard nothing."""
    since = at - SILENT_FOR - deaf
    if member.state is not State.LINKED or member.linked is None or member.linked > since:
        return None
    last = max((past.answered for past in history if past.answered), default=None)
    came = sum(since <= past.sent < at for past in history)
    return None if came < ITEMS or (last is not None and last >= since) else Silence(member, last)


def to_talk(silent: Iterable[Silence]) -> tuple[Silence, ...]:
    """At most MOST of them: who answered last comes first, as a word reaches them best; then who
    never did."""
    return tuple(sorted(silent, key=_recent)[:MOST])


def _recent(one: Silence) -> tuple[bool, float, int]:
    return one.last is None, -one.last.timestamp() if one.last else 0.0, one.member.id
