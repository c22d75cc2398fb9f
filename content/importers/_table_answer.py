"""Which options an answer means: by letter, by number or by the option's words.

A file keeps to one way; which it is, is told by all its rows together, since `2` may be the second
option or an option that reads `2`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from content.format.signs import loose, same
from content.format.words import truth

Options = Mapping[int, str]
"""The text of each option by its number from 0, empty ones left out."""
Places = frozenset[int]
Reader = Callable[[str, Options], Places | None]

_CALLED = re.compile(r"(?:选项|選項|答案|options?|answers?|choices?|opt|ans)[\s_:.-]*", re.I)
_AND = r"[\s,;/|、，；&+和与\n]*(?:and\s+)?"
_SOME_LETTERS = re.compile(rf"[A-L](?:{_AND}[A-L])*[.。、:]?", re.I)
_LED = re.compile(r"[(\[]?([A-La-l])[)\].、:．：)]\s*(\S.*)", re.S)
_SOME_NUMBERS = re.compile(rf"\d{{1,2}}(?:{_AND}\d{{1,2}})*")
_BRACKETS = re.compile(r"[()\[\]{}'\"]+")
_MANY = re.compile(r"\d{2,9}|\d(?:\.\d){1,5}")
_STEMS = str.maketrans("甲乙丙丁戊己庚辛", "ABCDEFGH")
_CUTS = (re.compile(r"[|\n]+"), re.compile(r"[;；]"), re.compile(r"[,，、]"))


def by_words(answer: str, options: Options) -> Places | None:
    """The options whose words the answer is, or a list of."""
    known: dict[str, int] = {}
    for place, text in options.items():
        known.setdefault(same(text), place)
    if same(answer) in known:
        return frozenset([known[same(answer)]])
    for cut in _CUTS:
        pieces = [same(piece) for piece in cut.split(answer) if piece.strip()]
        if len(pieces) > 1 and all(piece in known for piece in pieces):
            return frozenset(known[piece] for piece in pieces)
    roughly = [place for place, text in options.items() if loose(text) == loose(answer)]
    return frozenset(roughly) if len(roughly) == 1 and loose(answer) else _by_truth(answer, options)


def _by_truth(answer: str, options: Options) -> Places | None:
    """`√` means the option `正确`."""
    said = truth(answer)
    pairs = {place: truth(text) for place, text in options.items()}
    if said is None or len(options) != 2 or None in pairs.values():
        return None
    return frozenset(place for place, pair in pairs.items() if pair and pair[1] == said[1])


def by_letters(answer: str, options: Options) -> Places | None:
    """`A`, `AB`, `A,C`, `选项A`, `A. the words of the option`."""
    plain = _plain(answer).translate(_STEMS)
    bare = _BRACKETS.sub(" ", plain).strip()
    if _SOME_LETTERS.fullmatch(bare):
        letters = re.sub(r"(?i)\band\b", "", bare)
        return _within([ord(sign) - 65 for sign in letters.upper() if "A" <= sign <= "L"], options)
    led = _LED.fullmatch(plain)
    place = ord(led[1].upper()) - 65 if led else -1
    if led and place in options and same(led[2]) == same(options[place]):
        return frozenset([place])
    return None


def by_numbers(answer: str, options: Options, first: int = 1) -> Places | None:
    """`1`, `1,3`, `Option 2`, and what spreadsheets make of `1,3`: `1.3` and `13`."""
    plain = _BRACKETS.sub(" ", _plain(answer)).strip()
    if _SOME_NUMBERS.fullmatch(plain):
        numbers = [int(digits) - first for digits in re.findall(r"\d+", plain)]
        if _within(numbers, options):
            return frozenset(numbers)
    if _MANY.fullmatch(plain):
        digits = [int(sign) - first for sign in plain if sign != "."]
        rising = digits == sorted(set(digits))
        return _within(digits, options) if rising else None
    return None


def _from_nought(answer: str, options: Options) -> Places | None:
    return by_numbers(answer, options, first=0)


def _plain(answer: str) -> str:
    return _CALLED.sub("", unicodedata.normalize("NFKC", answer)).strip()


def _within(places: Sequence[int], options: Options) -> Places | None:
    fits = places and len(set(places)) == len(places) and all(place in options for place in places)
    return frozenset(places) if fits else None


def ways(rows: Iterable[tuple[str, Options]], counted: bool = False) -> tuple[Reader, ...]:
    """The ways to read the answers of these rows, the one that reads most of them first.

    `counted` says that the file's template wants numbers.
    """
    some = [(answer, options) for answer, options in rows if answer.strip() and len(options) > 1]
    numbers = _from_nought if _nought(some) else by_numbers
    readers: tuple[Reader, ...] = (by_words, by_letters, numbers)
    read: Counter[Reader] = Counter()
    for answer, options in some:
        read.update(reader for reader in readers if reader(answer, options))
    if counted:
        read[numbers] += len(some)
    return tuple(sorted(readers, key=lambda reader: -read[reader]))


def _nought(rows: Sequence[tuple[str, Options]]) -> bool:
    """Whether numbers count from 0: one is `0`, and none is as high as there are options."""
    numbers = [(_plain(answer), options) for answer, options in rows]
    zero = any(said == "0" and same("0") not in map(same, opts.values()) for said, opts in numbers)
    last = any(said == str(max(options) + 1) for said, options in numbers)
    return zero and not last


def right_of(answer: str, options: Options, readers: Sequence[Reader]) -> Places | None:
    """The options an answer means; None where it means none."""
    return next((found for reader in readers if (found := reader(answer, options))), None)
