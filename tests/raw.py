"""A branch counted anew from the rows of the database file, by the words of `docs/measures.md`.

    counted = Raw(Path("studybot.db"), "north", "Europe/Berlin").span(start, end)

Whoever checks the program from outside has these rows and those words; so nothing of `records` or
`scheduler` is imported here. Of outages it knows nothing: it refuses a database that had one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from math import log
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

WEEK, DAY = timedelta(days=7), timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Figure = tuple[float, int] | float | None
"""n and N of a share, or a value; None where it is withheld, or nothing can be said."""


@dataclass(frozen=True)
class Sending:
    """A row of `delivery` with an item, and its answer."""

    member: int
    kind: str
    item: str
    form: str
    applied: bool
    due: datetime
    sent: datetime
    closes: datetime
    accepted: bool
    fresh: bool
    answered: datetime | None
    mark: float | None


@dataclass(frozen=True)
class Person:
    """A row of `member`, with spells as (state, since, until, noted)."""

    id: int
    name: str
    organizes: bool
    joined: datetime
    linked: datetime | None
    named: bool
    spells: Sequence[tuple[str, datetime, datetime | None, datetime]]

    def state(self, at: datetime) -> str:
        began = [state for state, since, _, _ in self.spells if since <= at]
        return began[-1] if began else "invited"


class Raw:
    """One branch of one database file."""

    def __init__(self, path: Path, branch: str, zone: str) -> None:
        self.branch, self.zone = branch, ZoneInfo(zone)
        con = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            assert con.execute("SELECT count(*) FROM outage").fetchone() == (0,)
            self.people = list(self._people(con))
            self.sendings = list(self._sendings(con))
        finally:
            con.close()

    def _people(self, con: sqlite3.Connection) -> Iterator[Person]:
        leads = {
            id
            for (id,) in con.execute(
                "SELECT member FROM office WHERE role = 'organizer' AND branch = ?", [self.branch]
            )
        }
        named = {id for (id,) in con.execute("SELECT member FROM choice WHERE named = 1")}
        for id, name, joined, linked in con.execute(
            "SELECT id, name, joined, linked FROM member WHERE branch = ?", [self.branch]
        ):
            spells = [(state, moment(since), until and moment(until), moment(noted))
                      for state, since, until, noted in con.execute(
                "SELECT state, since, until, noted FROM spell WHERE member = ? ORDER BY since, id",
                [id])]  # fmt: skip
            yield Person(id, name, id in leads, moment(joined), linked and moment(linked),
                         id in named, spells)  # fmt: skip

    def _sendings(self, con: sqlite3.Connection) -> Iterator[Sending]:
        """In the order in which they were answered, at the end those that were not."""
        for (member, kind, item, form, applied, asked, due, sent, started, closes, fate, fresh,
             received, mark) in con.execute(
            "SELECT d.member, d.kind, v.item, v.form, v.applied, v.asked, d.due, d.sent, d.started,"
            " d.closes, d.fate, d.fresh, a.received, a.mark FROM delivery AS d JOIN version AS v"
            " ON v.id = d.version LEFT JOIN answer AS a ON a.delivery = d.id WHERE d.branch = ?"
            " ORDER BY a.received IS NULL, a.received", [self.branch]
        ):  # fmt: skip
            gone = moment(sent or started or due)
            yield Sending(
                member, kind, item, form, bool(applied or asked), moment(due), gone,
                moment(closes) if closes else gone + 3 * DAY,
                fate == "sent" or received is not None, bool(fresh),
                moment(received) if received else None, mark,
            )  # fmt: skip

    @cached_property
    def own(self) -> list[Sending]:
        """Sent to somebody by name: not in the group, not at a meeting."""
        return [one for one in self.sendings if one.kind not in ("group", "meeting")]

    def week(self, monday: str) -> Span:
        """The ISO week from that local date on."""
        start = datetime.fromisoformat(monday).replace(tzinfo=self.zone)
        return self.span(start, start + WEEK)

    def span(self, start: datetime, end: datetime) -> Span:
        """From an instant to an instant; local ones are the zone's wall clock."""
        return Span(self, start.astimezone(UTC), end.astimezone(UTC))


@dataclass(frozen=True)
class Span:
    """A week, or a period between two meetings, of a branch."""

    raw: Raw
    start: datetime
    end: datetime

    # --- who is counted ---

    @cached_property
    def roster(self) -> list[Person]:
        due = {one.member for one in self.raw.own if self.start <= one.due < self.end}
        return [one for one in self.raw.people
                if one.joined <= self.start and one.state(self.start) != "left"
                and (not one.organizes or one.id in due)]  # fmt: skip

    @cached_property
    def counted(self) -> list[Person]:
        """E."""
        half = (self.end - self.start) / 2
        return [one for one in self.roster if self._away(one) < half]

    def _away(self, person: Person) -> timedelta:
        pushed = [one.sent for one in self.sends if one.member == person.id and one.kind == "study"]
        total = timedelta(0)
        for state, since, until, noted in person.spells:
            if state in ("paused", "excused") and (not pushed or noted < min(pushed)):
                begun = max(since, noted, self.start)
                total += max(timedelta(0), min(until or self.end, self.end) - begun)
        return total

    def in_l(self, person: Person) -> bool:
        states = [state for state, since, _, _ in person.spells
                  if since < self.end and state != "left"]  # fmt: skip
        opened = person.linked is not None and person.linked < self.end
        return opened and (not states or states[-1] != "blocked")

    # --- what happened ---

    @cached_property
    def sends(self) -> list[Sending]:
        return [one for one in self.raw.own if one.accepted and self.start <= one.sent < self.end]

    @cached_property
    def answers(self) -> list[Sending]:
        return [one for one in self.raw.sendings
                if one.answered and self.start <= one.answered < self.end]  # fmt: skip

    @cached_property
    def closed(self) -> list[Sending]:
        return [one for one in self.raw.own
                if one.accepted and self.start < one.closes <= self.end]  # fmt: skip

    # --- what is told ---

    def figures(self) -> dict[str, Figure]:
        """Every measure that is about who takes part."""
        e, answered = self.counted, {one.member for one in self.answers}
        reached = {one.member for one in self.sends}
        in_time = [one for one in self.closed if intime(one)]
        people = {one.member for one in self.closed}
        rates = [sum(map(intime, theirs)) / len(theirs) for id in people
                 if (theirs := [one for one in self.closed if one.member == id])]  # fmt: skip
        most = sorted((sum(a.member == one.id for a in self.answers) for one in e), reverse=True)
        tenth = -(-len(e) // 10)
        items = {one.item for one in self.sends}
        who = {item: {a.member for a in self.answers if a.item == item} for item in items}
        pushes = [one for one in self.sends if one.kind == "study"]
        here, there = (at.astimezone(self.raw.zone).replace(tzinfo=None)
                       for at in (self.start, self.end))  # fmt: skip
        weeks = (there - here) / WEEK  # by the calendar: one with a change of clocks is one
        found: dict[str, Figure] = {
            "linked": share(sum(map(self.in_l, e)), len(e)),
            "reach": share(sum(one.id in reached for one in e), len(e)),
            "active": share(sum(one.id in answered for one in e), len(e)),
            "response": share(len(in_time), len(self.closed), len(people)),
            "response_median": few(len(people), median(rates) if rates else None),
            "latency": few(len(people), self._latency()),
            "density": few(len(e), len(self.answers) / len(e) / weeks if e else None),
            "regularity": share(self._regular(), len(e)),
            "concentration": share(sum(most[:tenth]), len(self.answers), tenth),
            "coverage": share(sum(len(one) >= 5 for one in who.values()), len(items),
                              len(self.roster)),
            "gap": float(self._gap()),
            "form_diversity": few(len(self.roster), evenness([one.form for one in pushes])),
            "applied_share": share(sum(one.applied for one in pushes), len(pushes),
                                   len(self.roster)),
        }  # fmt: skip
        told = found if len(self.roster) >= 5 else dict.fromkeys(found)
        return {**told, "roster": float(len(self.roster)), "sent": float(len(self.sends)),
                "answers": float(len(self.answers)) if len(self.roster) > 1 else None}  # fmt: skip

    def _latency(self) -> float | None:
        spans = [((one.answered if intime(one) and one.answered else one.closes) - one.sent,
                  intime(one)) for one in self.closed]  # fmt: skip
        left = 1.0
        for at in sorted({span for span, answered in spans if answered}):
            left *= 1 - sum(one == (at, True) for one in spans) / sum(s >= at for s, _ in spans)
            if left <= 0.5 + 1e-9:
                return at.total_seconds()
        return None

    def _weeks(self) -> list[Span]:
        """Those a rhythm is looked for in: the eight that end with a week, or end in a period."""
        local = self.start.astimezone(self.raw.zone)
        monday = (local - local.weekday() * DAY).replace(hour=0, minute=0, second=0, microsecond=0)
        is_week = monday.astimezone(UTC) == self.start and self.raw.span(
            monday, monday + WEEK).end == self.end  # fmt: skip
        spans = [self.raw.span(monday + n * WEEK, monday + (n + 1) * WEEK) for n in range(-7, 60)]
        if is_week:
            return spans[:8]
        return [one for one in spans if self.start < one.end <= self.end]

    def _regular(self) -> int:
        took: dict[int, list[bool]] = defaultdict(list)
        for week in self._weeks():
            active = {one.member for one in week.answers}
            there = [one.id for one in week.counted]
            if week.sends or active & set(there):
                for id in there:
                    took[id].append(id in active)
        rates = [sum(took[one.id]) / len(took[one.id]) for one in self.counted if took[one.id]]
        return sum(rate >= 0.75 for rate in rates)

    def _gap(self) -> int:
        dates = {a.answered.astimezone(self.raw.zone).date() for a in self.answers if a.answered}
        first = self.start.astimezone(self.raw.zone).date()
        last = (self.end - timedelta(microseconds=1)).astimezone(self.raw.zone).date()
        longest = run = 0
        for n in range((last - first).days + 1):
            run = 0 if first + n * DAY in dates else run + 1
            longest = max(longest, run)
        return longest

    def tries(self) -> dict[str, tuple[float, int]]:
        """Of each item first tried in the span: the sum of marks, and how many."""
        seen, found = set(), dict[str, tuple[float, int]]()
        for one in self.raw.sendings:  # by when they were answered
            if one.answered is None or (one.member, one.item) in seen:
                continue
            seen.add((one.member, one.item))
            apart = one.kind in ("group", "meeting") or one.mark is None
            if not apart and self.start <= one.answered < self.end:
                n, of = found.get(one.item, (0.0, 0))
                found[one.item] = n + (one.mark or 0.0), of + 1
        return found

    def facilities(self) -> dict[str, tuple[float, int] | None]:
        """What may be told of them: not about few, not where nearly all agree; and where the
        withheld few together are under five, the least tried other one is withheld too."""
        tries = self.tries()
        told: dict[str, tuple[float, int] | None] = {
            item: None if of < 5 or alike(n, of) else (n, of) for item, (n, of) in tries.items()
        }
        hidden = sum(of for _, of in tries.values() if of < 5)
        rest = sorted((of, item) for item, (_, of) in tries.items() if of >= 5)
        if 0 < hidden < 5 and rest:
            told[rest[0][1]] = None
        return told


def alike(n: float, of: int) -> bool:
    edge = 1 if of < 8 else 2
    return n <= edge or n >= of - edge


def intime(one: Sending) -> bool:
    return one.answered is not None and one.answered < one.closes


def moment(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


def few(people: int, figure: Figure) -> Figure:
    return None if 0 < people < 5 else figure


def share(n: float, of: int, people: int | None = None) -> Figure:
    return few(of if people is None else people, (n, of))


def evenness(forms: Sequence[str]) -> float | None:
    if not forms:
        return None
    q = [n / len(forms) for n in Counter(forms).values()]
    return -sum(x * log(x) for x in q) / log(len(q)) if len(q) > 1 else 0.0
