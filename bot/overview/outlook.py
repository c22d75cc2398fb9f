"""The plan of a branch as an organizer reads it: who gets what, when and why, and how long it
lasts. Members are counted, never named, and what is asked again is not shown item by item:
that somebody is asked something again tells how they answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from babel.dates import format_skeleton

from bot.words import Words, own_name
from content.importers import first_words
from content.item import Item
from records.branch import Branch
from records.model import Member, MemberId, Past
from records.participation import K
from scheduler.plan import Choice, Nothing, Shelves, Why
from scheduler.plan.forecast import FAR, Outlook, ahead, outlook
from scheduler.plan.wishes import NONE, Wish


@dataclass(frozen=True, slots=True)
class Row:
    """The same for so many members on the same date. No item: asked again, or nothing."""

    day: date
    count: int
    item: Item | None
    why: Why | None
    """REASK without an item: things asked again. None: nothing for them."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What lies ahead of a branch."""

    branch: Branch
    members: int
    rows: tuple[Row, ...]
    newcomers: tuple[Outlook, ...]
    gap: date | None
    """The first study day with nothing for a member, within the days asked for."""


def prospect(
    shelves: Shelves,
    branch: Branch,
    members: Sequence[Member],
    histories: Mapping[MemberId, Sequence[Past]],
    start: datetime,
    days: int,
    wishes: Mapping[MemberId, Wish] | None = None,
) -> Prospect:
    """The plan of a branch's members; for a branch of nobody, that of a newcomer.

    Reads nothing but its arguments, so it may run in a thread.
    """
    told = {member.language for member in members} or set(branch.languages[:1])
    spoken = tuple(sorted(told, key=lambda one: (one not in branch.languages, one)))
    newcomers = outlook(shelves, branch, start, days, languages=spoken)
    wished = wishes or {}
    plans = [ahead(shelves, branch, one, histories.get(one.id, ()), start, days,
                   wished.get(one.id, NONE)) for one in members] or [newcomers[0].plan]  # fmt: skip
    counts: Counter[tuple[date, str, Why | None]] = Counter()
    items: dict[str, Item] = {}
    for day in (day for plan in plans for day in plan):
        item, why = _shown(day.what)
        counts[day.day, item.id if item else "", why] += 1
        if item is not None:
            items.setdefault(item.id, item)
    rows = [Row(day, n, items.get(name), why) for (day, name, why), n in counts.items()]
    gap = min((row.day for row in rows if row.why is None), default=None)
    ordered = sorted(rows, key=lambda row: (row.day, -row.count, row.item.id if row.item else ""))
    return Prospect(branch, len(members), tuple(ordered), newcomers, gap)


def _shown(what: Choice | Nothing) -> tuple[Item | None, Why | None]:
    if isinstance(what, Nothing):
        return None, None
    return (what.item, what.why) if what.fresh else (None, Why.REASK)


def days_of(seen: Prospect, words: Words) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each day as organizers read it: how many, in a word, and what. Never a number, and no word
    of what is asked again beside other things: three weeks after, so many were wrong, and where
    nobody is asked again, all were right."""
    for day, some in groupby(seen.rows, key=lambda row: row.day):
        rows = list(some)
        fresh = [row for row in rows if row.why is not Why.REASK] or rows
        told = [(how_many(row, seen.members, words), line(row, words)) for row in fresh]
        yield day_name(day, words), told


def how_many(row: Row, members: int, words: Words) -> str:
    """More than half or not; nothing in a branch of fewer than K, where all is about a few."""
    if members < K or row.why is Why.REASK:
        return ""
    return words.say("most") if 2 * row.count > members else words.say("some")


def besides(seen: Prospect, words: Words) -> list[str]:
    """Why what is asked again is not in the plan."""
    if not seen.members:
        return []
    return [words.say(
        "Besides, what was answered before is asked again, to each when it is due. To how many is "
        "not told: it would tell how they answered."
    )]  # fmt: skip


def lasting(seen: Prospect, words: Words, *, counted: bool = True) -> list[str]:
    """How long the lessons last, for who begins now and for those who are here. `counted`: for
    whoever runs the program; organizers are told no numbers under K."""
    lines = [_lasts(one, words, several=len(seen.newcomers) > 1) for one in seen.newcomers]
    if seen.members and seen.gap and not counted:
        lines.append(words.say("First gap for a member: %(day)s.", day=day_name(seen.gap, words)))
    elif seen.members and seen.gap:
        missing = sum(row.count for row in seen.rows if row.day == seen.gap and row.why is None)
        lines.append(words.say(
            "First gap: %(day)s, for %(count)s of %(members)s members.",
            day=day_name(seen.gap, words), count=missing, members=seen.members,
        ))  # fmt: skip
    return lines


def _lasts(one: Outlook, words: Words, *, several: bool) -> str:
    mark = f"[{one.language}] " if several else ""
    if not one.lasts:
        return mark + _missing(one, words)
    count = words.many("%(n)s study day", "%(n)s study days", one.lasts)
    if one.gap is None:
        far = words.say("For newcomers the lessons last longer than %(days)s days.", days=FAR)
        return mark + far
    return mark + words.say(
        "For newcomers the lessons last %(count)s, until %(day)s.",
        count=count,
        day=day_name(one.gap - timedelta(days=1), words),
    )


def _missing(one: Outlook, words: Words) -> str:
    nothing = words.say("For newcomers there is nothing yet.")
    if not one.others or one.language in one.others:
        return nothing
    return " ".join([nothing, words.say(
        "Lessons are written in %(others)s, none in %(language)s.",
        others=words.say(", ").join(map(own_name, one.others)), language=own_name(one.language),
    )])  # fmt: skip


def line(row: Row, words: Words) -> str:
    """What it is and why, in plain words."""
    if row.item is not None:
        title, text = row.item.head.title, first_words(row.item.text)
        what = title if text.startswith(title) or row.item.form == "reading" else (
            f"{title}: {text}")  # fmt: skip
        return f"{what} ({reason(row.why, words)})"
    if row.why is None:
        return words.say("nothing")
    return words.say("something asked again")


def reason(why: Why | None, words: Words) -> str:
    """Why it was chosen."""
    return {
        Why.PINNED: words.say("its date"),
        Why.REASK: words.say("asked again"),
        Why.NEXT: words.say("next in order"),
        Why.VARIETY: words.say("for variety"),
        Why.APPLIED: words.say("something to do"),
        Why.FOLLOWED: words.say("a topic they follow"),
        Why.EASY: words.say("an easy beginning"),
        Why.ONLY: words.say("nothing else is left"),
        None: "",
    }[why]


def day_name(day: date, words: Words) -> str:
    """`Tue, Nov 24` or `11月24日周二`."""
    noon = datetime.combine(day, time(12))
    return format_skeleton("MMMEd", noon, tzinfo=None, locale=words.language)
