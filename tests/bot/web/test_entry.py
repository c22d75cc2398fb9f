"""Who comes in, how, for how long, and who does not (`reliability.md` on entry and rights)."""

from __future__ import annotations

import gc
import re
from datetime import timedelta

from bot.web.gate import AT_ONCE, IDLE, LINK_LASTS, SESSION_LASTS, Gate, Visitor
from records.model import BranchKey, MemberId, Role
from tests.bot.web.browsing import ABROAD, Answer, Browser, Place, enter, place
from tests.records.histories import utc

NOW = utc("2026-11-24T12:00:00")
MINUTE = timedelta(minutes=1)


async def opens(browser: Browser, branch: str = "north") -> int:
    return (await browser.get(f"/branch/{branch}/week")).status


async def test_a_link_from_the_chat_lets_in_once_and_looking_at_it_uses_nothing_up() -> None:
    async with place() as here:
        link, browser = await here.link(), here.browser()
        for method in ("GET", "HEAD", "GET"):
            seen = await browser.get(link, method)
            assert (seen.status, browser.cookie) == (200, ""), "a preview may look often"
        assert "Open the dashboard" in (await browser.get(link)).words
        came = await enter(browser, link)
        assert (came.status, came.headers["Location"]) == (303, "/")
        assert await opens(browser) == 200
        again = await enter(here.browser(), link)
        assert again.status == 403 and "does not open any more" in again.words


async def test_a_link_opens_for_ten_minutes_and_a_newer_one_takes_its_place() -> None:
    async with place() as here:
        clock = here.town.life.clock
        late = await here.link()
        clock.at += LINK_LASTS
        assert (await enter(here.browser(), late)).status == 403
        first, second = await here.link(), await here.link()
        assert (await enter(here.browser(), first)).status == 403
        clock.at += LINK_LASTS - timedelta(seconds=1)
        assert (await enter(here.browser(), second)).status == 303


async def test_a_secret_that_was_never_given_opens_nothing() -> None:
    async with place() as here:
        browser = here.browser()
        for secret in ("", "x", "é" * 20, "A" * 43, "../..", "\x00"):
            assert (await browser.post("/enter", {"secret": secret})).status == 403, secret
            assert browser.cookie == "" and await opens(browser) == 401


def test_secrets_hold_256_bits_and_only_their_hashes_are_kept() -> None:
    gate, visitor = Gate(), Visitor(MemberId(1))
    link = gate.link(visitor, NOW)
    links = {gate.link(Visitor(MemberId(n)), NOW) for n in range(2, 200)}
    assert len(links) == 198 and all(re.fullmatch("[A-Za-z0-9_-]{43}", one) for one in links)
    session = gate.enter(link, NOW)
    assert session is not None
    held = repr([one for one in gc.get_referents(gate) if isinstance(one, dict)])
    assert link not in held and session not in held
    assert gate.visitor(session, NOW) == visitor


def test_a_session_ends_when_unused_and_in_any_case_and_a_fifth_ends_the_first() -> None:
    gate, visitor = Gate(), Visitor(MemberId(1))
    first = gate.admit(visitor, NOW)
    at = NOW
    while at < NOW + SESSION_LASTS - IDLE:
        at += IDLE - MINUTE
        assert gate.visitor(first, at) == visitor
    assert gate.visitor(first, NOW + SESSION_LASTS) is None
    idle = gate.admit(visitor, NOW)
    assert gate.visitor(idle, NOW + IDLE) is None
    several = [gate.admit(visitor, NOW) for _ in range(AT_ONCE + 1)]
    assert [gate.visitor(one, NOW) for one in several] == [None, *[visitor] * AT_ONCE]


async def test_the_cookie_is_for_the_server_alone_and_goes_on_signing_out() -> None:
    async with place() as here:
        browser = here.browser()
        came = await enter(browser, await here.link())
        given = came.headers["Set-Cookie"]
        assert re.fullmatch(r"studybot=[\w-]{43}; Path=/; HttpOnly; SameSite=Strict", given)
        held = browser.cookie
        left = await browser.post("/leave", {})
        assert left.status == 200 and "Max-Age=0" in left.headers["Set-Cookie"]
        browser.cookie = held
        assert await opens(browser) == 401, "ended here, not only in the browser"


async def test_by_https_the_cookie_is_bound_to_host_and_https() -> None:
    async with place(ABROAD) as here:
        link, browser = await here.link(), here.browser()
        given = (await enter(browser, link)).headers["Set-Cookie"]
        assert given.startswith("__Host-studybot=") and given.endswith("SameSite=Strict; Secure")
        assert await opens(browser) == 200


async def rights_end(here: Place, browser: Browser) -> None:
    assert await opens(browser) == 401
    assert (await browser.post("/branch/north/box", {"question": "x"})).status == 401


async def test_rights_are_read_at_every_request_and_a_session_ends_with_them() -> None:
    async with place() as here:
        browser, store = await here.inside(), here.town.life.bot.store
        unused = await here.link()
        olga = here.town.member(here.olga)
        store.revoke(olga.id, Role.ORGANIZER, BranchKey("north"))
        await rights_end(here, browser)
        here.organizer_of(here.olga, "north")
        assert await opens(browser) == 401, "the session does not come back with the rights"
        assert (await enter(here.browser(), unused)).status == 403


async def test_stopping_and_forgetting_end_a_session() -> None:
    async with place() as here:
        browser = await here.inside()
        here.olga.say("/stop")
        await here.town.settle()
        await rights_end(here, browser)
        second = await here.town.joined("Otto", organizer=True)
        browser = await here.inside(second)
        store, now = here.town.life.bot.store, here.town.life.clock.at
        assert store.erase(str(second.id), now)
        await rights_end(here, browser)


async def test_an_organizer_sees_their_branches_and_no_others() -> None:
    async with place() as here:
        browser = await here.inside()
        assert (await opens(browser), await opens(browser, "south")) == (200, 404)
        assert await opens(browser, "nowhere") == 404
        here.organizer_of(here.olga, "south")
        assert await opens(browser, "south") == 200
        assert "South" in (await browser.get("/branch/north/week")).words


async def test_members_and_strangers_get_no_link() -> None:
    async with place() as here:
        ann = await here.town.joined("Ann")
        for person in (ann, here.town.life.telegram.person("Nobody")):
            person.say("/dashboard")
            await here.town.settle()
            assert "/enter/" not in person.transcript


HOSTILE = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "same-site"},
    {"Origin": "https://127.0.0.1:1", "Sec-Fetch-Site": "same-origin"},
]


async def test_only_our_own_pages_may_post() -> None:
    async with place() as here:
        browser, store = await here.inside(), here.town.life.bot.store
        store.drop_in(BranchKey("north"), "Why?", here.town.life.clock.at.date())
        [asked] = store.questions(BranchKey("north"))
        for headers in HOSTILE:
            sent = {"question": asked.id}
            told = await browser._ask("POST", "/branch/north/box", sent, headers)
            assert told.status == 403, headers
            for path in ("/enter", "/leave"):
                assert (await browser._ask("POST", path, {}, headers)).status == 403, headers
        assert store.questions(BranchKey("north")) == [asked] and await opens(browser) == 200


async def test_a_form_of_our_own_may_have_null_as_its_origin_as_browsers_send_it() -> None:
    """Under `no-referrer` that is what a form's POST says; `Sec-Fetch-Site` says the rest."""
    async with place() as here:
        ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        assert (await enter(here.browser(), await here.link(), **ours)).status == 303


async def test_under_a_foreign_name_nothing_is_served() -> None:
    async with place() as here:
        browser = await here.inside()
        for host in ("evil.example", "127.0.0.1", "127.0.0.1:1", "", "localhost"):
            assert (await browser.get("/branch/north/week", Host=host)).status == 421, host


async def test_abroad_only_the_configured_name_is_served() -> None:
    async with place(ABROAD) as here:
        browser = await here.inside()
        for host in (f"127.0.0.1:{browser.port}", "localhost", "study.example.org:8080"):
            assert (await browser.get("/", Host=host)).status == 421
        assert (await browser.get("/", Host="STUDY.example.org")).status == 303


def hardened(answer: Answer) -> None:
    found = {name.lower(): value for name, value in answer.headers.items()}
    policy = found["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    assert "form-action 'self'" in policy and "frame-ancestors 'none'" in policy
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"
    assert "server" not in found


async def test_every_answer_carries_the_headers_also_where_it_refuses() -> None:
    async with place() as here:
        browser = await here.inside()
        for path in ("/", "/branch/north/week", "/nowhere", "/static/style.css", "/enter/x"):
            hardened(await browser.get(path))
        hardened(await browser.get("/", Host="evil.example"))
        hardened(await browser._ask("POST", "/leave", {}, {}))
        hardened(await here.browser().get("/branch/north/members"))
        page = await browser.get("/branch/north/week")
        assert page.headers["Cache-Control"] == "no-store"


ABSENT = (
    *("/static/../site.py", "/static/%2e%2e/site.py", "/static/nothing.css", "/app"),
    *("/branch/north/_week", "/branch/north/week/x", "/branch/north/files/..%2fx"),
    "/branch/north/files/week.png",
)


async def test_what_is_not_there_is_not_there() -> None:
    async with place() as here:
        browser = await here.inside()
        for path in ABSENT:
            assert (await browser.get(path)).status == 404, path


async def test_a_form_that_is_too_large_or_no_form_is_refused() -> None:
    async with place() as here:
        browser = here.browser()
        assert (await browser.post("/enter", {"secret": "x" * 20_000})).status == 413
        odd = {"Content-Type": "application/json"}
        assert (await browser.post("/enter", {"secret": "é"}, **odd)).status in (400, 403)


async def test_nothing_is_told_to_who_is_not_in_not_even_whose_dashboard_it_is() -> None:
    async with place() as here:
        browser = here.browser()
        for path in ("/", "/enter/x", "/branch/north/week", "/branch/nowhere/week", "/nowhere"):
            answer = await browser.get(path)
            assert "Riverside" not in answer.body and "North" not in answer.body
        known, unknown = await opens(browser), await opens(browser, "nowhere")
        assert known == unknown == 401
