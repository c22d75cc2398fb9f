"""Topics as buttons: short names for what may be long, and the words people read."""

from __future__ import annotations

from hashlib import sha256

from bot.request import Request


def topics(request: Request) -> tuple[str, ...]:
    """The topics of the lessons this member can get, in their order."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return ()
    shelf = request.desk.shelves.shelf(member, branch)
    return tuple(topic for topic in shelf.topics if topic)


def handle(topic: str) -> str:
    """A short name that fits a button, however long the topic's own is."""
    return sha256(topic.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def by_handle(request: Request, short: str) -> str | None:
    """The topic of a short name; None where it is none (any more)."""
    return next((topic for topic in topics(request) if handle(topic) == short), None)


def label(topic: str) -> str:
    """A folder's name as people write it."""
    return topic.replace("-", " ").replace("_", " ")[:50]
