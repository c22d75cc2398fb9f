"""Who asks for what: the one value every command and every answer starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.words import Words, languages, words
from bot.workshop import Workshop
from records.branch import Branch
from records.model import BranchKey, Member, Role, State
from records.people.rights import administered, administers, keeps, may_give, organized
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
    def organized(self) -> frozenset[BranchKey]:
        """The branches they are an organizer of now: read anew at every call, as all rights."""
        return organized(self.desk.store, self.member)

    @property
    def organizes(self) -> bool:
        """Whether they may do now what organizers may."""
        return bool(self.organized)

    @property
    def administers(self) -> bool:
        """Whether they are an administrator now, of a branch or of the whole organisation."""
        member, store = self.member, self.desk.store
        whole = administers(store, member, None)
        return whole or bool(administered(store, member, self.desk.branches))

    @property
    def keeps(self) -> frozenset[BranchKey]:
        """The branches whose rosters they keep now."""
        return keeps(self.desk.store, self.member, self.desk.branches)

    def may_give(self, role: Role, branch: BranchKey | None) -> bool:
        """Whether they may give and take back that office now."""
        return may_give(self.desk.store, self.member, role, branch)

    @property
    def leads(self) -> Branch | None:
        """The branch they ask about as an organizer: the one they chose last (`/branch`), else
        their own, else the first by key. None for who organizes none that is configured."""
        member, theirs = self.member, self.organized & self.desk.branches.keys()
        if member is None or not theirs:
            return None
        chosen = self.desk.store.noted(leading(member))
        known = next((key for key in (chosen, member.branch) if key in theirs), min(theirs))
        return self.desk.branches[BranchKey(known)]


def leading(member: Member) -> str:
    """Under which the branch is noted that an organizer of several asks about."""
    return f"leads:{member.id}"


SHOWN = "menu:"
"""Under which it is noted, by member, what menu their chat was given of its own."""

SPEAKS = "speaks:"
"""Under which a member's language is noted where their app would show another."""


def speaks(request: Request, member: Member, language: str) -> None:
    """Note which language is somebody's (by choice, by the list of members, or as the first of the
    organisation's) where their app would show its menu in another. Apps that are set to a language
    without a menu show the English one."""
    shown = request.person.language.lower().partition("-")[0]
    shown = shown if shown in request.desk.languages and shown in languages() else "en"
    key, store = f"{SPEAKS}{member.id}", request.desk.store
    told = language if language != shown else ""
    if (store.noted(key) or "") != told:
        store.note(key, told)


def spoken(tag: str, desk: Desk) -> str:
    """The language to begin with for somebody whose app is set to `tag`."""
    wanted = tag.lower().partition("-")[0]
    return wanted if wanted in desk.languages and wanted in languages() else desk.languages[0]
