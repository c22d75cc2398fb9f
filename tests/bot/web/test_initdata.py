"""A Mini App lets in whom Telegram vouches for, lately, and nobody who was made up."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.living import TOKEN
from bot.web.initdata import AGE, AHEAD, verified
from tests.bot.web.browsing import ABROAD, place
from tests.records.histories import utc

NOW = utc("2026-11-24T12:00:00")
USER = {"id": 1234567890123, "first_name": "Olga", "language_code": "en"}


def signed(fields: dict[str, str], token: str = TOKEN) -> str:
    """As Telegram signs: written anew here from its documentation, not with the code under test."""
    lines = "\n".join(f"{key}={value}" for key, value in sorted(fields.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    proof = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": proof})


def data(user: object = USER, at: float = NOW.timestamp(), **more: str) -> dict[str, str]:
    return {"auth_date": str(int(at)), "user": json.dumps(user), "query_id": "AAE", **more}


def test_what_telegram_signed_is_taken_with_all_its_fields_whatever_their_order() -> None:
    whole = data(signature="c2ln", start_param="a=b&c\n", chat_type="private")
    assert verified(signed(whole), TOKEN, NOW) == "1234567890123"
    backwards = urlencode(parse_qsl(signed(whole))[::-1])
    assert verified(backwards, TOKEN, NOW) == "1234567890123"


def test_ten_minutes_old_and_no_older_and_hardly_from_the_future() -> None:
    second = timedelta(seconds=1)
    for at, good in ((NOW - AGE, True), (NOW - AGE - second, False), (NOW + AHEAD, True),
                     (NOW + AHEAD + second, False)):  # fmt: skip
        assert (verified(signed(data(at=at.timestamp())), TOKEN, NOW) is not None) is good


BAD = {
    "empty": "",
    "no hash": urlencode(data()),
    "another bot's": signed(data(), "4201:another"),
    "unsigned": urlencode({**data(), "hash": "0" * 64}),
    "short": signed(data())[:-2],
    "a field more": signed(data()) + "&is_admin=1",
    "a field twice": signed(data()) + "&auth_date=1",
    "no time": signed({"user": json.dumps(USER)}),
    "no number of a time": signed(data() | {"auth_date": "soon"}),
    "a time without end": signed(data() | {"auth_date": "9" * 40}),
    "no user": signed({"auth_date": str(int(NOW.timestamp()))}),
    "a bot": signed(data(USER | {"is_bot": True})),
    "text for a number": signed(data({"id": "1"})),
    "true for a number": signed(data({"id": True})),
    "no object": signed(data([1])),
    "deep": signed(data() | {"user": "[" * 50_000}),
    "no form": "\x00\ud800%%%",
}


@pytest.mark.parametrize("name", BAD)
def test_anything_else_lets_nobody_in(name: str) -> None:
    assert verified(BAD[name], TOKEN, NOW) is None


@given(st.data())
def test_one_character_changed_anywhere_lets_nobody_in(draw: st.DataObject) -> None:
    good = signed(data())
    at = draw.draw(st.integers(0, len(good) - 1))
    other = draw.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = good[:at] + other + good[at + 1 :]
    same = dict(parse_qsl(changed)) == dict(parse_qsl(good))
    assert same or verified(changed, TOKEN, NOW) is None


@given(st.text(max_size=300))
def test_any_text_is_an_answer_and_no_error(text: str) -> None:
    assert verified(text, TOKEN, NOW) is None


async def test_an_organizer_opens_it_from_a_button_and_comes_in_within_telegrams_frame() -> None:
    async with place(ABROAD) as here:
        here.olga.say("/dashboard")
        await here.town.settle()
        [[button]] = here.olga.last.buttons
        assert button.more == {"web_app": {"url": "https://study.example.org/app"}}
        browser, now = here.browser(), here.town.life.clock.at
        seen = await browser.get("/app")
        policy = seen.headers["Content-Security-Policy"]
        assert (
            "script-src 'self'" in policy and "frame-ancestors https://web.telegram.org" in policy
        )
        proof = signed(data({"id": here.olga.id}, now.timestamp()))
        came = await browser.post("/app", {"data": proof})
        given = came.headers["Set-Cookie"]
        assert came.status == 303 and "SameSite=None; Partitioned; Secure" in given
        page = await browser.get("/branch/north/week")
        assert page.status == 200 and "script-src" not in page.headers["Content-Security-Policy"]


async def test_members_and_strangers_are_not_let_in_by_it() -> None:
    async with place(ABROAD) as here:
        ann, now = await here.town.joined("Ann"), here.town.life.clock.at
        for number in (ann.id, 999):
            browser = here.browser()
            proof = signed(data({"id": number}, now.timestamp()))
            assert (await browser.post("/app", {"data": proof})).status == 401
            assert browser.cookie == ""
