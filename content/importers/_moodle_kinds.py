"""The kinds of question in Moodle XML, each to one of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element

from content.importers._batch import Batch
from content.importers._cloze import Gap, best, gaps, numbered
from content.importers._form import UnfitError
from content.importers._html import plain_of
from content.importers._moodle_text import Texts, decoded
from content.importers._numbers import Numeric, add_numbers, number, positive
from content.importers._weights import Weighed, add_choice, add_words
from content.importers._xml import inner
from content.item import Option

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One `<question>` on its way; `place` counts questions from 1, categories left out."""

    batch: Batch
    texts: Texts
    element: Element
    kind: str
    place: int

    @property
    def format(self) -> str:
        found = self.element.find("questiontext")
        return (found.get("format") if found is not None else None) or "html"

    @property
    def text(self) -> str:
        """The question; where only its name says something, its name."""
        said = self.markdown("questiontext") + self._old_picture()
        return said.strip() or plain_of(inner(self.element, "name"))

    @property
    def explanation(self) -> str:
        return self.markdown("generalfeedback")

    @property
    def own_id(self) -> str:
        return inner(self.element, "idnumber")

    @property
    def points(self) -> int:
        return max(1, min(100, round(_decimal(inner(self.element, "defaultgrade"), 1.0))))

    def markdown(self, path: str) -> str:
        return self.texts.markdown(self.element.find(path), self.place, self.format)

    def words(self, element: Element | None) -> str:
        return self.texts.markdown(element, self.place, self.format)

    def with_text(self, text: str) -> str:
        """Another text in place of the question's own, with its pictures."""
        cut = Element("questiontext", {"format": self.format})
        cut.extend(self.element.findall("questiontext/file"))
        body = Element("text")
        body.text = text
        cut.append(body)
        return self.words(cut) + self._old_picture()

    def html(self, text: str) -> str:
        return self.texts.of(text, "html", self.place, {})

    def says(self, path: str) -> bool:
        """Whether a switch such as `<single>` is on; it is where it is missing."""
        found = self.element.find(path)
        return found is None or inner(found) not in ("false", "0", "")

    def _old_picture(self) -> str:
        """Moodle before 2.0 kept one picture beside the text."""
        data = decoded(inner(self.element, "image_base64"))
        if not data:
            return ""
        tag = '<img src="@@PLUGINFILE@@/image">'
        return f"\n\n{self.texts.of(tag, 'html', self.place, {'image': data})}"


def take(asked: Asked) -> None:
    """Take a question into its batch, or leave it out with the reason."""
    kind = _KINDS.get(asked.kind)
    words = plain_of(inner(asked.element, "questiontext") or inner(asked.element, "name"))
    if kind is None:
        asked.batch.leave(asked.place, words, "kind-unknown", kind=asked.kind or "?")
        return
    asked.batch.tag(inner(tag) for tag in asked.element.iterfind("tags/tag"))
    try:
        kind(asked)
    except UnfitError as unfit:
        asked.batch.leave(asked.place, words, unfit.code, **dict(unfit.values))


def _decimal(text: str, default: float) -> float:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return default
    return value if -1e6 < value < 1e6 else default


def _fraction(answer: Element) -> float:
    return _decimal(answer.get("fraction") or inner(answer, "fraction"), 0.0) / 100


def _multichoice(asked: Asked) -> None:
    found = [
        Weighed(asked.words(answer), asked.words(answer.find("feedback")), _fraction(answer))
        for answer in asked.element.iterfind("answer")
    ]
    single = asked.kind == "multichoice" and asked.says("single")
    shuffle = asked.element.find("shuffleanswers") is not None and asked.says("shuffleanswers")
    add_choice(
        asked.batch,
        asked.kind,
        asked.text,
        found,
        single=single,
        place=asked.place,
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
        shuffle=shuffle,
    )


def _truefalse(asked: Asked) -> None:
    """Old files hold the words of a language instead of true and false: the true one first."""
    told, right = {True: "", False: ""}, None
    for place, answer in enumerate(asked.element.findall("answer")):
        said = inner(answer, "text").lower()
        true = said == "true" if said in ("true", "false") else place == 0
        told[true] = asked.words(answer.find("feedback"))
        right = (_fraction(answer) == 1) == true
    options = (Option("T", right is True, told[True]), Option("F", right is False, told[False]))
    asked.batch.add(
        asked.kind,
        "truefalse",
        asked.text,
        place=asked.place,
        options=options,
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    )


def _shortanswer(asked: Asked) -> None:
    found = [
        Weighed(
            plain_of(inner(answer, "text")), asked.words(answer.find("feedback")), _fraction(answer)
        )
        for answer in asked.element.iterfind("answer")
    ]
    add_words(
        asked.batch,
        asked.kind,
        asked.text,
        found,
        place=asked.place,
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    )


def _numerical(asked: Asked) -> None:
    found = [
        Numeric(number(said), positive(inner(answer, "tolerance")), _fraction(answer))
        for answer in asked.element.iterfind("answer")
        if (said := inner(answer, "text") or (answer.text or "").strip()) not in ("*", "")
    ]
    add_numbers(
        asked.batch,
        asked.kind,
        asked.text,
        found,
        place=asked.place,
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    )


def _matching(asked: Asked) -> None:
    pairs = [
        (asked.words(one), asked.html(inner(one, "answer/text")))
        for one in asked.element.iterfind("subquestion")
    ]
    asked.batch.add(
        asked.kind,
        "match",
        asked.text,
        place=asked.place,
        pairs=pairs,
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    )


def _ordering(asked: Asked) -> None:
    steps = [Option(asked.words(answer), True) for answer in asked.element.iterfind("answer")]
    asked.batch.add(
        asked.kind,
        "order",
        asked.text,
        place=asked.place,
        options=steps,
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    )


def _essay(asked: Asked) -> None:
    model = plain_of(inner(asked.element, "graderinfo/text"))
    asked.batch.add(
        asked.kind,
        "open",
        asked.text,
        place=asked.place,
        answers=[model],
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    )


def _description(asked: Asked) -> None:
    asked.batch.text(asked.kind, asked.text, place=asked.place)


def _cloze(asked: Asked) -> None:
    """A text with one gap is a question like others; one with several is answered in one's own
    words, and its answers are shown after."""
    source = inner(asked.element, "questiontext/text")
    found = gaps(source)
    if not found:
        raise UnfitError("no-answer")
    if len(found) == 1:
        gap = found[0]
        text = f"{source[: gap.begin]}_____{source[gap.end :]}"
        _ask_gap(asked, asked.with_text(text), gap)
        return
    shown = [numbered(gap, at) for at, gap in enumerate(found, 1)]
    edges = [0, *(gap.end for gap in found)]
    texts = [source[at : gap.begin] for at, gap in zip(edges, found, strict=False)]
    text = "".join(part for pair in zip(texts, shown, strict=True) for part in pair)
    _several(asked, f"{text}{source[edges[-1] :]}", [best(gap) for gap in found])


def _several(asked: Asked, text: str, answers: list[str]) -> None:
    """Take a text with several gaps as an open question with its answers as the model."""
    said = " ".join(f"({at}) {answer}" for at, answer in enumerate(map(plain_of, answers), 1))
    if asked.batch.add(
        asked.kind,
        "open",
        asked.with_text(text),
        place=asked.place,
        answers=[said],
        explanation=asked.explanation,
        own_id=asked.own_id,
        points=asked.points,
    ):
        asked.batch.note(asked.place, plain_of(text), "several-gaps-open")


def _gapselect(asked: Asked) -> None:
    """Texts with gaps `[[1]]` that name a choice by its place."""
    source = inner(asked.element, "questiontext/text")
    choices = [
        inner(one, "text")
        for one in asked.element
        if one.tag in ("selectoption", "dragbox", "answer")
    ]
    named = [int(found) for found in _PLACE.findall(source)]
    if not named or any(not 0 < place <= len(choices) for place in named):
        raise UnfitError("no-answer")
    turns = count(1)
    text = _PLACE.sub(lambda _: f"_____({next(turns)})", source)
    offered = " / ".join(dict.fromkeys(filter(None, choices)))
    _several(asked, f"{text}<p>{offered}</p>", [choices[place - 1] for place in named])


def _ask_gap(asked: Asked, text: str, gap: Gap) -> None:
    explanation, own_id, points = asked.explanation, asked.own_id, asked.points
    if gap.kind == "numerical":
        numbers = [
            Numeric(number(value), positive(reach), one.weight)
            for one in gap.answers
            if (value := one.text.partition(":")[0].strip()) not in ("*", "")
            for reach in (one.text.partition(":")[2],)
        ]
        add_numbers(
            asked.batch,
            asked.kind,
            text,
            numbers,
            place=asked.place,
            explanation=explanation,
            own_id=own_id,
            points=points,
        )
    elif gap.kind == "short":
        words = [
            Weighed(plain_of(one.text), asked.html(one.feedback), one.weight) for one in gap.answers
        ]
        add_words(
            asked.batch,
            asked.kind,
            text,
            words,
            place=asked.place,
            explanation=explanation,
            own_id=own_id,
            points=points,
        )
    else:
        options = [
            Weighed(asked.html(one.text), asked.html(one.feedback), one.weight)
            for one in gap.answers
        ]
        add_choice(
            asked.batch,
            asked.kind,
            text,
            options,
            single=gap.kind == "single",
            place=asked.place,
            explanation=explanation,
            own_id=own_id,
            points=points,
        )


_KINDS: Mapping[str, Callable[[Asked], None]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "description": _description,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _gapselect,
    "ddwtos": _gapselect,
}
