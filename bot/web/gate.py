"""Who may come in: one-time links and sessions, kept in memory alone.

Nothing of them is written down: what lasts half an hour need not survive a restart, and no copy
of the database, stolen or restored, opens a door. Of each secret only the hash is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from records.model import MemberId

LINK_LASTS = timedelta(minutes=10)
IDLE = timedelta(minutes=30)
"""A session ends when nothing was opened for so long."""

SESSION_LASTS = timedelta(hours=8)
"""And after this in any case."""

SECRET_BYTES = 32
"""256 bits: not to be guessed, however often one tries."""

AT_ONCE = 4
"""Sessions of one person; a further one ends the oldest."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the door. What they may see is asked of the records at every request."""

    member: MemberId | None
    """None: whoever runs the program, on this machine."""


@dataclass(frozen=True, slots=True)
class _Session:
    visitor: Visitor
    begun: datetime
    used: datetime

    def runs(self, now: datetime) -> bool:
        return now < self.used + IDLE and now < self.begun + SESSION_LASTS


class Gate:
    """The links given out and the sessions that run. One in the program."""

    def __init__(self) -> None:
        self._links: dict[str, tuple[Visitor, datetime]] = {}
        self._sessions: dict[str, _Session] = {}

    def link(self, visitor: Visitor, now: datetime) -> str:
        """A secret that opens once, within LINK_LASTS. An earlier one of theirs opens no more."""
        self._links = {
            key: (who, until)
            for key, (who, until) in self._links.items()
            if who != visitor and now < until
        }
        secret = token_urlsafe(SECRET_BYTES)
        self._links[_hash(secret)] = visitor, now + LINK_LASTS
        return secret

    def enter(self, secret: str, now: datetime) -> str | None:
        """Use a link up; a session's secret, or None where it does not open (any more)."""
        found = self._links.pop(_hash(secret), None)
        return self.admit(found[0], now) if found and now < found[1] else None

    def admit(self, visitor: Visitor, now: datetime) -> str:
        """Begin a session for somebody who has shown who they are."""
        live = {key: one for key, one in self._sessions.items() if one.runs(now)}
        theirs = [key for key, one in live.items() if one.visitor == visitor]
        for key in theirs[: max(0, len(theirs) - AT_ONCE + 1)]:
            del live[key]
        secret = token_urlsafe(SECRET_BYTES)
        live[_hash(secret)] = _Session(visitor, now, now)
        self._sessions = live
        return secret

    def visitor(self, secret: str, now: datetime) -> Visitor | None:
        """Whose session it is; it goes on from now. None where it is none or has ended."""
        key = _hash(secret)
        session = self._sessions.get(key)
        if session is None or not session.runs(now):
            self._sessions.pop(key, None)
            return None
        self._sessions[key] = replace(session, used=now)
        return session.visitor

    def leave(self, secret: str) -> None:
        """End a session."""
        self._sessions.pop(_hash(secret), None)

    def expel(self, visitor: Visitor) -> None:
        """End all that somebody has here: they may look no more."""
        self._sessions = {k: one for k, one in self._sessions.items() if one.visitor != visitor}
        self._links = {k: one for k, one in self._links.items() if one[0] != visitor}


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
