"""Which options of a lettered question are right: by letters, numbers, words or marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.format.options import letters
from content.format.signs import plain, same
from content.format.words import truth
from content.importers._batch import Batch
from content.importers._lettered_parse import Found
from content.importers._lettered_truth import mark
from content.item import Option

_LEADING = re.compile(
    r"^\(?([A-H](?:[\s,、/&]{0,3}[A-H]){0,7})(?:[).、:]|\s*[(\[]|$|\s+(?=\W))", re.I
)
_NAMED = re.compile(r"(?:^|(?<=[\s,;、/]))\(?([A-Za-z])\s?[.):、]\s*")
_NUMBERS = re.compile(r"\s*[(]?\d{1,2}[.)]?(?:\s*(?:[,;、&\s]|and)\s*[(]?\d{1,2}[.)]?){0,9}\s*")
_PARTS = re.compile(r"\s*(?:[;；、\n]|,\s|，)\s*")
_DIGITS = re.compile(r"\W*(\d{1,9})")
_STAR = re.compile(r"\\?\*(?=[^\s*])(?=[^*]*$)")
"""A star before the words of an option: so some mark what is right."""


def add_choice(batch: Batch, found: Found, text: str, said: str, explanation: str) -> None:
    """Take a question with options; its answer names them, or marks at the options do."""
    texts = [option for option, _ in found.options]
    places = right_places(said, texts)
    beyond = [place for place in places if place >= len(texts)]
    if beyond or (said and not places):
        bad = ", ".join(chr(65 + place) for place in beyond) or said
        batch.leave(found.line, text, "answer-without-option", answer=bad)
        return
    marked = tuple(at for at, (_, right) in enumerate(found.options) if right)
    if not places and not marked:
        marked, texts = _starred(texts)
    right = places or marked
    explanation = explanation or _reason(said, [texts[at] for at in right])
    options = [Option(option, at in right) for at, option in enumerate(texts)]
    batch.add(
        _kind(found, len(right)),
        "choice",
        text,
        place=found.line,
        options=options,
        explanation=explanation,
    )


def right_places(said: str, texts: Sequence[str]) -> tuple[int, ...]:
    """The places of the options that an answer names; () where it names none or is empty."""
    if not said:
        return ()
    return (
        _with_words(said, texts)
        or letters(said)
        or _leading(said)
        or _by_words([said], texts)
        or _by_truth(said, texts)
        or _by_words(_PARTS.split(said), texts)
        or _by_number(said, texts)
    )


def _with_words(said: str, texts: Sequence[str]) -> tuple[int, ...]:
    """`A. Decisions, D. The date`: letters with their options' own words behind them."""
    cuts = list(_NAMED.finditer(plain(said)))
    ends = [*(cut.start() for cut in cuts), len(said)][1:]
    named = [
        place
        for cut, end in zip(cuts, ends, strict=True)
        if (place := ord(cut[1].upper()) - 65) < len(texts)
        and _begins(said[cut.end() : end], texts[place])
    ]
    return tuple(named) if len(named) > 1 else ()


def _begins(said: str, option: str) -> bool:
    """Whether words begin with an option's, whole."""
    words, wanted = same(_bare(said)), same(_bare(option))
    return bool(wanted) and re.match(rf"{re.escape(wanted)}(?!\w)", words) is not None


def _bare(text: str) -> str:
    return text.replace("\\", "").strip(" ,;、；，.。*_")


def _leading(said: str) -> tuple[int, ...]:
    """`B. The board` and `B（见第三条）` name B."""
    found = _LEADING.match(plain(said))
    return letters(found[1]) if found else ()


def _by_words(parts: Sequence[str], texts: Sequence[str]) -> tuple[int, ...]:
    """The options whose words these are, if each part is one of them."""
    wanted = [same(_bare(part)) for part in parts if _bare(part)]
    known = [same(_bare(text)) for text in texts]
    if not wanted or not set(wanted) <= set(known):
        return ()
    return tuple(at for at, text in enumerate(known) if text in wanted)


def _by_truth(said: str, texts: Sequence[str]) -> tuple[int, ...]:
    yes = truth(mark(said))
    if not yes or len(texts) != 2:
        return ()
    judged = [truth(option) for option in texts]
    return tuple(at for at, word in enumerate(judged) if word and word[1] == yes[1])


def _by_number(said: str, texts: Sequence[str]) -> tuple[int, ...]:
    """`2` or `1, 3` are the second, or the first and third option, unless another option begins
    with that number itself."""
    flat = plain(said)
    if not _NUMBERS.fullmatch(flat):
        return ()
    places = tuple(int(digits) - 1 for digits in re.findall(r"\d+", flat))
    own = [int(found[1]) - 1 if (found := _DIGITS.match(text)) else None for text in texts]
    clear = all(one == own.index(one) for one in places if one in own)
    return places if clear and all(0 <= one < len(texts) for one in places) else ()


def _starred(texts: Sequence[str]) -> tuple[tuple[int, ...], list[str]]:
    """The options that begin with a star, where not all do, and all options without it."""
    stars = [_STAR.match(text) for text in texts]
    places = tuple(at for at, star in enumerate(stars) if star)
    if not 0 < len(places) < len(texts):
        return (), list(texts)
    return places, [
        text[star.end() :] if star else text for text, star in zip(texts, stars, strict=True)
    ]


def _reason(said: str, right: Sequence[str]) -> str:
    """What stands behind the letter of an answer and is not the option itself."""
    found = _LEADING.match(plain(said))
    rest = said[found.end() :].strip(" *_") if found and found[0][-1:] in ".:、)" else ""
    told = len(rest.split()) > 1 and not any(same(rest) == same(text) for text in right)
    return rest if told and len(_NAMED.findall(plain(said))) < 2 else ""


def _kind(found: Found, right: int) -> str:
    return "several" if right > 1 or found.kind == "several" else "single"
