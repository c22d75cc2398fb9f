"""How many were at a meeting: what may be told of it, and when.

Pure. A number is told once the code counts no more, and frozen then: two looks at a running count
would tell about the one who came between them. Before that only whether at least K came, which
changes once. Names are those of who agreed to be named, and none where the others are fewer than
K, since the number and the names together would tell about them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from records.meetings.calendar import Presence
from records.model import BranchKey, MemberId
from records.participation.interval import K


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of one meeting, as it stays. `of` is everybody on the roster then."""

    came: int
    cannot: int
    of: int

    @property
    def told(self) -> bool:
        """Whether the numbers may be shown: not where the whole branch is fewer than K."""
        return self.of >= K


def counted(roster: Collection[MemberId], said: Mapping[MemberId, Presence]) -> Attendance:
    """The numbers about who is on the roster."""
    here = [said[one] for one in roster if one in said]
    return Attendance(here.count(Presence.CAME), here.count(Presence.CANNOT), len(roster))


def at_least_k(
    roster: Collection[MemberId], said: Mapping[MemberId, Presence], what: Presence
) -> bool:
    """All that is told of a count that still runs."""
    return sum(said.get(one) is what for one in roster) >= K


def nameable(roster: Collection[MemberId], named: Collection[MemberId]) -> bool:
    """Whether names may stand beside the numbers."""
    others = len(set(roster) - set(named))
    return len(roster) >= K and not 0 < others < K


def key(branch: BranchKey, planned: datetime) -> str:
    """Under which the numbers are frozen."""
    return f"attendance:{branch}:{planned.isoformat()}"


def freeze(what: Attendance) -> str:
    """The numbers as they are published."""
    return json.dumps(asdict(what))


def thaw(frozen: str) -> Attendance:
    """The reverse of `freeze`."""
    return Attendance(**json.loads(frozen))
