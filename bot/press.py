"""What a tap can mean: a closed set, the same on any platform.

A platform packs a press into what its buttons carry (`bot.telegram.callback`); whoever acts on
one still looks up whose delivery it is, for what comes back from a device may be made up.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A step of an answer: the places taken so far, this press included. Shows new buttons."""

    delivery: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Submit:
    """The whole answer."""

    delivery: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Read, done, or thought over."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Show the back of the card."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """The member says whether they knew the card."""

    delivery: int
    knew: bool


@dataclass(frozen=True, slots=True)
class More:
    """Go on to this part, counted from 0."""

    delivery: int
    part: int


@dataclass(frozen=True, slots=True)
class Next:
    """Ask me something about this lesson."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Command:
    """As if the command had been typed: a button of a menu."""

    name: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """One word about an item."""

    delivery: int
    word: str


@dataclass(frozen=True, slots=True)
class Pick:
    """In a group: the option at this place, of the question posted under this number."""

    posting: int
    place: int


@dataclass(frozen=True, slots=True)
class Export:
    """Send this summary as a file of this format."""

    key: str
    format: str


Press = Answer | Submit | Done | Turn | Recalled | More | Next | Command | Rate | Pick | Export
