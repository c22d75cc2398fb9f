"""What the bot may know and do about a chat and its members."""

from __future__ import annotations

from bot.sandbox.chats import member_api
from bot.sandbox.engine import Telegram
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad, forbidden
from bot.sandbox.shapes import Json

_GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


@method
def get_chat(telegram: Telegram, params: Params) -> object:
    full: Json = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    return telegram.chat(params).api() | full


@method
def get_chat_member(telegram: Telegram, params: Params) -> object:
    chat = telegram.chat(params)
    user = telegram.users.get(params.integer("user_id"))
    if user is None:
        raise bad("invalid user_id specified")
    if chat.private:
        if user.id not in (chat.id, telegram.bot.id):
            raise bad("member not found")
        return member_api(user, "member")
    return chat.member_api(user)


@method
def get_chat_administrators(telegram: Telegram, params: Params) -> object:
    chat = telegram.chat(params)
    if chat.private:
        raise bad("there are no administrators in the private chat")
    ranks = ("creator", "administrator")
    return [
        chat.member_api(user)
        for user in chat.users.values()
        if chat.members.get(user.id) in ranks and not user.is_bot
    ]


@method
def get_chat_member_count(telegram: Telegram, params: Params) -> object:
    chat = telegram.chat(params)
    present = [s for s in chat.members.values() if s not in ("left", "kicked")]
    return 2 if chat.private else len(present)


@method
def leave_chat(telegram: Telegram, params: Params) -> object:
    chat = telegram.chat(params)
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    if chat.members.get(telegram.bot.id) in ("member", "administrator"):
        before, chat.members[telegram.bot.id] = chat.members[telegram.bot.id], "left"
        telegram.member_update(chat, telegram.bot, before, "left")
        return True
    raise forbidden(f"bot is not a member of the {chat.kind} chat")


@method
def export_chat_invite_link(telegram: Telegram, params: Params) -> object:
    chat = telegram.chat(params)
    if chat.private or chat.members.get(telegram.bot.id) != "administrator":
        raise bad("not enough rights to manage chat invite link")
    return f"https://t.me/+{abs(chat.id):x}"
