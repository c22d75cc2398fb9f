"""The items that may go to the members of one branch, role and language, made quick to pick from.

A shelf is computed once from a library and then asked for every member. Items stand in the
order of their lessons' paths and their places; a set of items is an `int` whose bit i is the
i-th item, so that "unsent, open today, another form than yesterday" is a few `&`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from content.item import Head, Item, ItemId, Lesson, LessonId
from content.library import Library
from records.branch import Branch
from records.model import Member, Role
from scheduler.due import is_study_day

PIN_LASTS = timedelta(days=7)
"""How long a lesson pinned to a date still goes first: the date may be no study day, or the
member was away; after a week it is a lesson like any other."""

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


class Shelf:
    """What a branch's members of one role can get in one language. Holds no member's data."""

    def __init__(self, lessons: Iterable[Lesson], branch: Branch) -> None:
        ordered = sorted(lessons, key=lambda lesson: natural(lesson.id))
        self.branch = branch
        self.items: tuple[Item, ...] = _once(item for lesson in ordered for item in lesson.items)
        self.bit: dict[ItemId, int] = {item.id: 1 << i for i, item in enumerate(self.items)}
        self.all = (1 << len(self.items)) - 1
        self.applied = _set(i.applied or i.asked_by_members for i in self.items)
        self.share = self.applied.bit_count() / max(1, len(self.items))
        self.forms = {
            form: _set(item.form == form for item in self.items)
            for form in dict.fromkeys(item.form for item in self.items)
        }
        self.lessons = _lessons(self.items)
        self.heads = {item.lesson: item.head for item in self.items}
        self.needs = _needs(self.items, self.lessons, self.heads)
        self._days: dict[date, Today] = {}

    def today(self, day: date) -> Today:
        """The sets of a local date; kept, since all members ask for the same few dates."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) > 1000:
                self._days.clear()
            found = self._days[day] = self._today(day)
        return found

    def lesson_of(self, place: int) -> int:
        """All items of the lesson in which the item at that place stands."""
        return self.lessons[self.items[place].lesson]

    def _today(self, day: date) -> Today:
        opened = gone = kept = 0
        for lesson, items in self.lessons.items():
            head = self.heads[lesson]
            opened |= items if _opens(head, day) else 0
            gone |= items if _over(head, day) else 0
            kept |= items if self._weekday(head) is not None else 0
        opened &= ~gone
        return Today(
            opened,
            opened & ~kept,
            gone,
            self._pins(day, opened),
            self._late(day, opened),
            self._pins(self._next_study_day(day), self.all & ~gone),
        )

    def _pins(self, day: date, within: int) -> tuple[int, ...]:
        """Lessons of a date, those pinned to the date itself first."""
        dated = [i for key, i in self.lessons.items() if _pinned_to(self.heads[key]) == day]
        weekly = [
            i for key, i in self.lessons.items() if self._weekday(self.heads[key]) == day.weekday()
        ]
        return tuple(items & within for items in dated + weekly if items & within)

    def _late(self, day: date, within: int) -> tuple[int, ...]:
        pinned = ((_pinned_to(self.heads[key]), items) for key, items in self.lessons.items())
        late = sorted(
            (at, items & within)
            for at, items in pinned
            if at is not None and at < day < at + PIN_LASTS and items & within
        )
        return tuple(items for _, items in late)

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
    """

    def __init__(self, library: Library, language: str = "") -> None:
        self.library = library
        self.language = language
        self._made: dict[tuple[Branch, Role, str], Shelf] = {}

    def shelf(self, member: Member, branch: Branch) -> Shelf:
        """The shelf of a member of that branch."""
        key = (branch, member.role, member.language)
        found = self._made.get(key)
        if found is None:
            first = branch.languages[0] if branch.languages else self.language
            languages = (member.language, member.language.split("-")[0], first)
            found = self._made[key] = Shelf(
                lessons_for(self.library, branch, member.role, languages), branch
            )
        return found


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
    return sum(1 << place for place, belongs in enumerate(members) if belongs)


def _lessons(items: Sequence[Item]) -> dict[LessonId, int]:
    found: dict[LessonId, int] = {}
    for place, item in enumerate(items):
        found[item.lesson] = found.get(item.lesson, 0) | 1 << place
    return found


def _needs(
    items: Sequence[Item], lessons: dict[LessonId, int], heads: dict[LessonId, Head]
) -> tuple[int, ...]:
    """For each item what has to be sent first: its lesson's reading, the lessons before."""
    readings = _set(item.form == READING for item in items)
    after = _without_cycles({key: set(head.after) & lessons.keys() for key, head in heads.items()})
    before = {key: sum(lessons[earlier] for earlier in after[key]) for key in lessons}
    return tuple(
        before[item.lesson] | (0 if item.form == READING else lessons[item.lesson] & readings)
        for item in items
    )


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
