"""The bot's name at Telegram: as the running bot noted it, else asked once."""

from __future__ import annotations

import asyncio

from bot.config import Config, Secret
from records.ports import Store


def username(config: Config, token: Secret | None, store: Store) -> str:
    """Without the `@`; empty where it is not noted and can't be asked (no token, no answer)."""
    noted = store.noted("username")
    if noted or token is None:
        return noted or ""
    found = asyncio.run(_asked(config.api_url, token))
    if found:
        store.note("username", found)
    return found


async def _asked(root: str, token: Secret) -> str:
    from bot.telegram.api import Api
    from bot.telegram.wire import Wire

    api = Api(token.reveal(), root, Wire(), Wire())
    try:
        me = await api.call("getMe", {}, within=5.0)
        return str(me.get("username", "")) if isinstance(me, dict) else ""
    except Exception:
        return ""
    finally:
        await api.close()
