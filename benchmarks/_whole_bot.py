"""For U2: prints the megabytes the whole bot takes with nobody, and with so many members."""

from __future__ import annotations

import asyncio
import resource
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big import NOW, branches, copied, roster
from bot.app import Studybot
from bot.config import Config, Secret
from records.sqlite import SqliteStore
from scheduler.jobs import jobs

OFTEN = ("comeback", "consent", "due", "group", "push", "follow_up")
"""What beats every few seconds or each minute; what takes long is done in another process."""

LESSONS = Path("content/lessons")


def megabytes() -> float:
    """What this process takes now, where the system tells (Linux), else the most it took."""
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text("ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def beat(store: SqliteStore, members: int, data: Path) -> None:
    async def run() -> None:
        config = Config("Riverside", ("en",), branches(members), LESSONS, data)
        bot = Studybot(replace(config, token=Secret("1:bench")), store, lambda: NOW)
        for name in OFTEN:
            await bot.beat(jobs()[name])
        await bot.api.close()

    asyncio.run(run())


def main(members: int) -> None:
    with TemporaryDirectory() as folder:
        for count in (0, members):
            with copied(roster(count)) as store:
                beat(store, count, Path(folder))
                print(megabytes())


if __name__ == "__main__":
    main(int(sys.argv[1]))
