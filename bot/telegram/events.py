"""What can come in: a closed set of events, one of which every update is translated into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What kind of account speaks. Only a person can be a member."""

    PERSON = "person"
    BOT = "bot"
    ANONYMOUS = "anonymous"
    """A group admin or a channel behind the group's or channel's own name."""


class Kind(StrEnum):
    """What was sent instead of words."""

    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    OTHER = "other"
    """A sticker, a location, a contact, …: never taken as proof."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it. `id` is the only key; a name may be anything, and is never one."""

    id: int
    name: str
    language: str
    """Language of their app, as `zh` or `pt-br`; empty where not told."""
    nature: Nature = Nature.PERSON


@dataclass(frozen=True, slots=True)
class Said:
    """Words that are no command. `reply_to` is the message they answer to, if any."""

    update: int
    chat: int
    private: bool
    user: Sender
    message: int
    text: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command for this bot, in lower case and without slash; `args` is the rest as typed."""

    update: int
    chat: int
    private: bool
    user: Sender
    message: int
    command: str
    args: str = ""
    reply_to: int | None = None
    thread: int | None = None
    """The topic of a group in which it was written."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was pressed. `chat` and `message` are None where Telegram does not say."""

    update: int
    chat: int | None
    private: bool
    user: Sender
    query: str
    data: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote in a poll of ours; no options: the vote was taken back. Places are as sent."""

    update: int
    poll: str
    user: Sender
    options: tuple[int, ...]
    persistent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Showed:
    """A file, or anything else that is no text. `size` in bytes, None where not told."""

    update: int
    chat: int
    private: bool
    user: Sender
    message: int
    kind: Kind
    file: str = ""
    size: int | None = None
    caption: str = ""
    name: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person has blocked the bot."""

    update: int
    user: Sender


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The person has started the bot, for the first time or again."""

    update: int
    user: Sender


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup: what went to `chat` goes to `to`. Told twice, in each."""

    update: int
    chat: int
    to: int


@dataclass(frozen=True, slots=True)
class Added:
    """The bot is in a group and may post. `fresh`: was not before; `admin`: sees everything."""

    update: int
    chat: int
    user: Sender
    title: str
    fresh: bool
    admin: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot is no longer in a group, or may no longer post there (`muted`)."""

    update: int
    chat: int
    user: Sender
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """A message was changed. Never runs a command, whatever it says now."""

    update: int
    chat: int
    private: bool
    user: Sender
    message: int
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """Nothing for us; `kind` is for the count."""

    update: int
    kind: str


Event = (
    Said
    | Commanded
    | Tapped
    | Voted
    | Showed
    | Blocked
    | Unblocked
    | Moved
    | Added
    | Removed
    | Edited
    | Other
)
