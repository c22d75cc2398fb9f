"""A member's own record as files: JSON for programs, a page to read. Driven by the registry."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.words import Words, direction, words
from records.people.record import Cell, Line
from records.privacy import Column, Holds, Table, tables

if TYPE_CHECKING:
    from jinja2 import Template

    from bot.request import Request

PAGE = Path(__file__).parent / "mydata.html.j2"


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept about one person, by table, and what lies in files beside it."""

    made: datetime
    tables: Mapping[str, Sequence[Line]]
    files: Mapping[str, Sequence[Line]]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing but the message that asked for it."""
        return not self.files and set(self.tables) <= {"arrived"}


def words_of(request: Request) -> Words:
    """The words of whoever asks, also of somebody who left: in the language they had here."""
    member = request.desk.store.at(request.person.address)
    return words(member.language) if member else request.words


def record(request: Request) -> Kept:
    """Read everything about who asks."""
    address = request.person.address
    files = request.workshop.about(address) if request.workshop else {}
    return Kept(request.now, request.desk.store.about(address), files)


def as_json(kept: Kept) -> bytes:
    """Every row, with what each column means; moments are ISO 8601 in UTC."""
    declared = tables()
    made = {
        "made": kept.made.isoformat(),
        "tables": {
            name: {
                "what": declared[name].what,
                "why": declared[name].why,
                "kept": declared[name].kept,
                "columns": {one.name: one.what for one in _shown(declared[name], lines)},
                "rows": lines,
            }
            for name, lines in kept.tables.items()
        },
        "files": kept.files,
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the page."""

    title: str
    why: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def as_page(kept: Kept, told: Words) -> bytes:
    """A page without scripts or anything fetched, in the reader's language."""
    sections = [_section(tables()[name], lines, told) for name, lines in kept.tables.items()]
    title = told.say("Files you sent or looked at")
    files = [_plain(title, lines) for lines in kept.files.values()]
    page = _page().render(
        language=told.language,
        direction=direction(told.language),
        title=told.say("All that is kept about you"),
        intro=told.say("Made %(at)s. All times are in UTC.", at=_moment(kept.made.isoformat())),
        sections=[*sections, *files],
    )
    return page.encode("utf-8", "replace")


def _section(table: Table, lines: Sequence[Line], told: Words) -> Section:
    columns = _shown(table, lines)
    heads = tuple(told.say(one.what) for one in columns)
    rows = [tuple(_cell(one, line[one.name], told) for one in columns) for line in lines]
    return Section(told.say(table.what), told.say(table.why), heads, rows)


def _plain(title: str, lines: Sequence[Line]) -> Section:
    heads = tuple(lines[0])
    return Section(title, "", heads, [tuple(str(line[name]) for name in heads) for line in lines])


def _shown(table: Table, lines: Sequence[Line]) -> list[Column]:
    return [one for one in table.columns if one.exported and lines and one.name in lines[0]]


def _cell(column: Column, value: Cell, told: Words) -> str:
    if value is None or value == "":
        return ""
    match column.holds:
        case Holds.MOMENT:
            return _moment(str(value))
        case Holds.YES_NO:
            return told.say("yes") if value else told.say("no")
        case _:
            return str(value)


def _moment(iso: str) -> str:
    return iso[:16].replace("T", " ")


@cache
def _page() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(PAGE.read_text("utf-8"))
