"""What words were taken for, so that handling them a second time, after a crash, takes them for the
same: else the answer to one question would become the answer to the next as well."""

from __future__ import annotations

from datetime import timedelta

from bot.request import Request

LASTS = timedelta(days=1)
"""As long as words may wait to be handled again; then retention ends it anyway."""


def keep(request: Request, what: str) -> None:
    """Remember it of this update, in the transaction that takes the words. Where the bot waits
    for other words of theirs, that goes on."""
    member, store = request.member, request.desk.store
    if member is not None and not waits(store.expected(member.id, request.now - LASTS)):
        store.expect(member.id, taken_for(request, what), request.now)


def taken_for(request: Request, what: str) -> str:
    """What is kept then, in place of what was expected."""
    return f"{request.key}:{what}"


def waits(expected: str) -> bool:
    """Whether something is asked of them."""
    return bool(expected) and not expected.partition(":")[0].isdecimal()


def taken(request: Request) -> str:
    """What an earlier try took these words for; empty where there was none."""
    member = request.member
    if member is None or not request.again:
        return ""
    kept = request.desk.store.expected(member.id, request.now - LASTS)
    key, _, what = kept.partition(":")
    return what if key == request.key else ""
