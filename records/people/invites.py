"""Invite codes: 128 random bits in letters that fit a link; only their hash is kept."""

from __future__ import annotations

from hashlib import sha256
from re import fullmatch
from secrets import choice, token_urlsafe

CODE_BYTES = 16
"""128 bits: not to be guessed (`reliability.md` A03). 22 letters, of the 64 a link may hold."""


GROUPS, LETTERS = 7, "abcdefghijklmnopqrstuvwxyz234567"
"""A code that is typed by hand: seven groups of four of these, 140 bits."""


def new_claim() -> str:
    """A fresh code to be typed: `k7qm-…`, small letters and the digits 2 to 7."""
    return "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))


def claimed(text: str) -> str:
    """The code that was typed, whatever its case and spaces; empty for what is none."""
    letters = "".join(text.lower().replace("-", "").split())
    if fullmatch(f"[{LETTERS}]{{{4 * GROUPS}}}", letters) is None:
        return ""
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


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
