"""Boxes and rings that authors put before options (`☑`, `□`, `●`), written as `- [x]`, `- [ ]`."""

from __future__ import annotations

import re

from content.importers._lettered_lines import letter_of

_TICKED, _CROSSED, _OPEN = "☑✅🗹■●◉⦿", "☒⊠🗷", "☐□⬜○◯❏❑"
_LINE = re.compile(
    rf"^([^\S\n]{{0,40}})(?:[-*+•][^\S\n]{{1,9}})?([{_TICKED}{_CROSSED}{_OPEN}])"
    r"\ufe0f?[^\S\n]{0,9}(?=\S)",
    re.M,
)


def with_boxes(text: str) -> str:
    """The text with boxes as Markdown has them, where some are filled and some are empty, and no
    options have letters. A cross fills a box unless others hold a tick."""
    signs = [found[2] for found in _LINE.finditer(text)]
    filled = _TICKED if any(sign in _TICKED for sign in signs) else _CROSSED
    marked = sum(sign in filled for sign in signs)
    if not 0 < marked < len(signs) or any(letter_of(row) == 0 for row in text.split("\n")):
        return text
    return _LINE.sub(lambda one: f"{one[1]}- [{'x' if one[2] in filled else ' '}] ", text)
