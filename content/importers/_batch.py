"""What an importer fills while it reads: lessons, their questions, and what was left out.

A question is taken only if it can be written as lesson text and read again as the same question,
so whatever an Import holds can be written as files that the loader accepts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from content.forms import FORMS
from content.history.identity import claim_of, mint
from content.importers import _pictures
from content.importers._form import Shape, UnfitError, settled_shape, texts_of, with_texts
from content.importers._model import MOST_QUESTIONS, Import, Refused, Remark, Source
from content.importers._proof import proven
from content.importers._text import chinese, clean, slug, stem_of
from content.importers._told import first_words
from content.item import Head, Item, ItemId, Lesson, LessonId, Option

MOST_IN_LESSON = 200
MOST_NOTES = 1_000
LARGEST_LESSON = 200_000
"""Bytes of the texts of one lesson file; the loader reads 256 KB."""
_TAGS = 12
_TITLE = 120


@dataclass(slots=True)
class _Open:
    """A lesson being filled."""

    head: Head
    items: list[Item] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    size: int = 0


class Batch:
    """Fill it in the order of the source, then take `done()`."""

    def __init__(self, source: Source, sample: str = "", *, unit: str = "line") -> None:
        """`sample` is some of the text, by which the language is told where none is named."""
        self.stem = slug(stem_of(source.name))
        self.language = source.language or ("zh" if chinese(sample) else "en")
        self.title = stem_of(source.name)
        self._unit = unit
        self._lessons: dict[str, _Open] = {}
        self._names: set[str] = set()
        self._ids: set[tuple[str, str]] = set()
        self._left: list[Remark] = []
        self._notes: list[Remark] = []
        self._pictures: dict[str, bytes] = {}
        self._signs = dict(self._signed(source))
        self._counts: Counter[str] = Counter()
        self._key = ""

    # --- where questions go -----------------------------------------------------------------

    def open(self, key: str = "", title: str = "", topic: str = "") -> None:
        """From here on, questions go to the lesson of that key (a category, a sheet, a deck).

        The key makes the file name; the lesson of the empty key is named after the source.
        """
        self._key = key
        if key not in self._lessons:
            self._begin(key, title, topic)

    def tag(self, tags: Iterable[str]) -> None:
        """Add tags to the lesson that is open."""
        lesson = self._current()
        known = {**dict.fromkeys(lesson.head.tags), **dict.fromkeys(map(_word, tags))}
        named = tuple(tag for tag in known if tag)[:_TAGS]
        lesson.head = replace(lesson.head, tags=named)

    # --- what goes there --------------------------------------------------------------------

    def add(
        self,
        kind: str,
        form: str,
        text: str,
        *,
        place: int,
        options: Iterable[Option] = (),
        answers: Iterable[str] = (),
        tolerance: Decimal | None = None,
        pairs: Iterable[tuple[str, str]] = (),
        back: str = "",
        explanation: str = "",
        points: int = 1,
        shuffle: bool = False,
        own_id: str = "",
    ) -> bool:
        """Take a question, or leave it out with the reason; whether it was taken.

        `kind` is the source's word for it. `form` is one of `FORMS`, or `choice` for single,
        multiple or true/false by the options. Texts are Markdown. `own_id` is the source's own.
        """
        shape = Shape(
            form, text, tuple(options), tuple(answers), tolerance, tuple(pairs), back, explanation
        )
        try:
            fit, remarks = settled_shape(self._pictured(shape, place), self.language)
            self._room(texts_of(fit))
            item = self._item(fit, points=points, shuffle=shuffle, own_id=own_id)
        except UnfitError as unfit:
            self.leave(place, text, unfit.code, **dict(unfit.values))
            return False
        for code, values in remarks:
            self.note(place, text, code, **dict(values))
        self._current().items.append(item)
        self._counts[kind] += 1
        self._cap()
        return True

    def text(self, kind: str, text: str, *, place: int) -> bool:
        """Take a text to read; it stands at the beginning of its lesson. Whether it was taken."""
        words = self._shown(clean(text).strip(), place)
        if not words:
            self.leave(place, text, "no-text")
            return False
        try:
            lesson = self._room([words])
            lesson.texts.append(self._reading(lesson, words).text)
        except UnfitError as unfit:
            self.leave(place, text, unfit.code, **dict(unfit.values))
            return False
        self._counts[kind] += 1
        self._cap()
        return True

    def leave(self, place: int, words: str, code: str, **values: object) -> None:
        """A question that is not taken, and why."""
        self._left.append(_remark(place, words, code, values))
        self._cap()

    def note(self, place: int, words: str, code: str, **values: object) -> None:
        """Something to know of a question that was taken, or (at place 0) of the whole file."""
        said = _remark(place, words, code, values)
        if said not in self._notes[-20:] and len(self._notes) < MOST_NOTES:
            self._notes.append(said)

    def picture(self, name: str, data: bytes) -> str | None:
        """Take a picture; the path to name it with in Markdown, None where it is no picture."""
        path = _pictures.path_of(self.stem, data)
        if path:
            self._pictures[path] = data
        return path

    def done(self) -> Import:
        """Everything that was filled in."""
        lessons = tuple(filter(None, map(self._closed, self._lessons.values())))
        used = {
            path: data
            for path, data in self._pictures.items()
            if any(path in item_text for one in lessons for item_text in _texts(one))
        }
        return Import(
            lessons, tuple(self._left), tuple(self._notes), used, dict(self._counts), self._unit
        )

    # --- within -------------------------------------------------------------------------------

    def _pictured(self, shape: Shape, place: int) -> Shape:
        """The shape without pictures that did not come with the source."""
        return with_texts(shape, lambda text: self._shown(text, place))

    def _shown(self, text: str, place: int) -> str:
        def tell(alt: str, code: str, **values: object) -> None:
            self.note(place, alt, code, **values)

        return _pictures.kept(_pictures.shown(text, self._signs), self._pictures, tell)

    def _signed(self, source: Source) -> Iterable[tuple[str, str]]:
        """The paths of the pictures that came beside the source, by their signs."""
        for sign, data in source.pictures.items():
            path = self.picture(sign, data)
            if path:
                yield sign, path

    def _cap(self) -> None:
        if sum(self._counts.values()) + len(self._left) > MOST_QUESTIONS:
            raise Refused("too-many", most=MOST_QUESTIONS)

    def _current(self) -> _Open:
        if self._key not in self._lessons:
            self._begin(self._key, "", "")
        return self._lessons[self._key]

    def _begin(self, key: str, title: str, topic: str) -> None:
        base = f"{self.stem}-{slug(key)}" if key else self.stem
        name, turn = base, 1
        while name in self._names:
            turn += 1
            name = f"{base}-{turn}"
        self._names.add(name)
        head = Head(
            lesson=LessonId(name),
            language=self.language,
            title=_word(title or key or self.title)[:_TITLE] or name,
            path=f"{name}.{self.language}.md",
            topic=_word(topic or self.title)[:_TITLE] or name,
        )
        self._lessons[key] = _Open(head)

    def _item(self, shape: Shape, *, points: int, shuffle: bool, own_id: str) -> Item:
        lesson = self._current()
        item = Item(
            id=self._id(lesson.head.lesson, shape.text, own_id),
            head=lesson.head,
            form=shape.form,
            text=shape.text,
            order=len(lesson.items) + 1,
            options=shape.options,
            answers=shape.answers,
            tolerance=shape.tolerance,
            pairs=shape.pairs,
            back=shape.back,
            explanation=shape.explanation,
            points=max(0, min(points, 100)),
            shuffle=shuffle,
        )
        proof = _proven(item)
        self._ids.add(claim_of("", proof.id))
        return proof

    def _id(self, lesson: LessonId, text: str, own_id: str) -> ItemId:
        """By the source's own id where it has one that is free, else by the text."""
        own = slug(own_id) if own_id.strip() else ""
        named = ItemId(f"{self.stem}#{own}")
        return named if own and claim_of("", named) not in self._ids else mint(lesson, text)

    def _room(self, texts: Iterable[str]) -> _Open:
        """The lesson to put these texts in; where one is full, another of the same key."""
        size = sum(len(text.encode(errors="replace")) + 8 for text in texts)
        if size > LARGEST_LESSON:
            raise UnfitError("text-too-long", most=LARGEST_LESSON)
        lesson = self._current()
        full = len(lesson.items) >= MOST_IN_LESSON or lesson.size + size > LARGEST_LESSON
        lesson = self._next_part(lesson) if full and lesson.size else lesson
        lesson.size += size
        return lesson

    def _next_part(self, lesson: _Open) -> _Open:
        """A full lesson is closed, and another of the same key begun."""
        self._lessons[f"{self._key}\0{len(self._lessons)}"] = self._lessons.pop(self._key)
        head = lesson.head
        self._begin(self._key, head.title, head.topic)
        fresh = self._lessons[self._key]
        fresh.head = replace(fresh.head, tags=head.tags)
        return fresh

    def _reading(self, lesson: _Open, text: str) -> Item:
        item = Item(mint(lesson.head.lesson, text), lesson.head, "reading", text, order=0)
        return proven(item, FORMS["reading"])

    def _closed(self, lesson: _Open) -> Lesson | None:
        text = "\n\n---\n\n".join(lesson.texts)
        read = [self._reading(lesson, text)] if text else []
        items = [
            replace(item, head=lesson.head, order=order)
            for order, item in enumerate([*read, *lesson.items])
        ]
        return Lesson(lesson.head, tuple(items)) if items else None


def _proven(item: Item) -> Item:
    """The item as it will be read; where its lines would be taken for something else, its text
    on one line."""
    try:
        return proven(item, FORMS[item.form])
    except UnfitError:
        if "```" in item.text or "\n" not in item.text:
            raise
        flat = " ".join(item.text.split())
        named = item.id != mint(item.lesson, item.text)
        again = replace(item, text=flat, id=item.id if named else mint(item.lesson, flat))
        return proven(again, FORMS[item.form])


def _remark(place: int, words: str, code: str, values: dict[str, object]) -> Remark:
    return Remark(
        place, first_words(words), code, tuple((key, str(value)) for key, value in values.items())
    )


def _word(text: str) -> str:
    return " ".join(clean(text).split())


def _texts(lesson: Lesson) -> Iterable[str]:
    for item in lesson.items:
        yield from (item.text, item.back, item.explanation)
        yield from (part for option in item.options for part in (option.text, option.feedback))
        yield from (part for pair in item.pairs for part in pair)
