"""What organizers open, in a database of full size: the pack, the period, the dashboard's pages.

`python -m benchmarks.bench_pages [members]` (5,000; 100,000 is the full size: 400 branches, 9
million deliveries, 5 million answers). Of some branches, the medians: what is counted afresh in the
other process, and what is made of frozen rows. Of each page the CPU time of the bot's own process
and of the other, and the longest the loop stood still, of TRIES the best: other programs only ever
add to it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

from benchmarks.big import NOW, SMALL, branches, copied, kept
from benchmarks.goals import Goal, lag, say, told
from bot.config import SHIPPED, Config
from bot.living import Moved
from bot.process.aside import Aside
from bot.web.gate import Visitor
from bot.web.pages import pages
from bot.web.site import Site
from content.folder.library import Library
from records.branch import Branch
from records.meetings import last_meeting, next_meeting, weeks_until
from records.model import Member
from records.participation import WEEKS
from records.ports import Store
from scheduler.desk import Desk
from scheduler.figures import weekly
from scheduler.meeting import packs
from tests.bot.web.browsing import HERE, Browser

SOME, TRIES = 5, 3
FROZEN, STILL = 1.0, 50.0
"""Seconds for one page or pack from frozen rows; milliseconds of the loop."""

FILES = ("files/week.xlsx", "files/gradebook.csv", "pack/pack.html")


def main(members: int = SMALL) -> None:
    with copied(kept(members)) as store:
        desk = Desk(store, branches(members), Library((), ()))
        some = list(desk.branches.values())[:: max(1, len(desk.branches) // SOME)][:SOME]
        for member in store.members(some[0].key)[::2]:
            agree(store, member)
        fresh_and_frozen(desk, some)
        config = Config("Bench", ("en",), desk.branches, SHIPPED, store._db.path.parent, web=HERE)
        asyncio.run(opened(desk, config, some[0]))


def agree(store: Store, member: Member) -> None:
    """Every second member of a branch agrees to be named."""
    store.choose(member.id, replace(store.choices(member.id), named=True))


def fresh_and_frozen(desk: Desk, some: list[Branch]) -> None:
    """Packs and periods: counted, told, and read again."""
    store = desk.store

    def week(branch: Branch) -> object:
        return weekly.frozen(desk, branch, weekly.last_told(branch, NOW), NOW)

    def pack(branch: Branch) -> object:
        return packs.tell(desk, branch, packs.period_to(branch, next_meeting(branch, NOW)), NOW)

    def period(branch: Branch) -> object:
        met = last_meeting(branch, NOW)
        return packs.freeze(desk, branch, packs.period_to(branch, met), NOW)

    def so_far(branch: Branch) -> object:
        met = next_meeting(branch, NOW)
        return packs.counted_so_far(store, branch, packs.period_to(branch, met), NOW)

    for branch in some:
        for one in weeks_until(branch, weekly.last_told(branch, NOW), WEEKS + 1)[:-1]:
            weekly.frozen(desk, branch, one, weekly.told_at(branch, one))
    say("a week counted and frozen, a branch", middle(week, some), "ms CPU")
    say("a pack so far, a branch", middle(so_far, some), "ms CPU")
    say("a pack counted and told, a branch", middle(pack, some), "ms CPU")
    say("a period counted and frozen, a branch", middle(period, some), "ms CPU")
    for what, work in (("week", week), ("pack", pack), ("period", period)):
        told("M1", Goal(f"a {what} from frozen rows, a branch", middle(work, some) / 1e3, FROZEN,
                        "s CPU"))  # fmt: skip


def middle(work: Callable[[Branch], object], some: list[Branch]) -> float:
    """Median CPU-ms of a branch."""
    times = []
    for branch in some:
        begun = process_time()
        work(branch)
        times.append((process_time() - begun) * 1e3)
    return sorted(times)[len(times) // 2]


async def opened(desk: Desk, config: Config, branch: Branch) -> None:
    """Every page of one branch, by HTTP."""
    aside = Aside(Path(config.data) / "studybot.db")
    site = Site(desk, config, Moved(NOW), aside)
    secret = site.gate.admit(Visitor(None), site.now())
    async with lag() as late:
        await asyncio.sleep(1)
    say("longest the idle loop stood still: what the machine adds", max(late), "ms")
    async with site.open() as root:
        browser = Browser(site.port, root.partition("://")[2], cookie=f"studybot={secret}")
        for name in (*pages(), *FILES):
            tries = [await tried(browser, aside, f"/branch/{branch.key}/{name}")
                     for _ in range(TRIES)]  # fmt: skip
            own, other, still = (min(one[n] for one in tries) for n in range(3))
            told("M1", Goal(f"{name}, in both processes", own + other, FROZEN, "s CPU"))
            say(f"{name}, of it in the bot's own", own, "s CPU")
            told("M1", Goal(f"{name}, longest the loop stood still", still, STILL, "ms"))
    await aside.close()


async def tried(browser: Browser, aside: Aside, path: str) -> tuple[float, float, float]:
    """CPU seconds in the bot's process and in the other, and how long the loop stood still."""
    there, here = await aside.make(process_time), process_time()
    async with lag() as late:
        status = (await browser.get(path)).status
    here = process_time() - here
    assert status == 200, f"{path}: {status}"
    return here, await aside.make(process_time) - there, max(late)


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
