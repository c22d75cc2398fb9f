"""Messages, their buttons, and their form in the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.chats import Chat, User
from bot.sandbox.files import File
from bot.sandbox.polls import Poll
from bot.sandbox.shapes import Json, present, unix
from bot.sandbox.text import PLAIN, Text


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it sends `data` to the bot, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None
    more: Json = field(default_factory=dict)

    def api(self) -> Json:
        return present(text=self.text, callback_data=self.data, url=self.url) | self.more


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message came from."""

    sender: User
    date: datetime

    def api(self) -> Json:
        return {"type": "user", "date": unix(self.date), "sender_user": self.sender.api()}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is sent."""

    body: Text = PLAIN
    file: File | None = None
    poll: Poll | None = None
    buttons: Rows = ()
    keyboard: tuple[tuple[str, ...], ...] | None = None
    reply_to: Message | None = None
    origin: Origin | None = None
    album: str | None = None
    protected: bool = False
    thread: int | None = None
    service: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; an edit puts a new one in its place under the same id."""

    id: int
    chat: Chat
    sender: User
    date: datetime
    draft: Draft
    edited: datetime | None = None

    @property
    def body(self) -> Text:
        return self.draft.body

    @property
    def text(self) -> str:
        """The words: of the message, or the caption of its file."""
        return self.draft.body.words

    @property
    def html(self) -> str:
        return self.draft.body.html()

    @property
    def poll(self) -> Poll | None:
        return self.draft.poll

    @property
    def file(self) -> File | None:
        return self.draft.file

    @property
    def photo(self) -> File | None:
        return self._file_of("photo")

    @property
    def document(self) -> File | None:
        return self._file_of("document")

    @property
    def voice(self) -> File | None:
        return self._file_of("voice")

    def _file_of(self, kind: str) -> File | None:
        return self.file if self.file and self.file.kind == kind else None

    @property
    def buttons(self) -> Rows:
        return self.draft.buttons

    @property
    def labels(self) -> list[str]:
        """The words on the buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    def api(self, now: datetime) -> Json:
        """The Bot API's `Message`."""
        return {
            "message_id": self.id,
            "from": self.sender.api(),
            "chat": self.chat.api(),
            "date": unix(self.date),
            **self._content_api(now),
            **self._context_api(now),
            **self.draft.service,
        }

    def _content_api(self, now: datetime) -> Json:
        body, spans = self.body.words or None, self.body.entities_api()
        if self.file:
            caption = present(caption=body, caption_entities=spans)
            return {self.file.kind: self.file.api(), **caption}
        if self.poll:
            return {"poll": self.poll.api(now)}
        return present(text=body, entities=spans)

    def _context_api(self, now: datetime) -> Json:
        reply, origin = self.draft.reply_to, self.draft.origin
        return present(
            edit_date=unix(self.edited) if self.edited else None,
            reply_to_message=_without_reply(reply.api(now)) if reply else None,
            forward_origin=origin.api() if origin else None,
            media_group_id=self.draft.album,
            has_protected_content=self.draft.protected or None,
            reply_markup=self.markup_api(),
            message_thread_id=self.draft.thread,
            is_topic_message=True if self.draft.thread else None,
        )

    def markup_api(self) -> Json | None:
        """The inline keyboard; other keyboards are not part of a message in the Bot API."""
        rows = [[button.api() for button in row] for row in self.buttons]
        return {"inline_keyboard": rows} if rows else None


def _without_reply(message: Json) -> Json:
    """A message in a reply does not carry the message it replied to."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
