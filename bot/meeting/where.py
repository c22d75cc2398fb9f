"""Whose meetings are meant: one's own branch's, or another that one organizes now."""

from __future__ import annotations

from collections.abc import Sequence

from bot.request import Request
from bot.roles.scope import handle
from records.branch import Branch


def mine(request: Request) -> Sequence[Branch]:
    """The branches this person organizes now, by name."""
    desk = request.desk
    found = (desk.branches[key] for key in request.organized if key in desk.branches)
    return sorted(found, key=lambda one: one.name)


def organizes(request: Request, branch: Branch) -> bool:
    """Whether this person organizes that branch now."""
    return branch.key in request.organized


def mark(branch: Branch) -> str:
    """A short sign of a branch, for a button."""
    return handle(branch.key)


def marked(request: Request, sign: str) -> Branch | None:
    """The branch of that sign, where this person organizes it now."""
    return next((one for one in mine(request) if mark(one) == sign), None)
