"""What a button carries: a press, packed into the 64 bytes Telegram allows.

The state of a half-given answer stands in the buttons themselves, so a restart loses nothing
and nothing has to be kept for answers never finished. Data comes back from the member's
device and may have been made up: `unpack` takes anything, and whoever acts on a press still
looks up whose delivery it is. The first character is the version of this packing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.press import (
    Answer,
    Command,
    Done,
    Export,
    More,
    Next,
    Pick,
    Press,
    Rate,
    Recalled,
    Submit,
    Turn,
)

LIMIT = 64
"""Bytes of callback data (Bot API, InlineKeyboardButton)."""
MOST = 40
"""Places one press can carry: version, kind, id of 13 digits and separator take 16 bytes."""
_VERSION = "1"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_BIG = 2**63


def pack(press: Press) -> str:
    """The press as callback data; raises ValueError where it does not fit."""
    data = _VERSION + _written(press)
    size = len(data.encode("utf-8"))
    if size > LIMIT:
        raise ValueError(f"callback data of {size} bytes, at most {LIMIT}: {data!r}")
    return data


def _written(press: Press) -> str:
    match press:
        case Answer():
            return f"a{_number(press.delivery)}.{_places(press.places)}"
        case Submit():
            return f"s{_number(press.delivery)}.{_places(press.places)}"
        case Done():
            return f"d{_number(press.delivery)}"
        case Turn():
            return f"t{_number(press.delivery)}"
        case Recalled():
            return f"r{_number(press.delivery)}.{int(press.knew)}"
        case More():
            return f"m{_number(press.delivery)}.{_number(press.part)}"
        case Next():
            return f"n{_number(press.delivery)}"
        case Command():
            return "c" + _joined((press.name, *press.args))
        case Rate():
            return f"w{_number(press.delivery)}.{press.word}"
        case Pick():
            return f"g{_number(press.posting)}.{_number(press.place)}"
        case Export():
            return "x" + _joined((press.key, press.format))


def unpack(data: str) -> Press | None:
    """The press that was packed; None for anything that `pack` does not write."""
    if len(data) < 2 or len(data) > LIMIT or data[0] != _VERSION:
        return None
    read = _READ.get(data[1])
    try:
        press = read(data[2:]) if read else None
        return press if press is not None and pack(press) == data else None
    except ValueError:
        return None


def _number(value: int) -> str:
    if not 0 <= value < _BIG:
        raise ValueError(f"not an id: {value}")
    digits = ""
    while value or not digits:
        value, last = divmod(value, 36)
        digits = _DIGITS[last] + digits
    return digits


def _int(text: str) -> int:
    if not re.fullmatch(r"[0-9a-z]{1,13}", text):
        raise ValueError(text)
    return int(text, 36)


def _places(places: tuple[int, ...]) -> str:
    if len(places) > MOST or not all(0 <= place < len(_DIGITS) for place in places):
        raise ValueError(f"places that cannot be packed: {places}")
    return "".join(_DIGITS[place] for place in places)


def _joined(parts: tuple[str, ...]) -> str:
    return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)


def _parts(text: str) -> list[str]:
    pieces = re.findall(r"(?:[^\\|]|\\[\\|])+|\|", "|" + text)
    parts: list[str] = []
    for piece in pieces:
        if piece == "|":
            parts.append("")
        else:
            parts[-1] = re.sub(r"\\(.)", r"\1", piece)
    return parts


def _split(text: str) -> tuple[int, str]:
    number, dot, rest = text.partition(".")
    if not dot:
        raise ValueError(text)
    return _int(number), rest


def _read_places(text: str) -> tuple[int, tuple[int, ...]]:
    delivery, rest = _split(text)
    if not all(digit in _VALUE for digit in rest):
        raise ValueError(rest)
    return delivery, tuple(_VALUE[digit] for digit in rest)


def _read_recalled(text: str) -> Press | None:
    delivery, knew = _split(text)
    return Recalled(delivery, knew == "1") if knew in ("0", "1") else None


def _read_more(text: str) -> Press:
    delivery, part = _split(text)
    return More(delivery, _int(part))


def _read_pick(text: str) -> Press:
    posting, place = _split(text)
    return Pick(posting, _int(place))


def _read_command(text: str) -> Press | None:
    name, *args = _parts(text)
    return Command(name, tuple(args)) if name else None


def _read_export(text: str) -> Press | None:
    parts = _parts(text)
    return Export(*parts) if len(parts) == 2 else None


_READ: dict[str, Callable[[str], Press | None]] = {
    "a": lambda text: Answer(*_read_places(text)),
    "s": lambda text: Submit(*_read_places(text)),
    "d": lambda text: Done(_int(text)),
    "t": lambda text: Turn(_int(text)),
    "r": _read_recalled,
    "m": _read_more,
    "n": lambda text: Next(_int(text)),
    "c": _read_command,
    "w": lambda text: Rate(*_split(text)),
    "g": _read_pick,
    "x": _read_export,
}
