"""A member's record in dicts: all about them, its end, and who looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import orjson

from records.kept import tidy
from records.meetings.calendar import at_door
from records.memory.expiry import Expiry
from records.memory.tables import Update
from records.model import BranchKey, DeliveryId, MemberId, State
from records.people.record import Line, Tally, View


class Record(Expiry):
    """`records.people.record.Record`; rows are shown as what they are about, without columns."""

    def about(self, address: str) -> Mapping[str, Sequence[Line]]:
        member = self.at(address)
        found: dict[str, list[Line]] = {}
        if joining := self.knocked(address):
            found["joining"] = [{"at": joining.at.isoformat()}]
        if waiting := self._t.waiting.get(tidy(address)):
            found["waiting"] = [{"name": waiting.name}]
        if member is not None:
            found["member"] = [{"id": member.id, "name": member.name}]
            for name, row in self._rows_of(member.id):
                found.setdefault(name, []).append(row)
        return found

    def _rows_of(self, member: MemberId) -> Iterator[tuple[str, Line]]:
        for id in self._ids_of(member):
            yield "delivery", {"id": id}
            if id in self._t.answers:
                yield "answer", {"delivery": id, "reply": repr(self._t.answers[id].reply)}
        yield from (("seen", {"role": view.role, "what": view.what}) for view in self.seen(member))

    def _ids_of(self, member: MemberId) -> list[DeliveryId]:
        return [d.id for d in self._t.deliveries.values() if d.member == member]

    def erase(self, address: str, now: datetime) -> bool:
        member = self.at(address)
        knocked = self._t.joining.pop(tidy(address), None) is not None
        knocked = self._t.waiting.pop(tidy(address), None) is not None or knocked
        knocked = self._t.last_words.pop(tidy(address), None) is not None or knocked
        self._empty(address, now)
        return (member is not None and self._erase(member.id)) or knocked

    def erase_member(self, member: MemberId, now: datetime) -> bool:
        found = self.member(member)
        if found is not None and found.address is not None:
            return self.erase(found.address, now)
        return found is not None and self._erase(member)

    def _erase(self, member: MemberId) -> bool:
        t = self._t
        for id in self._ids_of(member):
            self._drop(id)
        t.spells[:] = [one for one in t.spells if one.member != member]
        t.consents[:] = [one for one in t.consents if one.member != member]
        t.offices = {
            key: replace(one, by=None if one.by == member else one.by)
            for key, one in t.offices.items()
            if one.member != member
        }
        t.listed = {digest: one for digest, one in t.listed.items() if one != member}
        t.invites = {code: one for code, one in t.invites.items() if one.member != member}
        t.choices.pop(member, None)
        t.expected.pop(member, None)
        t.studied = {key: None for key in t.studied if key[0] != member}
        t.once = {key: None for key in t.once if key[0] != member}
        t.voted = {key: None for key in t.voted if key[1] != member}
        t.guesses[:] = [one for one in t.guesses if one[0] != at_door(member)]
        t.presence = {key: said for key, said in t.presence.items() if key[1] != member}
        t.notes.pop(f"menu:{member}", None)
        t.notes.pop(f"leads:{member}", None)
        t.notes.pop(f"speaks:{member}", None)
        t.notes.pop(f"lettered:{member}", None)
        t.seen[:] = [(_unlinked(view, member), whole) for view, whole in t.seen]
        t.learned.pop(member, None)
        self._leave_weeks(member)
        del t.members[member]
        return True

    def _empty(self, address: str, now: datetime) -> None:
        """Updates that this person sent: their bodies go, they count as handled."""
        for id, kept in self._t.updates.items():
            if kept.handled is None and _by(kept.arrived.body, address):
                self._t.updates[id] = Update(replace(kept.arrived, body=b"", retry=None), None, now)

    def asks(self, address: str) -> bool:
        return any(one.handled is None and _sender(one.arrived.body) == address
                   for one in self._t.updates.values())  # fmt: skip

    def addresses(self) -> Mapping[str, datetime]:
        found: dict[str, datetime] = {}
        for address, at in self._came():
            found[address] = max(at, found.get(address, at))
        return found

    def _came(self) -> Iterator[tuple[str, datetime]]:
        for member in self.members():
            if member.address is not None and (at := member.linked or member.joined):
                yield member.address, at
        yield from ((one.address, one.at) for one in self._t.joining.values())
        yield from ((one.address, one.at) for one in self._t.waiting.values())
        for kept in self._t.updates.values():
            if sender := _sender(kept.arrived.body):
                yield sender, kept.arrived.received

    def scrub(self) -> bool:
        return True

    def branches(self) -> Sequence[BranchKey]:
        return sorted({member.branch for member in self.members()})

    def former(self, before: datetime, limit: int = 100) -> Sequence[MemberId]:
        left = {
            one.member
            for one in self._t.spells
            if one.until is None and one.state is State.LEFT and one.since < before
        }
        return sorted(left)[:limit]

    def tallies(self, branch: BranchKey) -> Sequence[Tally]:
        return [one for key, one in sorted(self._t.tallies.items()) if key[0] == branch]

    def saw(self, view: View) -> None:
        self._t.seen.append((view, view.about is None))

    def seen(self, member: MemberId) -> Sequence[View]:
        me = self.member(member)
        return [
            view
            for view, whole in reversed(self._t.seen)
            if view.about == member
            or (whole and me and me.joined and view.branch == me.branch and me.joined <= view.at)
        ]

    def chained(self) -> bool:
        return True  # nobody else writes here


def _unlinked(view: View, member: MemberId) -> View:
    about = None if view.about == member else view.about
    return replace(view, about=about, by=None if view.by == member else view.by)


def _by(body: bytes, address: str) -> bool:
    """Whether an update is this person's. One that is not JSON is, where it holds their number."""
    sender = _sender(body)
    return sender == address if sender is not None else address.encode() in body


def _sender(body: bytes) -> str | None:
    """The number of who did what an update tells; empty where nobody did, None for no JSON."""
    if not body:
        return ""
    try:
        update = orjson.loads(body)
    except ValueError:
        return None
    inner = [one for one in update.values() if isinstance(one, dict)]
    people = [one.get("from") or one.get("user") for one in inner]
    return next((str(one["id"]) for one in people if one), "")
