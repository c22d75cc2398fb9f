"""The outbox, in dicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from content.history.version import version_of
from content.item import Item, ItemId
from records.group import Posted
from records.kept import goes_first, tidy
from records.memory.invites import Invites
from records.memory.outgoing import Found
from records.memory.past import Pasts
from records.memory.tables import OPEN
from records.memory.weeks import Weeks
from records.model import Delivery, DeliveryId, Fate, Letter, MemberId
from records.ports import NotThere


class Deliveries(Invites, Found, Pasts, Weeks):
    """`records.deliveries.Deliveries`. Posting sets the members' due times, hence the roster."""

    def post(
        self, letters: Sequence[Letter], due: Mapping[MemberId, datetime | None] | None = None
    ) -> Sequence[DeliveryId]:
        for letter in letters:
            self._member(letter.member)
        put_in = [id for letter in letters if (id := self._put_in(letter))]
        self.schedule(due or {})
        return put_in

    def _put_in(self, letter: Letter) -> DeliveryId | None:
        if self.by_occasion(letter.member, letter.occasion):
            return None
        letter = replace(
            letter, occasion=tidy(letter.occasion), body=tidy(letter.body), why=tidy(letter.why)
        )
        version = version_of(letter.item) if letter.item else ""
        if letter.item:
            self._t.versions.setdefault(letter.item, version)
        self._t.last_delivery += 1
        id = DeliveryId(self._t.last_delivery)
        self._t.deliveries[id] = Delivery(id, letter, Fate.PENDING, version)
        self._t.homes[id] = self._member(letter.member).branch
        return id

    def pending(self, now: datetime, limit: int = 100) -> Sequence[Delivery]:
        ready = sorted(
            (not goes_first(d.letter.kind), at, d.id)
            for d in self._t.deliveries.values()
            if (at := _ready(d)) and at <= now
        )
        return [self._t.deliveries[id] for *_, id in ready[:limit]]

    def begin(self, deliveries: Sequence[DeliveryId], now: datetime) -> Sequence[DeliveryId]:
        return [id for id in deliveries if self._begin(id, now)]

    def _begin(self, id: DeliveryId, now: datetime) -> bool:
        d = self._t.deliveries.get(id)
        if d is None or d.fate not in OPEN:
            return False
        self._t.deliveries[id] = replace(
            d, fate=Fate.SENDING, attempts=d.attempts + 1, started=now, retry=None
        )
        return True

    def settle(
        self,
        delivery: DeliveryId,
        fate: Fate,
        now: datetime,
        *,
        message: str | None = None,
        poll: str | None = None,
        reason: str = "",
        retry: datetime | None = None,
    ) -> None:
        d = self._delivery(delivery)
        self._keep_poll(poll, delivery)
        said = replace(
            d,
            message=d.message if message is None else tidy(message),
            reason=tidy(reason),
            retry=None,
        )
        if fate is Fate.SENT:
            self._t.deliveries[delivery] = replace(said, fate=fate, sent=d.sent or now)
        elif d.fate not in (Fate.SENT, Fate.FAILED, Fate.CANCELLED):
            doubt = fate is Fate.UNKNOWN and d.fate is not Fate.UNKNOWN
            self._t.deliveries[delivery] = replace(
                said, fate=fate, doubts=d.doubts + doubt, retry=retry if fate in OPEN else None
            )

    def _keep_poll(self, poll: str | None, delivery: DeliveryId) -> None:
        if poll is not None:
            self._t.polls.setdefault(tidy(poll), delivery)

    def _delivery(self, delivery: DeliveryId) -> Delivery:
        if delivery not in self._t.deliveries:
            raise NotThere(f"no delivery {delivery}")
        return self._t.deliveries[delivery]

    def interrupted(self, now: datetime) -> Sequence[Delivery]:
        for d in list(self._t.deliveries.values()):
            if d.fate is Fate.SENDING:
                self._t.deliveries[d.id] = replace(d, fate=Fate.UNKNOWN, doubts=d.doubts + 1)
        return [d for d in self._t.deliveries.values() if d.fate is Fate.UNKNOWN]

    def reword(self, items: Iterable[Item]) -> int:
        now = {(one.id, one.language): one for one in items}
        return sum(
            self._reword(id, d, now[d.letter.item.id, d.letter.item.language])
            for id, d in list(self._t.deliveries.items())
            if d.letter.item
            and (d.letter.item.id, d.letter.item.language) in now
            and d.fate is Fate.PENDING
            and not d.doubts
        ) + self._reword_postings(now)

    def _reword(self, id: DeliveryId, d: Delivery, item: Item) -> bool:
        if d.letter.item == item:
            return False
        version = self._t.versions.setdefault(item, version_of(item))
        self._t.deliveries[id] = replace(d, letter=replace(d.letter, item=item), version=version)
        return True

    def _reword_postings(self, now: Mapping[tuple[ItemId, str], Item]) -> int:
        changed = 0
        for id, one in list(self._t.postings.items()):
            new = now.get((one.item.id, one.item.language)) if one.item else None
            open_one = one.fate is Fate.PENDING and one.kind is Posted.QUESTION
            if new and open_one and new != one.item:
                self._t.versions.setdefault(new, version_of(new))
                self._t.postings[id] = replace(one, item=new)
                changed += 1
        return changed

    def adopt(self, delivery: DeliveryId, poll: str, now: datetime) -> None:
        self._delivery(delivery)
        self._keep_poll(poll, delivery)
        self._received(delivery, now)

    def _received(self, delivery: DeliveryId, now: datetime) -> None:
        d = self._t.deliveries[delivery]
        if d.fate is not Fate.SENT:
            sent = d.started or now
            self._t.deliveries[delivery] = replace(d, fate=Fate.SENT, sent=sent, retry=None)
            if sent < now:
                self._give_up(sent, self._t.homes[delivery])

    def cancel(self, member: MemberId, reason: str, now: datetime) -> int:
        open_ones = [d for d in self._newest(member) if d.fate in OPEN]
        for d in open_ones:
            self._t.deliveries[d.id] = replace(
                d, fate=Fate.CANCELLED, reason=tidy(reason), retry=None
            )
        return len(open_ones)

    def file(self, key: str) -> str | None:
        return self._t.files.get(tidy(key))

    def keep_file(self, key: str, file_id: str) -> None:
        self._t.files[tidy(key)] = tidy(file_id)


def _ready(d: Delivery) -> datetime | None:
    """When it may be sent; None where it is not to be."""
    if d.fate is Fate.PENDING or (d.fate is Fate.UNKNOWN and d.retry):
        return max(d.letter.due, d.retry or d.letter.due)
    return None
