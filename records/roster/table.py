"""A table of people as lines: the header found by its words, each row read by itself.

A row that cannot be used is told with what to do about it; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from content.format.tables import LOOKED_AT, Sheet, Source, named, sheets_of
from records.branch import Branch
from records.kept import tidy_name
from records.model import BranchKey, Role
from records.roster.keys import Keys, contacts, plain
from records.roster.lines import Line, Listing
from records.roster.result import Remark
from records.roster.words import COLUMNS, KNOWN, LANGUAGES, ROLES, TELLING

Header = Mapping[str, int]
_MIDDLE = "\u4e00"
"""From here on, names are written without a space between family and given name."""


class NoRoster(Exception):
    """No sheet of the file has a header with a column of names."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a list's words can mean: the branches and languages of the organisation."""

    branches: Mapping[BranchKey, Branch]
    languages: Sequence[str]
    default: BranchKey | None = None
    """The branch of rows that name none."""


def is_roster(sheets: Iterable[Sheet]) -> bool:
    """Whether a sheet has the header of a roster."""
    return any(_found(sheet) is not None for sheet in sheets)


def read(source: Source, places: Places, keys: Keys) -> Listing:
    """The lines of the first sheet that is a roster. Raises NoRoster, or Refused of
    `content.format.tables` for a file that cannot be read at all."""
    sheets, _ = sheets_of(source, KNOWN)
    for sheet in sheets:
        if (found := _found(sheet)) is not None:
            return _Reading(sheet, *found, places, keys).listing()
    raise NoRoster


def _found(sheet: Sheet) -> tuple[int, Header] | None:
    """The row of the header and its columns; the row with the most known words."""
    rows = [(place, _header(row)) for place, row in enumerate(sheet.rows[:LOOKED_AT])]
    first = next((place for place, row in enumerate(sheet.rows) if any(row)), 0)
    fit = [(len(header), -place) for place, header in rows if _fits(header, place == first)]
    if not fit:
        return None
    place = -max(fit)[1]
    return place, dict(rows)[place]


def _header(row: Sequence[str]) -> Header:
    words = [named(cell) for cell in row]
    header: dict[str, int] = {}
    for meaning, known in COLUMNS.items():
        free = {said: at for at, said in reversed([*enumerate(words)])
                if said and at not in header.values()}  # fmt: skip
        first = next((said for said in known if said in free), None)
        if first is not None:
            header[meaning] = free[first]
    return header


def _fits(header: Header, first: bool) -> bool:
    """Names alone are a roster only where the very first row says so and nothing else."""
    called = "name" in header or {"first", "last"} <= set(header)
    return called and (bool(set(TELLING) & set(header)) or (first and set(header) == {"name"}))


@dataclass(slots=True)
class _Reading:
    """A sheet being read, and what has been found so far."""

    sheet: Sheet
    place: int
    header: Header
    places: Places
    keys: Keys
    lines: list[Line] = field(default_factory=list)
    spoiled: list[Line] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    mentions: set[BranchKey] = field(default_factory=set)
    known: Mapping[str, BranchKey] = field(init=False)
    """Branches by their names and keys, as they are compared."""

    def __post_init__(self) -> None:
        self.known = {plain(name): one.key for one in self.places.branches.values()
                      for name in (one.key, one.name)}  # fmt: skip

    def listing(self) -> Listing:
        for at in range(self.place + 1, len(self.sheet.rows)):
            columns = self.header.items()
            cells = {meaning: self.sheet.cell(at, column).strip() for meaning, column in columns}
            if any(cells.values()):
                self._take(at + 1, cells)
        return Listing(
            tuple(self.lines), tuple(self.remarks), tuple(self.spoiled), frozenset(self.mentions)
        )

    def _take(self, row: int, cells: Mapping[str, str]) -> None:
        branch = self._branch(row, cells.get("branch", ""))
        name = tidy_name(_name(cells))
        if branch is not None:
            self.mentions.add(branch)
            if not name:
                self.remarks.append(Remark(row, "no-name"))
        line = self._line(row, cells, name, branch or BranchKey(""))
        (self.lines if branch is not None and name else self.spoiled).append(line)

    def _line(self, row: int, cells: Mapping[str, str], name: str, branch: BranchKey) -> Line:
        number = plain(cells.get("id", ""))
        said = [cells[kind] for kind in ("mail", "phone", "contact") if cells.get(kind)]
        found = dict.fromkeys(one for cell in said for one in contacts(cell))
        return Line(
            row,
            name,
            branch,
            self._language(row, cells.get("language", "")) if branch else None,
            self._role(row, cells.get("role", "")) if branch else None,
            self.keys.of_name(name, branch),
            self.keys.of_number(number) if number else "",
            tuple(self.keys.of_contact(one) for one in found),
            ", ".join(said),
        )

    def _remark(self, row: int, code: str, *, left_out: bool = True, **values: str) -> None:
        self.remarks.append(Remark(row, code, tuple(values.items()), left_out))

    def _branch(self, row: int, said: str) -> BranchKey | None:
        places = self.places
        if not said:
            if places.default is None:
                self._remark(row, "no-branch", known=_names(places))
            return places.default
        known = self.known
        if (wanted := plain(said)) in known:
            return known[wanted]
        near = get_close_matches(wanted, known, 1, 0.7)
        meant = places.branches[known[near[0]]].name if near else _names(places)
        self._remark(row, "unknown-branch", said=said, known=meant)
        return None

    def _language(self, row: int, said: str) -> str | None:
        for word in (named(said), said.lower().partition("-")[0].partition("_")[0]):
            if (code := LANGUAGES.get(word, word)) in self.places.languages:
                return code
        if said:
            spoken = ", ".join(self.places.languages)
            self._remark(row, "unknown-language", left_out=False, said=said, known=spoken)
        return None

    def _role(self, row: int, said: str) -> Role | None:
        role = ROLES.get(named(said)) if said else None
        if said and role is None:
            self._remark(row, "unknown-role", left_out=False, said=said)
        if role is Role.ADMINISTRATOR:
            self._remark(row, "administrator", left_out=False)
            return None
        return role


def _name(cells: Mapping[str, str]) -> str:
    if whole := cells.get("name"):
        return " ".join(whole.split())
    first, last = cells.get("first", ""), cells.get("last", "")
    if last >= _MIDDLE:
        return last + first
    return " ".join(f"{first} {last}".split())


def _names(places: Places) -> str:
    names = [one.name for one in places.branches.values()]
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
