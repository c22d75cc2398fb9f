"""`make pictures`: the pictures of the README, taken from the demo itself."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.demo.branch import START, TWO_PERIODS
from bot.demo.show import Demo, demo
from tests.browser import Tab, browser

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
PRESS = """(() => {
  const wanted = %r;
  const found = [...document.querySelectorAll('button')].reverse()
    .find(button => button.innerText.trim().startsWith(wanted) && !button.disabled);
  found.click();
})()"""


async def main() -> None:
    """Live two months, then be a newcomer for a few days, and keep what is seen."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        async with demo(Path(place), 1, lambda _: None) as show:
            await show.life.live(START + timedelta(days=TWO_PERIODS), lambda _: None)
            keep_newest(Path(place))
            async with browser(1100, 820, "en") as tab:
                await chat(show, tab)


def keep_newest(folder: Path) -> None:
    """The last week's picture."""
    (FOLDER / "summary.png").write_bytes(max(folder.glob("*.png")).read_bytes())


async def chat(show: Demo, tab: Tab) -> None:
    """Start, take the first item, and see two mornings."""
    await tab.open(show.living.address)
    await tab.until("document.querySelector('button') !== null")
    for label, patience in (
        ("Start", 1),
        ("I agree", 1),
        ("08:00", 1),
        ("Tomorrow morning", 4),
    ):
        await tab.eval(PRESS % label)
        await asyncio.sleep(patience)
    await tab.picture(FOLDER / "chat.png")


if __name__ == "__main__":
    asyncio.run(main())
