"""Bytes of a lesson file to text, in the encodings that organizers' programs write."""

from __future__ import annotations

import re
from unicodedata import category

UTF8 = "utf-8"
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the name of its encoding, `utf-8` where nothing was guessed; None if no text."""
    for mark, name in _MARKED:
        if data.startswith(mark):
            return _try(data, name)
    if b"\x00" in data:
        return _utf16(data)
    return _try(data, UTF8) or _eight_bit(data)


def _try(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(name), UTF8 if name == "utf-8-sig" else name
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without its mark shows by zero bytes, all at every other place: western letters have
    one each; Chinese has them in its line ends and figures alone, and must read as words too."""
    little, big = data[1::2].count(0), data[0::2].count(0)
    found = _try(data, "utf-16-le" if little > big else "utf-16-be")
    if found is None or _NO_TEXT.search(found[0]):
        return None
    sure = max(little, big) * 5 >= len(data)
    return found if sure or (not min(little, big) and _words(found[0])) else None


def _words(text: str) -> bool:
    """Whether every sign is one that people write, and most are CJK: bytes of something else,
    read in pairs, are scattered over all scripts."""
    strange = any(category(sign) in ("Cn", "Co") for sign in text)
    written = [sign for sign in text if not sign.isspace()]
    chinese = sum("\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" for sign in written)
    return not strange and chinese + sum(map(str.isascii, written)) >= len(written) * 0.95


def _eight_bit(data: bytes) -> tuple[str, str] | None:
    """Chinese characters are pairs of high bytes, western letters mostly stand alone."""
    runs = _HIGH_RUN.findall(data)
    paired = sum(len(run) for run in runs if len(run) % 2 == 0)
    chinese = paired * 5 >= sum(map(len, runs)) * 4
    order = ("gb18030", "cp1252") if chinese else ("cp1252", "gb18030")
    return _try(data, order[0]) or _try(data, order[1])
