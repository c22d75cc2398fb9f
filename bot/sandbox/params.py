"""What a request carries: typed JSON, or a form in which every value is a string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from bot.sandbox.refusal import bad
from bot.sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in the body."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one call, read by type as the Bot API reads them."""

    values: Mapping[str, object]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "") or name in self.files

    def text(self, name: str) -> str:
        """A string, empty where absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if isinstance(value, bool) or value is None:
            return default
        try:
            return int(str(value))
        except ValueError:
            return default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        return str(value).lower() in ("true", "1", "yes")

    def thing(self, name: str) -> object:
        """A nested value: as it is in a JSON body, as a JSON string in a form; None if absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            parsed: object = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return parsed

    def items(self, name: str) -> list[object]:
        """A nested array, empty where absent."""
        value = self.thing(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad(f"expected an Array of {name}")
        return value

    def object(self, name: str) -> Json:
        """A nested object, empty where absent."""
        value = self.thing(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad(f"object expected as {name.replace('_', ' ')}")
        return {str(key): item for key, item in value.items()}
