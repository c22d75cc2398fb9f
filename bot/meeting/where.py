"""Whose meetings are meant: one's own branch's, or another that one organizes now."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot.request import Request
from records.branch import Branch
from records.rights import organized


def mine(request: Request) -> Sequence[Branch]:
    """The branches this person organizes now, their own first."""
    member = request.member
    keys = organized(request.desk.store, member)
    found = [branch for key, branch in request.desk.branches.items() if key in keys]
    return sorted(found, key=lambda one: member is None or one.key != member.branch)


def organizes(request: Request, branch: Branch) -> bool:
    """Whether this person organizes that branch now."""
    return branch.key in organized(request.desk.store, request.member)


def mark(branch: Branch) -> str:
    """A short sign of a branch, for a button, where its key may be too long."""
    return sha256(branch.key.encode()).hexdigest()[:6]


def marked(request: Request, sign: str) -> Branch | None:
    """The branch of that sign, where this person organizes it now."""
    return next((one for one in mine(request) if mark(one) == sign), None)
