"""SIGKILLs of a real `studybot run` in a stream of votes, presses and texts."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.joining.invitation import invitation
from bot.now import now
from bot.sandbox import Fault, Limits, Person, Telegram
from records.model import BranchKey, Delivery, Fate
from records.people.own import CONSENT, Consent
from records.sqlite import SqliteStore, open_store, reader
from tests.campaigns import Campaign, Found
from tests.campaigns.stream import FORMS, Key, Stream, number_of
from tests.campaigns.warm import Life, Nest, warm

TOKEN = "4242:CANARY-canary-CANARY-canary-CANARY"
CONFIG = """
organisation = "Riverside Co-op"
[branch.north]
zone = "Europe/Berlin"
quiet = "00:00-00:00"
days = "daily"
"""
PEOPLE = 40
COLD = 40
"""Of so many lives one is a cold `python -m bot run`; the others are forked from a warm one."""
LIVES = (0.02, 0.7)
"""Seconds from the start of a life to its end, evenly drawn; it is ready after about 0.2."""
LONG = 20
"""Of so many lives one goes on for 2.5 seconds more, in which the clock beats."""


@dataclass
class House:
    """A data folder, lessons and a configuration for processes of the bot, and its Telegram."""

    folder: Path
    root: str

    @property
    def database(self) -> Path:
        return self.folder / "data" / "studybot.db"

    @property
    def log(self) -> Path:
        return self.folder / "said"

    @property
    def variables(self) -> dict[str, str]:
        return {
            "STUDYBOT_TOKEN": TOKEN,
            "STUDYBOT_API_URL": self.root,
            "STUDYBOT_CONFIG": str(self.folder / "studybot.toml"),
            "STUDYBOT_CONTENT": str(self.folder / "lessons"),
            "STUDYBOT_DATA": str(self.folder / "data"),
        }

    def build(self, lessons: int) -> None:
        for name in ("lessons", "data"):
            (self.folder / name).mkdir()
        for n in range(lessons):
            text = FORMS[n % 3].format(n=n)
            (self.folder / "lessons" / f"{n:03}.en.md").write_text(text, "utf-8")
        (self.folder / "studybot.toml").write_text(CONFIG, "utf-8")
        (self.folder / "studybot.toml").chmod(0o600)

    def fill(self, people: list[Person]) -> None:
        """Everybody has joined."""
        store = open_store(self.database)
        for person in people:
            _, invite = invitation("north", organizer=False, now=now())
            store.invite(invite)
            member = store.link(invite, str(person.id), person.user.first_name, "en", now())
            store.agree(Consent(member.id, CONSENT, "", now()))
            person.chat.started = True
        store.close()

    async def begin(self, nest: Nest, cold: bool) -> Life | asyncio.subprocess.Process:
        if not cold:
            return await nest.begin("run", {"variables": self.variables, "debug": True}, self.log)
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", stdout=log, stderr=log,
                env={**os.environ, **self.variables},
            )  # fmt: skip


async def end(life: Life | asyncio.subprocess.Process, number: int) -> int:
    """Signal it and wait for its end; the status or exit code."""
    if isinstance(life, Life):
        life.kill(number)
        return await life.end()
    if life.returncode is None:
        life.send_signal(number)
    return await life.wait()


async def campaign(seed: int, kills: int) -> Found:
    """Kill, and kill again; then let one live in peace, and look."""
    dice = Random(seed)
    lessons = max(30, kills // 4)
    with tempfile.TemporaryDirectory(prefix="sigkill-") as place:
        telegram = Telegram(TOKEN, lambda: datetime.now(UTC), Limits.off())
        people = [telegram.person(f"P{n}") for n in range(PEOPLE)]
        async with telegram.serve() as root, warm() as nest:
            house = House(Path(place), root)
            slow = (Fault.slow(before=0.06), Fault.slow(after=0.06))
            telegram.faults.seeded(seed, 0.4, ("sendPoll", "sendMessage"), slow)
            house.build(lessons)
            house.fill(people)
            stream = Stream(telegram, people, dice)
            for number in range(kills):
                await _lived(stream, house, nest, number)
            code = await _peace(stream, house, nest)
        wrong = [f"the last life ended with {code}"] if code else []
        store = open_store(house.database)
        wrong += list(violations(stream, store))
        canaries = house.log.read_bytes().count(b"CANARY")
        wrong += [f"{canaries} canaries in the logs"] if canaries else []
        lines = house.log.read_bytes().count(b"\n")
        done, result = figures(stream, store, kills, lines)
        store.close()
    return Found(done, result if not wrong else f"{len(wrong)} violations", wrong)


async def _lived(stream: Stream, house: House, nest: Nest, number: int) -> None:
    """One life and its end."""
    cold = number % COLD == COLD - 1
    life = await house.begin(nest, cold)
    loop = asyncio.get_running_loop()
    until = loop.time() + stream.dice.uniform(*LIVES)
    until += 1.5 * cold + 2.5 * (number % LONG == LONG - 1)
    while loop.time() < until:
        stream.act()
        await asyncio.sleep(stream.dice.uniform(0, 0.08))
    await end(life, signal.SIGKILL)


async def _peace(stream: Stream, house: House, nest: Nest) -> int:
    """A life that is let alone until it has polled and all that came in is handled."""
    polls = stream.telegram.journal
    before = len(polls.of("getUpdates"))
    life = await house.begin(nest, cold=False)
    async with asyncio.timeout(900):
        while (
            len(polls.of("getUpdates")) == before
            or stream.telegram.updates.pending()
            or _unhandled(house)
        ):
            await stream.telegram.changed.wait(0.3)
            await asyncio.sleep(0.3)
    return await end(life, signal.SIGTERM)


def _unhandled(house: House) -> bool:
    store = reader(house.database)
    waits = bool(store.unhandled(now() + timedelta(days=1), 1))
    store.close()
    return waits


def violations(stream: Stream, store: SqliteStore) -> Iterator[str]:
    """What the records say against what people did and what they got."""
    sent = defaultdict[Key, list[Delivery]](list)
    for one in store.each_delivery():
        sent[key_of(store, one)].append(one)
    answers = {one.delivery: one for one in store.each_answer()}
    for key, reply in stream.given.items():
        kept = next((answers[one.id] for one in sent[key] if one.id in answers), None)
        if kept is None:
            yield f"lost: {reply} of {key}, {sent[key]}"
        elif kept.reply != reply:
            yield f"not the first: {reply} of {key} became {kept.reply}"
    if len(answers) > len(stream.given):
        yield f"{len(answers)} answers, {len(stream.given)} were given"
    box = Counter(one.text for one in store.questions(BranchKey("north")))
    yield from (
        f"asked once, kept {box[one]} times: {one}" for one in stream.asked if box[one] != 1
    )
    if parked := store.parked():
        yield f"{parked} updates parked"
    yield from sendings(stream, sent)


def sendings(stream: Stream, sent: Mapping[Key, Sequence[Delivery]]) -> Iterator[str]:
    """What was sent against what arrived: never twice without a doubt, never falsely sent."""
    arrived = Counter((m.chat.id, n) for m in stream.telegram.journal.delivered
                      if (n := number_of(m)) is not None)  # fmt: skip
    for key, deliveries in sent.items():
        said = sum(one.fate is Fate.SENT for one in deliveries)
        doubts = sum(one.doubts for one in deliveries)
        if not said <= arrived[key] <= said + doubts:
            yield f"{arrived[key]} times, {said} are sent and {doubts} in doubt: {key}"


def key_of(store: SqliteStore, delivery: Delivery) -> Key:
    member, item = store.member(delivery.member), delivery.letter.item
    assert member is not None and member.address is not None and item is not None
    found = re.match(r"Number (\d+)\?", item.text)
    assert found is not None
    return int(member.address), int(found[1])


def figures(stream: Stream, store: SqliteStore, kills: int, lines: int) -> tuple[str, str]:
    """What was done, and what came of it."""
    acts = sum(stream.acts.values())
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(stream.acts.items()))
    doubts = sum(one.doubts for one in store.each_delivery())
    sent = sum(one.fate is Fate.SENT for one in store.each_delivery())
    return (
        f"{kills:,} kills ({kills // COLD:,} of cold processes) in a stream of {acts:,} updates "
        f"({kinds}) of {PEOPLE} members; {lines:,} log lines at DEBUG",
        f"{len(stream.given):,} answers given and {len(stream.asked):,} questions asked: 0 lost, "
        f"0 twice; {sent:,} items sent, {doubts:,} in doubt, none twice without a doubt",
    )


CAMPAIGN = Campaign(
    "sigkill",
    "`studybot run` killed with SIGKILL in a stream of updates loses none and does none twice",
    lambda seed, size: asyncio.run(campaign(seed, size)),
    full=1000,
    short=6,
)
