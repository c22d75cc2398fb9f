"""What comes of comparing a list with the records: changes, and remarks on rows, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from records.model import BranchKey, MemberId, Role


class What(StrEnum):
    """What happens to one person."""

    NEW = "new"
    BACK = "back"
    """Was taken off the list before, and is on it again."""
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    """Listed before, and not any more: LEFT from now on."""
    SAME = "same"


MARKS: Mapping[What, str] = {
    What.NEW: "+", What.BACK: "+", What.MOVED: ">", What.CHANGED: "~", What.GONE: "-",
    What.SAME: "=",
}  # fmt: skip
"""A sign for each, for a line in a terminal."""


@dataclass(frozen=True, slots=True)
class Change:
    """One person, before and after. `member` is None for who is new."""

    what: What
    row: int
    """0 for who is in no row."""
    name: str
    branch: BranchKey
    member: MemberId | None = None
    was_name: str = ""
    """Where that changes; else empty, as in the next ones."""
    was_branch: BranchKey | None = None
    language: str = ""
    gives: tuple[Role, ...] = ()
    """Roles to be given in `branch`."""
    takes: tuple[Role, ...] = ()
    keys: tuple[str, ...] = ()
    """Hashes to be known by from now on."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a row; `left_out` where nothing comes of it. Faces have the words,
    by the code."""

    row: int
    code: str
    values: tuple[tuple[str, str], ...] = ()
    left_out: bool = True


@dataclass(frozen=True, slots=True)
class Diff:
    """All that a list would change. Nothing has happened yet."""

    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...] = ()
    by_link: int = 0
    """Members of the branches listed whom no list ever named: they came by a link, and stay."""
    stopped: int = 0
    """Listed, but they have said /stop themselves: they stay away until they come themselves."""
    was_listed: Mapping[BranchKey, int] | None = None
    """How many each branch listed had on its list before."""

    def of(self, *what: What) -> Sequence[Change]:
        """The changes of these kinds, in the order of the rows."""
        return [one for one in self.changes if one.what in what]

    @property
    def empties(self) -> Sequence[BranchKey]:
        """Branches that would lose over half of those listed (and more than three): looks like
        part of a list."""
        gone: dict[BranchKey, int] = {}
        for one in self.of(What.GONE):
            gone[one.branch] = gone.get(one.branch, 0) + 1
        before = self.was_listed or {}
        return sorted(key for key, n in gone.items() if n > 3 and 2 * n > before.get(key, 0))

    @property
    def changes_nothing(self) -> bool:
        """Whether nobody would be new, gone or otherwise."""
        return all(one.what is What.SAME for one in self.changes)
