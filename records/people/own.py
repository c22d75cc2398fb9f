"""What is a member's own: their consent, their choices, what they said about items.

Kept apart from what was sent and answered. Nothing here is counted for an organizer except
ratings and follow-ups, which go into the branch's numbers under the same rules as answers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from content.item import ItemId
from records.model import BranchKey, DeliveryId, Member, MemberId
from records.participation.reports import Reports
from records.participation.rows import FollowUp, Outage, Rating, Tried

CONSENT = "2026-11"
"""Version of what members agree to. A new one is asked of everybody anew, and nothing is pushed
to who has not agreed to it: raise it where the meaning changes, not for a comma."""

PROMISES = (2, 3, 5)
"""Days a week that a member can promise; 0 is: no rhythm is shown."""

SAID = ("useful", "unclear", "wrong", "outdated")
"""What can be said of an item, by one tap."""

QUESTION_LENGTH = 500
"""Characters of a question in the box that are kept."""

JOINING_LASTS = timedelta(days=7)
"""Who does not answer the consent question is forgotten after this (`reliability.md` K10)."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody opened a link and has not agreed yet: their address and nothing else."""

    address: str
    invite: str
    """Hash of the code they came with; empty for somebody who was here before."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """What a member agreed to, in which words, when, and since when no more."""

    member: MemberId
    version: str
    digest: str
    """SHA-256 of the text as it was shown, hex."""
    at: datetime
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a member chose for themselves."""

    promise: int | None = None
    """Days a week; 0: no rhythm; None: has not been asked yet."""
    days: frozenset[int] | None = None
    """Own study days, Monday = 0; None: the branch's."""
    reminder: bool = False
    """One evening reminder on a day whose item is open."""
    named: bool = False
    """Organizers may see by name whether (never what) this member answered."""
    topics: frozenset[str] = frozenset()
    """Topics that come first."""
    meetings: bool = True
    """Word of the branch's meetings: one the day before, and when one is changed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A member wants to try what a task asks for; `ask` is when to ask how it went."""

    delivery: DeliveryId
    member: MemberId
    begun: datetime
    ask: datetime
    asked: datetime | None = None
    reply: Tried | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question in a branch's box. Nobody can tell from it who asked."""

    id: str
    """128 random bits, so that not even the order of the rows tells when it came."""
    day: date
    text: str


class Own(Protocol):
    """What a member chose and what they said about it.

    Text is kept as everywhere (`records.ports`). A member or delivery that is not there raises
    NotThere where something would be written about it.
    """

    def knock(self, joining: Joining) -> None:
        """Keep that somebody wants in; a later link takes the place of an earlier one."""

    def knocked(self, address: str) -> Joining | None: ...

    def let_go(self, address: str) -> None:
        """Forget that somebody wanted in."""

    def sweep_joining(self, before: datetime) -> int:
        """Forget who wanted in before then and never answered; how many."""

    def guessed(self, who: str, now: datetime) -> None:
        """Count a wrong code. `who` tells persons apart without naming them."""

    def guesses(self, since: datetime, who: str | None = None) -> int:
        """Wrong codes since then, of one person or of all."""

    def sweep_guesses(self, before: datetime) -> int:
        """Forget wrong codes before then; how many."""

    def agree(self, consent: Consent) -> None:
        """Keep a consent, and end an earlier one."""

    def withdraw(self, member: MemberId, now: datetime) -> None:
        """The consent in force, if any, ends now; that it was given stays on record."""

    def consent(self, member: MemberId) -> Consent | None:
        """The latest consent, withdrawn or not."""

    def agreed(self, members: Collection[MemberId], version: str) -> frozenset[MemberId]:
        """Those of them whose consent to this version is in force."""

    def unagreed(self, version: str, occasion: str, limit: int = 200) -> Sequence[Member]:
        """LINKED members without it who have had no letter with this occasion, by id."""

    def choices(self, member: MemberId) -> Choices: ...

    def choose(self, member: MemberId, choices: Choices) -> None: ...

    def reminded(self) -> Sequence[Member]:
        """LINKED members who want a reminder, by id."""

    def expect(self, member: MemberId, what: str, now: datetime) -> None:
        """The next words of this member are the answer to `what`; empty: to nothing."""

    def expected(self, member: MemberId, since: datetime) -> str:
        """What their next words answer, unless that was asked before `since`."""

    def studied(self, member: MemberId, day: date) -> bool:
        """They answered something on this local date of theirs; whether it is the first."""

    def days_studied(self, member: MemberId) -> frozenset[date]:
        """Local dates on which they answered, as they were where they were then."""

    def rate(self, delivery: DeliveryId, said: str, now: datetime) -> None:
        """One of SAID about what was sent; the last one counts."""

    def rated(self, delivery: DeliveryId) -> str | None: ...

    def ratings(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[Rating]:
        """What was said in [start, end) by members of a branch, by delivery."""

    def said_of(self, item: ItemId, version: str) -> Reports:
        """How many people reported a version of an item, and how many answered it; of all
        branches."""

    def drop_in(self, branch: BranchKey, question: str, day: date) -> None:
        """Put a question in the branch's box, once where the same is there from that day."""

    def questions(self, branch: BranchKey) -> Sequence[Question]:
        """The box, the newest day first; within a day in the order of their random ids."""

    def take_out(self, question: str) -> None:
        """Remove a question from its box by its id."""

    def vote(self, member: MemberId, cycle: str, topic: str) -> bool:
        """One vote a member and cycle of their branch; whether it counted. That they voted and
        what is voted are kept apart, so it cannot be taken back."""

    def voted(self, member: MemberId, cycle: str) -> bool: ...

    def votes(self, branch: BranchKey, cycle: str) -> Mapping[str, int]:
        """Votes by topic."""

    def try_out(self, delivery: DeliveryId, begun: datetime, ask: datetime) -> bool:
        """A member will try it; whether that is new."""

    def trial(self, delivery: DeliveryId) -> Trial | None: ...

    def trials_due(self, now: datetime, limit: int = 200) -> Sequence[Trial]:
        """Those to be asked about, of LINKED members, the longest due first."""

    def asked_about(self, delivery: DeliveryId, now: datetime) -> None:
        """The one question how it went is on its way."""

    def turned_out(self, delivery: DeliveryId, reply: Tried) -> None:
        """How it went; the last word counts."""

    def follow_ups(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[FollowUp]:
        """Trials of a branch that were asked about in [start, end), by delivery."""

    def outage(self, outage: Outage) -> None:
        """The bot heard nothing for a while; a longer one from the same instant takes its place."""

    def outages(self, start: datetime, end: datetime) -> Sequence[Outage]:
        """Those that touch [start, end), the earliest first."""

    def once(self, member: MemberId, what: str) -> bool:
        """Mark something that is said to a member once; whether it was not marked before."""


__all__ = [
    "CONSENT",
    "PROMISES",
    "SAID",
    "Choices",
    "Consent",
    "FollowUp",
    "Joining",
    "Outage",
    "Own",
    "Question",
    "Rating",
    "Trial",
    "Tried",
]
