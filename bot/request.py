"""Who asks for what: the one value every command and every answer starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.words import Words, languages, words
from bot.workshop import Workshop
from records.branch import Branch
from records.model import Member, Role, State
from scheduler.desk import Desk


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a private chat, as the platform shows them; on the roster or not."""

    address: str
    name: str
    language: str = ""
    """What their app is set to, as a language tag; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing one person does. `key` is the same when it is replayed after a crash."""

    desk: Desk
    person: Person
    now: datetime
    key: str
    args: tuple[str, ...] = ()
    again: bool = False
    """True where an earlier try may have come some way."""
    workshop: Workshop | None = None
    """None where lessons are not worked on: in a test of something else."""

    @property
    def member(self) -> Member | None:
        """Who they are here; None for a stranger and for somebody who left."""
        member = self.desk.store.at(self.person.address)
        return None if member is None or member.state is State.LEFT else member

    @property
    def branch(self) -> Branch | None:
        """Their branch, where the configuration still names it."""
        member = self.member
        return self.desk.branch_of(member) if member else None

    @property
    def studies(self) -> Branch | None:
        """Their branch as they study in it: on days of their own, where they chose some."""
        member = self.member
        return self.desk.studies(member) if member else None

    @property
    def words(self) -> Words:
        """In the member's language; a stranger's app language; the organisation's first."""
        member = self.member
        return words(member.language if member else spoken(self.person.language, self.desk))

    @property
    def organizes(self) -> bool:
        """Whether they may do now what organizers may: read anew at every call."""
        member = self.member
        return member is not None and member.role is Role.ORGANIZER


def spoken(tag: str, desk: Desk) -> str:
    """The language to begin with for somebody whose app is set to `tag`."""
    wanted = tag.lower().partition("-")[0]
    return wanted if wanted in desk.languages and wanted in languages() else desk.languages[0]
