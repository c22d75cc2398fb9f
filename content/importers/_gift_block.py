"""GIFT cut into blocks as Moodle cuts it: title, text, answers; escapes, comments, formats.

Behaviour follows Moodle 4's question/format/gift/format.php and question/format.php: the first
`{` and the first `}` of a block enclose its answers, and only ASCII blanks are blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_BLOCK = 60_000
"""Signs between two blank lines."""
_BLANK = " \t\n\r\0\x0b"
"""What PHP's trim() takes off."""
_HIDDEN = {
    ":": "\ue0a1",
    "#": "\ue0a2",
    "=": "\ue0a3",
    "{": "\ue0a4",
    "}": "\ue0a5",
    "~": "\ue0a6",
    "n": "\ue0a7",
}
"""Stand-ins for escaped signs while a block is cut, from Unicode's private use area."""
_SHOWN = {ord(hidden): "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_FORMATS = ("moodle", "html", "plain", "markdown")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f])+)\]")
_CONTEXT = re.compile(r"\$[a-z]+\$")


@dataclass(frozen=True, slots=True)
class Category:
    """A line `$CATEGORY: path`; `swallowed` is what stands below it in the same block."""

    path: tuple[str, ...]
    line: int
    swallowed: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block that is no category. Signs that were escaped are hidden until `shown`."""

    line: int
    title: str
    text: str
    """The question, with `_____` where the answers stood in the middle of it."""
    answers: str | None
    """What stood between the braces; None where there are none."""
    feedback: str = ""
    fault: str = ""
    """Why there is no question in it, as a code; empty where there is one."""
    more_braces: bool = False
    own_id: str = ""
    tags: tuple[str, ...] = ()


def blocks(text: str) -> Iterator[Block | Category]:
    """The blocks of a file in their order; those of comments alone are left out."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begun: list[str] = []
    for number, row in enumerate([*rows, ""], 1):
        bare = row.strip(_BLANK)
        if bare:
            begun.append(bare)
            continue
        found = _block(begun, number - len(begun)) if begun else None
        if found:
            yield found
        begun = []


def shown(text: str) -> str:
    """The text with its escaped signs back in place."""
    return text.translate(_SHOWN)


def formatted(text: str, default: str) -> tuple[str, str]:
    """A text without its `[html]`, and which format it has; escaped signs are back in place."""
    bare = text.strip(_BLANK)
    name, closed, rest = bare[1:].partition("]") if bare[:1] == "[" else ("", "", "")
    if closed and name in _FORMATS:
        return shown(rest).strip(_BLANK), name
    return shown(bare).strip(_BLANK), default


def _hidden(text: str) -> str:
    return _ESCAPE.sub(lambda found: _HIDDEN.get(found[1], "\\"), text.translate(_UNUSED))


_UNUSED = dict.fromkeys(map(ord, _HIDDEN.values()))


def _block(rows: list[str], line: int) -> Block | Category | None:
    comments = " ".join(row for row in rows if row.startswith("//"))
    said = [(at, row) for at, row in enumerate(rows) if not row.startswith("//")]
    if not said:
        return None
    line += said[0][0]
    if sum(map(len, rows)) > LONGEST_BLOCK:
        return Block(line, "", said[0][1][:400], None, fault="gift-too-long")
    text = "\n".join(row if not row.startswith("//") else " " for row in rows).strip(_BLANK)
    if text.startswith("$CATEGORY:"):
        return _category(text, line)
    ids, tags = _ID.findall(comments), _TAG.findall(comments)
    own_id = ids[0].replace("\\]", "]").strip() if ids else ""
    named = tuple(tag.replace("\\]", "]").strip() for tag in tags)
    return _question(_hidden(text), line, own_id, named)


def _category(text: str, line: int) -> Category:
    first, _, rest = text.removeprefix("$CATEGORY:").partition("\n")
    path = [part.strip().replace("//", "/") for part in re.split(r"(?<!/)/(?!/)", first)]
    if path and _CONTEXT.fullmatch(path[0]):
        path.pop(0)
    if path and path[0] == "top":
        path.pop(0)
    return Category(tuple(path), line, rest.strip(_BLANK))


def _question(text: str, line: int, own_id: str, tags: tuple[str, ...]) -> Block:
    title, text = _title(text)
    begin, end = text.find("{"), text.find("}")
    if begin < 0 and end < 0:
        return Block(line, title, text, None, own_id=own_id, tags=tags)
    if begin < 0 or end < 0:
        return Block(line, title, text, None, fault="gift-one-brace")
    if end < begin:
        return Block(line, title, text, None, fault="gift-brace-order")
    gap = "" if text.endswith("}") else "_____"
    answers, feedback = _feedback(text[begin + 1 : end].strip(_BLANK))
    more = "{" in text[begin + 1 :] or "}" in text[end + 1 :]
    whole = f"{text[:begin]}{gap}{text[end + 1 :]}"
    return Block(line, title, whole, answers, feedback, "", more, own_id, tags)


def _title(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    title, ended, rest = text[2:].partition("::")
    return (shown(title).strip(), rest.strip(_BLANK)) if ended else ("", text[2:])


def _feedback(answers: str) -> tuple[str, str]:
    """General feedback stands behind the last `####`."""
    before, found, after = answers.rpartition("####")
    return (before.strip(_BLANK), after) if found else (answers, "")
