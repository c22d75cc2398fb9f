"""The font that Chinese words in pictures are drawn with."""

from __future__ import annotations

from pathlib import Path

from bot.doctor import Check, Finding, Patient, ok, warning
from bot.reports import cjk_font


def look(patient: Patient) -> list[Finding]:
    """There is one, or pictures keep to figures and Latin letters."""
    return [judged(cjk_font())]


def judged(font: Path | None) -> Finding:
    if font is not None:
        return ok(f"Chinese words are drawn with {font.name}")
    return warning(
        "there is no font with Chinese characters, so pictures keep to figures and Latin letters",
        "apt-get install fonts-noto-cjk (or fonts-wqy-zenhei, which is smaller)",
    )


CHECK = Check("Pictures", 80, look)
