"""Links and pictures in a lesson's text: which may be used, and what is wrong with the others.

Nothing is ever fetched: a picture is a file beside the lesson, a link is `https` only.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

from content.format.lines import Line
from content.item import Picture
from content.problem import Problem, problem

LARGEST_PICTURE = 10 * 1024 * 1024
"""Bytes; the largest photo that can be sent (Bot API 10.0: sendPhoto)."""

_LINK = re.compile(r"(?P<picture>!)?\[(?P<words>[^\[\]]{0,300})\]\(\s*<?(?P<to>[^\s()<>]{1,2000})")
_ANGLE = re.compile(r"<(?P<to>[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s<>]{1,2000})>")
_CODE = re.compile(r"`[^`]*`")
_ABROAD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def pictures_of(
    texts: Iterable[str], beside: Path | None, root: Path | None
) -> tuple[Picture, ...]:
    """The pictures named in texts that are there: beside the lesson, inside the content folder."""
    if beside is None or root is None:
        return ()
    found = [
        Picture(str(place), match["words"].strip())
        for text in texts
        if "](" in text
        for match in _LINK.finditer(text)
        if match["picture"] and not _ABROAD.match(match["to"])
        if (place := _place(match["to"], beside, root)) and _weight(place) is not None
    ]
    return tuple(dict.fromkeys(found))


def faults(
    lines: Sequence[Line], path: str, beside: Path | None, root: Path | None
) -> list[Problem]:
    """What is wrong with the links and pictures of a file, each at its line."""
    problems: list[Problem] = []
    for line in lines:
        if line.code or ("](" not in line.text and "<" not in line.text):
            continue
        text = _CODE.sub("", line.text)
        for match in _LINK.finditer(text):
            if match["picture"]:
                problems += _picture(match["to"], line.number, path, beside, root)
            else:
                problems += _link(match["to"], line.number, path)
        for match in _ANGLE.finditer(text):
            problems += _link(match["to"], line.number, path)
    return problems


def _link(to: str, line: int, path: str) -> list[Problem]:
    if to.lower().startswith("https://"):
        return []
    return [problem(path, line, "link-not-https", link=to)]


def _picture(
    to: str, line: int, path: str, beside: Path | None, root: Path | None
) -> list[Problem]:
    if _ABROAD.match(to):
        return [problem(path, line, "remote-image", image=to)]
    if beside is None or root is None:
        return []
    place = _place(to, beside, root)
    if place is None:
        return [problem(path, line, "image-outside", image=to)]
    weight = _weight(place)
    if weight is None:
        return [problem(path, line, "missing-image", image=to)]
    if weight > LARGEST_PICTURE:
        return [problem(path, line, "image-too-large", image=to, size=f"{weight / 1e6:.1f}")]
    return []


def _place(to: str, beside: Path, root: Path) -> Path | None:
    """Where a picture lies once links are followed; None where that is outside the folder."""
    name = unquote(to).replace("\\", "/")
    if "\x00" in name:
        return None
    base = root if name.startswith("/") else beside
    try:
        place = os.path.realpath(os.path.join(base, name.lstrip("/")))
    except (OSError, ValueError):
        return None
    inside = os.path.realpath(root)
    return Path(place) if place.startswith(inside + os.sep) else None


def _weight(place: Path) -> int | None:
    """The size of a regular file; None where there is none."""
    try:
        found = os.stat(place)
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
