"""What every job and every conversation has at hand: records, lessons, branches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from content.folder.library import Library
from records.branch import Branch
from records.keeping.backup import Backups
from records.keeping.erasures import Erasures
from records.model import BranchKey, Member, MemberId
from records.ports import Store
from records.privacy import keep
from scheduler.amends.paused import paused, without
from scheduler.plan import Shelves
from scheduler.refusals import Refusals


class Dashboard(Protocol):
    """Where organizers look at their branch in a browser."""

    @property
    def mini_app(self) -> str:
        """The address of its Mini App; empty where there can be none."""

    def link(self, member: MemberId | None, language: str, now: datetime) -> str:
        """An address that lets this person in once, soon."""


@dataclass(frozen=True, slots=True)
class Found:
    """What `work(store, *given)` returned in another process (`scheduler.apart`)."""

    work: Callable[..., object]
    given: tuple[object, ...]
    value: object


@dataclass(slots=True)
class Desk:
    """The records, the lessons in force and the branches. One in the program.

    Only `library` and `branches` are ever replaced (`restock`, `meet_as_kept`), and only whole.
    """

    store: Store
    branches: Mapping[BranchKey, Branch]
    library: Library
    organisation: str = ""
    languages: tuple[str, ...] = ("en",)
    backups: Backups | None = None
    """Where the nightly copies go; None where there are none (demo, tests)."""
    contact: str = ""
    """Whom to ask about one's data; shown to everybody by /privacy."""
    retention: Mapping[str, int] = field(default_factory=dict)
    """Days by limit, where the organisation keeps something for less long than declared."""
    erasures: Erasures | None = None
    """The list of who asked to be forgotten; None where no backups are kept (tests)."""
    dashboard: Dashboard | None = None
    """None where none is set up."""
    found: Sequence[Found] | None = None
    """While an answer is made that may wait for another process: what was counted there for it.
    None: whatever is needed is counted here and now."""
    refusals: Refusals = field(default_factory=Refusals)
    """How often who asked for what is not theirs."""
    shelves: Shelves = field(init=False)

    def __post_init__(self) -> None:
        self.restock(self.library)
        self.meet_as_kept()

    def restock(self, library: Library) -> None:
        """Put new lessons in force, whole; what members' reports have paused is not sent."""
        self.library = library
        self.shelves = Shelves(without(library, paused(self.store)), self.languages[0])

    def meet_as_kept(self) -> None:
        """Have every branch meet when the records say: as configured, but for what organizers
        changed. Called at start and after each change."""
        self.branches = {key: as_kept(self.store, one) for key, one in self.branches.items()}

    def keeps(self, limit: str) -> int:
        """Days after which a limit of `records.privacy` ends rows, in this organisation."""
        return keep(self.retention, limit)

    def branch_of(self, member: Member) -> Branch | None:
        """The member's branch; None where the configuration names it no more."""
        return self.branches.get(member.branch)

    def studies(self, member: Member) -> Branch | None:
        """The branch as this member studies in it: on their own days, where they chose some."""
        branch = self.branch_of(member)
        days = self.store.choices(member.id).days if branch else None
        return replace(branch, days=days) if branch and days is not None else branch


def as_kept(store: Store, branch: Branch) -> Branch:
    """The branch as it meets by the records: as configured, but for what organizers changed."""
    return replace(branch, changes=tuple(store.changes(branch.key)))
