"""Numbers as people write them: `12,5`, `１２`, `四十`, `2万`, `1,000 kg`."""

from __future__ import annotations

import re
from decimal import Decimal

from content.format.signs import plain

_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("〇零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE = "".join(_DIGITS) + "".join(_TENS) + "万"

_NUMBER = r"[-+−]?(?:\d{1,30}(?:[.,]\d{1,30})*|\.\d{1,30})(?:[eE][-+]?\d{1,2})?"
_TOKEN = re.compile(rf"(?P<digits>{_NUMBER})\s?(?P<many>万)?|(?P<words>[{_CHINESE}]+)")
_UNIT = r"(?:\s?[%‰°€$£¥]\w{0,3}|\s[^\W\d]{1,8}[²³]?(?:/[^\W\d]{1,4})?|\s?[\u4e00-\u9fff]{1,3})?"
_WHOLE = re.compile(
    rf"(?P<value>{_NUMBER}){_UNIT}(?:\s*(?:±|\+/?-)\s*(?P<tolerance>{_NUMBER}){_UNIT})?"
)


def chinese(text: str) -> int | None:
    """The value of a number in Chinese words up to 99,999,999; None where it is none."""
    if not text or any(sign not in _CHINESE for sign in text):
        return None
    if text.count("万") > 1:
        return None
    high, wan, low = text.rpartition("万")
    parts = [_below_wan(part) if part else 0 for part in (high, low)]
    if None in parts or (wan and not high):
        return None
    return (parts[0] or 0) * 10_000 + (parts[1] or 0)


def _below_wan(text: str) -> int | None:
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text)) if len(text) <= 8 else None
    total, digit, last = 0, None, 10_000
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif _TENS[sign] >= last:
            return None
        else:
            last = _TENS[sign]
            total += (1 if digit is None else digit) * last
            digit = None
    return total + (digit or 0)


def readings(text: str) -> frozenset[Decimal]:
    """Every value the one number in a text can have; empty where there is none or several.

    `1,000` is a thousand to some and one to others, so it has two readings.
    """
    found = list(_TOKEN.finditer(plain(text)))
    if len(found) != 1:
        return frozenset()
    token = found[0]
    if words := token["words"]:
        value = chinese(words)
        return frozenset() if value is None else frozenset({Decimal(value)})
    times = 10_000 if token["many"] else 1
    return frozenset(value * times for value in _values(token["digits"]))


def value_of(text: str) -> Decimal | None:
    """The one number an author wrote, with or without a unit; None where it is no number."""
    found = _WHOLE.fullmatch(plain(text).strip())
    return _author(found["value"]) if found else None


def with_tolerance(text: str) -> tuple[str, Decimal | None] | None:
    """An author's number as written, and what it may differ by: `12 ± 0.5`. None if no number."""
    line = plain(text).strip()
    found = _WHOLE.fullmatch(line)
    if not found:
        return None
    written = line[: found.start("tolerance")].rstrip(" ±+-/") if found["tolerance"] else line
    tolerance = abs(_author(found["tolerance"])) if found["tolerance"] else None
    return written, tolerance


def _author(digits: str) -> Decimal:
    """An author writes thousands with commas; a lone comma before other than three is decimal."""
    values = _values(digits)
    return max(values) if "," in digits else min(values)


def _values(digits: str) -> frozenset[Decimal]:
    bare, _, power = digits.replace("−", "-").lower().partition("e")
    end = f"e{power}" if power else ""
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return frozenset({Decimal(bare + end)})
    whole, rest = re.sub(r"[.,]", "", bare[:last]), bare[last + 1 :]
    grouped = Decimal(whole + rest + end)
    point = Decimal(f"{whole}.{rest}{end}")
    if len({*re.findall(r"[.,]", bare)}) == 2:
        return frozenset({point})
    if bare.count(bare[last]) > 1:
        return frozenset({grouped})
    return frozenset({point, grouped}) if _thousands(whole, rest) else frozenset({point})


def _thousands(whole: str, rest: str) -> bool:
    return len(rest) == 3 and whole.lstrip("+-") not in ("", "0")
