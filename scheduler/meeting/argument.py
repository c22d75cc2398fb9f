"""A question that a branch votes on at its meeting, argues about, and votes on again.

One at a time in each branch. Where it stands is a note; the votes are letters and answers of
occasions of their own (`meeting:K7MQ2F:1` and `:2`), so that nobody votes twice and nothing is
kept besides of who voted what.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import choice

from content.forms import FORMS
from content.history.version import version_of
from content.item import Arrange, Choose, Item, ItemId, Pair, Write
from records.branch import Branch
from records.kept import APART, MEETING
from records.model import BranchKey, Delivery, Kind, Letter, Member, MemberId
from records.participation.discussing import discussed
from records.participation.discussion import Discussion
from records.ports import Store
from scheduler.desk import Desk
from scheduler.meeting.argued import discussion, keep
from scheduler.meeting.packs import use

SIGNS = "BCDFGHJKMNPQRSTVWXZ23456789"
"""Of codes that are read from a wall: none that look alike, no vowels, so no words."""
LENGTH = 6

LASTS = timedelta(hours=12)
"""After so long nothing is taken any more, and what was not closed is dropped."""

MOMENT = timedelta(microseconds=1)


class Stage(StrEnum):
    """How far an argument has come."""

    FIRST = "first"
    """Votes are taken."""
    TALK = "talk"
    """The first vote is closed; people argue."""
    SECOND = "second"
    """Who voted votes again."""
    OVER = "over"
    """Closed: the verdict was told."""


NEXT = {Stage.FIRST: Stage.TALK, Stage.TALK: Stage.SECOND, Stage.SECOND: Stage.OVER}
ROUND = {Stage.FIRST: 1, Stage.SECOND: 2}


@dataclass(frozen=True, slots=True)
class Argument:
    """Where it stands."""

    code: str
    branch: BranchKey
    item: ItemId
    stage: Stage
    began: datetime


def arguable(item: Item) -> bool:
    """Whether it can be voted on: something is right, and nothing shows it before the end."""
    ask = FORMS[item.form].ask(item)
    if isinstance(ask, Choose):
        return bool(ask.right)
    return isinstance(ask, Arrange | Pair) or (isinstance(ask, Write) and not ask.free)


def current(store: Store, branch: BranchKey, now: datetime) -> Argument | None:
    """The argument of a branch that is not over."""
    found = latest(store, branch)
    alive = found is not None and found.stage is not Stage.OVER and now < found.began + LASTS
    return found if alive else None


def latest(store: Store, branch: BranchKey) -> Argument | None:
    """The last one of a branch, however far it came."""
    kept = store.noted(_note(branch))
    if not kept:
        return None
    plain: dict[str, str] = json.loads(kept)
    return Argument(
        plain["code"],
        branch,
        ItemId(plain["item"]),
        Stage(plain["stage"]),
        datetime.fromisoformat(plain["began"]),
    )


def open_on(desk: Desk, branch: Branch, item: ItemId, now: datetime) -> Argument:
    """Begin a vote, or go on with the one that runs."""
    running = current(desk.store, branch.key, now)
    if running is not None:
        return running
    made = Argument(new_code(), branch.key, item, Stage.FIRST, now)
    with desk.store.together():
        _keep(desk.store, made)
        use(desk.store, branch, [item])
    return made


def new_code() -> str:
    """A code to be read from a wall and typed."""
    return "".join(choice(SIGNS) for _ in range(LENGTH))


def item_for(desk: Desk, item: ItemId, language: str) -> Item | None:
    """The question in a member's language, else in the first there is."""
    found = [one for one in desk.library.items() if one.id == item and arguable(one)]
    return next((one for one in found if one.language == language), found[0] if found else None)


def ballot(argument: Argument, member: Member, item: Item, now: datetime) -> Letter:
    """The vote that runs, for one member."""
    return Letter(
        member=member.id,
        kind=Kind.MEETING,
        occasion=occasion(argument.code, ROUND[argument.stage]),
        due=now,
        item=item,
        closes=argument.began + LASTS,
        expires=argument.began + LASTS,
        fresh=False,
    )


def occasion(code: str, round: int) -> str:
    """The key that forbids a second vote: `meeting:K7MQ2F:1`."""
    return f"{MEETING}{code}:{round}"


def takes(store: Store, delivery: Delivery, branch: BranchKey, now: datetime) -> bool:
    """Whether a vote is still open."""
    found = current(store, branch, now)
    return (
        found is not None
        and found.stage in ROUND
        and delivery.letter.occasion == occasion(found.code, ROUND[found.stage])
    )


def voted(store: Store, argument: Argument, round: int) -> int:
    """How many have voted. Nothing else is known to anybody before the end."""
    return len(store.replies_in(argument.branch, occasion(argument.code, round)))


def advance(desk: Desk, argument: Argument, to: Stage, now: datetime) -> Argument:
    """Go on to the next stage, once; what follows from it is posted in the same transaction."""
    store = desk.store
    with store.together():
        running = current(store, argument.branch, now)
        if running is None or running.code != argument.code or NEXT[running.stage] is not to:
            return latest(store, argument.branch) or argument
        moved = replace(running, stage=to)
        _keep(store, moved)
        if to is Stage.SECOND:
            store.post(_again(store, moved, now))
        if to is Stage.OVER:
            _close(desk, moved, now)
    return moved


def _again(store: Store, argument: Argument, now: datetime) -> list[Letter]:
    """The second ballot, to everybody who voted: the question as they saw it."""
    letters = []
    for delivery in deliveries(store, argument, 1, now):
        member, item = store.member(delivery.member), delivery.letter.item
        if member is not None and item is not None and store.answer(delivery.id) is not None:
            letters.append(ballot(argument, member, item, now))
    return letters


def _close(desk: Desk, argument: Argument, now: datetime) -> None:
    """Keep the two numbers, where there was a second vote, and tell each who voted what is
    right."""
    store = desk.store
    first, second = (deliveries(store, argument, round, now) for round in (1, 2))
    if second:
        _count(store, argument, first, second, now)
    last = {row.member: row for row in (*first, *second) if store.answer(row.id) is not None}
    store.post([_verdict(argument, row, now) for row in last.values()])


def _count(
    store: Store,
    argument: Argument,
    first: Sequence[Delivery],
    second: Sequence[Delivery],
    now: datetime,
) -> None:
    items = [row.letter.item for row in first if row.letter.item]
    told = discussed(
        argument.code,
        argument.item,
        {item.language: item.text for item in items}.items(),
        now,
        marks(store, first),
        marks(store, second),
        version_of(items[0]) if items else "",
    )
    keep(store, argument.branch, told, now)


def _verdict(argument: Argument, voted_on: Delivery, now: datetime) -> Letter:
    """What was right, and why, by the member's own last vote."""
    return Letter(
        member=voted_on.member,
        kind=Kind.MEETING,
        occasion=f"{MEETING}{argument.code}:verdict",
        due=now,
        body=json.dumps({"delivery": voted_on.id}),
        expires=now + LASTS,
    )


def deliveries(store: Store, argument: Argument, round: int, now: datetime) -> Sequence[Delivery]:
    """The ballots of one vote."""
    wanted = occasion(argument.code, round)
    sent = store.deliveries(argument.branch, argument.began, now + MOMENT)
    return [one for one in sent if one.letter.occasion == wanted]


def votes_on(store: Store, branch: BranchKey, argued: Discussion, round: int) -> Sequence[Delivery]:
    """The ballots of a vote that is over."""
    past = Argument(argued.id, branch, argued.item, Stage.OVER, argued.closed - 2 * LASTS)
    return deliveries(store, past, round, argued.closed)


def asked_again(
    store: Store, branch: BranchKey, argued: Discussion, after: timedelta, until: timedelta
) -> Mapping[MemberId, float]:
    """Each member's first marked answer to the same question, so long after the vote."""
    start, end = argued.closed + after, argued.closed + until
    sent = store.deliveries(branch, start, end)
    known = [one for one in sent if one.letter.item and one.letter.item.id == argued.item]
    answers = [store.answer(one.id) for one in known if one.letter.kind not in APART]
    given = sorted(
        (one.received, one.member, one.mark)
        for one in answers
        if one is not None and one.mark is not None and start <= one.received < end
    )
    return {member: mark for _, member, mark in reversed(given)}


def marks(store: Store, rows: Sequence[Delivery]) -> Mapping[MemberId, float]:
    """What each vote was worth."""
    answers = {row.member: store.answer(row.id) for row in rows}
    return {who: one.mark for who, one in answers.items() if one and one.mark is not None}


def end_stale(desk: Desk, branch: BranchKey, now: datetime) -> bool:
    """End an argument that nobody closed in time; whether there was one."""
    found = latest(desk.store, branch)
    if found is None or found.stage is Stage.OVER or now < found.began + LASTS:
        return False
    with desk.store.together():
        _keep(desk.store, replace(found, stage=Stage.OVER))
        _close(desk, found, now)
    return True


def told(store: Store, argument: Argument) -> Discussion | None:
    """The two numbers, once it is over."""
    return discussion(store, argument.code)


def _keep(store: Store, argument: Argument) -> None:
    plain = {
        "code": argument.code,
        "item": argument.item,
        "stage": argument.stage,
        "began": argument.began.isoformat(),
    }
    store.note(_note(argument.branch), json.dumps(plain))


def _note(branch: BranchKey) -> str:
    return f"argument:{branch}"
