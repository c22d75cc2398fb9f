"""What an office is an office of, on a button and in words."""

from __future__ import annotations

from hashlib import sha256

from bot.request import Request
from bot.say import esc
from bot.words import Words
from records.model import BranchKey, Role
from scheduler.desk import Desk

WHOLE = "*"
"""On a button: the whole organisation."""


def handle(branch: BranchKey | None) -> str:
    """A short name that fits a button, however long the branch's key is."""
    if branch is None:
        return WHOLE
    return sha256(branch.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def by_handle(desk: Desk, short: str) -> BranchKey | None:
    """The branch of a short name. Raises LookupError where the configuration has none (any more);
    None is the whole organisation."""
    if short == WHOLE:
        return None
    for key in desk.branches:
        if handle(key) == short:
            return key
    raise LookupError(short)


def named(desk: Desk, branch: BranchKey | None, words: Words) -> str:
    """A branch's name, or the organisation's; escaped."""
    if branch is None:
        return esc(desk.organisation) or words.say("the whole organisation")
    known = desk.branches.get(branch)
    return esc(known.name if known else branch)


def office(desk: Desk, role: Role, branch: BranchKey | None, words: Words) -> str:
    """What somebody is, in words: `organizer of North`."""
    of = named(desk, branch, words)
    if role is Role.ADMINISTRATOR:
        return words.say("administrator of %(of)s", of=of)
    return words.say("organizer of %(of)s", of=of)


def mine(request: Request) -> list[BranchKey]:
    """The branches whose organizers this person may name, by the names people know."""
    theirs = (key for key in request.desk.branches if request.may_give(Role.ORGANIZER, key))
    return sorted(theirs, key=lambda key: request.desk.branches[key].name)
