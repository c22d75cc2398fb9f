"""The bot goes and comes back between any two things: what was begun is finished, once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from bot.config import Config
from bot.living import TOKEN, Living, Moved, living
from bot.sandbox import Fault, Limits, Person, Telegram, until
from records.ports import Store
from records.sqlite import open_store
from tests.dialogue import MONDAY, NORTH, Town

QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting

Explanation: Article 12.
"""
ORDER = """
# Order: A motion, step by step

1. Move
2. Second
3. Discuss
4. Vote
"""
MATCH = """
# Match: Who does what?

- Chair = leads
- Clerk = writes
- Treasurer = counts
"""


@dataclass
class World:
    """What stays when the bot goes: its records, its lessons, Telegram."""

    config: Config
    store: Store
    telegram: Telegram

    def bot(self) -> AbstractAsyncContextManager[Living]:
        """The bot, until the context ends; then another one may come."""
        clock = self.telegram.now
        assert isinstance(clock, Moved)
        return living(self.config, self.store, clock, self.telegram)

    def count(self) -> int:
        return sum(1 for _ in self.store.each_answer())


@asynccontextmanager
async def world(place: Path, *lessons: str) -> AsyncIterator[World]:
    for folder in ("lessons", "data"):
        (place / folder).mkdir()
    for number, text in enumerate(lessons):
        (place / "lessons" / f"{number}.en.md").write_text(text, "utf-8")
    config = Config(
        "Riverside Co-op", ("en", "zh"), {NORTH.key: NORTH}, place / "lessons", place / "data"
    )
    store = open_store(place / "data" / "studybot.db")
    yield World(config, store, Telegram(TOKEN, Moved(MONDAY), Limits.off()))
    store.close()


async def joined(life: Living, name: str = "Ann") -> Person:
    person = await Town(life, Path()).joined(name)
    person.say("/today")
    await life.settle()
    return person


@pytest.mark.parametrize(("lesson", "steps"), [(ORDER, 4), (MATCH, 3)], ids=["order", "match"])
async def test_a_half_given_answer_outlives_the_bot_at_every_step(
    tmp_path: Path, lesson: str, steps: int
) -> None:
    async with world(tmp_path, lesson) as town:
        async with town.bot() as life:
            ann = await joined(life)
        asked, taken = ann.last, 0
        while not town.count():
            async with town.bot() as life:
                ann.tap(asked, ann.chat.messages[asked.id].labels[0])
                await life.settle()
            taken += 1
        assert steps - 1 <= taken <= steps + 1
        assert ann.last.text.startswith(("Right.", "Partly right.", "Not yet."))


async def test_an_answer_whose_explanation_was_cut_off_is_explained_after_the_restart(
    tmp_path: Path,
) -> None:
    async with world(tmp_path, QUIZ) as town:
        async with town.bot() as life:
            ann = await joined(life)
            town.telegram.faults.next("sendMessage", Fault.slow(before=20.0))
            ann.vote(ann.last, 1)
            begun = len(town.telegram.journal.of("sendMessage"))
            await until(town.telegram, lambda: len(town.telegram.journal.of("sendMessage")) > begun)
        assert "Article 12." not in ann.transcript
        async with town.bot() as life:
            await life.settle()
        assert ann.transcript.count("Article 12.") == 1
        assert town.count() == 1


async def test_what_was_kept_and_not_handled_is_handled_after_the_restart(tmp_path: Path) -> None:
    async with world(tmp_path, QUIZ) as town:
        async with town.bot() as life:
            ann = await joined(life)
        ann.vote(ann.last, 1)
        kept = town.telegram.updates.fetch(0, 100)
        town.store.take([(int(str(one["update_id"])), orjson.dumps(one)) for one in kept], MONDAY)
        async with town.bot() as life:  # comes from both, the inbox and Telegram
            await life.settle()
        assert ann.transcript.count("Article 12.") == 1
        assert town.count() == 1


async def test_words_photos_and_taps_wait_for_the_bot_as_well(tmp_path: Path) -> None:
    open_question = "# Open question: What helped you most?\n"
    async with world(tmp_path, open_question) as town:
        async with town.bot() as life:
            ann = await joined(life)
        ann.say("The examples.")
        async with town.bot() as life:
            await life.settle()
        assert town.count() == 1
        assert "Thank you." in ann.last.text


async def test_no_log_line_holds_the_token_or_what_somebody_wrote(
    tmp_path: Path, loud: Callable[[], str]
) -> None:
    """At DEBUG, with everything failing that can."""
    lesson = "# Open question: What helped you most?\n"
    async with world(tmp_path, lesson) as town, town.bot() as life:
        ann = await joined(life)
        for fault in (Fault.error(), Fault.html(), Fault.hang_up(accepted=True)):
            town.telegram.faults.next("sendMessage", fault)
            town.telegram.faults.next("getUpdates", fault)
        ann.say("CANARY-words")
        ann.send_voice(b"CANARY-voice")
        town.telegram.push("callback_query", {"id": "CANARY-id", "from": {"id": "CANARY"}})
        await life.settle()
    said = loud()
    assert "poll failed" in said
    assert TOKEN.partition(":")[2] not in said
    assert "CANARY" not in said
