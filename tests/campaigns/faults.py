"""Seeded plans of faults of the Bot API: every sending comes to an end, no answer is lost.

Each plan draws which methods fail, how often, and in which ways: floods with and without a time,
lost and cut answers, errors before and after acceptance, resets, slow ones, updates handed over
twice or out of order. People go on meanwhile; then Telegram is well again for an hour.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.joining.invitation import invitation
from bot.living import TOKEN, Living, Moved, living
from bot.sandbox import Fault, Limits, Person, Telegram
from bot.sandbox.faults import ALL
from bot.telegram import messenger
from records.model import Fate
from records.people.own import CONSENT, Consent
from records.sqlite import SqliteStore, open_store
from tests.campaigns import Campaign, Found
from tests.campaigns.crashing import config
from tests.campaigns.hasty import hastily
from tests.campaigns.sigkill import violations
from tests.campaigns.stream import FORMS, Stream
from tests.dialogue import MONDAY

MEMBERS, LESSONS, ACTS = 5, 24, 14
SENDS = ("sendMessage", "sendPoll", "editMessageText", "editMessageReplyMarkup",
         "answerCallbackQuery")  # fmt: skip
WAYS = (*ALL, Fault.flood(0), Fault.flood(4), Fault.html(accepted=True), Fault.slow(after=0.5),
        Fault.slow(before=0.5))  # fmt: skip
OF_UPDATES = (*ALL, Fault.duplicate(), Fault.reorder(), Fault.duplicate())


@dataclass
class Tally:
    """What happened in all plans together."""

    calls: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    doubts: int = 0
    fates: Counter[str] = field(default_factory=Counter)


def laid(telegram: Telegram, dice: Random) -> None:
    """A plan: which methods fail in which ways, and how often."""
    methods = dice.sample(SENDS, dice.randint(1, len(SENDS)))
    rate = dice.choice((0.05, 0.15, 0.3, 0.6))
    ways = dice.sample(WAYS, dice.randint(1, len(WAYS)))
    telegram.faults.seeded(dice.randrange(2**32), rate, methods, ways)
    ways = dice.sample(OF_UPDATES, dice.randint(1, len(OF_UPDATES)))
    telegram.faults.seeded(dice.randrange(2**32), dice.choice((0, 0.1, 0.4)), ("getUpdates",), ways)


def peopled(store: SqliteStore, telegram: Telegram) -> list[Person]:
    """Members of north who have agreed."""
    people = [telegram.person(f"P{n}") for n in range(MEMBERS)]
    for person in people:
        _, invite = invitation("north", organizer=False, now=MONDAY)
        store.invite(invite)
        member = store.link(invite, str(person.id), person.user.first_name, "en", MONDAY)
        store.agree(Consent(member.id, CONSENT, "", MONDAY))
        person.chat.started = True
    return people


async def plan(seed: int, lessons: Path, tally: Tally) -> Sequence[str]:
    """One plan lived through; what it broke."""
    dice = Random(seed)
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place)
        (folder / "data").mkdir()
        (folder / "lessons").symlink_to(lessons)
        clock = Moved(MONDAY)
        telegram = Telegram(TOKEN, clock, Limits.off())
        store = open_store(folder / "data" / "studybot.db")
        stream = Stream(telegram, peopled(store, telegram), dice)
        async with living(config(folder, ""), store, clock, telegram) as life:
            life.bot.pace._clock = life_time()
            laid(telegram, dice)
            await _days(life, stream, dice)
            telegram.faults.clear()
            await life.pass_time(clock.at + timedelta(hours=1))
        wrong = [*violations(stream, store), *unended(store)]
        _count(tally, stream, store)
        store.close()
    return [f"plan {seed}: {one}" for one in wrong]


def life_time():  # type: ignore[no-untyped-def]  # the running loop's own clock
    import asyncio

    return asyncio.get_running_loop().time


async def _days(life: Living, stream: Stream, dice: Random) -> None:
    """A morning of items, then people do this and that over some hours, under the faults."""
    await life.pass_time(MONDAY + timedelta(hours=1))
    for _ in range(ACTS):
        for _ in range(dice.randint(1, 3)):
            stream.act()
        await life.settle()
        life.clock.at += timedelta(seconds=dice.choice((1, 5, 25, 400)))
    await life.settle()


def unended(store: SqliteStore) -> Iterator[str]:
    """Every delivery has ended: sent, failed with a reason, cancelled, or in doubt for good."""
    for one in store.each_delivery():
        if one.fate in (Fate.PENDING, Fate.SENDING) or (one.fate is Fate.UNKNOWN and one.retry):
            yield f"no end: {one.letter.occasion} {one.fate} {one.reason}"
        if one.fate is Fate.FAILED and not one.reason:
            yield f"failed without a reason: {one.letter.occasion}"
    if waiting := store.unhandled(MONDAY + timedelta(days=99)):
        yield f"{len(waiting)} updates not handled"


def _count(tally: Tally, stream: Stream, store: SqliteStore) -> None:
    calls = stream.telegram.journal.calls
    tally.calls += len(calls)
    tally.faults["lost"] += sum(call.accepted and not call.answered for call in calls)
    tally.faults["refused"] += sum(not call.accepted for call in calls)
    tally.answers += len(stream.given)
    for one in store.each_delivery():
        tally.fates[one.fate] += 1
        tally.doubts += one.doubts


async def _plans(seed: int, size: int) -> Found:
    tally, wrong = Tally(), list[str]()
    messenger.PAUSES = (0.5,) * len(messenger.PAUSES)  # the waits of one reply, not their number
    with tempfile.TemporaryDirectory(prefix="lessons-") as place:
        for n in range(LESSONS):
            text = FORMS[n % len(FORMS)].format(n=n)
            (Path(place) / f"{n:03}.en.md").write_text(text, "utf-8")
        for number in range(size):
            wrong += await plan(seed * 1_000_000 + number, Path(place), tally)
    fates = ", ".join(f"{count:,} {fate}" for fate, count in sorted(tally.fates.items()))
    return Found(
        f"{size:,} plans; of {tally.calls:,} requests {tally.faults['refused']:,} were not carried "
        f"out and the answers to {tally.faults['lost']:,} were lost",
        f"every delivery ended ({fates}; {tally.doubts:,} doubts), {tally.answers:,} answers: "
        f"0 lost, none twice without a doubt"
        if not wrong
        else f"{len(wrong)} violations",
        wrong,
    )


CAMPAIGN = Campaign(
    "faults",
    "whatever the Bot API does, every sending comes to an end and no answer is lost",
    lambda seed, size: hastily(_plans(seed, size)),
    full=1000,
    short=6,
)
