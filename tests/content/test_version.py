"""A version is what was asked and what is right; what explains it is not part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from content.history.version import freeze, freeze_reply, thaw, thaw_reply, version_of
from content.item import (
    Chosen,
    Deadline,
    Done,
    Head,
    Item,
    ItemId,
    LessonId,
    Option,
    Picture,
    Recalled,
    Reply,
    Send,
    Written,
)

FULL = Item(
    id=ItemId("t/x#1"),
    head=Head(
        LessonId("t/x"), "zh", "标题", "t/x.zh.md", Send(2, None, time(18, 30)), "t", ("a", "b"),
        ("north",), True, Deadline(timedelta(hours=36)), date(2026, 12, 1), date(2027, 1, 1),
        (LessonId("t/w"),),
        "Maria", ("Red Cross",), (("colour", "red"),),
    ),
    form="single", text="Why?\n\n“这样”", order=2, line=7,
    options=(Option("a", True, "Yes."), Option("b")), answers=("12",), tolerance=Decimal("0.50"),
    pairs=(("x", "y"),), back="back", proof=("text",), explanation="So.", points=2, anonymous=True,
    shuffle=True, discuss="here", follow_up=timedelta(days=4, microseconds=1), applied=True,
    asked_by_members=True, pictures=(Picture("/p/x.png", "x"),),
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [{"explanation": "Other."}, {"line": 1}, {"order": 0}, {"points": 1}, {"id": ItemId("other")},
     {"pictures": ()}, {"text": "Why?  “这样” "}, {"tolerance": Decimal("0.5")},
     {"options": (Option("a", True, "No."), Option("b"))}, {"applied": False}],
)  # fmt: skip
def test_what_makes_no_new_version(change: dict[str, object]) -> None:
    assert version_of(replace(FULL, **change)) == version_of(FULL)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"text": "How?"}, {"form": "multiple"}, {"answers": ("13",)}, {"tolerance": None},
     {"back": ""}, {"tolerance": Decimal("0.6")}, {"pairs": (("x", "z"),)}, {"shuffle": False},
     {"options": (Option("a"), Option("b", True))}, {"options": (Option("b"), Option("a", True))}],
)  # fmt: skip
def test_what_makes_a_new_version(change: dict[str, object]) -> None:
    assert version_of(replace(FULL, **change)) != version_of(FULL)  # type: ignore[arg-type]


def test_a_version_is_64_hex_digits_and_never_changes_between_releases() -> None:
    plain = replace(FULL, head=Head(LessonId("x"), "en", "x", "x"))
    assert version_of(plain) == version_of(FULL)
    assert version_of(FULL) == "a097126565b9a19c2f7c79c31e66d6f19cc69157a3316b569b9e93d525e6f15b"


def test_everything_thaws_as_it_was_frozen() -> None:
    assert thaw(freeze(FULL)) == FULL
    assert repr(thaw(freeze(FULL))) == repr(FULL)


def test_what_a_later_release_added_has_its_default() -> None:
    assert thaw(freeze(FULL).replace('"points":2,', "")) == replace(FULL, points=1)


def test_what_a_later_release_dropped_is_ignored() -> None:
    assert thaw(freeze(FULL).replace('"points":2,', '"points":2,"colour":"red",')) == FULL


@pytest.mark.parametrize(
    "reply",
    [
        Chosen((0, 2)),
        Chosen(()),
        Written("“四十”\n\ud800"),
        Recalled(True),
        Done(),
        Done("photo", "x"),
    ],
)
def test_replies_thaw_as_they_were_frozen(reply: Reply) -> None:
    assert thaw_reply(freeze_reply(reply)) == reply
