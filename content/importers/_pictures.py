"""Pictures that came inside a file: which are taken, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from hashlib import sha256
from typing import Protocol
from urllib.parse import unquote

from content.format.links import LARGEST_PICTURE

FOLDER = "pictures"
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\[\]]{0,300})\]\(\s*<?(?P<to>[^\s()<>]{0,2000})(?:\s[^()\n]{0,200})?>?\s*\)"
)
_FILE = re.compile(r"\S{1,200}\.(?:png|jpe?g|gif|webp|svg|bmp)", re.I)
"""Words for a picture that are only the name of its file."""
_SIGN = re.compile("\ue100\\d{1,6}\ue101")
PLACED = re.compile(r"!\[[^\[\]]{0,300}\]\(" + FOLDER + r"/[^()\s]*?-([0-9a-f]{10}\.[a-z]{3,4})\)")
"""A picture in a Markdown text, by its content."""
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))


def path_of(stem: str, data: bytes) -> str | None:
    """Where a picture lies beside its lesson, by its content, so that it is kept once; None for
    what cannot be sent as a photo. SVG is not taken: it can hold programs and addresses."""
    kind = next((kind for mark, kind in _KINDS if data.startswith(mark)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    if kind is None or len(data) > LARGEST_PICTURE:
        return None
    return f"{FOLDER}/{stem}-{sha256(data).hexdigest()[:10]}.{kind}"


def sign(number: int) -> str:
    """What stands for a picture in a text that is no Markdown yet: signs of Unicode's private use
    area, which no reader takes for anything."""
    return f"\ue100{number}\ue101"


def unsigned(text: str) -> str:
    """A text without the signs of pictures."""
    return _SIGN.sub("", text)


def shown(text: str, paths: Mapping[str, str]) -> str:
    """A Markdown text with the pictures that its signs stand for."""
    return _SIGN.sub(lambda found: f"![]({paths[found[0]]})" if found[0] in paths else "", text)


class Tell(Protocol):
    """Called for a picture that is taken out: its words, a code, and what the code tells of it."""

    def __call__(self, alt: str, code: str, **values: object) -> None: ...


def kept(text: str, known: Container[str], tell: Tell) -> str:
    """A Markdown text with only those pictures that came with the source, words for the others."""
    if "![" not in text:
        return text
    return _PICTURE.sub(lambda found: _kept(found, known, tell), text)


def _kept(found: re.Match[str], known: Container[str], tell: Tell) -> str:
    alt, address = found["alt"], found["to"]
    if address in known:
        return found[0]
    if ":" in address or address[:2] == "//":
        tell(alt, "pictures-remote", address=address)
    else:
        tell(alt, "picture-missing", picture=unquote(address))
    return "" if _FILE.fullmatch(alt.strip()) else alt
