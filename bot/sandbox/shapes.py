"""The shapes that cross the wire."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

Json: TypeAlias = dict[str, object]


def unix(moment: datetime) -> int:
    """Whole seconds since 1970 (UTC), the only form of time in the Bot API."""
    return int(moment.timestamp())


def present(**fields: object) -> Json:
    """Only the fields that have a value: the Bot API leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}
