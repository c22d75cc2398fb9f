"""What a member gets on a day, and why: a pure function of the folder and their history.

In this order: what is pinned to the date or the weekday; what is due to be asked again; the
next item. Two rules bend the order and one bends only when nothing else is left:

- 40 % of the sends are applied or asked for by members, where the folder holds as many;
- the rest of the folder never comes to consist of one form mostly, and the form of
  tomorrow's pinned item is left for tomorrow;
- the same form never comes twice running. Only a pin (a date is the author's promise) and a
  folder that holds nothing else today break it, and the choice says so.

So a lesson's items mostly follow each other, mixed with those of its neighbours; its reading
always comes before its questions, and a lesson after the lessons it builds on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from content.folder.library import Library
from content.item import Item
from records.branch import Branch
from records.model import Member, Past
from scheduler.plan.reviews import DUES
from scheduler.plan.shelf import Shelf, Shelves, Today
from scheduler.plan.standing import Standing, standing
from scheduler.plan.wishes import EASY, NONE, Wish

__all__ = ["Choice", "Lack", "Nothing", "Shelf", "Shelves", "Why", "choose", "left", "reasks",
           "written_in"]  # fmt: skip


class Why(StrEnum):
    """Why an item was chosen."""

    PINNED = "pinned"
    """Its author wants it on this date or weekday."""
    REASK = "re-ask"
    """It was answered a while ago and is due again."""
    NEXT = "next"
    """It is the next in order."""
    VARIETY = "variety"
    """Taken before its turn, so that forms change now and later."""
    FOLLOWED = "followed"
    """Taken before its turn: of a topic the member follows."""
    EASY = "easy"
    """Taken before its turn: a newcomer begins with what takes a tap or two."""
    APPLIED = "applied"
    """Taken before its turn, so that 40 % are applied or asked for (or leads to such a one)."""
    ONLY = "only"
    """The same form as the last one: nothing else can go today."""


class Lack(StrEnum):
    """Why there is nothing."""

    EMPTY = "empty"
    """The folder holds nothing for this branch and role."""
    LANGUAGE = "language"
    """It does, but not in the member's language nor in the organisation's first."""
    NOT_YET = "not yet"
    """All that may go now was sent; more opens on a later day."""
    EXHAUSTED = "exhausted"
    """Everything was sent, and nothing is due to be asked again."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The item of the day. `fresh` is False where the member had it before."""

    item: Item
    why: Why
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Nothing:
    """No item for this day."""

    why: Lack


def choose(
    library: Library | Shelves,
    member: Member,
    branch: Branch,
    history: Sequence[Past],
    day: date,
    wish: Wish = NONE,
) -> Choice | Nothing:
    """The item of a local date for a member with this history (oldest first).

    Whoever asks for many members keeps `Shelves(library)` and passes that: a bare library is
    put on shelves for this one question. `wish` is what this member would rather have first.
    """
    shelves = library if isinstance(library, Shelves) else Shelves(library)
    shelf = shelves.shelf(member, branch)
    view = _View(shelf, standing(history, shelf.place), day, wish)
    return view.choice() or Nothing(_lack(shelves, member, branch, view))


def reasks(shelf: Shelf, history: Sequence[Past], day: date) -> tuple[Item, ...]:
    """All items due to be asked again, the longest due first, whatever the pace."""
    return tuple(_View(shelf, standing(history, shelf.place), day).due())


def left(shelf: Shelf, history: Sequence[Past], day: date) -> int:
    """How many items of the shelf the member has not had and can still get, now or later."""
    gone = shelf.today(day).gone
    return (shelf.all & ~standing(history, shelf.place).sent & ~gone).bit_count()


class _View:
    """One member's shelf on one day: the rules, in the order in which `choice` tries them."""

    def __init__(self, shelf: Shelf, stands: Standing, day: date, wish: Wish = NONE) -> None:
        self.shelf, self.stands, self.day = shelf, stands, day
        self.today: Today = shelf.today(day)
        self.waiting = shelf.all & ~stands.sent & ~self.today.gone
        self.ordinary = self.waiting & self.today.ordinary
        self.short = stands.short(shelf.share)
        self.again: list[Item] | None = None
        self.wishes = list(self.wished(wish))

    def wished(self, wish: Wish) -> Iterator[tuple[int, Why]]:
        """Sets of items that go before others, best first."""
        followed = self.shelf.on(wish.topics)
        easy = self.shelf.of_forms(EASY) if self.day < wish.easy_until else 0
        yield followed & easy, Why.FOLLOWED
        yield followed, Why.FOLLOWED
        yield easy, Why.EASY

    def choice(self) -> Choice | None:
        pinned = self.pinned()
        if pinned:
            return pinned
        if self.stands.argued and (argued := self.argued()):
            return argued
        crowded = self.crowded()
        last = {self.stands.last} - {""}
        for barred in (last | self.tomorrow() | {self.stands.seen}, last):
            for attempt in self.attempts(barred, crowded):
                choice = attempt()
                if choice:
                    return choice
        return self.reask(set()) or self.fresh(self.ordinary, set(), Why.ONLY)

    def attempts(
        self, barred: set[str], crowded: str | None
    ) -> Iterator[Callable[[], Choice | None]]:
        """The ladder for one set of barred forms, best first."""
        shelf, rest = self.shelf, self.ordinary
        more = barred | ({crowded} if crowded else set())
        yield lambda: self.reask(more, applied=self.short)
        if crowded:
            these = rest & shelf.forms[crowded]
            if self.short:
                yield lambda: self.fresh(these & shelf.applied, barred, Why.APPLIED)
            for items, why in self.wishes:
                yield partial(self.fresh, these & items, barred, why)
            yield lambda: self.fresh(these, barred, Why.VARIETY)
        if self.short:
            yield lambda: self.fresh(rest & shelf.applied, barred, Why.APPLIED)
            yield lambda: self.fresh(self.way_to_applied(), barred, Why.APPLIED)
            yield lambda: self.reask(more)
        for pins in self.today.late_pins:
            yield partial(self.fresh, rest & pins, barred, Why.PINNED)
        for items, why in self.wishes:
            yield partial(self.fresh, rest & items, barred, why)
        yield lambda: self.fresh(rest, barred, Why.VARIETY)
        yield lambda: self.reask(barred)

    def pinned(self) -> Choice | None:
        """The first unsent item of a lesson pinned to today, of another form where it has one.

        A lesson whose date passed unused (a holiday, an absence) counts as today's.
        """
        missed = [pins for pins in self.today.late_pins if not pins & self.stands.sent]
        for pins in (*self.today.pins, *missed):
            rest = pins & self.waiting
            choice = self.fresh(rest, {self.stands.last}, Why.PINNED) or self.fresh(
                rest, set(), Why.PINNED
            )
            if choice:
                return Choice(choice.item, Why.PINNED)
        return None

    def argued(self) -> Choice | None:
        """What was voted on at a meeting three weeks ago. It waits for no longer due re-ask and no
        pace: a few days on, the answer is none to "three weeks later" any more."""
        lately = self.stands.just_argued(self.day)
        for item in self.due() if lately else ():
            if item.id in lately and item.form != self.stands.last:
                return Choice(item, Why.REASK, fresh=False)
        return None

    def reask(self, barred: set[str], *, applied: bool = False) -> Choice | None:
        if not self.stands.may_reask(self.day):
            return None
        for item in self.due():
            wanted = not applied or self.shelf.applied >> self.shelf.place[item.id] & 1
            if wanted and item.form not in barred:
                return Choice(item, Why.REASK, fresh=False)
        return None

    def due(self) -> list[Item]:
        """Items to be asked again, the longest due first."""
        if self.again is None:
            days = DUES[self.shelf.branch.review](self.stands.history)
            found = sorted(
                (day, self.shelf.place[key])
                for key, day in days.items()
                if day is not None and day <= self.day and key in self.shelf.place
            )
            places = [place for _, place in found if self.today.open >> place & 1]
            self.again = [self.shelf.items[place] for place in places]
        return self.again

    def fresh(self, allowed: int, barred: set[str], why: Why) -> Choice | None:
        """The first of the allowed items that nothing holds back; NEXT where it is the front."""
        for form in barred:
            allowed &= ~self.shelf.forms.get(form, 0)
        place = self.first(allowed)
        if place is None:
            return None
        if why is not Why.PINNED and place == self.first(self.ordinary):
            why = Why.ONLY if why is Why.ONLY else Why.NEXT
        return Choice(self.shelf.items[place], why)

    def first(self, allowed: int) -> int | None:
        """The first item whose reading and earlier lessons were sent.

        Where one is held back, so is all of its lesson that stands behind it.
        """
        while allowed:
            place = (allowed & -allowed).bit_length() - 1
            if not self.shelf.needs(place) & self.waiting:
                return place
            allowed &= ~self.shelf.block(place).all
        return None

    def way_to_applied(self) -> int:
        """What has to go before the first applied item can."""
        applied = self.ordinary & self.shelf.applied
        if not applied:
            return 0
        return self.shelf.needs((applied & -applied).bit_length() - 1) & self.ordinary

    def crowded(self) -> str | None:
        """The form that is most of what is left, so that the others just suffice to part it."""
        left_over = self.ordinary.bit_count()
        for form, items in self.shelf.forms.items():
            if (self.ordinary & items).bit_count() > left_over // 2:
                return form
        return None

    def tomorrow(self) -> set[str]:
        """Form of the item that is pinned to the next study day."""
        for pins in self.today.next_pins:
            rest = pins & self.waiting
            if rest:
                return {self.shelf.items[(rest & -rest).bit_length() - 1].form}
        return set()


def _lack(shelves: Shelves, member: Member, branch: Branch, view: _View) -> Lack:
    if view.waiting:
        return Lack.NOT_YET
    if view.shelf.items:
        return Lack.EXHAUSTED
    return Lack.LANGUAGE if written_in(shelves, member, branch) else Lack.EMPTY


def written_in(shelves: Shelves, member: Member, branch: Branch) -> tuple[str, ...]:
    """The languages in which anything is written that is meant for them, sorted."""
    languages = sorted({lesson.head.language for lesson in shelves.library.lessons})
    return tuple(
        one for one in languages if shelves.shelf(replace(member, language=one), branch).items
    )
