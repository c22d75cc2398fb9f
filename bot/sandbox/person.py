"""A human's side of the private chat with the bot."""

from __future__ import annotations

from typing import Self

from bot.sandbox.chats import Chat, User
from bot.sandbox.engine import Query, Telegram
from bot.sandbox.files import File
from bot.sandbox.messages import Button, Draft, Message, Origin
from bot.sandbox.params import Upload
from bot.sandbox.polls import Poll
from bot.sandbox.refusal import NotPossible
from bot.sandbox.shapes import Json, present
from bot.sandbox.text import Text, with_found


class Alert(str):
    """The answer to a press: `popup` where it must be closed, else a line that fades."""

    popup: bool

    def __new__(cls, words: str, popup: bool = False) -> Self:
        alert = super().__new__(cls, words)
        alert.popup = popup
        return alert


class Person:
    """What one human does and sees. Everything is said at once; the bot reads it when it polls."""

    def __init__(self, telegram: Telegram, user: User) -> None:
        self.telegram = telegram
        self.user = user
        self.alerts: list[Alert] = []

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def chat(self) -> Chat:
        return self.telegram.chats[self.user.id]

    # What the person sees

    @property
    def messages(self) -> list[Message]:
        """Both sides of the private chat, oldest first, as they stand now."""
        return list(self.chat.messages.values())

    @property
    def heard(self) -> list[Message]:
        """What the bot said, oldest first."""
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        heard = self.heard
        if not heard:
            raise NotPossible(f"the bot has said nothing to {self.user.first_name}")
        return heard[-1]

    @property
    def transcript(self) -> str:
        """The chat as one reads it: `>` before one's own words, buttons in brackets."""
        return "\n".join(_line(message) for message in self.messages)

    # What the person does

    def start(self, payload: str = "") -> Message:
        """Opens the chat by the Start button, or by a link `t.me/<bot>?start=<payload>`."""
        if self.chat.blocked:
            self.unblock()
        return self.say(f"/start {payload}".rstrip())

    def say(
        self,
        text: str,
        reply_to: Message | int | None = None,
        forwarded_from: Person | None = None,
    ) -> Message:
        """Writes a message."""
        quoted = self._current(reply_to) if reply_to is not None else None
        now = self.telegram.now()
        origin = Origin(forwarded_from.user, now) if forwarded_from else None
        return self._send(Draft(with_found(Text(text)), reply_to=quoted, origin=origin))

    def send_photo(self, data: bytes, caption: str = "") -> Message:
        return self._send_file("photo", Upload("photo.jpg", data, "image/jpeg"), caption)

    def send_voice(self, data: bytes) -> Message:
        return self._send_file("voice", Upload("voice.oga", data, "audio/ogg"), "")

    def send_document(self, name: str, data: bytes, caption: str = "") -> Message:
        return self._send_file("document", Upload(name, data), caption)

    def send_other(self, **content: object) -> Message:
        """A message of any other kind, by its Bot API fields: `send_other(location={…})`."""
        return self._send(Draft(service=content))

    def edit(self, message: Message | int, text: str) -> Message:
        """Changes an own message; the bot gets an `edited_message`."""
        old = self._current(message)
        if old.sender.id != self.user.id:
            raise NotPossible("only one's own messages can be edited")
        fresh = self.telegram.replace(old, Draft(with_found(Text(text))))
        self.telegram.push("edited_message", fresh.api(self.telegram.now()))
        return fresh

    def tap(self, message: Message | int, label_or_data: str) -> str | None:
        """Presses a button by its words or data; the query id, or None where it opens a link."""
        target = self._current(message)
        button = _button(target, label_or_data)
        if button.data is None:
            return None
        return self.press(target, button.data)

    def press(self, message: Message | int, data: str) -> str:
        """Sends any callback data, as a changed app can; `tap` is the honest way."""
        target = self._current(message)
        query = Query(str(self.telegram.next_id("query")), self.user, self.telegram.now())
        self.telegram.queries[query.id] = query
        body: Json = {
            "id": query.id,
            "from": self.user.api(),
            "message": target.api(self.telegram.now()),
            "chat_instance": str(target.chat.id * 31),
            "data": data,
        }
        self.telegram.push("callback_query", body)
        return query.id

    def vote(self, message: Message | int, *options: int) -> bool | None:
        """Chooses options by their place; whether that is right, None where it is no quiz.

        A message from someone else's chat is a forwarded one: it is the same poll.
        """
        target = self._current(message)
        poll = _poll(target)
        if poll.vote(self.user.id, tuple(sorted(set(options))), self.telegram.now()):
            self._tell_vote(poll)
            self.telegram.touch(target.chat, target.id)
        return poll.right(self.user.id)

    def retract(self, message: Message | int) -> None:
        """Takes a vote back, where the poll allows it."""
        self.vote(message)

    def block(self) -> None:
        """Blocks the bot: it is told, and refused from now on."""
        self.chat.blocked = True
        self.telegram.member_update(self.chat, self.user, "member", "kicked")

    def unblock(self) -> None:
        self.chat.blocked = False
        self.telegram.member_update(self.chat, self.user, "kicked", "member")

    def delete_account(self) -> None:
        """The account is gone; the bot learns it from its next refusal."""
        self.chat.deactivated = True

    # Inner workings

    def _send_file(self, kind: str, upload: Upload, caption: str) -> Message:
        file: File = self.telegram.files.store(kind, upload)
        return self._send(Draft(with_found(Text(caption)), file=file))

    def _send(self, draft: Draft) -> Message:
        if self.chat.blocked or self.chat.deactivated:
            raise NotPossible("this chat is closed for writing")
        self.chat.started = True
        message = self.telegram.put(self.chat, self.user, draft)
        self.telegram.push("message", message.api(self.telegram.now()))
        return message

    def _current(self, message: Message | int) -> Message:
        """A message as it stands now; a deleted one as it was seen."""
        if isinstance(message, int):
            found = self.chat.messages.get(message)
            if found is None:
                raise NotPossible(f"there is no message {message} in this chat")
            return found
        return message.chat.messages.get(message.id, message)

    def _tell_vote(self, poll: Poll) -> None:
        now = self.telegram.now()
        self.telegram.push("poll", poll.api(now))
        if poll.anonymous:
            return
        chosen = poll.votes.get(self.user.id, ())
        body: Json = {
            "poll_id": poll.id,
            "user": self.user.api(),
            "option_ids": list(chosen),
            "option_persistent_ids": [poll.options[index].persistent_id for index in chosen],
        }
        self.telegram.push("poll_answer", body)


def _button(message: Message, wanted: str) -> Button:
    for row in message.buttons:
        for button in row:
            if wanted in (button.text, button.data):
                return button
    raise NotPossible(f"no button {wanted!r} here, but {message.labels}")


def _poll(message: Message) -> Poll:
    if message.poll is None:
        raise NotPossible("this message is not a poll")
    return message.poll


def _line(message: Message) -> str:
    words = message.poll.question.words if message.poll else message.text
    marks = present(file=f"<{message.file.kind}>" if message.file else None)
    mine = "" if message.from_bot else "> "
    buttons = "".join(f" [{label}]" for label in message.labels)
    return " ".join([mine + words, *map(str, marks.values())]).strip() + buttons
