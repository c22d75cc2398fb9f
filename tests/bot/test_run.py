"""`studybot run` as a process: it starts, stops, is killed, and loses nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from bot.joining.invitation import invitation
from bot.now import now
from bot.sandbox import Fault, Limits, Message, Person, Telegram, until
from bot.telegram.api import Api
from bot.telegram.wire import Wire
from content.folder.loader import load
from records.model import Kind, Letter, Member, MemberId
from records.people.own import CONSENT, Consent
from records.sqlite import open_store

TOKEN = "4242:CANARY-canary-CANARY-canary-CANARY"
CONFIG = """
organisation = "Riverside Co-op"
[branch.north]
zone = "Europe/Berlin"
quiet = "00:00-00:00"
days = "daily"
"""
QUIZ = "# Question: Number {n}?\n\n- [ ] No\n- [x] Yes\n\nExplanation: Because {n}.\n"


@dataclass
class House:
    """A data folder, a configuration, and the bot as a process of its own."""

    folder: Path
    telegram: Telegram
    root: str
    said: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    async def start(self, *, ready: bool = True, to: str = "") -> asyncio.subprocess.Process:
        """`studybot run`; with `ready`, not before it says so. `to`: where a shell sends what it
        says."""
        variables = {
            "STUDYBOT_TOKEN": TOKEN,
            "STUDYBOT_API_URL": self.root,
            "STUDYBOT_CONFIG": str(self.folder / "studybot.toml"),
            "STUDYBOT_CONTENT": str(self.folder / "lessons"),
            "STUDYBOT_DATA": str(self.data),
        }
        shell = ("sh", "-c", f'exec "$@" {to}', "sh") if to else ()
        process = await asyncio.create_subprocess_exec(
            *shell, sys.executable, "-m", "bot", "run",
            env={**os.environ, **variables},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        if ready:
            assert process.stdout is not None
            line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
            assert "ready" in line, line + (await process.communicate())[1].decode()
            self.said.append(line)
        return process

    async def end(self, process: asyncio.subprocess.Process, number: int = signal.SIGTERM) -> int:
        """Signal it and keep what it said; its exit code."""
        if process.returncode is None:
            process.send_signal(number)
        out, err = await asyncio.wait_for(process.communicate(), 60)
        self.said += [out.decode(), err.decode()]
        assert process.returncode is not None
        return process.returncode

    def join(self, *people: Person) -> None:
        """On the roster and linked, before the bot runs."""
        store = open_store(self.data / "studybot.db")
        for person in people:
            _, invite = invitation("north", organizer=False, now=now())
            store.invite(invite)
            member = store.link(invite, str(person.id), person.user.first_name, "en", now())
            store.agree(Consent(member.id, CONSENT, "", now()))
            person.chat.started = True
        store.close()


@asynccontextmanager
async def house(folder: Path, lessons: int = 1) -> AsyncIterator[House]:
    (folder / "lessons").mkdir()
    (folder / "data").mkdir()
    for n in range(lessons):
        (folder / "lessons" / f"{n:03}.en.md").write_text(QUIZ.format(n=n), "utf-8")
    (folder / "studybot.toml").write_text(CONFIG, "utf-8")
    (folder / "studybot.toml").chmod(0o600)
    telegram = Telegram(TOKEN, lambda: datetime.now(UTC), Limits.off())
    async with telegram.serve() as root:
        made = House(folder, telegram, root)
        yield made
        assert TOKEN not in "".join(made.said)
        assert "CANARY" not in "".join(made.said)


def posted(home: House, people: list[Person]) -> None:
    """Every lesson in everybody's outbox, due now."""
    store = open_store(home.data / "studybot.db")
    items = list(load(home.folder / "lessons").items())
    letters = [
        Letter(member_of(store.at(str(one.id))), Kind.ASKED, f"more:{at}", now(), item=item,
               closes=now() + timedelta(days=3))
        for one in people for at, item in enumerate(items)
    ]  # fmt: skip
    store.post(letters)
    store.close()


def member_of(member: Member | None) -> MemberId:
    assert member is not None
    return member.id


async def test_it_says_when_it_is_ready_and_stops_within_seconds(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        process = await home.start()
        assert "for north: 1 lessons, 1 items. Ctrl-C" in home.said[0]
        begun = monotonic()
        assert await home.end(process) == 0
        assert monotonic() - begun < 15, "a poll that waits takes up to 50"


@pytest.mark.parametrize("to", [">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full", "2>/dev/full"])
async def test_that_nobody_takes_what_it_says_is_no_reason_to_stop(tmp_path: Path, to: str) -> None:
    """It ended at its first line: also where the log lay on a disk that was full."""
    async with house(tmp_path) as home:
        home.telegram.faults.next("getUpdates", Fault.error(), Fault.html())
        process = await home.start(ready=False, to=to)
        ann = home.telegram.person("Ann")
        ann.say("/privacy")
        await until(home.telegram, lambda: len(ann.heard) == 1, 60)
        assert await home.end(process) == 0


async def test_a_second_one_on_the_same_data_leaves_at_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first = await home.start()
        second = await home.start(ready=False)
        assert await asyncio.wait_for(second.wait(), 60) == 75
        _, said = await second.communicate()
        assert said.decode().count("\n") == 1
        assert await home.end(first) == 0


async def test_kills_in_a_stream_of_answers_lose_none(tmp_path: Path) -> None:
    people_count, lessons = 12, 5
    async with house(tmp_path, lessons) as home:
        people = [home.telegram.person(f"P{n}") for n in range(people_count)]
        home.join(*people)
        posted(home, people)
        process = await home.start()
        await until(home.telegram, lambda: all(len(asked(one)) == lessons for one in people), 60)
        questions = [(one, message) for one in people for message in asked(one)]
        for number, (one, question) in enumerate(questions):
            if question.poll:
                one.vote(question, 1)
            else:
                one.tap(question, "B")
            if number % 13 == 7:
                await asyncio.sleep(0.01 * (number % 5))
                await home.end(process, signal.SIGKILL)
                process = await home.start()
        await until(home.telegram, lambda: not home.telegram.updates.pending(), 60)
        await until(home.telegram, lambda: all(explained(one) >= lessons for one in people), 60)
        assert await home.end(process) == 0
        store = open_store(home.data / "studybot.db")
        day = timedelta(days=1)
        answers = store.answers(None, now() - day, now() + day)
        store.close()
        assert len(answers) == people_count * lessons
        assert len({answer.delivery for answer in answers}) == people_count * lessons


def asked(person: Person) -> list[Message]:
    """Questions, as polls or, beside one that is being sent to the same person, with letters."""
    return [message for message in person.heard if message.poll or "B" in message.labels]


def polls_of(person: Person) -> list[Message]:
    return [message for message in person.heard if message.poll]


def explained(person: Person) -> int:
    """To how many different questions somebody has read the explanation."""
    words = {message.text.partition("Because ")[2] for message in person.heard}
    return len(words - {""})


async def test_an_answer_to_a_poll_whose_sending_was_interrupted_counts(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        ann = home.telegram.person("Ann")
        home.join(ann)
        posted(home, [ann])
        home.telegram.faults.at("sendPoll", 1, Fault.slow(after=5.0))
        process = await home.start()
        await until(home.telegram, lambda: bool(polls_of(ann)), 60)
        await home.end(process, signal.SIGKILL)
        [poll] = polls_of(ann)
        ann.vote(poll, 1)
        process = await home.start()
        await until(home.telegram, lambda: "Right." in ann.transcript, 60)
        assert await home.end(process) == 0
        assert len(polls_of(ann)) == 1


async def test_a_bad_update_between_good_ones_stops_nobody(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        ann = home.telegram.person("Ann")
        home.join(ann)
        process = await home.start()
        ann.say("/help")
        for bad in ({"message": 7}, {"poll_answer": {}}, {"callback_query": {"id": []}}, {"x": 1}):
            home.telegram.updates.inject(bad)
        ann.say("/privacy")
        await until(home.telegram, lambda: len(ann.heard) == 2, 60)
        assert await home.end(process) == 0


async def test_a_refused_token_ends_it_with_a_sentence(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.telegram.token = "4242:another"
        process = await home.start(ready=False)
        assert await asyncio.wait_for(process.wait(), 60) == 78
        _, said = await process.communicate()
        home.said.append(said.decode())
        assert "STUDYBOT_TOKEN" in said.decode()


async def test_it_waits_while_telegram_is_away(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        away = home.root
        home.root = "http://127.0.0.1:9"
        process = await home.start(ready=False)
        assert process.stderr is not None
        for _ in range(2):
            told = await asyncio.wait_for(process.stderr.readline(), 60)
            assert b"does not answer yet" in told
        assert await home.end(process) == 0
        home.root = away


async def test_a_token_revoked_at_work_ends_it_with_the_same_sentence(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        process = await home.start()
        home.telegram.token = "4242:another"
        home.telegram.changed.fire()
        home.telegram.person("Ann").say("hello")  # ends the poll that still waits
        assert await asyncio.wait_for(process.wait(), 60) == 78
        _, said = await process.communicate()
        home.said.append(said.decode())
        assert "STUDYBOT_TOKEN" in said.decode()
        assert "Traceback" not in said.decode()


async def test_another_reader_of_the_same_token_is_told_once_and_survived(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        ann = home.telegram.person("Ann")
        home.join(ann)
        process = await home.start()
        other = Api(TOKEN, home.root, Wire(), Wire())
        for _ in range(3):
            await other.updates(None, [], 0)
            await asyncio.sleep(0.4)
        await other.close()
        ann.say("/help")
        await until(home.telegram, lambda: len(ann.heard) == 1, 60)
        assert await home.end(process) == 0
        assert home.said[-1].count("poll failed") == 1
        assert "terminated by other getUpdates" in home.said[-1]


async def test_who_comes_second_leaves_before_it_loads_anything_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as home:
        first = await home.start()
        monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
        second = await home.start(ready=False)
        _, said = await asyncio.wait_for(second.communicate(), 60)
        loaded = {line.rpartition(b"|")[2].strip() for line in said.splitlines()}
        assert second.returncode == 75
        assert b"records.keeping.lock" in loaded
        heavy = {b"telegram", b"aiohttp", b"bot.app", b"apscheduler", b"structlog", b"rich.text"}
        assert not loaded & heavy
        assert await home.end(first) == 0
