"""A group chat: its members talk, the bot hears what its privacy mode lets it hear."""

from __future__ import annotations

from bot.sandbox.chats import Chat
from bot.sandbox.engine import Telegram
from bot.sandbox.messages import Draft, Message
from bot.sandbox.person import Person
from bot.sandbox.refusal import NotPossible
from bot.sandbox.shapes import Json
from bot.sandbox.text import Text, with_found


class Group:
    """A basic group or, after `migrate`, a supergroup."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self.telegram = telegram
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        return list(self.chat.messages.values())

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        heard = [message for message in self.messages if message.from_bot]
        if not heard:
            raise NotPossible(f"the bot has said nothing in {self.chat.title}")
        return heard[-1]

    def add(self, person: Person) -> None:
        self.chat.members[person.id] = "member"
        self.chat.users[person.id] = person.user
        self._service(person, {"new_chat_members": [person.user.api()]})

    def add_bot(self, by: Person, status: str = "member") -> None:
        """The bot joins, as a member or an administrator, and is told."""
        self._stand(by, status)
        self._service(by, {"new_chat_members": [self.telegram.bot.api()]})

    def remove_bot(self, by: Person) -> None:
        """The bot is thrown out: it is told, and refused from now on."""
        self._service(by, {"left_chat_member": self.telegram.bot.api()})
        self._stand(by, "kicked")

    def promote_bot(self, by: Person) -> None:
        self._stand(by, "administrator")

    def mute_bot(self, by: Person) -> None:
        """The bot may not write any more."""
        self._stand(by, "restricted")

    def free_bot(self, by: Person) -> None:
        """The bot may write again, as any member."""
        self._stand(by, "member")

    def go_public(self, username: str) -> None:
        """Everybody can find the group and read along."""
        self.chat.public = username

    def topic(self) -> int:
        """A new topic; a message in it carries its number."""
        thread = self.telegram.next_id("message")
        self.chat.topics[thread] = True
        return thread

    def close_topic(self, thread: int) -> None:
        self.chat.topics[thread] = False

    def say(
        self, person: Person, text: str, reply_to: Message | None = None, thread: int | None = None
    ) -> Message:
        """A member writes; what the bot hears of it is up to privacy mode."""
        draft = Draft(with_found(Text(text)), reply_to=reply_to, thread=thread)
        message = self.telegram.put(self.chat, person.user, draft)
        if self._heard(message):
            self.telegram.push("message", message.api(self.telegram.now()))
        return message

    def migrate(self) -> Group:
        """Becomes a supergroup with a new id; the old id is refused with `migrate_to_chat_id`."""
        old = self.chat
        new = Chat(-1_000_000_000_000 + old.id, "supergroup", old.title, started=True)
        new.members, new.users = dict(old.members), dict(old.users)
        new.topics = dict(old.topics)
        self.telegram.chats[new.id] = new
        owner = next(iter(old.users))
        whole = Group(self.telegram, new)
        self._service(self.telegram.people[owner], {"migrate_to_chat_id": new.id})
        whole._service(self.telegram.people[owner], {"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        return whole

    def _stand(self, by: Person, status: str) -> None:
        bot = self.telegram.bot
        before = self.chat.members.get(bot.id, "left")
        self.chat.members[bot.id] = status
        self.chat.users[bot.id] = bot
        self.telegram.member_update(self.chat, by.user, before, status)

    def _service(self, by: Person, content: Json) -> None:
        message = self.telegram.put(self.chat, by.user, Draft(service=content))
        if self.chat.members.get(self.telegram.bot.id) in ("member", "administrator"):
            self.telegram.push("message", message.api(self.telegram.now()))

    def _heard(self, message: Message) -> bool:
        """The rule of privacy mode (core.telegram.org/bots/faq)."""
        status = self.chat.members.get(self.telegram.bot.id)
        if status != "member":
            return status == "administrator"
        reply = message.draft.reply_to
        name = f"@{self.telegram.bot.username}"
        command, _, other = message.text.split(" ")[0].partition("@")
        ours = command.startswith("/") and (not other or f"@{other}" == name)
        return ours or name in message.text or bool(reply and reply.from_bot)
