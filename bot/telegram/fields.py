"""Reading of a JSON object that somebody else wrote: types and ranges checked at each use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

_BIG = 2**63


class Unreadable(Exception):
    """An update without a part that it must have, or with that part out of range."""


def clean(text: str) -> str:
    """Text that every store and every wire takes: no NUL, no half of a surrogate pair."""
    if "\0" not in text and text.isascii():
        return text
    units = text.replace("\0", "").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


class Fields:
    """One JSON object. Asking for a field says what it must be.

    `inner`, `text`, `flag` and `maybe` take a field of another type for a missing one.
    """

    __slots__ = ("_name", "_raw")

    def __init__(self, raw: Mapping[str, object], name: str) -> None:
        self._raw, self._name = raw, name

    @classmethod
    def of(cls, raw: object, name: str) -> Fields:
        if not isinstance(raw, dict):
            raise Unreadable(f"{name} is no object")
        return cls(cast("dict[str, object]", raw), name)

    def __contains__(self, key: str) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def inner(self, key: str) -> Fields | None:
        """The object under this key, None where there is none."""
        value = self._raw.get(key)
        return Fields(value, key) if isinstance(value, dict) else None

    def need(self, key: str) -> Fields:
        return Fields.of(self._raw.get(key), f"{self._name}.{key}")

    def number(self, key: str) -> int:
        """An id: an integer that a store of 64 bits takes."""
        value = self.maybe(key)
        if value is None:
            raise Unreadable(f"{self._name}.{key} is no id")
        return value

    def maybe(self, key: str) -> int | None:
        value = self._raw.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return value if -_BIG <= value < _BIG else None

    def text(self, key: str) -> str:
        """Words, cleaned; empty where there are none."""
        value = self._raw.get(key)
        return clean(value) if isinstance(value, str) else ""

    def flag(self, key: str) -> bool:
        return self._raw.get(key) is True

    def has_list(self, key: str) -> bool:
        return isinstance(self._raw.get(key), list)

    def items(self, key: str) -> list[object]:
        value = self._raw.get(key)
        if not isinstance(value, list):
            raise Unreadable(f"{self._name}.{key} is no list")
        return cast("list[object]", value)
