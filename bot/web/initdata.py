"""Whether a Mini App was opened by whom it says: Telegram's signature over its init data.

Core of core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app: the key is
HMAC-SHA256 of the bot's token under "WebAppData"; signed are all fields but `hash`, sorted, a
line each (`signature`, which is for third parties, among them).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from urllib.parse import parse_qsl

AGE = timedelta(minutes=10)
"""Older data lets nobody in: as long as a link."""

AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be before ours."""

MOST_FIELDS = 32


def verified(data: str, token: str, now: datetime) -> str | None:
    """The number of the account that opened it, as text; None for anything else."""
    try:
        pairs = parse_qsl(
            data, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS
        )
        fields = dict(pairs)
        if len(fields) != len(pairs) or not _signed(fields, token) or not _fresh(fields, now):
            return None
        return _account(fields)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _signed(fields: dict[str, str], token: str) -> bool:
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "hash")
    key = digest(b"WebAppData", token.encode(), sha256)
    ours = digest(key, lines.encode("utf-8", "surrogatepass"), sha256).hex()
    return compare_digest(ours.encode(), fields["hash"].encode("utf-8", "surrogatepass"))


def _fresh(fields: dict[str, str], now: datetime) -> bool:
    at = datetime.fromtimestamp(int(fields["auth_date"]), UTC)
    return now - AGE <= at <= now + AHEAD


def _account(fields: dict[str, str]) -> str | None:
    user = json.loads(fields["user"])
    number = user["id"]
    return str(number) if type(number) is int and not user.get("is_bot") else None
