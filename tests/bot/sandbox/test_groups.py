"""Groups: what the bot hears in privacy mode, and how a group becomes another."""

from __future__ import annotations

import pytest


@pytest.fixture
def choir(telegram, ann, bo):
    group = telegram.group("Choir", [ann, bo])
    group.add_bot(ann)
    telegram.updates.clear()
    return group


async def test_the_bot_is_told_where_it_stands(wire, telegram, ann, bo) -> None:
    group = telegram.group("Choir", [ann, bo])
    outside = await wire.refused("sendMessage", chat_id=group.id, text="x")
    assert outside == "403 Forbidden: bot is not a member of the group chat"
    group.add_bot(ann)
    group.promote_bot(ann)
    group.remove_bot(bo)
    standing = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await wire.updates()
        if "my_chat_member" in update
    ]
    assert standing == ["member", "administrator", "kicked"]
    thrown_out = await wire.refused("sendMessage", chat_id=group.id, text="x")
    assert thrown_out == "403 Forbidden: bot was kicked from the group chat"


async def test_privacy_mode_lets_the_bot_hear_what_is_for_it(wire, choir, ann) -> None:
    await wire.ok("sendMessage", chat_id=choir.id, text="Ask me")
    choir.say(ann, "just talk")
    choir.say(ann, "/today")
    choir.say(ann, "/today@other_bot")
    choir.say(ann, "a reply", reply_to=choir.last)
    choir.say(ann, "hey @studybot_sandbox_bot")
    heard = [update["message"]["text"] for update in await wire.updates()]
    assert heard == ["/today", "a reply", "hey @studybot_sandbox_bot"]
    choir.promote_bot(ann)
    choir.say(ann, "now all")
    assert (await wire.updates())[-1]["message"]["text"] == "now all"


async def test_a_button_in_a_group_can_be_pressed_by_anyone(wire, choir, ann, bo) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await wire.ok("sendMessage", chat_id=choir.id, text="x", reply_markup=keyboard)
    bo.tap(choir.last, "A")
    [update] = await wire.updates()
    query = update["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (bo.id, choir.id)


async def test_an_upgraded_group_tells_its_new_id(wire, choir) -> None:
    bigger = choir.migrate()
    answer = await wire.call("sendMessage", chat_id=choir.id, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": bigger.id}
    sent = await wire.ok("sendMessage", chat_id=bigger.id, text="x")
    assert sent["chat"]["type"] == "supergroup"


async def test_members_administrators_and_leaving(wire, choir, ann, bo) -> None:
    owners = await wire.ok("getChatAdministrators", chat_id=choir.id)
    assert [(member["user"]["id"], member["status"]) for member in owners] == [(ann.id, "creator")]
    member = await wire.ok("getChatMember", chat_id=choir.id, user_id=bo.id)
    assert member["status"] == "member"
    assert await wire.ok("getChatMemberCount", chat_id=choir.id) == 3
    await wire.ok("leaveChat", chat_id=choir.id)
    assert (await wire.refused("sendMessage", chat_id=choir.id, text="x")).startswith("403")
