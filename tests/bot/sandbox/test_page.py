"""The chat page in a real browser: what a person at the keys can do, see and hear."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest

from bot.sandbox import Page, Person, until
from bot.sandbox.methods import find
from bot.sandbox.params import Params
from tests.accessibility import nameless, overflow, tab_to, weak_contrast
from tests.bot.sandbox.pictures import png
from tests.bot.sandbox.test_polls import QUIZ
from tests.browser import Tab, browser, chromium

needs_browser = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]
    ]
}


@dataclass
class Sight:
    """The page, what was asked of its clock, and the bot's mouth."""

    root: str
    telegram: object
    moves: list[str] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def on_clock(self, to: str) -> None:
        self.moves.append(to)
        await self.go.wait()

    def bot(self, method: str, **params: object) -> object:
        return find(method)[1](self.telegram, Params(params))


@pytest.fixture
async def sight(telegram, ann, bo) -> AsyncIterator[Sight]:
    sight = Sight("", telegram)
    newcomer = telegram.person("Cy")
    page = Page(
        [ann, bo, newcomer],
        on_clock=sight.on_clock,
        start_links={newcomer: "north-7"},
        roles={ann: "Member", bo: "Organizer"},
        zone="Europe/Berlin",
    )
    async with telegram.serve(page=page) as sight.root:
        yield sight


@pytest.fixture
async def tab(sight: Sight) -> AsyncIterator[Tab]:
    """The page on a desk; each test ends without an error or a foreign request."""
    async with browser(1200, 800) as tab:
        await tab.open(sight.root)
        await tab.until("document.querySelector('.person')")
        yield tab
        assert tab.errors == []
        assert tab.outside == []


async def text(tab: Tab, selector: str) -> str:
    return await tab.eval(f"document.querySelector({selector!r}).innerText")


async def focus(tab: Tab, selector: str) -> None:
    await tab.eval(f"document.querySelector({selector!r}).focus()")


@needs_browser
@pytest.mark.parametrize("width", [360, 1200])
async def test_it_loads_and_fits(sight: Sight, ann: Person, tab: Tab, width: int) -> None:
    await tab.resize(width, 740)
    sight.bot(
        "sendMessage", chat_id=ann.id, text=f"a long word: {'x' * 300}", reply_markup=KEYBOARD
    )
    sight.bot("sendPoll", chat_id=ann.id, **QUIZ)
    sight.bot("sendPhoto", chat_id=ann.id, photo=ann.send_photo(png(900, 300)).photo.file_id)
    ann.send_document("a-rather-long-name-of-a-file-from-the-last-meeting.xlsx", b"rows")
    await tab.until("document.querySelectorAll('article').length >= 5")
    assert await overflow(tab) <= 1


@needs_browser
async def test_a_button_can_be_pressed_without_a_mouse(
    sight: Sight, ann: Person, tab: Tab, telegram
) -> None:
    sight.bot("sendMessage", chat_id=ann.id, text="Sure?", reply_markup=KEYBOARD)
    await tab.until("document.querySelector('.tap')")
    await tab_to(tab, ".tap")
    await tab.press("Enter")
    await until(telegram, lambda: telegram.updates.pending() > 0)
    [update] = telegram.updates.fetch(0, 10)
    query = update["callback_query"]
    assert query["data"] == "y"
    sight.bot("answerCallbackQuery", callback_query_id=query["id"], text="Saved", show_alert=True)
    await tab.until("document.querySelector('dialog[open]')")
    assert await text(tab, "#popup-text") == "Saved"
    await tab.press("Enter")
    await tab.until("!document.querySelector('dialog[open]')")
    sight.bot(
        "editMessageText",
        chat_id=ann.id,
        message_id=ann.last.id,
        text="Done",
        reply_markup=KEYBOARD,
    )
    await tab.until("document.querySelector('article:last-of-type .text').innerText === 'Done'")
    assert await tab.eval("document.activeElement.innerText") == "Yes", "an edit keeps the focus"


@needs_browser
async def test_writing_and_replying_reach_the_bot(
    sight: Sight, ann: Person, tab: Tab, telegram
) -> None:
    sight.bot("sendMessage", chat_id=ann.id, text="What is a quorum?")
    await tab.until("document.querySelector('.theirs .answer')")
    await focus(tab, ".theirs .answer")
    await tab.press("Enter")
    await tab.type("Enough members to decide")
    await tab.press("Enter")
    await until(telegram, lambda: telegram.updates.pending() > 0)
    [update] = telegram.updates.fetch(0, 10)
    assert update["message"]["text"] == "Enough members to decide"
    assert update["message"]["reply_to_message"]["text"] == "What is a quorum?"
    await tab.until("document.querySelector('.mine:last-of-type .quoted')")
    assert await tab.eval("document.querySelector('#write').value") == ""


@needs_browser
@pytest.mark.parametrize(("choice", "verdict"), [(1, "Right"), (0, "Not quite")])
async def test_a_vote_shows_right_or_wrong_and_why(
    sight: Sight, ann: Person, tab: Tab, choice: int, verdict: str
) -> None:
    sight.bot("sendPoll", chat_id=ann.id, **QUIZ)
    await tab.until("document.querySelectorAll('.choice').length === 3")
    await focus(tab, f"[data-key=o{choice}]")
    await tab.press("Enter")
    await tab.until("document.querySelector('.verdict')")
    assert verdict in await text(tab, ".verdict")
    assert await text(tab, ".explained em") == "Count"
    assert "right answer" in await tab.eval("document.querySelector('.result.right').textContent")
    assert await tab.eval("document.querySelectorAll('.result.wrong').length") == (choice == 0)
    assert ann.last.poll.votes == {ann.id: (choice,)}


@needs_browser
async def test_several_answers_are_chosen_and_then_sent(
    sight: Sight, ann: Person, tab: Tab
) -> None:
    several = QUIZ | {"correct_option_ids": [1, 2], "allows_multiple_answers": True}
    sight.bot("sendPoll", chat_id=ann.id, **several)
    await tab.until("document.querySelector('[data-key=vote]')")
    assert await tab.eval("document.querySelector('[data-key=vote]').disabled")
    for option in (1, 2):
        await focus(tab, f"[data-key=o{option}]")
        await tab.press(" ")
    await focus(tab, "[data-key=vote]")
    await tab.press("Enter")
    await tab.until("document.querySelector('.verdict.right')")
    assert ann.last.poll.votes == {ann.id: (1, 2)}


@needs_browser
async def test_a_newcomer_presses_start_and_the_link_goes_with_it(
    sight: Sight, tab: Tab, telegram
) -> None:
    await tab.eval("document.querySelectorAll('.person')[2].click()")
    assert "Start" in await text(tab, "#start")
    await focus(tab, "#start")
    await tab.press("Enter")
    await until(telegram, lambda: telegram.updates.pending() > 0)
    [update] = telegram.updates.fetch(0, 10)
    assert update["message"]["text"] == "/start north-7"
    await tab.until(
        "document.querySelector('#start').hidden && !document.querySelector('#form').hidden"
    )


@needs_browser
async def test_the_clock_moves_once_and_says_that_it_is_busy(sight: Sight, tab: Tab, clock) -> None:
    assert await text(tab, "#now") == "Tue 24 Nov, 09:00"
    await focus(tab, "[data-move=tomorrow]")
    await tab.press("Enter")
    await tab.until("document.querySelector('[data-move=tomorrow]').ariaDisabled === 'true'")
    assert "Living through the time" in await text(tab, "#toast")
    await tab.press("Enter")
    clock.forward(hours=23)
    sight.go.set()
    await tab.until("!document.querySelector('[aria-disabled]')")
    assert await text(tab, "#now") == "Wed 25 Nov, 08:00"
    assert sight.moves == ["tomorrow"]
    assert await tab.eval("document.activeElement.dataset.move") == "tomorrow"


@needs_browser
async def test_the_language_is_switched_and_remembered(sight: Sight, tab: Tab) -> None:
    assert await tab.eval("document.documentElement.lang") == "en"
    await focus(tab, "#tongue")
    await tab.press("Enter")
    assert await text(tab, "[data-move=monday] .long") == "下个星期一"
    await tab.open(sight.root)
    await tab.until("document.querySelector('.person')")
    assert await tab.eval("document.documentElement.lang") == "zh-Hans"


@needs_browser
async def test_a_chinese_browser_begins_in_chinese(sight: Sight) -> None:
    async with browser(360, 740, "zh-CN") as tab:
        await tab.open(sight.root)
        await tab.until("document.querySelector('.move')")
        assert await tab.eval("document.documentElement.lang") == "zh-Hans"
        assert await text(tab, "[data-move=meeting] .short") == "会议日"


@needs_browser
async def test_a_message_in_the_other_chat_is_counted_until_it_is_read(
    sight: Sight, ann: Person, bo: Person, tab: Tab
) -> None:
    sight.bot("sendMessage", chat_id=bo.id, text="The week in North")
    await focus(tab, ".person")
    await tab.until("document.querySelectorAll('.unread').length === 1")
    sight.bot("sendMessage", chat_id=ann.id, text="And news here")
    await tab.until("document.querySelector('.theirs')")
    assert await tab.eval("document.activeElement.matches('.person')"), "news keep the focus"
    assert "1 new" in await tab.eval("document.querySelector('.unread').textContent")
    await tab.eval("document.querySelectorAll('.person')[1].click()")
    await tab.until("document.querySelector('.theirs .text')?.innerText === 'The week in North'")
    assert await tab.eval("document.querySelectorAll('.unread').length") == 0


@needs_browser
async def test_what_a_person_typed_is_shown_as_typed(sight: Sight, ann: Person, tab: Tab) -> None:
    ann.say("</b><a href=x onclick=alert(1)>hi</a><img src=//evil.example/x>")
    sight.bot("sendMessage", chat_id=ann.id, text="<b>😀 bold</b> &lt;i&gt;", parse_mode="HTML")
    await tab.until("document.querySelector('.theirs strong')")
    assert "<img src=//evil.example/x>" in await text(tab, ".mine:nth-of-type(2) .text")
    assert await text(tab, ".theirs .text") == "😀 bold <i>"
    assert await text(tab, ".theirs strong") == "😀 bold"


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
async def test_it_can_be_used_by_keyboard_and_by_ear(
    sight: Sight, ann: Person, tab: Tab, dark: bool
) -> None:
    await tab.dark(dark)
    for method, more in (
        ("sendMessage", {"text": "Hi", "reply_markup": KEYBOARD}),
        ("sendPoll", QUIZ),
        ("sendPoll", QUIZ),
    ):
        sight.bot(method, chat_id=ann.id, **more)
    ann.vote(ann.last, 0)
    ann.send_document("a.csv", b"x", "words")
    await tab.until("document.querySelector('.verdict') && document.querySelector('.file')")
    assert await nameless(tab) == []
    assert await weak_contrast(tab) == []
    assert await tab.eval("document.querySelector('#log').ariaLive") == "polite"
    assert await tab.eval("document.querySelector('#log').getAttribute('role')") == "log"
    assert await tab.eval(
        "[...document.querySelectorAll('[tabindex]')].every(e => e.tabIndex <= 0)"
    )
    assert await tab.eval("document.querySelectorAll('h1').length") == 1
    await tab_to(tab, "#write")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert await tab.eval(outline) == "solid", "the focus can be seen"


async def test_no_other_site_can_act_or_read(sight: Sight, ann: Person, telegram) -> None:
    say = {"chat": ann.id, "text": "x"}
    cases = [
        ({"Origin": "https://evil.example"}, 403),
        ({}, 403),
        ({"Origin": sight.root, "Host": "evil.example"}, 403),
        ({"Origin": sight.root}, 200),
    ]
    async with aiohttp.ClientSession() as session:
        for headers, code in cases:
            async with session.post(f"{sight.root}/page/say", json=say, headers=headers) as answer:
                assert answer.status == code, headers
        rebound = {"Host": "evil.example"}
        async with session.get(f"{sight.root}/page/state", headers=rebound) as answer:
            assert answer.status == 403
        async with session.get(f"{sight.root}/") as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert [message.text for message in ann.messages] == ["/start", "x"]


async def test_what_cannot_be_done_is_said_and_nothing_breaks(sight: Sight, ann: Person) -> None:
    cases = [
        ("tap", {"chat": ann.id, "message": 999, "data": "y"}, 409),
        ("vote", {"chat": ann.id, "message": "1", "options": [0]}, 400),
        ("say", {"chat": 12, "text": "x"}, 400),
        ("say", {"chat": ann.id, "text": "  "}, 409),
        ("clock", {"to": "1999"}, 400),
    ]
    async with aiohttp.ClientSession(headers={"Origin": sight.root}) as session:
        for path, body, code in cases:
            async with session.post(f"{sight.root}/page/{path}", json=body) as answer:
                assert answer.status == code, path
        async with session.get(f"{sight.root}/page/..%2Fchatpage.py") as answer:
            assert answer.status == 404
