"""Who there is and where they talk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.shapes import Json, present

if TYPE_CHECKING:
    from bot.sandbox.messages import Message


@dataclass(frozen=True, slots=True)
class User:
    """An account: a person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language: str | None = None
    last_name: str | None = None

    def api(self) -> Json:
        return present(
            id=self.id,
            is_bot=self.is_bot,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language,
        )


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (id = the person's id), a basic group (negative id) or a supergroup."""

    id: int
    kind: str
    title: str = ""
    person: User | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    public: str | None = None
    """The username by which everybody finds a group and reads along."""
    topics: dict[int, bool] = field(default_factory=dict)
    """The topics of a forum, and whether each is open."""
    members: dict[int, str] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    typing: str | None = None

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def api(self) -> Json:
        person = self.person
        return present(
            id=self.id,
            type=self.kind,
            title=None if self.private else self.title,
            first_name=person.first_name if person else None,
            last_name=person.last_name if person else None,
            username=person.username if person else self.public,
            is_forum=True if self.topics else None,
        )

    def member_api(self, user: User) -> Json:
        """The Bot API's `ChatMember` of a user in this chat."""
        return member_api(user, self.members.get(user.id, "left"))


_RIGHTS = [
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


_MAY = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]


def member_api(user: User, status: str) -> Json:
    """A membership with the fields its status requires."""
    member: Json = {"status": status, "user": user.api()}
    if status == "kicked":
        member["until_date"] = 0
    if status == "restricted":
        member |= {**dict.fromkeys(_MAY, False), "is_member": True, "until_date": 0}
    if status == "creator":
        member["is_anonymous"] = False
    if status == "administrator":
        member |= {"is_anonymous": False, **dict.fromkeys(_RIGHTS, False)}
        member["can_manage_chat"] = True
    return member
