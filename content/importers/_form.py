"""A question as another program holds it, brought into the shape of one of our forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from content.format.numerals import with_tolerance
from content.format.signs import settled
from content.format.words import are_truth
from content.importers._text import clean
from content.item import Option

Remarks = list[tuple[str, tuple[tuple[str, str], ...]]]


class UnfitError(Exception):
    """This question cannot be taken; `code` and `values` say why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = tuple((key, str(value)) for key, value in values.items())


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a question that its form is about."""

    form: str
    text: str
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    tolerance: Decimal | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    back: str = ""
    explanation: str = ""


def texts_of(shape: Shape) -> tuple[str, ...]:
    """All words of a shape."""
    options = tuple(text for one in shape.options for text in (one.text, one.feedback))
    pairs = tuple(text for pair in shape.pairs for text in pair)
    return (shape.text, *options, *shape.answers, *pairs, shape.back, shape.explanation)


def with_texts(shape: Shape, change: Callable[[str], str]) -> Shape:
    """The shape with all its Markdown texts changed; answers to compare are not Markdown."""
    return replace(
        shape,
        text=change(shape.text),
        options=tuple(
            Option(change(one.text), one.right, change(one.feedback)) for one in shape.options
        ),
        pairs=tuple((change(left), change(right)) for left, right in shape.pairs),
        back=change(shape.back),
        explanation=change(shape.explanation),
    )


def settled_shape(shape: Shape, language: str) -> tuple[Shape, Remarks]:
    """The shape with clean texts and the form its answers call for. UnfitError where none does."""
    shape = _cleaned(shape)
    if not shape.text:
        raise UnfitError("no-text")
    remarks: Remarks = []
    match shape.form:
        case "choice":
            return _choice(shape, remarks), remarks
        case "order" | "survey":
            return replace(shape, options=_different(shape.options, remarks)), remarks
        case "truefalse":
            return _truth(shape, language), remarks
        case "short":
            return _short(shape), remarks
        case "match":
            return _match(shape, remarks), remarks
        case "card" if not shape.back:
            raise UnfitError("no-answer")
    return shape, remarks


def _cleaned(shape: Shape) -> Shape:
    return Shape(
        shape.form,
        clean(shape.text).strip(),
        tuple(Option(_block(o.text), o.right, _flat(o.feedback)) for o in shape.options),
        tuple(dict.fromkeys(filter(None, map(_flat, shape.answers)))),
        shape.tolerance,
        tuple((_flat(left), _flat(right)) for left, right in shape.pairs),
        clean(shape.back).strip(),
        clean(shape.explanation).strip(),
    )


def _flat(text: str) -> str:
    return " ".join(clean(text).split())


def _block(text: str) -> str:
    """An option may have several lines, none of them blank unless it holds code."""
    rows = [row.rstrip() for row in clean(text).strip().split("\n")]
    return "\n".join(rows if "```" in text else filter(str.strip, rows))


def _choice(shape: Shape, remarks: Remarks) -> Shape:
    options = _different(shape.options, remarks)
    right = sum(option.right for option in options)
    if not right:
        raise UnfitError("no-right-answer")
    if right > 1:
        return replace(shape, form="multiple", options=options)
    pair = len(options) == 2 and are_truth(options[0].text, options[1].text)
    return replace(shape, form="truefalse" if pair else "single", options=options)


def _different(options: tuple[Option, ...], remarks: Remarks) -> tuple[Option, ...]:
    """The options without empty ones, and each once; right if one of its doubles is."""
    known: dict[str, Option] = {}
    for option in options:
        key = settled(option.text)
        if key in known:
            remarks.append(("duplicate-option", (("option", option.text),)))
            known[key] = replace(known[key], right=known[key].right or option.right)
        elif key:
            known[key] = option
    if len(known) < 2:
        raise UnfitError("one-option")
    return tuple(known.values())


def _truth(shape: Shape, language: str) -> Shape:
    """True or false in the words of the language: the first option is the true one."""
    words = ("正确", "错误") if language.startswith("zh") else ("True", "False")
    if len(shape.options) != 2 or sum(option.right for option in shape.options) != 1:
        raise UnfitError("no-right-answer")
    pairs = zip(shape.options, words, strict=True)
    return replace(shape, options=tuple(replace(option, text=word) for option, word in pairs))


def _short(shape: Shape) -> Shape:
    """Words to write; a lone number is a number, so that `12.0` counts as `12`."""
    if not shape.answers:
        raise UnfitError("no-answer")
    number = with_tolerance(shape.answers[0]) if len(shape.answers) == 1 else None
    if number is None:
        return shape
    return replace(shape, form="number", answers=(number[0],), tolerance=number[1])


def _match(shape: Shape, remarks: Remarks) -> Shape:
    whole = tuple((left, right) for left, right in shape.pairs if left and right)
    distractors = sum(1 for left, right in shape.pairs if right and not left)
    if distractors:
        remarks.append(("distractors-dropped", (("count", str(distractors)),)))
    if len(whole) < 2:
        raise UnfitError("too-few-pairs")
    return replace(shape, pairs=whole)
