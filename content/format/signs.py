"""Full-width and ASCII signs are one: what organizers type on a Chinese keyboard counts as typed.

`plain` maps each character to exactly one character, so a position found in the plain text is
the same position in the text as written: structure is read from the plain line, words are cut
from the written one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
_PLAIN.update({ord(sign): " " for sign in "\u3000\u00a0"})
_PLAIN.update({ord(sign): "[" for sign in "【〔"})
_PLAIN.update({ord(sign): "]" for sign in "】〕"})

_SPACES = re.compile(r"\s+")
_STOPS = " .,;:!?\"'“”‘’«»()[]{}…。、《》「」-–—"


def plain(text: str) -> str:
    """The text with ASCII signs, letters and digits for full-width ones, of the same length."""
    return text if text.isascii() else text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """A key or keyword as it is compared: plain, lower case, single spaces."""
    return _SPACES.sub(" ", plain(text)).strip().lower()


def settled(text: str) -> str:
    """A text without differences no reader sees: compatibility forms and white space."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def same(text: str) -> str:
    """A text as it is remembered: like `settled`, and without regard to case."""
    return settled(text).casefold()


def loose(text: str) -> str:
    """A short answer as it is compared: without case, spaces, and punctuation at its ends."""
    folded = same(text).translate(_MARKUP)
    return (folded.strip(_STOPS) or folded).replace(" ", "")


_MARKUP = {ord(sign): None for sign in "*_`"}
