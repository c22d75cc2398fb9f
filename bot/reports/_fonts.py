"""Fonts for pictures, looked for where systems keep them, without asking fontconfig."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A family, and the beginnings of its files' names, the regular weight first."""

    family: str
    files: tuple[str, ...]


LATIN = (
    Font("Noto Sans", ("NotoSans-Regular.", "NotoSans-Bold.")),
    Font("DejaVu Sans", ("DejaVuSans.", "DejaVuSans-Bold.")),
    Font("Liberation Sans", ("LiberationSans-Regular.", "LiberationSans-Bold.")),
    Font("Arial", ("Arial.ttf", "Arial Bold.ttf")),
    Font("Arial", ("arial.ttf", "arialbd.ttf")),
)
TURNED = (
    Font("DejaVu Sans", ("DejaVuSans.", "DejaVuSans-Bold.")),
    Font("Arial", ("Arial.ttf", "Arial Bold.ttf")),
    Font("Arial", ("arial.ttf", "arialbd.ttf")),
)
"""Those of LATIN that have Arabic and Hebrew letters too."""
CJK = (
    Font("Noto Sans CJK SC", ("NotoSansCJK-Regular.", "NotoSansCJK-Bold.")),
    Font("Noto Sans CJK SC", ("NotoSansCJKsc-Regular.", "NotoSansCJKsc-Bold.")),
    Font("Noto Sans SC", ("NotoSansSC-Regular.", "NotoSansSC-Bold.")),
    Font("Source Han Sans SC", ("SourceHanSansSC-Regular.", "SourceHanSansSC-Bold.")),
    Font("WenQuanYi Zen Hei", ("wqy-zenhei.",)),
    Font("WenQuanYi Micro Hei", ("wqy-microhei.",)),
    Font("Droid Sans Fallback", ("DroidSansFallbackFull.", "DroidSansFallback.")),
    Font("PingFang SC", ("PingFang.",)),
    Font("Microsoft YaHei", ("msyh.", "msyhbd.")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A family with the files it was found in."""

    family: str
    files: tuple[Path, ...]


def cjk_font() -> Path | None:
    """The file that Chinese words in pictures are drawn with; None where there is none.

    `studybot doctor` says so then; pictures fall back to figures and Latin letters.
    """
    found = cjk()
    return found.files[0] if found else None


@cache
def cjk() -> Found | None:
    """The best font here with Chinese characters (and Latin letters)."""
    return find(CJK, folders())


@cache
def latin() -> Found | None:
    """The best font here with Latin letters."""
    return find(LATIN, folders()) or cjk()


@cache
def turned() -> Found | None:
    """The best font here with Latin, Arabic and Hebrew letters."""
    return find(TURNED, folders())


def find(wanted: Iterable[Font], places: Iterable[Path]) -> Found | None:
    """The first wanted font of which at least the regular weight is there."""
    there = {path.name: path for place in places for path in _files(place)}
    for font in wanted:
        files = [_match(start, there) for start in font.files]
        if files[0] is not None:
            return Found(font.family, tuple(path for path in files if path is not None))
    return None


def folders() -> tuple[Path, ...]:
    """Where Linux, macOS and Windows keep fonts, and a person's own."""
    windows = os.environ.get("WINDIR")
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    places = [Path(place) / "fonts" for place in shared if place]
    places += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    places += _own()
    places += [Path("/System/Library/Fonts"), Path("/Library/Fonts")]
    return tuple(dict.fromkeys(places + ([Path(windows) / "Fonts"] if windows else [])))


def _own() -> list[Path]:
    """A person's own folders; a service's user (systemd's DynamicUser) has no home at all."""
    try:
        home = Path.home()
    except RuntimeError:
        return []
    return [home / ".fonts", home / ".local/share/fonts", home / "Library/Fonts"]


def _files(place: Path) -> Iterable[Path]:
    """None where it isn't, or is somebody else's: HOME may name a home that we can't enter."""
    try:
        found = list(place.rglob("*")) if place.is_dir() else []
    except OSError:
        return ()
    return sorted(path for path in found if path.suffix.lower() in (".ttf", ".ttc", ".otf"))


def _match(start: str, there: dict[str, Path]) -> Path | None:
    return next((there[name] for name in sorted(there) if name.startswith(start)), None)
