"""Lessons follow their folder: swapped whole, a broken file keeps its last good version, and
where much has vanished nothing changes until somebody says so."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import thread_time, time

from bot.app import Studybot
from bot.config import Config, Secret
from bot.living import TOKEN
from bot.sandbox import Limits, Person, Telegram
from bot.workshop.reload import Reload
from content.folder.loader import scan
from records.memory import MemoryStore
from scheduler.desk import Desk
from tests.dialogue import MONDAY, NORTH, Town, study
from tests.waiting import until


def question(text: str) -> str:
    return f"# Question: {text}\n\n- [x] Yes\n- [ ] No\n"


BROKEN = "# Question: Who leads?\n\n- [ ] Ann\n- [ ] Ben\n"
TEN = {f"a/{n:02}-x.en.md": question(f"Is this number {n}?") for n in range(10)}


async def read_again(town: Town) -> None:
    await town.life.bot.reload.rescan()
    await town.settle()


def asked(town: Town) -> list[str]:
    return [item.text for item in town.life.bot.desk.library.items()]


def notices(person: Person, words: str) -> list[str]:
    return [message.text for message in person.heard if words in message.text]


async def test_a_new_file_a_changed_one_and_one_that_went_come_into_force() -> None:
    async with study(TEN) as town:
        ben = await town.joined("Ben")
        (town.folder / "a/00-x.en.md").write_text(question("Has it changed?"), "utf-8")
        (town.folder / "a/01-x.en.md").unlink()
        (town.folder / "a/99-x.en.md").write_text(question("Is it new?"), "utf-8")
        assert len(asked(town)) == 10
        await read_again(town)
        texts = asked(town)
        assert texts[0] == "Has it changed?" and texts[-1] == "Is it new?" and len(texts) == 10
        await town.at("09:00")
        assert ben.last.poll is not None and ben.last.poll.question.words == "Has it changed?"


async def test_a_broken_file_keeps_its_last_good_version_and_is_told_once_with_its_line() -> None:
    async with study({"a/01-x.en.md": question("Who leads?"), **TEN}) as town:
        olga = await town.joined("Olga", organizer=True)
        ben = await town.joined("Ben")
        (town.folder / "a/01-x.en.md").write_text(BROKEN, "utf-8")
        for _ in range(3):
            await read_again(town)
        [told] = notices(olga, "need a look")
        assert "a/01-x.en.md:1: " in told and "Fix:" in told
        assert notices(ben, "need a look") == []
        kept = next(i for i in town.life.bot.desk.library.items() if i.lesson == "a/01-x")
        assert [option.right for option in kept.options] == [True, False]
        (town.folder / "a/02-x.en.md").write_text(BROKEN, "utf-8")
        await read_again(town)
        assert len(notices(olga, "need a look")) == 2


async def test_a_broken_file_keeps_its_last_good_version_through_a_restart_until_it_is_mended(
) -> None:  # fmt: skip
    async with study({"a/01-x.en.md": question("Who leads?"), **TEN}) as town:
        file, kept = town.folder / "a/01-x.en.md", town.folder / ".studybot/good.json"
        file.write_text(BROKEN, "utf-8")
        await read_again(town)
        again = scan(town.folder)
        assert again.library.lessons == town.life.bot.desk.library.lessons
        [item] = [item for item in again.library.items() if item.lesson == "a/01-x"]
        assert [option.right for option in item.options] == [True, False]
        file.write_text(question("Who leads now?"), "utf-8")
        await read_again(town)
        assert json.loads(kept.read_text())["lessons"] == {}
        kept.write_text("{", "utf-8")
        assert scan(town.folder).library.lessons == town.life.bot.desk.library.lessons


async def test_the_lines_are_told_in_the_organizers_language() -> None:
    async with study({"a/01-x.en.md": question("Who leads?")}) as town:
        lan = await town.joined("小兰", language="zh", organizer=True)
        (town.folder / "a/01-x.en.md").write_text(BROKEN, "utf-8")
        await read_again(town)
        assert "改法：" in lan.last.text


async def test_over_30_percent_gone_changes_nothing_until_confirmed() -> None:
    async with study(TEN) as town:
        olga = await town.joined("Olga", organizer=True)
        for n in range(4):
            (town.folder / f"a/{n:02}-x.en.md").unlink()
        (town.folder / "a/99-x.en.md").write_text(question("Is it new?"), "utf-8")
        before = asked(town)
        for _ in range(3):
            await read_again(town)
        assert asked(town) == before
        [told] = notices(olga, "Was that meant?")
        assert told.startswith("4 of 10 items are gone") and "• Is this number 3?" in told
        olga.say("/confirm")
        await town.settle()
        assert olga.last.text.startswith("Done: 4 items are not sent any more.")
        assert len(asked(town)) == 7 and "Is it new?" in asked(town)
        olga.say("/confirm")
        await town.settle()
        assert olga.last.text == "Nothing waits to be confirmed."


async def test_three_of_ten_may_go_without_asking() -> None:
    async with study(TEN) as town:
        for n in range(3):
            (town.folder / f"a/{n:02}-x.en.md").unlink()
        await read_again(town)
        assert len(asked(town)) == 7


async def test_a_folder_that_comes_back_needs_no_confirmation() -> None:
    async with study(TEN) as town:
        olga = await town.joined("Olga", organizer=True)
        away = town.folder.with_name("unmounted")
        (town.folder / "a").rename(away)
        await read_again(town)
        assert len(asked(town)) == 10 and len(notices(olga, "Was that meant?")) == 1
        away.rename(town.folder / "a")
        await read_again(town)
        assert len(asked(town)) == 10 and town.life.bot.reload.held is None


async def test_a_yes_is_for_what_was_named_and_no_more() -> None:
    async with study(TEN) as town:
        olga = await town.joined("Olga", organizer=True)
        for n in range(4):
            (town.folder / f"a/{n:02}-x.en.md").unlink()
        await read_again(town)
        (town.folder / "a/09-x.en.md").unlink()
        olga.say("/confirm")
        await town.settle()
        assert len(asked(town)) == 10
        assert len(notices(olga, "Was that meant?")) == 2
        olga.tap(next(m for m in reversed(olga.heard) if m.labels), "Yes, let them go")
        await town.settle()
        assert len(asked(town)) == 5


async def test_a_member_confirms_nothing() -> None:
    async with study(TEN) as town:
        ben = await town.joined("Ben")
        for n in range(9):
            (town.folder / f"a/{n:02}-x.en.md").unlink()
        await read_again(town)
        ben.say("/confirm")
        await town.settle()
        assert len(asked(town)) == 10


async def test_a_renamed_file_keeps_who_is_who_also_over_a_restart() -> None:
    async with study(TEN) as town:
        await town.life.bot.reload.start()
        [first, *_] = town.life.bot.desk.library.items()
        (town.folder / "a/00-x.en.md").rename(town.folder / "a/00-y.en.md")
        await read_again(town)
        renamed = next(i for i in town.life.bot.desk.library.items() if i.text == first.text)
        assert renamed.lesson == "a/00-y" and renamed.id == first.id
        kept = json.loads((town.folder / ".studybot/ids.json").read_text("utf-8"))
        assert "a/00-y" in kept["lessons"]
        restarted = next(i for i in scan(town.folder).library.items() if i.text == first.text)
        assert restarted.id == first.id


async def test_fewer_lessons_after_a_downtime_are_told() -> None:
    async with study(TEN) as town:
        olga = await town.joined("Olga", organizer=True)
        town.life.bot.store.note("content items", "40")
        await town.life.bot.reload.start()
        await town.settle()
        assert "went from 40 items to 10" in olga.last.text


def alone(folder: Path, quiet: float) -> Reload:
    """The folder of a desk without people, followed in real time."""
    loaded = scan(folder)
    desk = Desk(MemoryStore(), {NORTH.key: NORTH}, loaded.library)
    return Reload(folder, desk, loaded, lambda: MONDAY, quiet)


@asynccontextmanager
async def watched(reload: Reload) -> AsyncIterator[None]:
    watching = asyncio.create_task(reload.watch())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


def written(file: Path, about: str) -> bool:
    """Written, and again after a while: who had not begun to follow the folder sees it then."""
    if not file.exists() or time() - file.stat().st_mtime > 10:
        file.write_text(question(about), "utf-8")
    return True


async def test_the_folder_is_read_once_a_file_is_quiet(tmp_path: Path) -> None:
    reload = alone(tmp_path, quiet=0.4)
    file = tmp_path / "x.en.md"
    async with watched(reload):
        for n in range(8):
            file.write_text(question("Is it whole?")[: 8 + n], "utf-8")
            await asyncio.sleep(0.1)
            assert reload.loaded.library.lessons == ()
        file.write_text(question("Is it whole?"), "utf-8")
        await until(lambda: written(file, "Is it whole?") and bool(reload.loaded.library.lessons))
    [item] = reload.loaded.library.items()
    assert item.text == "Is it whole?"


async def test_a_mount_without_events_is_looked_at(tmp_path: Path) -> None:
    reload = alone(tmp_path, quiet=0.05)
    await reload.look()
    assert reload.loaded.library.lessons == ()
    (tmp_path / "x.en.md").write_text(question("Is it seen?"), "utf-8")
    await reload.look()
    assert len(reload.loaded.library.lessons) == 1


async def test_reading_many_lessons_does_not_hold_the_loop(tmp_path: Path) -> None:
    reload = alone(tmp_path, quiet=0.05)
    for n in range(600):
        (tmp_path / f"{n}.en.md").write_text(question(f"Is this number {n}?") * 5, "utf-8")
    longest, done = 0.0, asyncio.create_task(reload.rescan())
    while not done.done():
        before = thread_time()
        await asyncio.sleep(0.005)
        longest = max(longest, thread_time() - before)
    assert len(reload.loaded.library.lessons) == 600 and longest < 0.5


async def test_the_running_bot_follows_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "x.en.md").write_text(question("Is it first?"), "utf-8")
    world = Telegram(TOKEN, lambda: MONDAY, Limits.off())
    ready = asyncio.Event()
    async with world.serve() as root:
        config = Config("R", ("en",), {NORTH.key: NORTH}, folder, tmp_path, root, Secret(TOKEN))
        bot = Studybot(config, MemoryStore(), lambda: MONDAY)
        running = asyncio.create_task(bot.run(lambda _: ready.set()))
        await ready.wait()
        second = folder / "y.en.md"
        await until(lambda: written(second, "Is it second?") and len(bot.desk.library.lessons) == 2)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert (folder / ".studybot/ids.json").is_file()
