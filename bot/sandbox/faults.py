"""Faults on purpose: the n-th call of a method, or any call that a test picks, goes wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.sandbox.journal import Call


class Answer(Enum):
    """What the bot gets to see."""

    TRUE = "the true answer"
    FLOOD = "429 with retry_after"
    ERROR = "500 with a JSON body"
    HTML = "502 with an HTML page"
    EMPTY = "200 with an empty body"
    CUT = "200 with half of the JSON"
    TORN = "the connection dies in the middle of the body"
    NONE = "the connection dies without a word"


class Mix(Enum):
    """What getUpdates does to its batch."""

    NO = "nothing"
    TWICE = "each update twice"
    SHUFFLE = "in another order"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong. `accepted`: whether Telegram carries the request out all the same."""

    answer: Answer = Answer.TRUE
    accepted: bool = True
    before: float = 0.0
    after: float = 0.0
    retry_after: int = 1
    mix: Mix = Mix.NO

    @classmethod
    def flood(cls, seconds: int = 1) -> Fault:
        return cls(Answer.FLOOD, accepted=False, retry_after=seconds)

    @classmethod
    def error(cls, accepted: bool = False) -> Fault:
        return cls(Answer.ERROR, accepted)

    @classmethod
    def html(cls, accepted: bool = False) -> Fault:
        return cls(Answer.HTML, accepted)

    @classmethod
    def empty(cls, accepted: bool = True) -> Fault:
        return cls(Answer.EMPTY, accepted)

    @classmethod
    def cut(cls) -> Fault:
        return cls(Answer.CUT)

    @classmethod
    def torn(cls) -> Fault:
        return cls(Answer.TORN)

    @classmethod
    def hang_up(cls, accepted: bool) -> Fault:
        """Closed without an answer, before (`False`) or after (`True`) it was accepted."""
        return cls(Answer.NONE, accepted)

    @classmethod
    def slow(cls, before: float = 0.0, after: float = 0.0) -> Fault:
        """Real seconds of waiting before or after acceptance."""
        return cls(before=before, after=after)

    @classmethod
    def duplicate(cls) -> Fault:
        return cls(mix=Mix.TWICE)

    @classmethod
    def reorder(cls) -> Fault:
        return cls(mix=Mix.SHUFFLE)


ALL = (
    Fault.flood(),
    Fault.error(),
    Fault.error(accepted=True),
    Fault.html(),
    Fault.empty(),
    Fault.cut(),
    Fault.torn(),
    Fault.hang_up(accepted=False),
    Fault.hang_up(accepted=True),
)
FINE = Fault()


@dataclass(slots=True)
class _Rule:
    picks: Callable[[Call], bool]
    fault: Fault
    left: int


@dataclass(slots=True)
class Faults:
    """The plan. Rules are tried in the order in which they were laid."""

    _rules: list[_Rule] = field(default_factory=list)

    def at(self, method: str, nth: int, fault: Fault) -> None:
        """The n-th call (from 1, counted over the whole life) of a method goes wrong."""
        self.when(lambda call: call.method == method and call.nth == nth, fault)

    def next(self, method: str, *faults: Fault) -> None:
        """The next calls of a method go wrong, one for each fault."""
        for fault in faults:
            self.when(lambda call: call.method == method, fault)

    def when(self, picks: Callable[[Call], bool], fault: Fault, times: int = 1) -> None:
        """The first `times` calls for which `picks` is true go wrong."""
        self._rules.append(_Rule(picks, fault, times))

    def seeded(
        self,
        seed: int,
        rate: float,
        methods: Iterable[str] = ("sendMessage",),
        faults: Sequence[Fault] = ALL,
    ) -> None:
        """Each call of these methods goes wrong with probability `rate`, for ever."""
        dice, names = random.Random(seed), frozenset(methods)
        for fault in faults:
            share = rate / len(faults)
            self.when(_by_chance(dice, names, share), fault, times=2**62)

    def clear(self) -> None:
        self._rules.clear()

    def draw(self, call: Call) -> Fault:
        """The fault of this call; a rule that picked it has one time less."""
        for rule in self._rules:
            if rule.left > 0 and rule.picks(call):
                rule.left -= 1
                return rule.fault
        return FINE


def _by_chance(dice: random.Random, names: frozenset[str], share: float) -> Callable[[Call], bool]:
    return lambda call: call.method in names and dice.random() < share


def mixed(updates: list[object], mix: Mix) -> list[object]:
    """A batch of updates as a disturbed server hands it over; ids stay with their update."""
    if mix is Mix.TWICE:
        return [update for update in updates for _ in range(2)]
    return list(reversed(updates)) if mix is Mix.SHUFFLE else updates
