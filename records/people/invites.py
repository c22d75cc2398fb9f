"""Invite codes: 128 random bits in letters that fit a link; only their hash is kept."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from re import fullmatch
from secrets import choice, token_urlsafe
from typing import Protocol

from records.model import BranchKey, Invite, Member

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


class Invites(Protocol):
    """The links and codes people come in by. Only the hash of a code is ever handed in."""

    def invite(self, invite: Invite) -> None:
        """Keep an invite by its hash."""

    def invited(self, code: str, now: datetime) -> Invite | None:
        """The invite with this hash, unless it is unknown, expired or used up, is for somebody
        who has LEFT, or makes an administrator where the organisation has one."""

    def call_back(self, branch: BranchKey, now: datetime) -> int:
        """The links of a branch that are for several people open nothing from now on; how many
        did until now. Links for one person or for an organizer stay."""

    def link(self, invite: Invite, address: str, name: str, language: str, now: datetime) -> Member:
        """Join through an invite, using it up by one, in one transaction.

        An address that is linked already keeps its record: it moves to no other branch, but
        comes back to LINKED, and an organizer's invite makes it organizer of its own branch
        (an invite to another branch does not), an administrator's the organisation's first one.
        Where that changes nothing, nothing is used up.
        Who is on the roster keeps the name the roster has. Raises InviteSpent where the invite
        is unknown, has run out, is used up, or is for somebody who is linked elsewhere.
        """
