"""What shows only when all lessons are seen together: too little to do, always the same form.

Pure and without a clock: weeks and months are those that authors wrote into their lessons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from content.item import Item, Lesson
from content.problem import Problem, problem

QUOTA = 40
"""Per cent of a month's items that ought to be applied."""
FEW_DAYS = 14
"""Days of content, at one item a day, below which organizers are told."""
_MONTH_ITEMS, _POOL_ITEMS, _WEEK_ITEMS = 3, 20, 3
"""Below these counts a share says nothing."""


def balance(lessons: Sequence[Lesson]) -> tuple[Problem, ...]:
    """Warnings and notices on a whole folder, in no case errors."""
    by_language: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_language[lesson.head.language].append(lesson)
    found: list[Problem] = []
    for language, some in sorted(by_language.items()):
        found += [*_months(some), *_pool(some, language), *_weeks(some), *_days(some, language)]
    return (*found, *_prerequisites(lessons))


def _items(lessons: Iterable[Lesson]) -> list[Item]:
    return [item for lesson in lessons for item in lesson.items]


def _share(items: Sequence[Item]) -> int:
    return sum(item.applied or item.asked_by_members for item in items) * 100 // len(items)


def _months(lessons: Sequence[Lesson]) -> Iterator[Problem]:
    months: dict[str, list[Item]] = defaultdict(list)
    for lesson in lessons:
        if lesson.head.send and lesson.head.send.date:
            months[f"{lesson.head.send.date:%Y-%m}"] += lesson.items
    for month, items in sorted(months.items()):
        if len(items) >= _MONTH_ITEMS and (share := _share(items)) < QUOTA:
            said = {"month": month, "share": share, "quota": QUOTA}
            yield problem(items[0].head.path, 1, "below-quota", **said)


def _pool(lessons: Sequence[Lesson], language: str) -> Iterator[Problem]:
    """The lessons without a date, from which the planner chooses."""
    items = _items(one for one in lessons if not (one.head.send and one.head.send.date))
    if len(items) >= _POOL_ITEMS and (share := _share(items)) < QUOTA:
        said = {"language": language, "share": share, "quota": QUOTA}
        yield problem(items[0].head.path, 1, "folder-below-quota", **said)


def _weeks(lessons: Sequence[Lesson]) -> Iterator[Problem]:
    for day, week in [*_dated_weeks(lessons), *_named_weeks(lessons)]:
        items = [item for item in _items(week) if item.form != "reading"]
        forms = {item.form for item in items}
        if len(items) >= _WEEK_ITEMS and len(forms) == 1:
            said = {"day": day, "count": len(items), "form": forms.pop()}
            yield problem(items[-1].head.path, items[-1].line, "same-form", **said)


def _dated_weeks(lessons: Sequence[Lesson]) -> list[tuple[str, list[Lesson]]]:
    weeks: dict[date, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.head.send and (day := lesson.head.send.date):
            weeks[day - timedelta(days=min(day.weekday(), day.toordinal() - 1))].append(lesson)
    return [(monday.isoformat(), week) for monday, week in sorted(weeks.items())]


def _named_weeks(lessons: Sequence[Lesson]) -> list[tuple[str, list[Lesson]]]:
    """Lessons for weekdays: files of one folder follow each other while the weekday rises."""
    weeks: list[tuple[str, list[Lesson]]] = []
    last, folder = 7, ""
    for lesson in lessons:
        day = lesson.head.send.weekday if lesson.head.send else None
        if day is None:
            continue
        here = lesson.id.rpartition("/")[0]
        if day <= last or here != folder:
            weeks.append((lesson.head.path, []))
        weeks[-1][1].append(lesson)
        last, folder = day, here
    return weeks


def _days(lessons: Sequence[Lesson], language: str) -> Iterator[Problem]:
    count = sum(len(lesson.items) for lesson in lessons)
    if 0 < count < FEW_DAYS:
        said = {"language": language, "days": count, "most": FEW_DAYS}
        yield problem(lessons[0].head.path, 1, "few-days", **said)


def _prerequisites(lessons: Sequence[Lesson]) -> Iterator[Problem]:
    known = {lesson.id for lesson in lessons}
    for lesson in lessons:
        for name in lesson.head.after:
            if name not in known:
                yield problem(lesson.head.path, 1, "unknown-lesson", lesson=name)
