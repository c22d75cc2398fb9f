"""The options of a question: found among its lines, whichever way their author marked them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.format.lines import Line, text_of
from content.format.signs import plain, same, settled
from content.item import Option
from content.problem import Problem, problem

RIGHT = frozenset(["x", "×", "✕", "✖", "√", "✓", "✔", "*", "y", "v", "t", "对", "是", "☑", "✅"])
WRONG = frozenset(["", "_", "-", "n", "o", "错", "否"])

_BOX = re.compile(
    r" {0,3}(?:(?:[-*+•·–—]|\d{1,2}[.)])\s*)?"
    r"[\[(](?P<mark>[^\])\[(]{0,6})[\])](?P<gap>\s*)(?=\S|$)"
)
_OPEN = re.compile(r" {0,3}[-*+]\s*\[\s?[xX×√✓]?\s+[^\]]*$")
_LETTER = re.compile(r" {0,3}(?:[-*+]\s+)?\(?(?P<letter>[A-Za-z])\s?[.):、]\s*(?=\S)")
_BULLET = re.compile(r" {0,3}[-*+•·]\s+(?=\S)")
_RUN = re.compile(r"[A-Z]{1,12}")
_SINGLES = re.compile(r"[A-Za-z](?:(?:\s*[,;/、&+和]\s*|\s+(?:and\s+)?)[A-Za-z]){0,12}", re.I)
_LETTER_TEXT = re.compile(r"\(?([A-Z])[.):、]\s*\S")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as found: whether its author marked it right, and its line."""

    text: str
    right: bool
    feedback: str
    line: int

    @property
    def option(self) -> Option:
        return Option(self.text, self.right, self.feedback)


@dataclass(frozen=True, slots=True)
class Options:
    """The lines of a question cut in three: its own text, its options, what follows them."""

    stem: str
    choices: tuple[Choice, ...] = ()
    tail: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def right(self) -> tuple[int, ...]:
        return tuple(place for place, choice in enumerate(self.choices) if choice.right)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an option begins: the place of its line, where its text is cut out, its mark."""

    place: int
    begin: int
    end: int | None = None
    mark: str = ""


def options_of(lines: Sequence[Line], answer: str, line: int, path: str, loose: bool) -> Options:
    """Find boxes, else lettered lines, else (where `loose`, or the answer is a letter) bullets;
    then mark what the `Answer:` line names. `line` is where that line stands."""
    starts, problems = _boxes(lines, path)
    if not starts:
        starts = _lettered(lines, answer)
    if not starts and (loose or letters(answer)):
        starts = _bullets(lines)
    if not starts:
        return Options(text_of(lines), problems=tuple(problems))
    stem, choices, tail = _cut(lines, starts)
    found = Options(stem, tuple(choices), tail, tuple(problems))
    return _answered(found, answer, line, path) if answer else found


def letters(answer: str) -> tuple[int, ...]:
    """The places named by letters (`B`, `A, C`, `ABD`); empty where the answer is no letters."""
    said = plain(answer).strip().rstrip(".")
    if _RUN.fullmatch(said) and len(set(said)) == len(said):
        return tuple(sorted(ord(sign) - 65 for sign in said))
    if _SINGLES.fullmatch(said):
        named = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", said)
        return tuple(sorted({ord(sign.upper()) - 65 for sign in named}))
    found = _LETTER_TEXT.match(said)
    return (ord(found[1]) - 65,) if found else ()


def is_box(line: Line) -> bool:
    """Whether a line begins an option with a box."""
    return not line.code and _box(line, 0)[0] is not None


def lettered_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that are options by their letters, where no boxes are."""
    return frozenset(lines[start.place].number for start in _lettered(lines, ""))


def _boxes(lines: Sequence[Line], path: str) -> tuple[list[_Start], list[Problem]]:
    starts: list[_Start] = []
    problems: list[Problem] = []
    for place, line in enumerate(lines):
        if line.code or not ("[" in line.plain or "(" in line.plain):
            continue
        start, bad = _box(line, place)
        if start:
            starts.append(start)
        if bad:
            problems.append(problem(path, line.number, "unreadable-mark", mark=bad))
    return starts, problems


def _box(line: Line, place: int) -> tuple[_Start | None, str]:
    """The box a line begins with, and its mark where that cannot be read."""
    found = _BOX.match(line.plain)
    if not found:
        broken = _OPEN.match(line.plain)
        return (_Start(place, broken.end()), line.text.strip()) if broken else (None, "")
    bullet = line.plain.lstrip()[0] not in "[("
    square = "[" in line.plain[: found.end()]
    mark = found["mark"].strip().lower()
    known = mark in RIGHT or mark in WRONG
    if not known and not (bullet and square and len(mark) <= 2):
        return None, ""
    if not square and not (bullet and mark in ("", "x")):
        return None, ""
    if not found["gap"] and line.plain[found.end() : found.end() + 1] in ("(", "[", ":"):
        return None, ""
    return _Start(place, found.end(), mark=mark), "" if known else found["mark"]


def _lettered(lines: Sequence[Line], answer: str) -> list[_Start]:
    rows = [
        (place, found["letter"].upper())
        for place, line in enumerate(lines)
        if not line.code and (found := _LETTER.match(line.plain))
    ]
    starts: list[_Start] = []
    for at, (place, letter) in enumerate(rows):
        if letter == chr(65 + len(starts)):
            following = rows[at + 1][1] if at + 1 < len(rows) else None
            starts += _row(lines[place], place, len(starts), following)
    enough = len(starts) > 1 or (len(starts) == 1 and letters(answer))
    return starts if enough else []


def _row(line: Line, place: int, first: int, following: str | None) -> list[_Start]:
    """The options on one line: up to the letter before that of the following row."""
    found = _LETTER.match(line.plain)
    begin = found.end() if found else 0
    limit = ord(following) - 65 if following else 26
    starts: list[_Start] = []
    while first + len(starts) + 1 < limit:
        letter = chr(65 + first + len(starts) + 1)
        pattern = rf"(?<=\s)\(?[{letter}{letter.lower()}]\s?[.):、]\s*(?=\S)"
        inner = re.compile(pattern).search(line.plain, begin)
        if not inner:
            break
        starts.append(_Start(place, begin, inner.start()))
        begin = inner.end()
    return [*starts, _Start(place, begin)]


def _bullets(lines: Sequence[Line]) -> list[_Start]:
    found = _matching(lines, _BULLET)
    return found if len(found) > 1 else []


def _matching(lines: Sequence[Line], mark: re.Pattern[str]) -> list[_Start]:
    return [
        _Start(place, found.end())
        for place, line in enumerate(lines)
        if not line.code and (found := mark.match(line.plain))
    ]


def listed(lines: Sequence[Line], mark: re.Pattern[str]) -> Options:
    """A list of any kind cut like options: the lines that `mark` matches begin its entries."""
    starts = _matching(lines, mark)
    if not starts:
        return Options(text_of(lines))
    stem, choices, tail = _cut(lines, starts)
    return Options(stem, tuple(choices), tail)


def _cut(lines: Sequence[Line], starts: list[_Start]) -> tuple[str, list[Choice], str]:
    stem = text_of(lines[: starts[0].place])
    ends = [start.place for start in starts[1:]] + [_last_end(lines, starts[-1].place)]
    choices = [
        _choice(lines[start.place], start, lines[start.place + 1 : max(end, start.place + 1)])
        for start, end in zip(starts, ends, strict=True)
    ]
    return stem, choices, text_of(lines[ends[-1] :])


def _last_end(lines: Sequence[Line], place: int) -> int:
    """Where the last option ends: at the first paragraph that is neither indented, nor code,
    nor a picture, nor feedback. What stands from there explains the answer."""
    blank = False
    for at in range(place + 1, len(lines)):
        line = lines[at]
        if line.code:
            blank = False
        elif line.blank:
            blank = True
        elif line.plain.startswith(("[", "**")) or (blank and not line.plain.startswith(_HANGING)):
            return at
    return len(lines)


_HANGING = (" ", "\t", ">", "!", "`", "~")


def _choice(first: Line, start: _Start, rest: Sequence[Line]) -> Choice:
    text, feedback, said = [first.text[start.begin : start.end].strip()], [], False
    for line in rest:
        quote = not line.code and line.plain.lstrip()[:1] == ">"
        said = quote or (said and not line.blank and not line.code)
        if said:
            feedback.append(line.text.strip()[1:].strip() if quote else line.text.strip())
        else:
            text.append(_dedented(line.text))
    return Choice(
        "\n".join(text).strip("\n").rstrip(), start.mark in RIGHT, "\n".join(feedback), first.number
    )


def _dedented(text: str) -> str:
    """Lines of an option stand under its text, two columns in."""
    return (text[2:] if text[:2] == "  " else text).rstrip()


def _answered(found: Options, answer: str, line: int, path: str) -> Options:
    """Mark the options that the `Answer:` line names."""
    named = letters(answer)
    if len(answer) > 1 or not named:
        named = _by_text(found.choices, answer) or named
    missing = [place for place in named if place >= len(found.choices)]
    if missing or not named:
        bad = ", ".join(chr(65 + place) for place in missing) or answer
        said = problem(path, line, "answer-without-option", answer=bad)
        return replace(found, problems=(*found.problems, said))
    if found.right and found.right != named:
        said = problem(path, line, "answer-disagrees", answer=answer)
        return replace(found, problems=(*found.problems, said))
    marked = tuple(replace(c, right=at in named) for at, c in enumerate(found.choices))
    return replace(found, choices=marked)


def _by_text(choices: Sequence[Choice], answer: str) -> tuple[int, ...]:
    said = same(answer)
    return tuple(place for place, choice in enumerate(choices) if same(choice.text) == said)


def faults(found: Options, line: int, path: str) -> tuple[Problem, ...]:
    """What is wrong with a set of options, whatever is asked of them."""
    problems = list(found.problems)
    if len(found.choices) == 1:
        problems.append(problem(path, found.choices[0].line, "one-option"))
    seen: dict[str, int] = {}
    for choice in found.choices:
        key = settled(choice.text)
        if not key:
            problems.append(problem(path, choice.line, "empty-option"))
        elif key in seen:
            said = problem(path, choice.line, "duplicate-option", text=key, first=seen[key])
            problems.append(said)
        seen.setdefault(key, choice.line)
    return tuple(problems)
