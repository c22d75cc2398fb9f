"""How does the bot work without Telegram? A stand-in for the Bot API on loopback, with people.

`Telegram` is the world, `Person` and `Group` act in it, `serve` opens it over HTTP.
"""

from __future__ import annotations

from bot.sandbox.chatpage import Page
from bot.sandbox.contract import complaints, violations
from bot.sandbox.engine import Telegram
from bot.sandbox.faults import Fault
from bot.sandbox.group import Group
from bot.sandbox.limits import Limits
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.refusal import NotPossible
from bot.sandbox.server import serve, until

__all__ = [
    "Fault",
    "Group",
    "Limits",
    "Message",
    "NotPossible",
    "Page",
    "Person",
    "Telegram",
    "complaints",
    "serve",
    "until",
    "violations",
]
