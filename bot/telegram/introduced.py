"""Who the token is: asked at the start, and again for as long as the server does not answer."""

from __future__ import annotations

import asyncio
from itertools import count

import structlog

from bot.telegram.api import Api, Json
from bot.telegram.ingest import BACK_OFF, REFUSED, TokenRefused
from bot.telegram.refusal import Fatal, refusal

log = structlog.get_logger("app")


async def introduced(api: Api) -> Json:
    """getMe, again and again while the server does not answer. Raises TokenRefused."""
    for attempt in count(1):
        try:
            return await api.call("getMe", {})
        except Exception as error:
            what = refusal(error)
            if isinstance(what, Fatal) and attempt >= REFUSED:
                raise TokenRefused from error
            log.warning("Telegram does not answer yet", attempt=attempt, outcome=str(what))
            await asyncio.sleep(BACK_OFF[min(attempt, len(BACK_OFF)) - 1])
    raise AssertionError("unreachable")
