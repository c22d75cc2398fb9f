"""A member's own record: all that is kept about them, its end, and who looked at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from records.model import BranchKey, MemberId

Cell = str | int | float | bool | None
Line = Mapping[str, Cell]
"""One row, by the names of its columns; moments are ISO 8601, UTC."""


EXPORT = "an export of raw rows, without names"
NAMES = "who took part, by name"
SILENT = "that there was no answer for a while, by name"
"""What can be opened, as `/whosaw` tells it (each an English msgid)."""


@dataclass(frozen=True, slots=True)
class View:
    """Somebody opened named data, or rows about single members."""

    at: datetime
    branch: BranchKey
    role: str
    """In which role: `organizer`, or `host` for whoever runs the program."""
    what: str
    """What was opened, in a word or two; no content."""
    about: MemberId | None = None
    """None: about everybody in the branch."""
    by: MemberId | None = None
    """None: by whoever runs the program, or by somebody who is erased."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is left of answers: counts of one version of an item in one branch."""

    item: str
    version: str
    sent: int
    answered: int
    marked: int
    marks: float
    first_marked: int
    first_marks: float
    said: Mapping[str, int]
    """How often each of `records.people.own.SAID` was said."""


class Record(Protocol):
    """What `records.privacy` declares, carried out."""

    def about(self, address: str) -> Mapping[str, Sequence[Line]]:
        """Every row about who is reached there, by table; nothing about anybody else."""

    def erase(self, address: str, now: datetime) -> bool:
        """Everything about who is reached there goes, in one transaction; whether there was
        something. What was published stays. `scrub` makes it unreadable in the files too."""

    def erase_member(self, member: MemberId, now: datetime) -> bool:
        """The same for somebody on the roster, with an address or without."""

    def addresses(self) -> Mapping[str, datetime]:
        """Whoever has an address here, and the latest time that something of theirs came in:
        when they were linked, knocked, or did something that is not handled."""

    def asks(self, address: str) -> bool:
        """Whether something that this person did is kept and not handled yet."""

    def scrub(self) -> bool:
        """Make what was erased unreadable in every file; False while somebody is reading (try
        again later). Never within `together`."""

    def branches(self) -> Sequence[BranchKey]:
        """Branches that anybody on the roster belongs to, whatever the configuration names."""

    def former(self, before: datetime, limit: int = 100) -> Sequence[MemberId]:
        """Members who LEFT before then, and have not come back."""

    def expire(self, limit: str, before: datetime, branch: BranchKey | None = None) -> int:
        """End what a limit of `records.privacy` keeps no longer, some at a time; how many rows.
        `branch` is for limits that count from a branch's meeting. Raises KeyError."""

    def tallies(self, branch: BranchKey) -> Sequence[Tally]:
        """Counts of answers that are gone, by item and version."""

    def saw(self, view: View) -> None:
        """Note that somebody looked. Rows are only added, each chained to the one before."""

    def seen(self, member: MemberId) -> Sequence[View]:
        """Who looked at what is about this member, the newest first."""

    def chained(self) -> bool:
        """Whether nothing was changed in or taken out of the rows of who looked."""
