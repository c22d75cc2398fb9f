"""Answers within a question: `会议由（ B ）主持`, `地球是圆的。（√）`, `… Y`, `… 答案：×`."""

from __future__ import annotations

import re

from content.format.signs import plain

_INSIDE = re.compile(
    r"[(]\s*(?P<said>[A-H](?:[\s,、]{0,3}[A-H]){0,7}|√|×|✓|✔|✗|✘|对|错|正确|错误|T|F|Y|N|X)\s*[)]"
)
_TRUTH = re.compile(r"√|×|✓|✔|✗|✘|对|错|正确|错误|T|F|Y|N|X")
_LAST = re.compile(r"(?:(?<=\s)|(?<=[\u4e00-\u9fff。．.?？]))(?P<said>[YN√×✓✔✗✘])\s*$")
_MARKS = str.maketrans(
    {
        "✓": "√",
        "✔": "√",
        "✗": "×",
        "✘": "×",
        "╳": "×",
        "☑": "√",
        "✅": "√",
        "❌": "×",
    }
)
_LETTERS = {"Y": "√", "N": "×", "X": "×"}
_LED = re.compile(r"\s*(?P<said>√|×|对|错|正确|错误|true|false)(?=\s*[(（。，,;；])", re.I)


def mark(said: str) -> str:
    """An answer of true or false with the signs that our reader knows."""
    bare = said.strip().translate(_MARKS)
    return _LETTERS.get(bare, bare)


def led(said: str) -> tuple[str, str]:
    """A judgement with its reason behind it, cut in two: `×（应为三人）`."""
    found = _LED.match(said.translate(_MARKS))
    if not found:
        return said, ""
    rest = said[found.end() :].strip(" ，,;；。")
    whole = rest[:1] in "(（" and rest[-1:] in ")）"
    return found["said"], rest[1:-1].strip() if whole else rest


def judged(stem: str, kind: str, options: bool = False) -> tuple[str, str]:
    """The answer that stands in a question, and the question without it; both may be empty.

    Letters answer a question with options; `Y`, `N` and `X` only one that is true or false.
    """
    flat = plain(stem)
    for found in reversed(list(_INSIDE.finditer(flat))):
        said = found["said"]
        if options or said not in _LETTERS or kind == "truth":
            gap = (
                f"{stem[: found.start()]}（ ）{stem[found.end() :]}"
                if not stem.isascii()
                else (f"{stem[: found.start()].rstrip()}{stem[found.end() :]}")
            )
            return (said if options else mark(said)), gap
    last = _LAST.search(flat) if kind == "truth" and not options else None
    if last:
        return mark(last["said"]), stem[: last.start()].rstrip()
    return "", stem
