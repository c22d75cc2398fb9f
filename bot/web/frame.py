"""A page around what it shows: the menu, the branch, the languages; everything by Jinja2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from bot.web.pages import Page, pages
from bot.words import Words, own_name, words
from records.branch import Branch

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where one is, and in which language."""

    organisation: str
    words: Words
    languages: Sequence[str] = ()
    chosen: str = ""
    """The language asked for in the address; kept in every link then."""
    branch: Branch | None = None
    branches: Sequence[Branch] = ()
    page: Page | None = None
    asked: Mapping[str, str] = field(default_factory=dict)

    def link(self, page: str, branch: Branch | None = None, file: str = "", **more: str) -> str:
        """The address of a page, or of a file on it."""
        where = branch or self.branch
        assert where is not None, "a page is about a branch"
        path = f"/branch/{quote(where.key)}/{page}" + (f"/{quote(file)}" if file else "")
        return _with(path, {"lang": self.chosen, **more})

    def tongues(self) -> list[tuple[str, str, str]]:
        """Code, own name and address of this page in each language."""
        path = self.link(self.page.name) if self.page and self.branch else ""
        rest = {key: value for key, value in self.asked.items() if key != "lang"}
        return [
            (one, own_name(one).capitalize(), _with(path.partition("?")[0], {**rest, "lang": one}))
            for one in self.languages
        ]

    def render(self, template: str, values: Mapping[str, object]) -> bytes:
        """The page as bytes. Reads no records, so it may run in a thread."""
        told = self.words
        made = (
            _environment()
            .get_template(template)
            .render(
                {
                    **values,
                    "frame": self,
                    "say": told.say,
                    "many": told.many,
                    "link": self.link,
                    "language": told.language,
                    "direction": "rtl" if told.language in RIGHT_TO_LEFT else "ltr",
                    "menu": list(pages().values()),
                    "style": f"/static/style.css?{_version('style.css')}",
                }
            )
        )
        return made.encode("utf-8", "replace")


def _with(path: str, asked: Mapping[str, str]) -> str:
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def understood(asked: str, accepted: str, offered: Sequence[str]) -> Words:
    """The language of somebody who is not known yet: asked for, or their browser's, or first."""
    tags = (part.partition(";")[0].strip().lower()[:2] for part in accepted.split(","))
    wanted = (asked, *tags)
    return words(next((one for one in wanted if one in offered), offered[0]))


@cache
def _version(name: str) -> str:
    """So that a changed file is fetched anew."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:8]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
