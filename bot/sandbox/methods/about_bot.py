"""What the bot is called, says of itself, and offers as commands."""

from __future__ import annotations

import re

from bot.sandbox.engine import Telegram
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.profile import Profile, Scope
from bot.sandbox.refusal import bad
from bot.sandbox.shapes import Json

NAME, DESCRIPTION, SHORT = 64, 512, 120
SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@method
def get_me(telegram: Telegram, params: Params) -> object:
    powers: Json = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return telegram.bot.api() | powers


@method
def set_my_commands(telegram: Telegram, params: Params) -> object:
    commands = [_command(item) for item in params.items("commands")]
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    telegram.profile.commands[_key(params)] = commands
    telegram.touch()
    return True


@method
def get_my_commands(telegram: Telegram, params: Params) -> object:
    return telegram.profile.commands.get(_key(params), [])


@method
def delete_my_commands(telegram: Telegram, params: Params) -> object:
    telegram.profile.commands.pop(_key(params), None)
    telegram.touch()
    return True


def _command(item: object) -> Json:
    if not isinstance(item, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name = str(item.get("command", "")).removeprefix("/")
    words = str(item.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


def _key(params: Params) -> tuple[Scope, str]:
    scope = params.object("scope")
    kind = str(scope.get("type") or "default")
    if kind not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    return (kind, _number(scope, "chat_id"), _number(scope, "user_id")), _language(params)


def _number(scope: Json, name: str) -> int | None:
    value = scope.get(name)
    return int(str(value)) if value is not None else None


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def _keep(telegram: Telegram, texts: dict[str, str], params: Params, name: str, most: int) -> bool:
    words = params.text(name).strip()
    if len(words) > most:
        raise bad(f"{name.replace('_', ' ')} is too long")
    texts[_language(params)] = words
    telegram.touch()
    return True


def _told(texts: dict[str, str], params: Params, name: str) -> Json:
    return {name: Profile.said(texts, _language(params))}


@method
def set_my_name(telegram: Telegram, params: Params) -> object:
    return _keep(telegram, telegram.profile.names, params, "name", NAME)


@method
def get_my_name(telegram: Telegram, params: Params) -> object:
    return _told(telegram.profile.names, params, "name")


@method
def set_my_description(telegram: Telegram, params: Params) -> object:
    return _keep(telegram, telegram.profile.descriptions, params, "description", DESCRIPTION)


@method
def get_my_description(telegram: Telegram, params: Params) -> object:
    return _told(telegram.profile.descriptions, params, "description")


@method
def set_my_short_description(telegram: Telegram, params: Params) -> object:
    return _keep(telegram, telegram.profile.shorts, params, "short_description", SHORT)


@method
def get_my_short_description(telegram: Telegram, params: Params) -> object:
    return _told(telegram.profile.shorts, params, "short_description")


@method
def set_chat_menu_button(telegram: Telegram, params: Params) -> object:
    telegram.profile.menu = params.object("menu_button") or {"type": "default"}
    return True


@method
def get_chat_menu_button(telegram: Telegram, params: Params) -> object:
    return telegram.profile.menu
