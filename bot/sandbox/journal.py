"""What really happened: every request and its fate, and every message truly delivered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.messages import Message
from bot.sandbox.params import Params


@dataclass(slots=True)
class Call:
    """One request. `accepted`: Telegram did what was asked; `answered`: it also said so whole."""

    number: int
    method: str
    nth: int
    at: datetime
    params: Params
    accepted: bool = False
    answered: bool = False
    code: int = 0
    result: object = None
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.code == 200


@dataclass(slots=True)
class Journal:
    """The truth that tests compare a bot's records with."""

    calls: list[Call] = field(default_factory=list)
    delivered: list[Message] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def open(self, method: str, params: Params, at: datetime) -> Call:
        nth = self._counts[method] = self._counts.get(method, 0) + 1
        call = Call(len(self.calls) + 1, method, nth, at, params)
        self.calls.append(call)
        return call

    def of(self, method: str) -> list[Call]:
        """All calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]
