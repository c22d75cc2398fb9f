"""A backup while the bot writes: how long the loop is held up, and how long the copy takes."""

from __future__ import annotations

import asyncio
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from records.keeping.backup import Backups
from records.sqlite import open_store
from records.sqlite.copying import expect_sound

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ROWS, SIZE = 200_000, 1_000


async def beats(until: asyncio.Event) -> list[float]:
    """Milliseconds by which a beat every 5 ms came late."""
    late = []
    while not until.is_set():
        begun = perf_counter()
        await asyncio.sleep(0.005)
        late.append((perf_counter() - begun - 0.005) * 1000)
    return late


async def main() -> None:
    folder = Path(mkdtemp(prefix="bench-"))
    store = open_store(folder / "studybot.db")
    body = os.urandom(SIZE)
    for start in range(0, ROWS, 10_000):
        store.take([(number, body) for number in range(start, start + 10_000)], NOW)
    size = (folder / "studybot.db").stat().st_size / 2**20
    for name, copying in (("without", False), ("with a backup", True)):
        done, commits = asyncio.Event(), []
        watch = asyncio.create_task(beats(done))
        backups, begun, number = Backups(folder), perf_counter(), ROWS * (2 + copying)
        if copying:
            backups.begin(NOW)
        while backups.busy if copying else perf_counter() < begun + 3:
            at = perf_counter()
            store.take([(number, b"vote" * 50)], NOW)
            commits.append((perf_counter() - at) * 1000)
            number += 1
            await asyncio.sleep(0.02)
        took = perf_counter() - begun
        done.set()
        late = sorted(await watch)
        commits.sort()
        assert not backups.failed, backups.failed
        print(
            f"{name}: {took:.1f} s, {size:.0f} MB; loop late p50 {late[len(late) // 2]:.1f}, "
            f"p99 {late[len(late) * 99 // 100]:.1f}, worst {late[-1]:.1f} ms; one commit p50 "
            f"{commits[len(commits) // 2]:.1f}, worst {commits[-1]:.1f} ms"
        )
    store.close()
    begun = perf_counter()
    expect_sound(folder / "studybot.db", quick=True)
    print(f"read through at start: {perf_counter() - begun:.2f} s for {size:.0f} MB")
    shutil.rmtree(folder)


if __name__ == "__main__":
    asyncio.run(main())
