"""The queue of updates: confirmed by offset, forgotten by age, never by having been sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.shapes import Json

# telegram-bot-api Client.cpp: a press lives 150 s, everything else a day; td TQueue.cpp: the cap.
LIFETIME = {"callback_query": timedelta(seconds=150), "inline_query": timedelta(seconds=30)}
DAY = timedelta(days=1)
CAP = 100_000
KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
DEFAULT = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An update that waits to be confirmed."""

    id: int
    body: Json
    expires: datetime


class Updates:
    """The queue of one bot."""

    def __init__(self, now: Callable[[], datetime], first: int = 1) -> None:
        self._now = now
        self._entries: deque[Entry] = deque()
        self.next_id = first
        self.allowed = DEFAULT
        self.told: tuple[str, ...] | None = None
        self.dropped = 0
        self._earliest: datetime | None = None

    def allow(self, kinds: Sequence[str]) -> None:
        """Remembers which kinds are wanted; an empty list means the default set."""
        self.told = tuple(kind for kind in kinds if kind in KINDS) or None
        self.allowed = frozenset(self.told) if self.told else DEFAULT

    def push(self, kind: str, body: Json) -> int | None:
        """Queues an update; its id, or None where the kind is not wanted or the queue is full."""
        if kind not in self.allowed:
            return None
        return self.inject({kind: body}, LIFETIME.get(kind, DAY))

    def inject(self, body: Json, lifetime: timedelta = DAY) -> int | None:
        """Queues anything, wanted or not, well formed or not: for tests of bad input."""
        if len(self._entries) >= CAP:
            self.dropped += 1
            return None
        number = self.next_id
        self.next_id += 1
        whole = {"update_id": number, **body}
        entry = Entry(number, whole, self._now() + lifetime)
        self._entries.append(entry)
        self._earliest = min(self._earliest or entry.expires, entry.expires)
        return number

    def fetch(self, offset: int, limit: int) -> list[Json]:
        """Confirms what lies below the offset, then gives the oldest of the rest.

        An offset from the future confirms nothing and reads from the head; a negative one
        counts from the end and forgets what lies before.
        """
        self._forget_old()
        if offset < 0:
            offset = self.next_id + offset
        if offset <= self.next_id + 10:
            self._confirm(offset)
        return [entry.body for _, entry in zip(range(limit), self._entries, strict=False)]

    def pending(self) -> int:
        self._forget_old()
        return len(self._entries)

    def clear(self) -> None:
        self._entries.clear()

    def _confirm(self, offset: int) -> None:
        while self._entries and self._entries[0].id < offset:
            self._entries.popleft()

    def _forget_old(self) -> None:
        now = self._now()
        if self._earliest is not None and self._earliest <= now:
            self._entries = deque(e for e in self._entries if e.expires > now)
            self._earliest = min((e.expires for e in self._entries), default=None)
