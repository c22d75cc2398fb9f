"""Groups and what is posted there, in dicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from content.history.version import freeze_reply
from content.item import ItemId, Reply
from records.group import Group, Posted, Posting, PostingId
from records.kept import APART, tidy
from records.memory.deliveries import Deliveries
from records.model import BranchKey, DeliveryId, Fate

DONE = (Fate.SENT, Fate.FAILED)


class Groups(Deliveries):
    """`records.group.Groups`."""

    def keep_group(self, group: Group) -> None:
        for chat, other in list(self._t.groups.items()):
            if group.branch is not None and other.branch == group.branch:
                del self._t.groups[chat]
        chat = tidy(group.chat)
        self._t.groups[chat] = replace(
            group, chat=chat, language=tidy(group.language), by=tidy(group.by)
        )

    def drop_group(self, chat: str) -> None:
        self._t.groups.pop(tidy(chat), None)

    def move_group(self, chat: str, to: str) -> bool:
        here, there = tidy(chat), tidy(to)
        group = self._t.groups.pop(here, None)
        if group is None:
            return False
        self._t.groups[there] = replace(group, chat=there)
        for id, one in self._t.postings.items():
            if one.chat == here and one.fate in (Fate.PENDING, Fate.SENDING):
                self._t.postings[id] = replace(one, chat=there)
        return True

    def group(self, chat: str) -> Group | None:
        return self._t.groups.get(tidy(chat))

    def group_of(self, branch: BranchKey) -> Group | None:
        return next((g for g in self._t.groups.values() if g.branch == branch), None)

    def groups(self) -> Sequence[Group]:
        return [self._t.groups[chat] for chat in sorted(self._t.groups)]

    def put_up(self, posting: Posting) -> PostingId | None:
        occasion = tidy(posting.occasion)
        if any(one.occasion == occasion for one in self._t.postings.values()):
            return None
        id = PostingId(len(self._t.postings) + 1)
        self._t.postings[id] = Posting(
            id,
            tidy(posting.chat),
            posting.kind,
            occasion,
            posting.due,
            posting.branch,
            posting.item,
            tidy(posting.body),
            posting.expires,
            posting.closes,
        )
        return id

    def postings_due(self, now: datetime, limit: int = 100) -> Sequence[Posting]:
        ready = [
            one
            for one in self._t.postings.values()
            if one.fate is Fate.PENDING and max(one.due, one.retry or one.due) <= now
        ]
        return sorted(ready, key=lambda one: (one.due, one.id))[:limit]

    def begin_posting(self, posting: PostingId, now: datetime) -> bool:
        one = self._t.postings.get(posting)
        if one is None or one.fate is not Fate.PENDING:
            return False
        self._t.postings[posting] = replace(
            one, fate=Fate.SENDING, attempts=one.attempts + 1, retry=None
        )
        return True

    def settle_posting(
        self,
        posting: PostingId,
        fate: Fate,
        now: datetime,
        *,
        message: str | None = None,
        reason: str = "",
        retry: datetime | None = None,
    ) -> None:
        one = self._t.postings.get(posting)
        if one is None or (fate is not Fate.SENT and one.fate in DONE):
            return
        self._t.postings[posting] = replace(
            one,
            fate=fate,
            reason=tidy(reason),
            retry=retry,
            message=one.message if message is None else tidy(message),
            sent=(one.sent or now) if fate is Fate.SENT else one.sent,
        )

    def postings_interrupted(self) -> int:
        left = [one for one in self._t.postings.values() if one.fate is Fate.SENDING]
        for one in left:
            self._t.postings[one.id] = replace(one, fate=Fate.UNKNOWN)
        return len(left)

    def posting(self, posting: PostingId) -> Posting | None:
        return self._t.postings.get(posting)

    def asked_in(self, branch: BranchKey) -> Sequence[Posting]:
        return [
            one
            for one in self._t.postings.values()
            if one.branch == branch and one.kind is Posted.QUESTION and one.fate is not Fate.FAILED
        ]

    def closing(self, now: datetime, limit: int = 100) -> Sequence[Posting]:
        return [
            one
            for one in self._t.postings.values()
            if one.fate is Fate.SENT and one.closes and one.closes <= now and one.closed is None
        ][:limit]

    def close_posting(self, posting: PostingId, now: datetime) -> None:
        one = self._t.postings.get(posting)
        if one is not None and one.closed is None:
            self._t.postings[posting] = replace(one, closed=now)

    def replies_in(self, branch: BranchKey, occasion: str) -> Sequence[Reply]:
        found = [
            self._t.answers[d.id].reply
            for d in self._t.deliveries.values()
            if d.letter.occasion == tidy(occasion)
            and d.id in self._t.answers
            and self._t.members[d.member].branch == branch
        ]
        return sorted(found, key=freeze_reply)

    def answered_apart(self) -> frozenset[DeliveryId]:
        return frozenset(d.id for d in self._t.deliveries.values() if d.letter.kind in APART)

    def had(self, branch: BranchKey) -> dict[ItemId, int]:
        those = {
            (d.member, d.letter.item.id)
            for d in self._t.deliveries.values()
            if d.letter.item
            and d.fate not in (Fate.FAILED, Fate.CANCELLED)
            and self._t.members[d.member].branch == branch
        }
        return dict(sorted(Counter(item for _, item in those).items()))

    def open_in(self, branch: BranchKey) -> Sequence[Posting]:
        return [
            one
            for one in self._t.postings.values()
            if one.branch == branch
            and one.closes
            and one.closed is None
            and one.fate is not Fate.FAILED
        ]
