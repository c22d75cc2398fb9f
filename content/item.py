"""The nouns of what is asked: a lesson, its items, the ways an item can be answered.

An *item* is one thing a member gets on one day: a lesson's text, a question, a task.
Which of them it is, is its *form*; forms are an open set (`content.forms`). How an item is
put to a member and what can come back are closed sets (`Ask`, `Reply`), so that every face
knows all of them and a new form needs no new face.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import NewType

ItemId = NewType("ItemId", str)
"""Stable across edits, renames and moves; the same for the translations of one item."""

LessonId = NewType("LessonId", str)
"""The lesson file's path under the content folder, without language and ending."""

ASKED = frozenset({"asked-by-members", "asked by members", "成员提问", "大家问的"})
"""Tags that say: a member asked for this."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Send:
    """When the author wants a lesson sent: on a weekday or on a date, maybe at an hour.

    Local to the branch. `weekday` counts from Monday = 0; exactly one of the two is set.
    """

    weekday: int | None = None
    date: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long an item may be answered: for a while, until the end of a day, or to the meeting."""

    after: timedelta | None = None
    on: date | None = None
    at_meeting: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a lesson file says about itself, above its text; shared by all its items."""

    lesson: LessonId
    language: str
    title: str
    path: str
    send: Send | None = None
    topic: str = ""
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    """Branch keys or names, or roles; empty means everybody."""
    applied: bool = False
    deadline: Deadline | None = None
    opens: date | None = None
    until: date | None = None
    """First and last local day on which it may be sent."""
    after: tuple[LessonId, ...] = ()
    author: str = ""
    sources: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    """Keys this program does not know, kept as they were written."""

    @property
    def asked_by_members(self) -> bool:
        """Whether its tags say that members asked for it."""
        return any(tag.casefold() in ASKED for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its text in Markdown, whether it is right, and what to say to who took it."""

    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture named in a text: its path (absolute, inside the content folder) and alt text."""

    path: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read, answer or do, as its author wrote it. Texts are Markdown."""

    id: ItemId
    head: Head
    form: str
    """The name of its form in `content.forms.FORMS`; a lesson's text has the form `reading`."""
    text: str
    """The question as asked; for a reading, all its parts joined by a line `---`."""
    order: int
    """Place in its lesson from 0; the reading, where there is one, is 0."""
    line: int = 1
    options: tuple[Option, ...] = ()
    """Choices; for put-in-order the steps in their right order, all marked right."""
    answers: tuple[str, ...] = ()
    """Accepted answers in words; for a number, the one value as written."""
    tolerance: Decimal | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    back: str = ""
    """The other side of a flashcard."""
    proof: tuple[str, ...] = ()
    """What a task accepts besides a tap: of `text`, `photo`, `voice`."""
    explanation: str = ""
    points: int = 1
    anonymous: bool = False
    shuffle: bool = False
    discuss: str = ""
    follow_up: timedelta | None = None
    applied: bool = False
    """Tagged applied in the head, or a form that is applied by its nature (task, case)."""
    asked_by_members: bool = False
    pictures: tuple[Picture, ...] = ()
    """What is seen with the question: in its text, its options, its pairs."""
    pictures_after: tuple[Picture, ...] = ()
    """What is seen once it is answered: on a card's back, in feedback, in the explanation."""

    @property
    def all_pictures(self) -> tuple[Picture, ...]:
        """Every picture it shows, before the answer or after."""
        return tuple(dict.fromkeys(self.pictures + self.pictures_after))

    @property
    def language(self) -> str:
        return self.head.language

    @property
    def lesson(self) -> LessonId:
        return self.head.lesson


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson file in one language: its head and its items in the order they stand."""

    head: Head
    items: tuple[Item, ...]

    @property
    def id(self) -> LessonId:
        return self.head.lesson


# --- How an item is put to a member (closed: every face matches all of them) ---------------


@dataclass(frozen=True, slots=True)
class Read:
    """Read these parts, one message each, and say when you have."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose one option, or several. `right` is empty where there is no right answer."""

    options: tuple[str, ...]
    right: tuple[int, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Arrange:
    """Tap the items in order. They are shown in this (shuffled) order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """For each on the left, in turn, tap the one on the right that goes with it."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """Answer in words; `number` where a number is wanted, `free` where nothing is graded."""

    number: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Recall:
    """Think, turn the card, say whether you knew it."""

    back: str


@dataclass(frozen=True, slots=True)
class Do:
    """Do it, then tap, or show it in one of the ways of `proof` (text, photo, voice)."""

    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discuss:
    """Think it over or talk about it; a tap says so, words may be written."""

    where: str = ""


Ask = Read | Choose | Arrange | Pair | Write | Recall | Do | Discuss


# --- What comes back (closed) -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places in the ask as shown: the options taken; the order tapped; the right-hand sides."""

    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The member's own words, whole."""

    text: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """Whether the member says to have known the card."""

    knew: bool


@dataclass(frozen=True, slots=True)
class Done:
    """Read, done or thought over; `proof` says how it was shown: tap, text, photo or voice."""

    proof: str = "tap"
    text: str = ""


Reply = Chosen | Written | Recalled | Done


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a form says of a reply. `mark` is 0..1, or None where nothing is right or wrong."""

    mark: float | None = None
    answer: str = ""
    """The right answer in words (Markdown), empty where there is none."""
    feedback: tuple[str, ...] = ()
    """The author's words for the options this member took."""

    @property
    def right(self) -> bool | None:
        return None if self.mark is None else self.mark >= 1.0
