"""What is kept no longer, in dicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from content.item import Done, Written
from records.kept import APART, may_have_arrived
from records.memory.own import Own
from records.model import Answer, BranchKey, Delivery, DeliveryId, MemberId
from records.people.own import SAID
from records.people.record import Tally

K = TypeVar("K")
V = TypeVar("V")


class Expiry(Own):
    """`expire` of `records.people.record.Record`, a function a limit of `records.privacy`."""

    def expire(self, limit: str, before: datetime, branch: BranchKey | None = None) -> int:
        t = self._t
        ends: Mapping[str, Callable[[], int]] = {
            "study": lambda: self._study(before, branch),
            "words": lambda: self._words(before),
            "letters": lambda: self._letters(before),
            "occasions": lambda: self._occasions(before),
            "joining": lambda: self.sweep_joining(before),
            "last_word": lambda: _cut(t.last_words, lambda _, one: one.at < before),
            "waiting": lambda: _cut(t.waiting, lambda _, one: one.at < before),
            "guesses": lambda: self.sweep_guesses(before),
            "expected": lambda: _cut(t.expected, lambda _, one: one[1] < before),
            "farewells": lambda: _cut(
                t.postings, lambda _, one: one.kind == "farewell" and one.due < before
            ),
            "doors": lambda: _cut(t.doors, lambda _, one: one.opened < before),
            "presence": lambda: _cut(t.presence, lambda key, _: self._met(*key) < before),
            "days": lambda: self._days(before.date()),
            "box": lambda: _cut(t.box, lambda _, one: one[1].day < before.date()),
            "outages": lambda: _cut(t.outages, lambda _, drained: drained < before),
            "weeks": lambda: _cut(t.past_weeks, lambda _, one: one.end < before),
            "invites": lambda: _cut(t.invites, lambda _, one: _ran_out(one.expires, before)),
            "handled": lambda: _cut(t.updates, lambda _, one: _ran_out(one.handled, before)),
            "parked": lambda: _cut(
                t.updates, lambda _, one: one.parked is not None and one.arrived.received < before
            ),
            "spells": lambda: _shorten(t.spells, lambda one: _ran_out(one.until, before)),
            "seen": lambda: _shorten(t.seen, lambda one: one[0].at < before),
        }
        return ends[limit]()

    def _met(self, planned: datetime, member: MemberId) -> datetime:
        changed = self._t.meetings.get((self._t.members[member].branch, planned))
        return changed.at if changed and changed.at else planned

    def _study(self, before: datetime, branch: BranchKey | None) -> int:
        old = [
            d
            for d in self._t.deliveries.values()
            if d.letter.item and d.letter.due < before and self._branch_of(d.id) == branch
        ]
        for d in old:
            if d.letter.kind not in APART:  # they are in totals of their own alone
                self._count(d, self._branch_of(d.id))
            if d.letter.item and may_have_arrived(d.fate, d.doubts):
                had = self._t.learned.get(d.member, ())
                past = replace(self._past(d, d.letter.item), discussed=False)
                self._t.learned[d.member] = (*had, past)
            self._drop(d.id)
        return len(old)

    def _count(self, d: Delivery, branch: BranchKey) -> None:
        item = d.letter.item
        assert item is not None
        key, answer, said = (branch, item.id, d.version), self.answer_to(d.id), self.rated(d.id)
        none = Tally(item.id, d.version, 0, 0, 0, 0.0, 0, 0.0, dict.fromkeys(SAID, 0))
        had = self._t.tallies.get(key, none)
        mark = answer.mark if answer else None
        first = mark is not None and d.letter.fresh
        self._t.tallies[key] = Tally(
            item.id,
            d.version,
            had.sent + (d.sent is not None),
            had.answered + (answer is not None),
            had.marked + (mark is not None),
            had.marks + (mark or 0.0),
            had.first_marked + first,
            had.first_marks + (mark or 0.0) * first,
            {word: n + (word == said) for word, n in had.said.items()},
        )

    def answer_to(self, delivery: DeliveryId) -> Answer | None:
        return self._t.answers.get(delivery)

    def _words(self, before: datetime) -> int:
        old = {
            id: fresh
            for id, one in self._t.answers.items()
            if one.received < before and (fresh := _wordless(one)) != one
        }
        self._t.answers.update(old)
        return len(old)

    def _letters(self, before: datetime) -> int:
        old = [d for d in self._plain(before) if d.letter.body]
        for d in old:
            self._t.deliveries[d.id] = replace(d, letter=replace(d.letter, body=""), reason="")
        return len(old)

    def _occasions(self, before: datetime) -> int:
        old = self._plain(before)
        for d in old:
            self._drop(d.id)
        return len(old)

    def _plain(self, before: datetime) -> list[Delivery]:
        return [
            d for d in self._t.deliveries.values() if not d.letter.item and d.letter.due < before
        ]

    def _days(self, before: date) -> int:
        gone = {day for _, day in self._t.studied if day < before}
        _cut(self._t.studied, lambda key, _: key[1] in gone)
        return len(gone)

    def _drop(self, id: DeliveryId) -> None:
        t = self._t
        del t.deliveries[id], t.homes[id]
        t.answers.pop(id, None)
        t.ratings.pop(id, None)
        t.trials.pop(id, None)
        t.polls = {poll: one for poll, one in t.polls.items() if one != id}


def _cut(table: dict[K, V], over: Callable[[K, V], bool]) -> int:
    """Take out what is over; how many."""
    old = [key for key, value in table.items() if over(key, value)]
    for key in old:
        del table[key]
    return len(old)


def _shorten(rows: list[V], over: Callable[[V], bool]) -> int:
    before = len(rows)
    rows[:] = [row for row in rows if not over(row)]
    return before - len(rows)


def _ran_out(at: datetime | None, before: datetime) -> bool:
    return at is not None and at < before


def _wordless(answer: Answer) -> Answer:
    match answer.reply:
        case Written():
            return replace(answer, reply=Written(""))
        case Done(proof, _):
            return replace(answer, reply=Done(proof, ""))
        case _:
            return answer
