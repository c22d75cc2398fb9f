"""Whether Telegram answers, and takes us for whom we are."""

from __future__ import annotations

import asyncio

from bot.config import API, Secret
from bot.doctor import Check, Finding, Patient, error, ok
from bot.telegram.api import Api
from bot.telegram.refusal import Fatal, refusal
from bot.telegram.wire import Wire

PATIENCE = 5.0
"""Seconds to wait for an answer."""


def look(patient: Patient) -> list[Finding]:
    """Asks for our own name (getMe), which changes nothing; not at all without a token."""
    if patient.config is None or patient.token is None:
        return []
    return [asyncio.run(asked(patient.config.api_url, patient.token))]


async def asked(root: str, token: Secret, patience: float = PATIENCE) -> Finding:
    """What the server says to that token, within so many seconds. The reason of a failure is
    told by its kind, never in its words."""
    api = Api(token.reveal(), root, Wire(), Wire())
    where = "Telegram" if root == API else root
    try:
        me = await asyncio.wait_for(api.call("getMe", {}, within=patience), patience)
        name = me.get("username") if isinstance(me, dict) else None
        return ok(f"{where} answers; the bot is @{name}")
    except Exception as problem:
        if isinstance(refusal(problem), Fatal):
            return error(
                f"{where} does not accept this token", "get the current one: BotFather, /token"
            )
        return error(
            f"{where} does not answer ({type(problem).__name__})",
            "look at network, proxy and firewall; STUDYBOT_API_URL names another server",
        )
    finally:
        await api.close()


CHECK = Check("Telegram", 90, look)
