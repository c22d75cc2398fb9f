"""What a conversation answers with: a closed set of acts, the same on any platform.

Texts are HTML with the few tags a chat knows (b, i, code, blockquote, a); whatever came from
a person is escaped with `esc` before it is put into one.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import bidirectional

from bot.press import Press
from content.item import Picture
from records.model import Delivery, DeliveryId

_TURNS = re.compile("[\x00-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
"""Signs that set a direction or end a line."""


@dataclass(frozen=True, slots=True)
class Opens:
    """A tap opens this address as a Mini App; it is https."""

    url: str


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what a tap on it means."""

    label: str
    press: Press | Opens


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Say:
    """Write to the person, maybe under one of the messages of the chat; pictures go before."""

    text: str
    buttons: Rows = ()
    under: str | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Toast:
    """A short word over the chat, seen by the one who tapped alone; `alert` waits for an OK."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Put another text and buttons in place of the message that was tapped."""

    text: str
    buttons: Rows = ()


@dataclass(frozen=True, slots=True)
class Rekey:
    """Put other buttons (or none) under the message that was tapped."""

    buttons: Rows = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Show, under the message that was tapped, how far this answer has come."""

    delivery: Delivery
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Send this part of a reading, counted from 0."""

    delivery: Delivery
    part: int


@dataclass(frozen=True, slots=True)
class TurnCard:
    """Show the other side of a flashcard, where its front stands."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Enclose:
    """Send a file."""

    name: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Send a picture of our own making, with a line of HTML below it."""

    name: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Send these letters of the outbox at once: somebody is waiting for them."""

    deliveries: tuple[DeliveryId, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """Send an item to be looked at: a preview, which is a delivery in form alone."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Work:
    """Something that takes its time, such as reading a file: done beside the loop. What it
    answers is said when it is done. May be done twice, as all that follows from an event."""

    run: Callable[[], Awaitable[Sequence[Act]]]


@dataclass(frozen=True, slots=True)
class UsualMenu:
    """From now on this chat shows the menu of commands that everybody's does."""


@dataclass(frozen=True, slots=True)
class TakeLeave:
    """Say the last word to who was erased: owed since then, and said also after a crash."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Write in a group, in one of its topics where it has some."""

    chat: str
    text: str
    thread: int | None = None


Act = (
    Say
    | Tell
    | Toast
    | Rewrite
    | Rekey
    | Progress
    | Part
    | TurnCard
    | Enclose
    | Drawn
    | Deliver
    | Show
    | Work
    | UsualMenu
    | TakeLeave
)


def named(name: str) -> str:
    """A person's name in HTML, whatever it is written in, and unable to turn the words around it:
    its own signs of direction and line ends left out, and isolated (U+2068, U+2069) where it has
    letters that run from right to left. (A text from right to left isolates all the others.)"""
    bare = esc(_TURNS.sub("", name))
    turns = any(bidirectional(letter) in ("R", "AL") for letter in bare)
    return f"\u2068{bare}\u2069" if turns else bare


def esc(text: str) -> str:
    """Words of a person, to stand in HTML as they were typed."""
    return escape(text, quote=False)
