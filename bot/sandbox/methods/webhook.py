"""The other way to get updates: named and remembered here, never called."""

from __future__ import annotations

from bot.sandbox.engine import Telegram
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad
from bot.sandbox.shapes import Json


@method
def set_webhook(telegram: Telegram, params: Params) -> object:
    url = params.text("url")
    if url and not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if params.has("allowed_updates"):
        telegram.updates.allow([str(kind) for kind in params.items("allowed_updates")])
    _forget(telegram, params)
    telegram.webhook = {"url": url} if url else {}
    telegram.changed.fire()
    return True


@method
def delete_webhook(telegram: Telegram, params: Params) -> object:
    _forget(telegram, params)
    telegram.webhook = {}
    return True


def _forget(telegram: Telegram, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        telegram.updates.clear()


@method
def get_webhook_info(telegram: Telegram, params: Params) -> object:
    """Also tells a polling bot how many updates wait."""
    info: Json = {
        "url": telegram.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": telegram.updates.pending(),
    }
    if telegram.updates.told:
        info["allowed_updates"] = list(telegram.updates.told)
    return info


@method
def log_out(telegram: Telegram, params: Params) -> object:
    return True


@method
def close(telegram: Telegram, params: Params) -> object:
    return True
