"""Items back to the text an organizer writes: for importers, exporters and members' questions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.format import when
from content.format.blocks import begins_activity, is_heading
from content.format.draft import key_of
from content.format.keys import LINES, written
from content.format.lines import Line, lines_of
from content.format.options import is_box, lettered_lines
from content.format.words import write_proofs
from content.history.identity import mint
from content.item import Item, Option

_SIGN = re.compile(r"[.):\]]")
_CLOSING = re.compile(r"\s#+$")


def activity_text(keyword: str, stem: str, below: str, lines: Iterable[tuple[str, str]]) -> str:
    """An activity: heading and text (as `stem` makes them), what stands below, and lines such as
    `Explanation:`."""
    first, _, rest = stem.partition("\n")
    head = f"# {keyword}{_colon(keyword)}{first}".rstrip()
    keyed = "\n".join(f"{key}{_colon(key)}{value}" for key, value in lines)
    return "\n\n".join(part for part in (head, rest.strip("\n"), below, keyed) if part) + "\n"


def _colon(key: str) -> str:
    return ": " if key.isascii() else "："


def stem(
    text: str,
    *,
    marks: bool = False,
    letters: bool = False,
    entries: re.Pattern[str] | None = None,
) -> str:
    """A text for a heading and the lines below it: its first line, empty where that cannot stand
    in the heading, a blank one, and the others as `safe` makes them."""
    first, _, rest = text.partition("\n")
    bare = first.strip() and first == first.strip() and not _CLOSING.search(f" {first}")
    if not bare or rest.split("\n")[0].strip():
        first, rest = "", text
    below = safe(rest.strip("\n"), marks=marks, letters=letters, entries=entries)
    return f"{first}\n\n{below}" if below else first


def settings(item: Item, language: str) -> list[tuple[str, str]]:
    """The lines below an activity that say something; an id only where it was not minted."""
    named = item.id != mint(item.lesson, item.text)
    zh = language.startswith("zh")
    yes = "是" if zh else "yes"
    said = {
        "explanation": _behind_colon(safe(item.explanation, marks=True, led=True)),
        "points": str(item.points) if item.points != 1 else "",
        "anonymous": yes if item.anonymous else "",
        "shuffle": yes if item.shuffle else "",
        "proof": write_proofs(item.proof, language),
        "discuss": item.discuss,
        "follow-up": when.write_span(item.follow_up, language) if item.follow_up else "",
        "id": item.id if named else "",
    }
    return [(written(LINES, key, language), value) for key, value in said.items() if value]


def _behind_colon(text: str) -> str:
    """A colon that begins a value would be taken for a second one of its key."""
    if text.lstrip()[:1] == ":":
        return f"\\{text.lstrip()}"
    return f"\u2060{text}" if text.lstrip()[:1] == "：" else text


def option_lines(options: Iterable[Option], boxes: bool = True) -> str:
    """Options as check boxes, each with its feedback quoted below it."""
    rows: list[str] = []
    for option in options:
        box = f"[{'x' if option.right else ' '}] " if boxes else ""
        rows.append(hanging(f"- {box}", option.text))
        rows += [f"  > {line}".rstrip() for line in option.feedback.split("\n") if line]
    return "\n".join(rows)


def hanging(mark: str, text: str) -> str:
    """A text of one or more lines behind a list mark, the other lines two columns in."""
    first, *rest = safe(text, marks=True, quotes=True, led=True).split("\n")
    return "\n".join([f"{mark}{first}".rstrip(), *(f"  {line}".rstrip() for line in rest)])


def safe(
    text: str,
    *,
    marks: bool = False,
    letters: bool = False,
    quotes: bool = False,
    entries: re.Pattern[str] | None = None,
    led: bool = False,
) -> str:
    """The text with a backslash wherever a line would be taken for a heading or a key; for an
    option too (`marks`, `letters`), for feedback (`quotes`), or for an entry of another list.

    Text that was read from a lesson file has no such line and comes back unchanged. `led` says
    that the first line stands behind a mark or a key, where it needs nothing.
    """
    lines, unclosed = lines_of(text)
    lettered = lettered_lines(lines) if letters else frozenset()
    rows = [line.text for line in lines[:1] if led]
    for line in lines[led:]:
        bare = line.plain.lstrip()
        lead = _is_heading(line) or (quotes and bare[:1] == ">") or (marks and is_box(line))
        if line.number == unclosed or (not line.code and lead):
            rows.append(_led(line))
        elif key_of(line) or line.number in lettered or (entries and entries.match(line.plain)):
            rows.append(line.text if line.code else _broken(line))
        else:
            rows.append(line.text)
    return "\n".join(rows)


def _is_heading(line: Line) -> bool:
    from content.forms import KEYWORDS  # the forms write with this module

    return is_heading(line, KEYWORDS)


def _led(line: Line) -> str:
    indent = len(line.text) - len(line.text.lstrip())
    return f"{line.text[:indent]}\\{line.text[indent:]}"


def _broken(line: Line) -> str:
    """A key or a letter loses its meaning by a backslash before its sign.

    Markdown escapes ASCII signs only, so another sign gets an invisible joiner before the line.
    """
    found = _SIGN.search(line.text)
    if found and line.plain[: found.start()] == line.text[: found.start()]:
        return f"{line.text[: found.start()]}\\{line.text[found.start() :]}"
    return f"\u2060{line.text}"


def reading_text(text: str, keywords: Iterable[str]) -> str:
    """A lesson's text, its headings kept unless one would begin an activity."""
    known = dict.fromkeys(keywords)
    lines, _ = lines_of(text)
    rows = [_led(line) if begins_activity(line, known) else line.text for line in lines]
    return "\n".join(rows).strip("\n") + "\n"
