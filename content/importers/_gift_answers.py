"""The answers of a GIFT block: which kind of question they make, and what is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from content.importers._batch import Batch
from content.importers._form import UnfitError
from content.importers._gift_block import Block, formatted, shown
from content.importers._html import markdown_of
from content.importers._numbers import Numeric, add_numbers, number, span
from content.importers._text import escaped
from content.importers._weights import Weighed, add_choice, add_words
from content.item import Option

_WEIGHT = re.compile(r"\s*%(-*[0-9]{1,2}\.?[0-9]*)%")
_AUTONAME = re.compile(r"(?:q|question|item|题目?|问题|第)?[\W_]*\d*[\W_]*题?", re.I)
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A block on its way to a question."""

    batch: Batch
    block: Block
    text: str
    format: str
    explanation: str
    own_id: str

    def words(self, text: str) -> str:
        """A text of this block as Markdown."""
        return _markdown(*formatted(text, self.format))

    def commented(self, answer: str) -> tuple[str, str]:
        """An answer and its feedback, which stands behind `#`."""
        said, _, feedback = answer.partition("#")
        return self.words(said), self.words(feedback)


def add_question(batch: Batch, block: Block) -> None:
    """Take the question of a block, or leave it out with the reason."""
    if block.fault:
        batch.leave(block.line, shown(block.text), block.fault)
        return
    text, form = formatted(block.text, "moodle")
    named = block.own_id or ("" if _AUTONAME.fullmatch(block.title) else block.title)
    asked = _Asked(
        batch,
        block,
        _markdown(text, form),
        form,
        _markdown(*formatted(block.feedback, form)),
        named,
    )
    batch.tag(block.tags)
    if block.more_braces:
        batch.note(block.line, text, "gift-more-braces")
    try:
        _KINDS[kind_of(block.answers)](asked)
    except UnfitError as unfit:
        batch.leave(block.line, text, unfit.code, **dict(unfit.values))


def kind_of(answers: str | None) -> str:
    """Moodle's name for the kind of question that these answers make."""
    if answers is None:
        return "description"
    if not answers:
        return "essay"
    if answers[0] == "#":
        return "numerical"
    if "~" in answers:
        return "multichoice"
    if "=" in answers and "->" in answers:
        return "match"
    said = answers[: answers.find("#")].strip() if answers.find("#") > 0 else answers
    return "truefalse" if said in _TRUE + _FALSE else "shortanswer"


def _markdown(text: str, form: str) -> str:
    if form == "markdown":
        return text
    if form == "plain":
        return escaped(text)
    return markdown_of(text, breaks=form == "moodle")


def _description(asked: _Asked) -> None:
    asked.batch.text("description", asked.text, place=asked.block.line)


def _essay(asked: _Asked) -> None:
    asked.batch.add(
        "essay",
        "open",
        asked.text,
        place=asked.block.line,
        explanation=asked.explanation,
        own_id=asked.own_id,
    )


def _pieces(answers: str, sign: str) -> list[str]:
    """The answers behind a sign; what stands before the first is one too, unless it is nothing."""
    pieces = [piece.strip() for piece in answers.split(sign)]
    return pieces if pieces[0] else pieces[1:]


def _weight(answer: str, default: float) -> tuple[float, str]:
    found = _WEIGHT.match(answer)
    if not found:
        return default, answer
    digits = found[1].lstrip("-")
    return float(digits) / 100 * (-1 if "-" in found[1] else 1), answer[found.end() :].strip()


def _multichoice(asked: _Asked) -> None:
    answers = asked.block.answers or ""
    pieces = _pieces(answers.replace("=", "~="), "~")
    if len(pieces) < 2:
        raise UnfitError("gift-few-answers")
    add_choice(
        asked.batch,
        "multichoice",
        asked.text,
        [_weighed(asked, piece) for piece in pieces],
        single="=" in answers,
        place=asked.block.line,
        explanation=asked.explanation,
        own_id=asked.own_id,
    )


def _weighed(asked: _Asked, piece: str) -> Weighed:
    if piece.startswith("="):
        weight, said = 1.0, _weight(piece[1:], 1.0)[1]
    else:
        weight, said = _weight(piece, 0.0)
    return Weighed(*asked.commented(said), weight)


def _match(asked: _Asked) -> None:
    pieces = _pieces(asked.block.answers or "", "=")
    if len(pieces) < 2:
        raise UnfitError("too-few-pairs")
    if any("->" not in piece for piece in pieces):
        raise UnfitError("gift-pair")
    cut = [piece.partition("->") for piece in pieces]
    pairs = [
        (asked.words(left), _markdown(shown(right).strip(), "moodle")) for left, _, right in cut
    ]
    asked.batch.add(
        "match",
        "match",
        asked.text,
        place=asked.block.line,
        pairs=pairs,
        explanation=asked.explanation,
        own_id=asked.own_id,
    )


def _truefalse(asked: _Asked) -> None:
    said, *told = (asked.block.answers or "").split("#", 2)
    wrong, right = (*map(asked.words, told), "", "")[:2]
    true = said.strip() in _TRUE
    of_true, of_false = (right, wrong) if true else (wrong, right)
    options = (Option("T", true, of_true), Option("F", not true, of_false))
    asked.batch.add(
        "truefalse",
        "truefalse",
        asked.text,
        place=asked.block.line,
        options=options,
        explanation=asked.explanation,
        own_id=asked.own_id,
    )


def _shortanswer(asked: _Asked) -> None:
    found = []
    for piece in _pieces(asked.block.answers or "", "="):
        weight, said = _weight(piece, 1.0)
        answer, _, feedback = said.partition("#")
        found.append(Weighed(formatted(answer, asked.format)[0], asked.words(feedback), weight))
    add_words(
        asked.batch,
        "shortanswer",
        asked.text,
        found,
        place=asked.block.line,
        explanation=asked.explanation,
        own_id=asked.own_id,
    )


def _numerical(asked: _Asked) -> None:
    answers = (asked.block.answers or "")[1:].partition("~")[0]
    found = []
    for piece in _pieces(answers, "="):
        weight, said = _weight(piece, 1.0)
        answer = shown(said.partition("#")[0]).strip()
        found.append(_numeric(answer, weight))
    add_numbers(
        asked.batch,
        "numerical",
        asked.text,
        found,
        place=asked.block.line,
        explanation=asked.explanation,
        own_id=asked.own_id,
    )


def _numeric(answer: str, weight: float) -> Numeric:
    if answer.find("..") > 0:
        low, _, high = answer.partition("..")
        return Numeric(*span(low, high), weight)
    if answer.find(":") > 0:
        value, _, reach = answer.partition(":")
        return Numeric(number(value), number(reach), weight)
    return Numeric(number(answer), None, weight)


_KINDS: Mapping[str, Callable[[_Asked], None]] = {
    "description": _description,
    "essay": _essay,
    "multichoice": _multichoice,
    "match": _match,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
}
