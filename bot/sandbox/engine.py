"""The world of the sandbox: people, chats, messages, and the bot's queue. Pure state, no waiting.

What a bot may ask for lives in `methods/`, what people do in `person.py` and `group.py`; both
work on this. Nothing here reads a clock but `now` and the flood limits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat, User, member_api
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.journal import Journal
from bot.sandbox.limits import Limits, Pace
from bot.sandbox.messages import Draft, Message
from bot.sandbox.params import Params
from bot.sandbox.profile import Profile
from bot.sandbox.refusal import Refused, bad, forbidden
from bot.sandbox.shapes import Json, unix
from bot.sandbox.signals import Signal
from bot.sandbox.updates import Updates

if TYPE_CHECKING:
    from bot.sandbox.chatpage import Page
    from bot.sandbox.group import Group
    from bot.sandbox.person import Person

FIRST_PERSON = 7_000_000_001
FIRST_GROUP = 4_000_001
FIRST_POLL = 5_100_000_000_000_000_001
FIRST_UPDATE = 500_001


@dataclass(slots=True)
class Query:
    """A press of a button that waits for answerCallbackQuery."""

    id: str
    user: User
    at: datetime
    answered: bool = False


class Telegram:
    """One bot's Telegram. `now` gives aware UTC time and may jump: the demo moves it by days."""

    def __init__(
        self,
        token: str,
        now: Callable[[], datetime],
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        *,
        name: str = "Studybot",
        username: str = "studybot_sandbox_bot",
    ) -> None:
        self.token = token
        self.now = now
        self.bot = User(int(token.partition(":")[0]), name, True, username)
        self.updates = Updates(now, FIRST_UPDATE)
        self.pace = Pace(limits)
        self.files = Files()
        self.faults = Faults()
        self.journal = Journal()
        self.profile = Profile(names={"": name})
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.webhook: Json = {}
        self.changed = Signal()
        self.revision = 0
        self.touched: dict[tuple[int, int], int] = {}
        self._ids = {"message": count(1), "person": count(FIRST_PERSON)}
        self._ids |= {"group": count(FIRST_GROUP), "query": count(10**17 + 1)}
        self._ids |= {"poll": count(FIRST_POLL), "album": count(13_000_000_001)}
        self._own_ids: dict[int, count[int]] = {}

    def person(self, name: str, language: str = "en", *, user_id: int | None = None) -> Person:
        """A new human who has not yet opened the chat with the bot."""
        from bot.sandbox.person import Person

        user = User(user_id or self.next_id("person"), name, language=language)
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", person=user)
        self.people[user.id] = Person(self, user)
        return self.people[user.id]

    def group(self, title: str, members: Sequence[Person]) -> Group:
        """A new basic group, its first member the owner; the bot is not in it yet."""
        from bot.sandbox.group import Group

        chat = Chat(-self.next_id("group"), "group", title, started=True)
        for index, member in enumerate(members):
            chat.members[member.user.id] = "member" if index else "creator"
            chat.users[member.user.id] = member.user
        self.chats[chat.id] = chat
        return Group(self, chat)

    def serve(
        self, host: str = "127.0.0.1", port: int = 0, page: Page | None = None
    ) -> AbstractAsyncContextManager[str]:
        """Opens the Bot API on loopback; the context gives its root address."""
        from bot.sandbox.server import serve

        return serve(self, host, port, page)

    def next_id(self, kind: str) -> int:
        return next(self._ids[kind])

    # What the methods of the bot work with

    def chat(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat a request names; the refusal of the real server where there is none."""
        if not params.has(name):
            raise bad(f"{name} is empty")
        chat = self.chats.get(params.integer(name))
        if chat is None or not chat.started:
            raise bad("chat not found")
        if chat.migrated_to is not None:
            moved: Json = {"migrate_to_chat_id": chat.migrated_to}
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, moved)
        return chat

    def writable(self, params: Params) -> Chat:
        """The chat a request names, if the bot may write there."""
        chat = self.chat(params)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        status = chat.members.get(self.bot.id, "left")
        if not chat.private and status == "restricted":
            raise bad("not enough rights to send text messages to the chat")
        if not chat.private and status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if not chat.private and status == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def deliver(self, chat: Chat, draft: Draft) -> Message:
        """Sends a message of the bot, within the flood limits."""
        self.pace.allow(chat.id, not chat.private)
        message = self.put(chat, self.bot, draft)
        self.journal.delivered.append(message)
        chat.typing = None
        return message

    # What both sides do

    def put(self, chat: Chat, sender: User, draft: Draft) -> Message:
        """Adds a message. Private chats and basic groups share one sequence of ids per bot."""
        ids = self._ids["message"]
        if chat.kind == "supergroup":
            ids = self._own_ids.setdefault(chat.id, count(1))
        message = Message(next(ids), chat, sender, self.now(), draft)
        chat.messages[message.id] = message
        self.touch(chat, message.id)
        return message

    def replace(self, message: Message, draft: Draft, edited: bool = True) -> Message:
        """Puts an edited form in the place of a message."""
        stamp = self.now() if edited else message.edited
        fresh = replace(message, draft=draft, edited=stamp)
        message.chat.messages[message.id] = fresh
        self.touch(message.chat, message.id)
        return fresh

    def remove(self, message: Message) -> None:
        message.chat.messages.pop(message.id, None)
        self.touch(message.chat, message.id)

    def push(self, kind: str, body: Json) -> None:
        """Queues an update and wakes a waiting getUpdates."""
        self.updates.push(kind, body)
        self.touch()

    def touch(self, chat: Chat | None = None, message_id: int = 0) -> None:
        """Something changed: the page and those who wait look again."""
        self.revision += 1
        if chat is not None:
            self.touched[chat.id, message_id] = self.revision
        self.changed.fire()

    def member_update(self, chat: Chat, by: User, old: str, new: str) -> None:
        """Tells the bot that its own standing in a chat changed."""
        body: Json = {
            "chat": chat.api(),
            "from": by.api(),
            "date": unix(self.now()),
            "old_chat_member": member_api(self.bot, old),
            "new_chat_member": member_api(self.bot, new),
        }
        self.push("my_chat_member", body)
