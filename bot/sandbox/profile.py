"""What a bot tells about itself: names, descriptions, commands, by language and scope."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.shapes import Json

Scope = tuple[str, int | None, int | None]
DEFAULT: Scope = ("default", None, None)


@dataclass(slots=True)
class Profile:
    """Each text by two-letter language ("" for all), commands also by scope."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    shorts: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu: Json = field(default_factory=lambda: {"type": "commands"})

    def seen_by(self, user_id: int, language: str) -> list[Json]:
        """The commands a person's app offers in the private chat, most special scope first."""
        scopes: tuple[Scope, ...] = (
            ("chat", user_id, None),
            ("all_private_chats", None, None),
            DEFAULT,
        )
        for scope in scopes:
            for tongue in (language[:2], ""):
                if found := self.commands.get((scope, tongue)):
                    return found
        return []

    @staticmethod
    def said(texts: dict[str, str], language: str) -> str:
        """A text in a language, else the one for all."""
        return texts.get(language[:2]) or texts.get("", "")
