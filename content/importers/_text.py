"""Text of other programs: bytes to text, plain text to Markdown, names to file names."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from content.format.decode import decode
from content.importers._model import Refused, Source

_CUT_OFF = 4
"""Bytes that may be missing of the last character where a file was cut."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\*(?=\S)|(?<=\S)\*|\[(?=[^\[\]\n]{0,300}\]\()|(?<![\w])_(?=[^\W_])|(?<=[^\W_])_(?!\w)"
    r"|<(?=[A-Za-z/!?])|~~|&(?=#?\w{1,31};)"
)
_LEAD = re.compile(
    r"(?m)^([ \t]{0,3})"
    r"(#{1,6}(?=\s|$)|>|[-+](?=\s)|\d{1,9}(?=[.)]\s)|={2,}(?=\s*$)|[-_]{3,}(?=\s*$)|```|~~~)"
)
_WIDE = re.compile("[ \t\xa0\u3000]{200,}")
"""No author writes so many blanks, and patterns that look for a line's end try each of them."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|readme.*)", re.I)


def text_of(source: Source) -> tuple[str, str]:
    """The text of a source and its encoding (`utf-8` where nothing was guessed)."""
    decoded = decode(source.data)
    if decoded is None or _UNPRINTED.search(decoded[0]):
        raise Refused("not-text")
    text, encoding = decoded
    return _WIDE.sub(" ", text.removeprefix("\ufeff")), encoding


_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def peek(head: bytes) -> str:
    """The beginning of a file as text, by which its kind is told; empty where it is no text."""
    for cut in range(_CUT_OFF):
        decoded = decode(head[: len(head) - cut]) if head else None
        if decoded and decoded[1] in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
            return "" if "\x00" in decoded[0] else _WIDE.sub(" ", decoded[0])
    decoded = decode(head) or decode(head[:-1])
    return _WIDE.sub(" ", decoded[0]) if decoded and "\x00" not in decoded[0] else ""


def clean(text: str) -> str:
    """Without control characters and marks that reorder what is shown; no lesson may have them."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Plain words as Markdown that shows them just so."""
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    return _LEAD.sub(_led, marked)


def _led(found: re.Match[str]) -> str:
    indent, sign = found[1], found[2]
    return f"{indent}{sign}\\" if sign.isdigit() else f"{indent}\\{sign}"


def stem_of(name: str) -> str:
    """A file's name without its endings."""
    return re.sub(r"(?i)(\.(gift|aiken|moodle|quiz|md))?\.[a-z0-9]{1,8}$", "", name.strip()) or name


def slug(name: str, longest: int = 48) -> str:
    """A name as it may stand in a file name: letters, digits and hyphens; the same each time."""
    plain = unicodedata.normalize("NFKC", name).lower()
    parts = re.findall(r"[^\W_]+", _UNSEEN.sub("", plain))
    made = "-".join(parts)[:longest].strip("-")
    if not made:
        return sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"x-{made}" if _RESERVED.fullmatch(made) else made


def chinese(text: str) -> bool:
    """Whether a text is Chinese: a fifth of its letters are Chinese characters."""
    letters = [sign for sign in text[:20_000] if sign.isalpha()]
    found = sum("\u4e00" <= sign <= "\u9fff" for sign in letters)
    return bool(letters) and found * 5 >= len(letters)
