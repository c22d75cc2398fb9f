"""Questions found in lettered text, each to one of our forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from content.importers._batch import Batch
from content.importers._lettered_parse import Bank, Found, bank_of
from content.importers._text import escaped
from content.item import Option
from content.options import letters
from content.signs import plain, same
from content.words import truth

Words = Callable[[str], str]

_INSIDE = re.compile(r"[(]\s*(?P<said>[A-H](?:[\s,、]?[A-H]){0,7}|√|×|对|错|正确|错误|T|F)\s*[)]")
_HIDING = re.compile(
    r"<summary>.{0,100}?</summary>|</?(?:details|summary|p|br|div)\b[^<>]{0,200}>", re.I
)
_BEHIND = re.compile(
    r"[ \t]{0,20}[*_(\[]{0,3}(?:正确|参考)?(?:答案|answer)\s?[:\]]\s?"
    r"(?P<said>[^\n]{1,200}?)[*_)\]]{0,3}\s*$",
    re.I,
)
_YOURS = re.compile(r"\s*(?:你的答案|我的答案|您的答案|得分|your answer)\s*[:：].*$", re.I | re.S)
_LONGEST_SHORT = 60
"""Signs of an answer that people can be asked to write word by word."""
_GAP = re.compile(r"_{2,}|[(]\s{1,20}[)]|﹍{2,}")
_LEADING = re.compile(
    r"^\(?([A-H](?:[\s,、/&]{0,3}[A-H]){0,7})(?:[).、:]|\s*[(\[]|$|\s+(?=\W))", re.I
)
_MARKS = str.maketrans({"✓": "√", "✔": "√", "✗": "×", "✘": "×", "╳": "×", "☑": "√"})


def fill(batch: Batch, rows: Sequence[str], *, markdown: bool = False) -> None:
    """Take the questions of a text's lines into the batch; places are line numbers from 1.

    With `markdown` the text is Markdown already, else plain words.
    """
    bank = bank_of([_HIDING.sub("", row) for row in rows] if markdown else rows)
    words = _unstarred if markdown else escaped
    if bank.title:
        batch.open("", bank.title.strip(" #*_"), "")
    for found in bank.questions:
        _take(batch, bank, found, words)


def _unstarred(text: str) -> str:
    """Markdown without the second half of `**` whose first half stood before a number."""
    return text[:-2].rstrip() if text.endswith("**") and text.count("**") % 2 else text


def _take(batch: Batch, bank: Bank, found: Found, words: Words) -> None:
    answer, told = _gathered(bank, found)
    stem = "\n".join(found.stem).strip()
    explanation = "\n".join(found.explanation).strip() or told
    behind = _BEHIND.search(plain(stem)) if found.answer is None else None
    if behind:
        found.answer = stem[behind.start("said") : behind.end("said")].strip()
        stem = stem[: behind.start()].rstrip()
    elif found.answer is None and not answer:
        inside = _answer_inside(stem)
        if inside:
            begin, end, answer = inside
            stem = f"{stem[:begin]}（ ）{stem[end:]}" if not stem.isascii() else (
                f"{stem[:begin].rstrip()}{stem[end:]}")
    said = found.answer if found.answer is not None else answer
    said = _YOURS.sub("", said)
    text = words(stem)
    explained = words(explanation)
    if found.options:
        found.options = [(words(option), right) for option, right in found.options]
        explained = _without_option(explained, found)
        _choice(batch, found, text, said.strip(), explained)
    else:
        _written(batch, found, text, said.strip().translate(_MARKS), explained)


def _gathered(bank: Bank, found: Found) -> tuple[str, str]:
    """What the answers at the end say of a question: by section and number, or where numbers go
    on through all sections, by number alone."""
    if not found.number or not bank.key:
        return "", ""
    numbers = [one.number for one in bank.questions]
    if len({*numbers}) == len(numbers):
        by_number = {number: said for (_, number), said in list(bank.key.items())[::-1]}
        return by_number.get(found.number, ("", ""))
    return bank.key.get((found.section, found.number), ("", ""))


def _without_option(told: str, found: Found) -> str:
    """What explains an answer, without the option's own words repeated before it."""
    first, _, rest = told.partition("\n")
    repeated = any(same(first) == same(option) for option, _ in found.options)
    return rest.strip() if repeated else told


def _answer_inside(stem: str) -> tuple[int, int, str] | None:
    """The last answer in brackets within a question, as `（ B ）`."""
    found = list(_INSIDE.finditer(plain(stem)))
    return (found[-1].start(), found[-1].end(), found[-1]["said"]) if found else None


def _choice(batch: Batch, found: Found, text: str, said: str, explanation: str) -> None:
    places = _places(said)
    texts = [option for option, _ in found.options]
    if not places and said:
        places = tuple(at for at, option in enumerate(texts) if same(option) == same(said))
        yes = truth(said.translate(_MARKS))
        if not places and yes and len(texts) == 2:
            places = tuple(at for at, option in enumerate(texts)
                           if (word := truth(option)) and word[1] == yes[1])
    beyond = [place for place in places if place >= len(texts)]
    if beyond or (said and not places):
        bad = ", ".join(chr(65 + place) for place in beyond) or said
        batch.leave(found.line, text, "answer-without-option", answer=bad)
        return
    marked = tuple(at for at, (_, right) in enumerate(found.options) if right)
    right = places or marked
    options = [Option(option, at in right) for at, option in enumerate(texts)]
    batch.add(_kind(found, len(right)), "choice", text, place=found.line, options=options,
              explanation=explanation)


def _places(said: str) -> tuple[int, ...]:
    """The options an answer names by letters; `B. The board` and `B（见第三条）` name B."""
    named = letters(said)
    if named or not said:
        return named
    found = _LEADING.match(plain(said))
    return letters(found[1]) if found else ()


def _kind(found: Found, right: int) -> str:
    return "several" if right > 1 or found.kind == "several" else "single"


def _written(batch: Batch, found: Found, text: str, said: str, explanation: str) -> None:
    yes = truth(said)
    kind = found.kind or ("truth" if yes else "words")
    if not said and kind != "open":
        batch.leave(found.line, text, "no-answer")
    elif yes and kind in ("truth", "words", "choice", "single"):
        options = (Option("T", yes[1]), Option("F", not yes[1]))
        batch.add("truth", "truefalse", text, place=found.line, options=options,
                  explanation=explanation)
    elif kind == "open" or len(said) > _LONGEST_SHORT:
        batch.add("open", "open", text, place=found.line, answers=[said], explanation=explanation)
    elif len(_GAP.findall(plain(text.replace("\\", "")))) > 1:
        if batch.add("words", "open", text, place=found.line, answers=[said],
                     explanation=explanation):
            batch.note(found.line, text, "several-gaps-open")
    else:
        batch.add("words", "short", text, place=found.line, answers=_accepted(said),
                  explanation=explanation)


def _accepted(said: str) -> list[str]:
    parts = re.split(r"\s*(?:[;；]|\s/\s|或者?)\s*", said)
    return [part.strip(" 。.") or part for part in parts if part]
