"""How a table is declared: what each column is, why and how long it is kept, how it is erased.

The SQL in here is about the tables of `records.sqlite`; `:member` is a member's id, `:address`
where the platform reaches them, `:before` an instant in microseconds, `:branch` a branch's key,
`:some` how many rows at most, `:ids` the rows found, as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SOME = 500
"""Rows that one step of retention takes at most, so that nobody waits for it."""


class Holds(StrEnum):
    """How a column's value is to be read."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    """Microseconds since 1970 UTC."""
    YES_NO = "yes or no"
    JSON = "JSON"
    BYTES = "bytes"


class Erased(StrEnum):
    """What `/forget` does to a member's rows of a table."""

    DELETED = "deleted"
    EMPTIED = "emptied"
    UNLINKED = "pseudonymised"
    NOT_PERSONAL = "stays"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. What is not handed out by `/mydata` says why in `but`."""

    name: str
    what: str
    """In a few words, lower case; shown to the member, hence also in their language."""
    holds: Holds = Holds.TEXT
    but: str = ""

    @property
    def exported(self) -> bool:
        return not self.but


@dataclass(frozen=True, slots=True)
class Limit:
    """How long rows are kept: `find` gives the keys of those that are over, `steps` end them."""

    name: str
    days: int
    since: str
    """What the days count from, for the documentation: `days` after `since`."""
    find: str
    steps: tuple[str, ...]
    by_meeting: bool = False
    """Counts from the branch's next meeting: the time handed in is that of a meeting."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `whose` is the condition under which a row is a member's; `stays` is why
    nothing of it is, where it is empty."""

    name: str
    what: str
    why: str
    columns: tuple[Column, ...]
    whose: str = ""
    shown: str = ""
    """The condition for `/mydata`, where it is another than `whose`."""
    erased: Erased = Erased.DELETED
    erase: str = ""
    """The statement that erases; empty: DELETE by `whose`."""
    kept: str = "as long as somebody is a member"
    limits: tuple[Limit, ...] = ()
    stays: str = ""
    before: int = 50
    """Lower is erased first: rows that refer to others go before them."""

    @property
    def told(self) -> str:
        """The condition under which `/mydata` brings a row; empty where it brings none."""
        return self.shown or self.whose

    @property
    def personal(self) -> bool:
        return bool(self.whose)

    @property
    def erasing(self) -> str:
        """The statement that `/forget` runs for this table; empty where nothing is anybody's."""
        if not self.whose:
            return ""
        return self.erase or f"DELETE FROM {self.name} WHERE {self.whose}"


def text(name: str, what: str, but: str = "") -> Column:
    return Column(name, what, Holds.TEXT, but)


def number(name: str, what: str, but: str = "") -> Column:
    return Column(name, what, Holds.NUMBER, but)


def moment(name: str, what: str, but: str = "") -> Column:
    return Column(name, what, Holds.MOMENT, but)


def yes_no(name: str, what: str) -> Column:
    return Column(name, what, Holds.YES_NO)


def json(name: str, what: str) -> Column:
    return Column(name, what, Holds.JSON)
