"""Invite codes: 128 random bits in letters that fit a link; only their hash is kept."""

from __future__ import annotations

from hashlib import sha256
from re import fullmatch
from secrets import token_urlsafe

CODE_BYTES = 16
"""128 bits: not to be guessed (`reliability.md` A03). 22 letters, of the 64 a link may hold."""


def new_code() -> str:
    """A fresh code, made of letters, digits, `-` and `_`; never begins with `-`."""
    while (code := token_urlsafe(CODE_BYTES)).startswith("-"):
        pass
    return code


def hashed(code: str) -> str:
    """What the records keep of a code: SHA-256, hex. Any text is hashed, well-formed or not."""
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def plausible(code: str) -> bool:
    """Whether a text could be a code at all."""
    return fullmatch(r"[A-Za-z0-9_-]{1,64}", code) is not None
