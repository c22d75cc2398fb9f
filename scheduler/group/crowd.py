"""What a branch's group gets, and when: pure rules, as for a member.

In the group one message is there for all, so only what one tap answers can stand in it. No item
stands there twice: two totals of one question could be subtracted from each other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from content.forms import FORMS
from content.item import Choose, Chosen, Item, ItemId, Reply
from records.branch import Branch
from records.group import Group, Posted, Posting, PostingId
from records.meetings import next_meeting
from records.model import Letter, Member, MemberId, Past, State
from records.participation.totals import Side, Totals, totals
from scheduler.due import GRACE, closes, wait_until
from scheduler.plan.shelf import Shelf
from scheduler.unasked.notice import notice

MOMENT = timedelta(seconds=10)
"""Before a group is left: time enough to learn that it is a linked one with a new id."""

OPEN = timedelta(days=1)
"""How long a question stands open where its author says nothing: until the next one comes."""

LONGEST = 3000
"""Characters of a question with its options that surely fit one message."""

LONGEST_CAPTION = 700
"""The same where a picture stands above."""


def crowd(branch: Branch, language: str) -> Member:
    """The group as one who studies: at the branch's hour, in its zone."""
    return Member(MemberId(0), branch.key, "", language, State.LINKED)


def fits(item: Item) -> bool:
    """Whether one tap of many hands can answer it, and all of it stands in one message."""
    ask = FORMS[item.form].ask(item)
    if not isinstance(ask, Choose) or ask.several or len(ask.options) < 2:
        return False
    size = len(item.text) + sum(len(option) + 8 for option in ask.options)
    return size <= (LONGEST_CAPTION if item.pictures else LONGEST)


def choose_for_all(
    shelf: Shelf, past: Sequence[Item], day: date, had: Mapping[ItemId, int]
) -> Item | None:
    """The group's question of a local date; None where there is none that fits.

    Never one that stood there. Not of the form of the last one, where there is another; of
    those the one that the fewest members `had` by themselves, else the first in order.
    """
    stood = {item.id for item in past}
    last = past[-1].form if past else ""
    allowed = shelf.today(day).ordinary
    open_ones = [
        item
        for place, item in enumerate(shelf.items)
        if allowed >> place & 1 and item.id not in stood and fits(item)
    ]
    return min(
        open_ones,
        key=lambda item: (item.form == last, had.get(item.id, 0), shelf.place[item.id]),
        default=None,
    )


def question(group: Group, branch: Branch, item: Item, day: date, now: datetime) -> Posting:
    """The question of a local date, within GRACE of its hour or not at all."""
    return Posting(
        PostingId(0),
        group.chat,
        Posted.QUESTION,
        f"day:{branch.key}:{day.isoformat()}",
        now,
        branch.key,
        item,
        expires=now + GRACE,
        closes=over(item, branch, now),
    )


def over(item: Item, branch: Branch, sent: datetime) -> datetime:
    """When no answer is taken any more: at the author's deadline, else after OPEN."""
    if item.head.deadline is None:
        return sent + OPEN
    member = crowd(branch, item.language)
    return closes(item, sent, branch, member, next_meeting(branch, sent))


def counted(item: Item, replies: Iterable[Reply], key: Item | None = None) -> Totals:
    """The totals of an item, by its options as shown; `key` is the item with a corrected key."""
    ask = FORMS[item.form].ask(item)
    assert isinstance(ask, Choose), "only such items stand in a group"
    taken = Counter(
        reply.places[0] for reply in replies if isinstance(reply, Chosen) and len(reply.places) == 1
    )
    counts = [taken[place] for place in range(len(ask.options))]
    return totals(counts, right_in(ask, key))


def right_in(ask: Choose, key: Item | None) -> int | None:
    """The place of the right option as shown; None where there is none."""
    right = {option.text for option in key.options if option.right} if key else set()
    places = [place for place, text in enumerate(ask.options) if text in right] or ask.right
    return places[0] if places else None


def result(group: Group, branch: Branch, asked: Posting, frozen: str, now: datetime) -> Posting:
    """The totals of a question that is over, outside the quiet hours."""
    due = wait_until(branch, crowd(branch, group.language), now, any_day=True)
    return Posting(
        PostingId(0),
        group.chat,
        Posted.TOTALS,
        f"totals:{asked.id}",
        due,
        branch.key,
        asked.item,
        frozen,
        expires=due + OPEN,
    )


def freeze(told: Totals) -> str:
    """Totals as they are published."""
    return json.dumps(asdict(told))


def thaw(frozen: str) -> Totals:
    """The reverse of `freeze`."""
    kept = json.loads(frozen)
    shown = tuple((place, count) for place, count in kept["shown"])
    return Totals(kept["answers"], Side(kept["side"]), shown, kept["most"])


def standing_for_all(open_ones: Iterable[Posting]) -> list[Past]:
    """What stands open in the group, as if a member had it: it does not come to them alone too
    on the same day. Once it is over, who never tapped it may get it like anything else."""
    return [
        Past(one.item.id, one.item.lesson, one.item.form, one.item.applied, "", one.due)
        for one in open_ones
        if one.item
    ]


def farewell(group: Group, now: datetime) -> Posting:
    """A neutral line, and the bot leaves."""
    return Posting(PostingId(0), group.chat, Posted.FAREWELL,
                   f"farewell:{group.chat}:{group.since.isoformat()}", now + MOMENT)  # fmt: skip


def word(
    branch: Branch, organizers: Iterable[Member], what: str, chat: str, now: datetime
) -> list[Letter]:
    """A notice about the group to each organizer, once for each such event."""
    occasion = f"group-{what}:{chat}:{now.isoformat()}"
    return [notice(branch, one, occasion, now, f"group-{what}") for one in organizers]
