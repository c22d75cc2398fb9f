"""The lesson files of a folder, found and read with distrust: only regular files inside it.

A link, a pipe, a device or a huge file in the folder is a problem to report, never a thing to
open: a pipe would hang the reader for ever, `/dev/zero` would eat its memory.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from content.item import LessonId
from content.problem import Problem, problem

LARGEST_FILE = 256 * 1024
"""Bytes of one lesson file."""
MOST_FILES = 20_000
DEEPEST = 8
"""Folders within folders."""

_NAME = re.compile(
    r"(?P<stem>.+?)(?:\.(?P<language>[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?))?\.(?:md|markdown)", re.I
)
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]|^-|[ .]$')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


class Stamp(NamedTuple):
    """What tells whether a file changed since it was read."""

    mtime: int
    size: int
    inode: int


@dataclass(slots=True)
class Found:
    """The lesson files of a folder by their path in it, and what was left out."""

    files: dict[str, Stamp] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def find(root: Path) -> Found:
    """All lesson files below a folder, hidden ones and READMEs left out. Never raises."""
    found = Found()
    walk(os.fspath(root), "", 0, found)
    found.files = dict(sorted(found.files.items()))
    return found


def walk(folder: str, prefix: str, depth: int, found: Found, most: int = MOST_FILES) -> None:
    """Add the lesson files below a folder to `found`, up to `most` of them."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name[:1] != "." and not _enter(entry, prefix, depth, found, most):
                    return
    except OSError as error:
        shown = prefix.rstrip("/") or "."
        found.problems.append(problem(shown, 1, "unreadable-file", reason=error.strerror))


def _enter(entry: os.DirEntry[str], prefix: str, depth: int, found: Found, most: int) -> bool:
    """Take one entry of a folder; False once there are too many files."""
    path = f"{prefix}{entry.name}"
    if entry.is_dir(follow_symlinks=False):
        if depth < DEEPEST:
            walk(entry.path, f"{path}/", depth + 1, found, most)
        else:
            found.problems.append(problem(shown(path), 1, "too-deep", most=DEEPEST))
    elif is_lesson(entry.name):
        if len(found.files) >= most:
            found.problems.append(problem(".", 1, "too-many-files", most=most))
            return False
        _take(entry.path, path, found)
    return True


def find_again(root: Path, before: Found, touched: Iterable[Path]) -> Found:
    """What `find` would find, where since `before` nothing but `touched` has changed.

    A folder that came or went makes it look everywhere.
    """
    found = Found(dict(before.files), list(before.problems))
    for place in touched:
        path = _inside(root, place)
        if not path or any(part.startswith(".") for part in path.split("/")):
            continue
        if not is_lesson(path.rpartition("/")[2]):
            if place.is_dir() or any(known.startswith(f"{path}/") for known in before.files):
                return find(root)
            continue
        found.files.pop(path, None)
        found.problems = [one for one in found.problems if one.path != shown(path)]
        if os.path.lexists(place):
            _take(os.fspath(place), path, found)
    found.files = dict(sorted(found.files.items()))
    return found


def _inside(root: Path, place: Path) -> str:
    try:
        return place.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return ""


def _take(place: str, path: str, found: Found) -> None:
    if not _usable(path.rpartition("/")[2]):
        found.problems.append(problem(shown(path), 1, "bad-name"))
        return
    try:
        state = os.lstat(place)
    except OSError as error:
        found.problems.append(problem(path, 1, "unreadable-file", reason=error.strerror))
        return
    if stat.S_ISREG(state.st_mode):
        found.files[path] = Stamp(state.st_mtime_ns, state.st_size, state.st_ino)
    else:
        found.problems.append(problem(path, 1, "not-a-file"))


@lru_cache(maxsize=MOST_FILES)
def _usable(name: str) -> bool:
    return not (_BAD.search(name) or _RESERVED.match(name) or len(name.encode()) > 240)


def shown(path: str) -> str:
    """A path that can be printed: what is no text in it is replaced."""
    clean = path.encode("utf-8", "replace").decode()
    return re.sub(r"[\x00-\x1f\x7f]", "?", clean)


def is_lesson(name: str) -> bool:
    """Whether a file of that name holds a lesson."""
    lower = name.lower()
    return lower.endswith((".md", ".markdown")) and not lower.startswith("readme")


def lesson_id(path: str) -> tuple[LessonId, str]:
    """The id of the lesson in a file, and its language, empty where the name does not say.

    `meetings/01-quorum.en.md` is `meetings/01-quorum` in `en`; `zh-CN`, `zh_Hans` and `cn` are
    `zh`, which is simplified.
    """
    folder, _, name = path.rpartition("/")
    match = _NAME.fullmatch(name)
    stem, language = (match["stem"], match["language"] or "") if match else (name, "")
    return LessonId(f"{folder}/{stem}" if folder else stem), _language(language)


def _language(written: str) -> str:
    code = written.lower().replace("_", "-")
    return "zh" if code in ("zh-cn", "zh-hans", "zh-sg", "cn") else code


def read_bytes(root: Path, path: str) -> bytes | Problem:
    """What a regular file inside the folder holds; a problem where it cannot or may not be read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(root / path, flags | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return problem(shown(path), 1, "unreadable-file", reason=reason)
    with os.fdopen(handle, "rb") as file:
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                return problem(path, 1, "not-a-file")
            data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            return problem(path, 1, "unreadable-file", reason=error.strerror)
    return data if len(data) <= LARGEST_FILE else problem(path, 1, "file-too-large", most=256)
