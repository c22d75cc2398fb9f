"""The items that may go to the members of one branch, role and language, made quick to pick from.

A shelf is computed once from a library and then asked for every member. Items stand in the
order of their lessons' paths and their places; a set of items is an `int` whose bit i is the
i-th item, so that "unsent, open today, another form than yesterday" is a few `&`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from itertools import groupby

from content.folder.library import Library
from content.item import Head, Item, ItemId, Lesson, LessonId
from records.branch import Branch
from records.model import Member, Role
from scheduler.due import is_study_day

PIN_LASTS = timedelta(days=7)
"""How long a lesson pinned to a date still goes first: the date may be no study day, or the
member was away; after a week it is a lesson like any other."""

DAYS_KEPT = 100
"""Dates whose sets a shelf keeps at hand; members of all zones live on three at most."""

READING = "reading"

ROLES = {
    Role.MEMBER: {"member", "members", "成员", "会员"},
    Role.ORGANIZER: {"organizer", "organizers", "组织者"},
}
"""How an author may write a role in `for:`."""


@dataclass(frozen=True, slots=True)
class Today:
    """Sets of items as they stand on one local date."""

    open: int
    """May be sent at all."""
    ordinary: int
    """May go as the next item: open, and not kept for a weekday of its own."""
    gone: int
    """Will never be sent again; nothing waits for them."""
    pins: tuple[int, ...]
    """Pinned lessons of this date, those of a date before those of a weekday."""
    late_pins: tuple[int, ...]
    """Lessons pinned to a date of the last days."""
    next_pins: tuple[int, ...]
    """Pinned lessons of the study day after this one."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a lesson's items stand on the shelf: side by side, its reading first."""

    head: Head
    start: int
    count: int
    readings: int

    @property
    def all(self) -> int:
        return ((1 << self.count) - 1) << self.start


class Shelf:
    """What a branch's members of one role can get in one language. Holds no member's data."""

    def __init__(self, lessons: Iterable[Lesson], branch: Branch) -> None:
        ordered = sorted(lessons, key=lambda lesson: natural(lesson.id))
        self.branch = branch
        self.items: tuple[Item, ...] = _once(item for lesson in ordered for item in lesson.items)
        self.place: dict[ItemId, int] = {item.id: n for n, item in enumerate(self.items)}
        self.all = (1 << len(self.items)) - 1
        self.applied = _set(i.applied or i.asked_by_members for i in self.items)
        self.share = self.applied.bit_count() / max(1, len(self.items))
        self.forms = {
            form: _set(item.form == form for item in self.items)
            for form in dict.fromkeys(item.form for item in self.items)
        }
        self.topics = {
            topic: _set(item.head.topic == topic for item in self.items)
            for topic in dict.fromkeys(item.head.topic for item in self.items)
        }
        self.blocks = _blocks(self.items)
        self._before = _before(self.blocks)
        self._days: dict[date, Today] = {}

    def on(self, topics: Iterable[str]) -> int:
        """The items of these topics."""
        items = 0
        for topic in topics:
            items |= self.topics.get(topic, 0)
        return items

    def of_forms(self, forms: Iterable[str]) -> int:
        """The items of these forms."""
        items = 0
        for form in forms:
            items |= self.forms.get(form, 0)
        return items

    def block(self, place: int) -> Block:
        """The lesson in which the item at that place stands."""
        return self.blocks[self.items[place].lesson]

    def needs(self, place: int) -> int:
        """What has to be sent before that item: its lesson's reading, the lessons before."""
        block = self.block(place)
        reading = ((1 << block.readings) - 1) << block.start
        before = 0 if place < block.start + block.readings else reading
        for earlier in self._before.get(block.head.lesson, ()):
            before |= self.blocks[earlier].all
        return before

    def today(self, day: date) -> Today:
        """The sets of a local date; kept, since all members ask for the same few dates."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) > DAYS_KEPT:
                self._days.clear()
            found = self._days[day] = self._today(day)
        return found

    def _today(self, day: date) -> Today:
        gone = self._those(lambda head: _over(head, day))
        opened = self._those(lambda head: _opens(head, day)) & ~gone
        kept = self._those(lambda head: self._weekday(head) is not None)
        return Today(
            opened,
            opened & ~kept,
            gone,
            self._pins(day, opened),
            self._late(day, opened),
            self._pins(self._next_study_day(day), self.all & ~gone),
        )

    def _those(self, wanted: Callable[[Head], bool]) -> int:
        """All items of the lessons wanted."""
        digits = [("1" if wanted(b.head) else "0") * b.count for b in self.blocks.values()]
        return int("".join(digits)[::-1] or "0", 2)

    def _pins(self, day: date, within: int) -> tuple[int, ...]:
        """Lessons of a date, those pinned to the date itself first."""
        sending = [block for block in self.blocks.values() if block.head.send]
        dated = [block.all for block in sending if _pinned_to(block.head) == day]
        weekly = [block.all for block in sending if self._weekday(block.head) == day.weekday()]
        return tuple(items & within for items in dated + weekly if items & within)

    def _late(self, day: date, within: int) -> tuple[int, ...]:
        pinned = ((_pinned_to(block.head), block) for block in self.blocks.values())
        late = sorted(
            (at, block.start, block.all & within)
            for at, block in pinned
            if at is not None and at < day < at + PIN_LASTS and block.all & within
        )
        return tuple(items for _, _, items in late)

    def _weekday(self, head: Head) -> int | None:
        """The weekday a lesson is kept for; none where the branch does not study on it."""
        weekday = head.send.weekday if head.send else None
        return weekday if weekday in self.branch.days else None

    def _next_study_day(self, day: date) -> date:
        days = (day + timedelta(days=n) for n in range(1, 15))
        return next((d for d in days if is_study_day(self.branch, d)), day + timedelta(days=1))


class Shelves:
    """All shelves of one library, each made when first asked for.

    A library that was loaded anew gets new shelves; nothing else has to be told. `language` is
    the organisation's first, for branches that do not say which languages they offer.
    Branches that get the same lessons on the same study days share one shelf.
    """

    def __init__(self, library: Library, language: str = "") -> None:
        self.library = library
        self.language = language
        self._of: dict[tuple[Branch, Role, str], Shelf] = {}
        self._made: dict[Hashable, Shelf] = {}

    def shelf(self, member: Member, branch: Branch) -> Shelf:
        """The shelf of a member of that branch."""
        key = (branch, member.role, member.language)
        found = self._of.get(key)
        if found is None:
            found = self._of[key] = self._make(branch, member.role, member.language)
        return found

    def _make(self, branch: Branch, role: Role, language: str) -> Shelf:
        first = branch.languages[0] if branch.languages else self.language
        wanted = (language, language.split("-")[0], first)
        lessons = lessons_for(self.library, branch, role, wanted)
        these = tuple(id(lesson) for lesson in lessons)
        same = (branch.days, branch.holidays, branch.review, these)
        if same not in self._made:
            self._made[same] = Shelf(lessons, branch)
        return self._made[same]


def lessons_for(
    library: Library, branch: Branch, role: Role, languages: Sequence[str]
) -> list[Lesson]:
    """Each lesson meant for them once, in the first of these languages that it has."""
    best: dict[LessonId, tuple[int, Lesson]] = {}
    for lesson in library.lessons:
        if lesson.head.language in languages and _meant_for(lesson.head, branch, role):
            rank = languages.index(lesson.head.language)
            if lesson.id not in best or rank < best[lesson.id][0]:
                best[lesson.id] = (rank, lesson)
    return [lesson for _, lesson in best.values()]


def natural(path: str) -> tuple[tuple[int, str], ...]:
    """A path's place in the order people mean: `lesson-9` before `lesson-10`."""
    parts = re.split(r"(\d+)", path)
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in parts if p)


def _meant_for(head: Head, branch: Branch, role: Role) -> bool:
    named = {word.strip().casefold() for word in head.audience}
    return not named or bool(
        named & ({branch.key.casefold(), branch.name.casefold()} | ROLES[role])
    )


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each id once, the first; in a lesson the reading first, then by place."""
    first: dict[ItemId, Item] = {}
    for item in items:
        first.setdefault(item.id, item)
    lessons = list(dict.fromkeys(item.lesson for item in first.values()))
    turn = {lesson: n for n, lesson in enumerate(lessons)}
    return tuple(sorted(first.values(), key=lambda i: (turn[i.lesson], i.form != READING, i.order)))


def _set(members: Iterable[bool]) -> int:
    return int("".join("1" if belongs else "0" for belongs in members)[::-1] or "0", 2)


def _blocks(items: Sequence[Item]) -> dict[LessonId, Block]:
    found: dict[LessonId, Block] = {}
    start = 0
    for lesson, group in groupby(items, lambda item: item.lesson):
        mine = list(group)
        readings = sum(item.form == READING for item in mine)
        found[lesson] = Block(mine[0].head, start, len(mine), readings)
        start += len(mine)
    return found


def _before(blocks: Mapping[LessonId, Block]) -> dict[LessonId, set[LessonId]]:
    """For each lesson those it builds on, as far as they are on the shelf."""
    after = {key: set(block.head.after) & blocks.keys() for key, block in blocks.items()}
    return _without_cycles({key: earlier for key, earlier in after.items() if earlier})


def _without_cycles(after: dict[LessonId, set[LessonId]]) -> dict[LessonId, set[LessonId]]:
    """Lessons that wait for each other wait for none of them, so that no mistake blocks them."""
    while True:
        try:
            TopologicalSorter(after).prepare()
        except CycleError as error:
            ring = set(error.args[1])
            after = {
                key: earlier - ring if key in ring else earlier for key, earlier in after.items()
            }
        else:
            return after


def _pinned_to(head: Head) -> date | None:
    return head.send.date if head.send else None


def _opens(head: Head, day: date) -> bool:
    first = max(head.opens or day, _pinned_to(head) or day)
    return first <= day


def _over(head: Head, day: date) -> bool:
    """Past its last day, or past the date until which it could be answered."""
    ends = [head.until, head.deadline.on if head.deadline else None]
    return any(end is not None and end < day for end in ends)
