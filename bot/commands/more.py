"""/more: one item besides today's, because the member wants one."""

from __future__ import annotations

from bot.commands import Command, Who
from bot.study.next import one_more

COMMAND = Command("more", "One more item", Who.MEMBER, one_more, listed=False, order=11)
