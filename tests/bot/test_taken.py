"""Words handled a second time, after a crash, are taken for what they were taken for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation import respond
from bot.say import Say
from bot.telegram.events import Nature, Said, Sender
from content.folder.loader import scan
from content.item import Written
from records.memory import MemoryStore
from records.model import Fate, Invite, Kind, Letter, Role
from records.people.own import CONSENT, Consent
from scheduler.desk import Desk
from tests.dialogue import NORTH

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
OPEN = "# Open question: Number {n}?\n"
ANN = Sender(7001, "Ann", "en", Nature.PERSON)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ann has two open questions that take words."""
    for n in range(2):
        (tmp_path / f"{n}.en.md").write_text(OPEN.format(n=n), "utf-8")
    store, library = MemoryStore(), scan(tmp_path).library
    invite = Invite("a" * 64, NORTH.key, Role.MEMBER, NOW)
    store.invite(invite)
    member = store.link(invite, "7001", "Ann", "en", NOW)
    store.agree(Consent(member.id, CONSENT, "", NOW))
    for n, item in enumerate(library.items()):
        [id] = store.post([Letter(member.id, Kind.ASKED, f"more:{n}", NOW, item)])
        store.begin([id], NOW)
        store.settle(id, Fate.SENT, NOW, message=str(n + 10))
    return Desk(store, {NORTH.key: NORTH}, library)


def said(desk: Desk, update: int, text: str, again: bool = False) -> str:
    """The bot's words to a message of Ann's; `again`: an earlier try came to the records."""
    event = Said(update, 7001, True, ANN, 99, text)
    return " ".join(act.text for act in respond(desk, event, NOW, again) if isinstance(act, Say))


def kept(desk: Desk) -> list[str]:
    replies = [one.reply for one in desk.store.each_answer()]
    return [one.text for one in replies if isinstance(one, Written)]


def test_an_answer_handled_twice_does_not_answer_the_next_question_too(desk: Desk) -> None:
    first = said(desk, 1, "The examples.")
    assert said(desk, 1, "The examples.", again=True) == first
    assert kept(desk) == ["The examples."]
    assert desk.store.days_studied(desk.store.members()[0].id)
    said(desk, 2, "The people.", again=True)
    assert kept(desk) == ["The people.", "The examples."]


def test_a_question_for_the_box_handled_twice_lies_there_once_and_answers_nothing(
    desk: Desk,
) -> None:
    desk.store.expect(desk.store.members()[0].id, "question", NOW)
    first = said(desk, 2, "Who has the key?")
    assert "in the box" in first
    assert said(desk, 2, "Who has the key?", again=True) == first
    assert [one.text for one in desk.store.questions(NORTH.key)] == ["Who has the key?"]


def test_a_clock_in_words_handled_twice_answers_no_question(desk: Desk) -> None:
    desk.store.expect(desk.store.members()[0].id, "clock", NOW)
    first = said(desk, 1, "11:00")
    assert "Your clock" in first
    assert said(desk, 1, "11:00", again=True) == first
    assert kept(desk) == []
