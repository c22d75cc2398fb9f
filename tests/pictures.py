"""`make pictures`: the pictures of the README and the documents, taken from the demo itself."""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.demo.branch import START, TWO_PERIODS
from bot.demo.life import BRANCH
from bot.demo.show import Demo, demo
from tests.browser import Tab, browser

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
FIND = """[...document.querySelectorAll('button')].reverse()
  .find(button => button.innerText.trim().startsWith(%r) && !button.disabled)"""
PRESS = f"({FIND}).click()"


async def main() -> None:
    """Live two months, then be a newcomer for a few days, and keep what is seen."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        async with demo(Path(place), 1, lambda _: None) as show:
            await show.life.live(START + timedelta(days=TWO_PERIODS), lambda _: None)
            keep_newest(Path(place))
            async with browser(1100, 820, "en") as tab:
                await dashboard(show, tab)
            async with browser(1000, 1120, "en") as tab:
                await chat(show, tab)


def keep_newest(folder: Path) -> None:
    """The last week's picture."""
    (FOLDER / "summary.png").write_bytes(max(folder.glob("*.png")).read_bytes())


async def dashboard(show: Demo, tab: Tab) -> None:
    """In by the organizer's link from the chat; two of three have agreed to be named."""
    living, organizer = show.living, show.life.inhabitants[0].person
    store = living.bot.store
    for member in store.members(BRANCH):
        if member.id % 3 and store.consent(member.id):
            store.choose(member.id, replace(store.choices(member.id), named=True))
    organizer.say("/dashboard")
    await living.settle()
    [link] = re.findall(r"http://\S+/enter/\S+", organizer.transcript)
    await tab.open(link)
    await tab.eval("document.querySelector('button').click()")
    await tab.until("document.querySelector('.framed')")
    root = link.partition("/enter/")[0]
    for page, name, height in (("week", "dashboard", 860), ("members", "members", 960)):
        await tab.resize(1180, height)
        await tab.open(f"{root}/branch/{BRANCH}/{page}?lang=en")
        await tab.picture(FOLDER / f"{name}.png")


async def chat(show: Demo, tab: Tab) -> None:
    """Start, take the first item, then mornings until there is a quiz, and answer it."""
    await tab.open(show.living.address)
    await tab.until("document.querySelector('button') !== null")
    for label, patience in (
        ("Start", 1),
        ("I agree", 1),
        ("08:00", 1),
    ):
        await tab.until(FIND % label)
        await tab.eval(PRESS % label)
        await asyncio.sleep(patience)
    you = next(one for one in show.living.telegram.people.values() if one.user.first_name == "You")
    while you.last.poll is None:
        await tab.until(FIND % "Tomorrow morning")
        await tab.eval(PRESS % "Tomorrow morning")
        await asyncio.sleep(4)
    you.vote(you.last, *you.last.poll.correct)
    await show.living.settle()
    await asyncio.sleep(1)
    await tab.picture(FOLDER / "chat.png")


if __name__ == "__main__":
    asyncio.run(main())
