"""The sign of life: what `studybot health` says about it, and that a running bot leaves one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.process.heartbeat import DEAF, STUCK, Heartbeat, judged, read, write
from records.sqlite.connection import bears_two
from tests.bot.cli.house import House as Folder
from tests.bot.test_run import house
from tests.waiting import until

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("beat", "polled", "well", "line"),
    [
        (NOW, NOW - 25 * SECOND, True, "well; Telegram answered 25 s ago"),
        (NOW - STUCK, NOW - DEAF, True, "well; Telegram answered 90 s ago"),
        (NOW - STUCK - SECOND, NOW, False, "no sign of life for 61 s"),
        (NOW, NOW - DEAF - SECOND, False, "Telegram has not answered for 91 s"),
        (NOW, None, False, "Telegram has not answered yet"),
    ],
)
def test_well_is_who_beats_and_hears(
    tmp_path: Path, beat: datetime, polled: datetime | None, well: bool, line: str
) -> None:
    write(tmp_path, Heartbeat(beat, polled))
    assert judged(read(tmp_path), NOW) == (well, line)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"beat": 7, "polled": ""}', '{"beat": "x"}'])
def test_what_is_no_sign_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "heartbeat").write_text(content, "ascii")
    assert read(tmp_path) is None
    assert judged(None, NOW) == (False, "no bot has been running on this data folder")


@pytest.mark.parametrize(("seconds", "way"), [(86400, "ahead of"), (-3600, "behind")])
def test_a_clock_that_is_wrong_is_not_well(tmp_path: Path, seconds: int, way: str) -> None:
    write(tmp_path, Heartbeat(NOW, NOW, timedelta(seconds=seconds)))
    well, line = judged(read(tmp_path), NOW)
    assert not well
    assert line == f"the clock is {abs(seconds)} s {way} Telegram's; nothing is sent by it"


def test_nothing_has_been_running_here(tmp_path: Path) -> None:
    said = Folder(tmp_path).configured().says("health")
    assert (said.exit_code, said.stdout) == (1, "no bot has been running on this data folder\n")


async def test_a_running_bot_is_well_and_keeps_room_and_a_backup(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        process = await home.start()
        home.telegram.person("Ann").say("/help")
        folder = Folder(tmp_path, {"STUDYBOT_CONTENT": str(tmp_path / "lessons")})
        await until(lambda: folder.says("health").exit_code == 0)
        said = folder.says("health")
        assert said.stdout.startswith("well; Telegram answered ") and said.stdout.count("\n") == 1
        assert (home.data / "reserve").stat().st_blocks * 512 >= 16 * 2**20
        await until(lambda: not bears_two() or any((home.data / "backups").glob("studybot-*.db")))
        assert await home.end(process) == 0
