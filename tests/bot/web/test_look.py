"""The dashboard in a real browser: on a phone, by the keyboard, for who does not see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.web.pages import pages
from records.model import BranchKey
from tests.accessibility import nameless, overflow, tab_to, weak_contrast
from tests.bot.cli.town import name
from tests.bot.web.browsing import Place, place
from tests.browser import Tab, browser, chromium

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(chromium() is None, reason="no Chromium is installed"),
]
BROKEN = "# Question: Nobody is right?\n\n- [ ] One\n- [ ] Two\n"

UNTITLED = """
[...document.querySelectorAll('table')].filter((t) => !t.caption?.innerText.trim()).length
+ [...document.querySelectorAll('th')].filter((h) => !h.scope).length
+ [...document.querySelectorAll('td')].filter((d) => !d.ariaHidden && !d.innerText.trim()
    && !d.closest('thead')).length
+ [...document.querySelectorAll('svg')].filter((s) => !s.closest('[aria-hidden]')).length
"""
"""Tables without a caption, headers without a scope, cells and drawings without words."""

ORDER = """
[...document.querySelectorAll('h1, h2, h3')].map((h) => Number(h.tagName[1]))
"""


@dataclass
class Room:
    """The dashboard with something on every page, and somebody in it."""

    here: Place
    tab: Tab

    async def go(self, page: str, lang: str = "en", width: int = 1200) -> None:
        await self.tab.resize(width, 800)
        await self.tab.open(f"{self.here.site.root}/branch/north/{page}?lang={lang}")
        await self.tab.until("document.querySelector('main h1')")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def room() -> AsyncIterator[Room]:
    """Entered by the keyboard alone, from the link in the chat."""
    async with place() as here, browser(1200, 800) as tab:
        here.named(name("a"))
        here.organizer_of(here.olga, "south")
        life = here.town.life
        life.bot.store.drop_in(BranchKey("north"), "Why? " + "x" * 300, life.clock.at.date())
        (here.town.folder / "a" / "03-z.en.md").write_text(BROKEN, "utf-8")
        await life.bot.reload.look()
        link = await here.link()
        await tab.open(here.site.root + link)
        await tab_to(tab, "button")
        await tab.press("Enter")
        await tab.until("document.querySelector('.framed')")
        yield Room(here, tab)
        assert tab.errors == []
        assert tab.outside == []


@pytest.mark.parametrize("page", pages())
async def test_each_page_fits_a_phone_and_can_be_read_in_both_lights(room: Room, page: str) -> None:
    for lang in ("en", "zh"):
        for width in (360, 1200):
            await room.go(page, lang, width)
            assert await overflow(room.tab) <= 1, (lang, width)
        for dark in (False, True):
            await room.tab.dark(dark)
            assert await weak_contrast(room.tab) == []


@pytest.mark.parametrize("page", pages())
async def test_each_page_can_be_heard(room: Room, page: str) -> None:
    await room.go(page)
    assert await nameless(room.tab) == []
    assert await room.tab.eval(UNTITLED) == 0
    levels = await room.tab.eval(ORDER)
    assert levels[0] == 1 and levels.count(1) == 1 and 3 not in levels
    parts = await room.tab.eval(
        "['header', 'nav', 'main', 'footer'].filter((p) => !document.querySelector(p))"
    )
    assert parts == []
    lists = "[...document.querySelectorAll('nav')].filter((n) => !n.ariaLabel).length"
    assert await room.tab.eval(lists) == 0, "each group of links has a name"


async def test_the_first_key_leads_past_the_menu(room: Room) -> None:
    await room.go("week")
    await room.tab.press("Tab")
    assert await room.tab.eval("document.activeElement.innerText") == "To the page itself"
    assert await room.tab.eval("document.activeElement.getBoundingClientRect().top >= 0")
    await room.tab.press("Enter")
    assert await room.tab.eval("document.activeElement.id") == "main"


async def test_every_page_and_branch_is_reached_by_keys(room: Room) -> None:
    await room.go("week")
    await tab_to(room.tab, ".menu li:last-child a")
    await room.tab.press("Enter")
    await room.tab.until("document.querySelector('h1')?.innerText === 'Files'")
    await tab_to(room.tab, ".branches li:last-child a")
    await room.tab.press("Enter")
    await room.tab.until("document.querySelector('.over')?.innerText === 'South'")


async def test_a_cell_says_by_shape_and_by_word_what_its_colour_says(room: Room) -> None:
    await room.go("members")
    words = await room.tab.eval(
        "[...document.querySelectorAll('.heat tbody td')].map((c) => c.innerText.trim())"
    )
    assert {"Took part", "No answer"} <= set(words) and "" not in words
    looks = await room.tab.eval(
        "[...document.querySelectorAll('.legend i')].map((i) => { const s = getComputedStyle(i);"
        " return s.backgroundImage + s.boxShadow + (s.backgroundColor !== 'rgba(0, 0, 0, 0)') })"
    )
    assert len(looks) == len(set(looks)) == 4


async def test_the_box_is_emptied_by_its_button(room: Room) -> None:
    await room.go("box")
    await tab_to(room.tab, ".box button")
    await room.tab.press("Enter")
    await room.tab.until("document.querySelector('.empty')")
    assert room.here.town.life.bot.store.questions(BranchKey("north")) == []


async def test_printed_the_pack_stands_alone(room: Room) -> None:
    await room.go("pack")
    await room.tab.send("Emulation.setEmulatedMedia", media="print")
    seen = await room.tab.eval(
        "['.menu', '.foot', '.saves', '.pack'].filter((p) =>"
        " document.querySelector(p).checkVisibility())"
    )
    await room.tab.send("Emulation.setEmulatedMedia", media="")
    assert seen == [".pack"]


async def test_signing_out_by_its_button_ends_it(room: Room) -> None:
    await room.go("week")
    await tab_to(room.tab, ".foot button")
    await room.tab.press("Enter")
    await room.tab.until("document.querySelector('.door')")
    assert "You are signed out" in await room.tab.eval("document.body.innerText")
    room.tab.errors.clear()
    await room.tab.open(f"{room.here.site.root}/")
    assert "not signed in" in await room.tab.eval("document.body.innerText")
    assert all("401" in one for one in room.tab.errors), "no more than the refusal itself"
    room.tab.errors.clear()
