"""What is kept of what Telegram hands over, and what is dropped before it is stored."""

from __future__ import annotations

import pytest

from bot.telegram.api import Json
from bot.telegram.hearing import addressed

GROUP: Json = {"id": -1001, "type": "supergroup", "title": "All"}
PRIVATE: Json = {"id": 7, "type": "private"}


def update(kind: str, chat: Json, **message: Json) -> Json:
    return {"update_id": 1, kind: {"message_id": 5, "chat": chat, **message}}


@pytest.mark.parametrize(
    "kept",
    [
        update("message", PRIVATE, text="hello"),
        update("edited_message", PRIVATE, text="hello"),
        update("message", GROUP, text="/today"),
        update("message", GROUP, text="/today@StudyBot now"),
        update("message", GROUP, text="/link\nplease"),
        update("message", GROUP, migrate_to_chat_id=-5),
        update("message", GROUP, migrate_from_chat_id=-5),
        {"update_id": 1, "callback_query": {"message": {"chat": GROUP}}},
        {"update_id": 1, "poll_answer": {}},
        {"update_id": 1, "my_chat_member": {"chat": GROUP}},
        {"update_id": 1, "message": {"text": "from nowhere"}},
        {"update_id": 1},
        None,
    ],
)
def test_what_is_for_the_bot_is_kept(kept: Json) -> None:
    assert addressed(kept, "studybot")


@pytest.mark.parametrize(
    "dropped",
    [
        update("message", GROUP, text="hello"),
        update("message", GROUP, text="@studybot hello"),
        update("message", GROUP, text="see /today"),
        update("message", GROUP, text="/today@otherbot"),
        update("message", GROUP, text="/"),
        update("message", GROUP, text=5),
        update("message", GROUP, photo=[]),
        update("message", GROUP, poll={"id": "1"}),
        update("message", GROUP, new_chat_members=[]),
        update("edited_message", GROUP, text="/today"),
        update("message", {"id": -1, "type": "group"}, text="hello"),
        update("message", {"id": -1, "type": "channel"}, text="hello"),
    ],
)
def test_what_people_say_to_each_other_is_not(dropped: Json) -> None:
    assert not addressed(dropped, "studybot")
