"""A second implementation of `docs/measures.md`, written from its words alone.

Slow on purpose: it walks through every hour and every row, and calls nothing of
`records.participation` or `records.meetings`. All histories it is given lie on whole hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import log
from zoneinfo import ZoneInfo

from content.history.version import version_of
from content.item import Item
from records.model import Answer, Delivery, Fate, Kind, Member, Role, Spell, State
from records.participation import Rows

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)

Figure = tuple[float, int] | float | None
"""n and N of a share, or a value; None where nothing may or can be said."""


@dataclass
class Recount:
    """One week of one branch. `start` is its Monday 00:00 in the zone."""

    rows: Rows
    zone: str
    start: datetime
    end: datetime

    # --- who ---

    def spells_of(self, member: Member) -> list[Spell]:
        return sorted((s for s in self.rows.spells if s.member == member.id), key=lambda s: s.since)

    def spell_at(self, member: Member, at: datetime) -> Spell | None:
        began = [spell for spell in self.spells_of(member) if spell.since <= at]
        return began[-1] if began else None

    def on_roster(self, member: Member, at: datetime) -> bool:
        spell = self.spell_at(member, at)
        return spell is not None and spell.state is not State.LEFT

    def first_push(self, member: Member, start: datetime, end: datetime) -> datetime | None:
        pushed = [
            d.sent or d.letter.due
            for d in self.rows.deliveries
            if d.member == member.id and d.letter.kind is Kind.STUDY and self.accepted(d)
        ]
        return min((at for at in pushed if start <= at < end), default=None)

    def away_hours(self, member: Member, start: datetime, end: datetime) -> int:
        push, hours, at = self.first_push(member, start, end), 0, start
        spells = self.spells_of(member)
        while at < end:
            spell = next((s for s in reversed(spells) if s.since <= at), None)
            if (
                spell
                and spell.state in (State.PAUSED, State.EXCUSED)
                and spell.noted <= at
                and (push is None or spell.noted < push)
            ):
                hours += 1
            at += HOUR
        return hours

    def counts(self, member: Member, start: datetime, end: datetime) -> bool:
        """On the roster at the start; organizers only where an item was due to them."""
        due = any(
            d.member == member.id and start <= d.letter.due < end for d in self.rows.deliveries
        )
        return self.on_roster(member, start) and (member.role is Role.MEMBER or due)

    def e(self, start: datetime, end: datetime) -> list[Member]:
        half = (end - start) / HOUR / 2
        return [
            m
            for m in self.rows.members
            if self.counts(m, start, end) and self.away_hours(m, start, end) < half
        ]

    def roster(self) -> int:
        return sum(self.counts(m, self.start, self.end) for m in self.rows.members)

    def in_l(self, member: Member) -> bool:
        states = [
            s.state
            for s in self.spells_of(member)
            if s.since < self.end and s.state is not State.LEFT
        ]
        opened = any(s in (State.LINKED, State.PAUSED, State.BLOCKED) for s in states)
        return opened and states[-1] is not State.BLOCKED

    # --- what ---

    def answer_to(self, delivery: Delivery) -> Answer | None:
        return next((a for a in self.rows.answers if a.delivery == delivery.id), None)

    def accepted(self, delivery: Delivery) -> bool:
        return delivery.fate is Fate.SENT or self.answer_to(delivery) is not None

    def in_time(self, delivery: Delivery) -> Answer | None:
        answer, closes = self.answer_to(delivery), delivery.letter.closes
        assert closes
        return answer if answer and answer.received < closes else None

    def closed(self) -> list[Delivery]:
        return [
            d
            for d in self.rows.deliveries
            if d.letter.closes and self.start < d.letter.closes <= self.end
        ]

    def sends(self) -> list[Delivery]:
        return [
            d
            for d in self.rows.deliveries
            if self.accepted(d) and self.start <= (d.sent or d.letter.due) < self.end
        ]

    def answers(self, start: datetime | None = None, end: datetime | None = None) -> list[Answer]:
        first, last = start or self.start, end or self.end
        return [a for a in self.rows.answers if first <= a.received < last]

    def d(self) -> list[Delivery]:
        return [d for d in self.closed() if self.accepted(d)]

    # --- measures ---

    def figures(self) -> dict[str, Figure]:
        e = self.e(self.start, self.end)
        n = len(e)
        members_of_d = {d.member for d in self.d()}
        active = [m for m in e if any(a.member == m.id for a in self.answers())]
        reached = [m for m in e if any(d.member == m.id for d in self.sends())]
        found: dict[str, Figure] = {
            "linked": few(n, (sum(self.in_l(m) for m in e), n)),
            "reach": few(n, (len(reached), n)),
            "active": few(n, (len(active), n)),
            "response": few(
                len(members_of_d),
                (sum(self.in_time(d) is not None for d in self.d()), len(self.d())),
            ),
            "response_median": few(len(members_of_d), self.median_rate()),
            "latency": few(len(members_of_d), self.latency()),
            "density": few(n, len(self.answers()) / n if n else None),
            "regularity": few(n, (self.regular(e), n)),
            "concentration": self.concentration(e),
            "coverage": few(self.roster(), self.coverage()),
            "applied_share": few(self.roster(), self.applied_share()),
            "form_diversity": self.diversity(),
            "gap": float(self.gap()),
            "cost": self.cost(),
        }
        small = 0 <= self.roster() < 5
        return {name: None if small else figure for name, figure in found.items()}

    def median_rate(self) -> float | None:
        rates = []
        for member in self.rows.members:
            theirs = [d for d in self.d() if d.member == member.id]
            if theirs:
                rates.append(sum(self.in_time(d) is not None for d in theirs) / len(theirs))
        rates.sort()
        if not rates:
            return None
        middle = len(rates) // 2
        return rates[middle] if len(rates) % 2 else (rates[middle - 1] + rates[middle]) / 2

    def latency(self) -> float | None:
        spans = []
        for d in self.d():
            answer = self.in_time(d)
            if d.sent:
                end = answer.received if answer else d.letter.closes
                assert end
                spans.append((end - d.sent, answer is not None))
        survival = 1.0
        for time in sorted({span for span, answered in spans if answered}):
            at_risk = sum(span >= time for span, _ in spans)
            survival *= 1 - sum(span == time and answered for span, answered in spans) / at_risk
            if survival <= 0.5 + 1e-9:
                return time.total_seconds()
        return None

    def weeks(self) -> Iterator[tuple[datetime, datetime]]:
        zone = ZoneInfo(self.zone)
        local = self.start.astimezone(zone).replace(tzinfo=None)
        for back in range(8):
            first, last = (local - (back - n) * WEEK for n in (0, 1))
            yield (
                first.replace(tzinfo=zone).astimezone(UTC),
                last.replace(tzinfo=zone).astimezone(UTC),
            )

    def regular(self, e: list[Member]) -> int:
        lived = []
        for start, end in self.weeks():
            week = Recount(self.rows, self.zone, start, end)
            there = week.e(start, end)
            took = {a.member for a in week.answers()}
            if week.sends() or any(m.id in took for m in there):
                lived.append((there, took))
        regular = 0
        for member in e:
            mine = [member.id in took for there, took in lived if member in there]
            regular += bool(mine) and sum(mine) / len(mine) >= 0.75
        return regular

    def concentration(self, e: list[Member]) -> Figure:
        counts = sorted((sum(a.member == m.id for a in self.answers()) for m in e), reverse=True)
        most = -(-len(e) // 10)
        return few(most, (sum(counts[:most]), len(self.answers())))

    def coverage(self) -> tuple[float, int]:
        sent = {d.letter.item.id for d in self.sends() if d.letter.item}
        covered = [i for i in sent if len({a.member for a in self.answers() if a.item == i}) >= 5]
        return len(covered), len(sent)

    def pushes(self) -> list[Delivery]:
        return [d for d in self.sends() if d.letter.kind is Kind.STUDY]

    def applied_share(self) -> tuple[float, int]:
        items = [d.letter.item for d in self.pushes() if d.letter.item]
        return sum(i.applied or i.asked_by_members for i in items), len(items)

    def diversity(self) -> float | None:
        forms = [d.letter.item.form for d in self.pushes() if d.letter.item]
        if not forms:
            return None
        q = [forms.count(form) / len(forms) for form in set(forms)]
        return -sum(x * log(x) for x in q) / log(len(q)) if len(q) > 1 else 0.0

    def gap(self) -> int:
        zone = ZoneInfo(self.zone)
        answered = {a.received.astimezone(zone).date() for a in self.answers()}
        longest = run = 0
        for n in range(7):
            day = self.start.astimezone(zone).date() + timedelta(days=n)
            run = 0 if day in answered else run + 1
            longest = max(longest, run)
        return longest

    def cost(self) -> float | None:
        lost = [
            s
            for s in self.rows.spells
            if s.state in (State.BLOCKED, State.LEFT) and self.start <= s.since < self.end
        ]
        return 1000 * len(lost) / len(self.sends()) if self.sends() else None

    # --- questions and forms ---

    def meaning(self, item: Item) -> object:
        """What a version asks: its options with what is right by the key in force, in any
        order."""
        key = self.rows.keys.get((item.id, version_of(item)), item)
        return item.id, key.form, frozenset((o.text, o.right) for o in key.options)

    def asked_by(self, answer: Answer) -> Item | None:
        return next((d.letter.item for d in self.rows.deliveries if d.id == answer.delivery), None)

    def firsts(self) -> list[Answer]:
        """First attempts of all time: the member's first answer to the item, if it gave a mark
        and the item had come to them as new."""
        found: list[Answer] = []
        ordered = sorted(self.rows.answers, key=lambda a: a.received)
        for n, answer in enumerate(ordered):
            same = (answer.member, answer.item)
            earlier = [a for a in ordered[:n] if (a.member, a.item) == same]
            fresh = any(
                d.letter.fresh and d.letter.item and (d.member, d.letter.item.id) == same
                for d in self.rows.deliveries
            )
            if not earlier and fresh and answer.mark is not None:
                found.append(answer)
        return found

    def tries(self) -> dict[object, tuple[float, int]]:
        """For each question first tried in the period: the sum of marks, and how many."""
        found: dict[object, tuple[float, int]] = {}
        for answer in self.firsts():
            item = self.asked_by(answer)
            if item and self.start <= answer.received < self.end and answer.mark is not None:
                n, of = found.get(self.meaning(item), (0.0, 0))
                found[self.meaning(item)] = n + answer.mark, of + 1
        return found

    def form_sends(self) -> dict[tuple[str, date], tuple[int, int]]:
        """For each form and local date: answered in time, of the pushes that were accepted and
        whose windows closed by the end; where there were five or more."""
        found: dict[tuple[str, date], tuple[int, int]] = {}
        for d in self.rows.deliveries:
            item, closes = d.letter.item, d.letter.closes
            pushed = d.letter.kind is Kind.STUDY and self.accepted(d)
            if item and closes and pushed and closes <= self.end:
                day = (d.sent or d.letter.due).astimezone(ZoneInfo(self.zone)).date()
                n, of = found.get((item.form, day), (0, 0))
                found[item.form, day] = n + (self.in_time(d) is not None), of + 1
        return {key: (n, of) for key, (n, of) in found.items() if of >= 5}


def few(people: int, figure: Figure) -> Figure:
    """Nothing about one to four people."""
    return None if 0 < people < 5 else figure
