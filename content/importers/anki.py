"""Anki packages, .apkg and .colpkg, of both generations; a note is a card, a gap or a question."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import unquote

from content.format.words import accepted as said
from content.importers._anki_collection import Note, notes_of
from content.importers._anki_example import example
from content.importers._anki_note import SOUND, Card, Gap, Options, Own, meaning
from content.importers._anki_package import GENERATIONS, Package
from content.importers._batch import Batch
from content.importers._form import UnfitError
from content.importers._html import markdown_of, plain_of
from content.importers._model import Import, Refused, Source
from content.importers._text import escaped
from content.item import Option

_STUB = "please update to the latest anki version"
_SAMPLE = 200
"""Notes from which the language is told."""


class OfAnki:
    """Reads notes, not cards: what Anki counts as a note is one question here."""

    name = "anki"
    suffixes = (".apkg", ".colpkg")

    @property
    def example(self) -> Source:
        return Source("meetings.apkg", example())

    def claims(self, name: str, head: bytes) -> float:
        if not head.startswith(b"PK"):
            return 0.0
        if name.lower().endswith(self.suffixes):
            return 0.99
        return 0.98 if any(one.encode() in head for one in GENERATIONS) else 0.0

    def read(self, source: Source) -> Import:
        package = Package(source.data)
        notes = list(notes_of(package.collection()))
        if len(notes) == 1 and any(_STUB in value.lower() for value in notes[0].values):
            raise Refused("anki-stub")
        sample = " ".join(value for note in notes[:_SAMPLE] for value in note.values)
        batch = Batch(source, sample, unit="note")
        decks = {note.deck for note in notes}
        for place, note in enumerate(notes, start=1):
            batch.open(note.deck if len(decks) > 1 else "", _title(note.deck), _title(note.deck))
            _Reading(batch, package, place).take(note)
        return batch.done()


class _Reading:
    """One note at its place."""

    def __init__(self, batch: Batch, package: Package, place: int) -> None:
        self._batch, self._package, self._place = batch, package, place

    def take(self, note: Note) -> None:
        """Add the note, or leave it out with the reason."""
        try:
            taken = self._taken(note)
        except UnfitError as unfit:
            self._batch.leave(self._place, note.values[0], unfit.code, **dict(unfit.values))
            return
        if taken and note.tags:
            self._batch.tag(tag for tag in note.tags if not tag.startswith("leech"))

    def _taken(self, note: Note) -> bool:
        match meaning(note):
            case None:
                raise UnfitError("kind-unknown", kind=note.kind.name)
            case Options(question, options, explanation):
                return self._add(note, "choice", question, options=[
                    Option(self._text(text), right) for text, right in options
                ], explanation=self._text(explanation))  # fmt: skip
            case Own(front, _, accepted, extra) if accepted:
                return self._add(note, "short", front, answers=list(said(plain_of(accepted))),
                                 explanation=self._text(extra))  # fmt: skip
            case Own(front, back, _, extra):
                return self._add(note, "card", front, back=self._text(back),
                                 explanation=self._text(extra))  # fmt: skip
            case Gap(text, answer) if _short(self._text(answer)):
                return self._add(note, "short", text, answers=[self._text(answer)])
            case Gap(text, answer):
                return self._add(note, "card", text, back=self._text(answer))
            case Card(_, back) if not back and any(map(SOUND.search, note.values)):
                raise UnfitError("anki-sound-side")
            case Card(front, back):
                return self._add(note, "card", front, back=self._text(back))

    def _add(
        self,
        note: Note,
        form: str,
        text: str,
        *,
        options: list[Option] | None = None,
        answers: list[str] | None = None,
        back: str = "",
        explanation: str = "",
    ) -> bool:
        return self._batch.add(
            note.kind.name or "note", form, self._text(text), place=self._place,
            options=options or (), answers=answers or (), back=back,
            explanation=explanation, own_id=_own_id(note.guid),
        )  # fmt: skip

    def _text(self, html: str) -> str:
        if SOUND.search(html):
            self._batch.note(self._place, html, "anki-sound")
            html = SOUND.sub("", html)
        return markdown_of(html, picture=self._picture).strip()

    def _picture(self, address: str, alt: str) -> str:
        if "://" in address:
            self._batch.note(self._place, alt, "pictures-remote", address=address)
            return escaped(alt)
        name = unquote(address)
        data = self._package.media(name) or self._package.media(address)
        path = self._batch.picture(name, data) if data else None
        if path is None:
            code = "picture-kind" if data else "picture-missing"
            self._batch.note(self._place, alt, code, picture=name)
            return escaped(alt)
        return f"![{escaped(alt)}]({path})"


def _own_id(guid: str) -> str:
    """Anki's ids tell small from capital letters and hold any sign, ours do not."""
    return sha256(guid.encode(errors="replace")).hexdigest()[:12]


def _title(deck: str) -> str:
    """The innermost of decks in decks."""
    return deck.rpartition("::")[2]


def _short(answer: str) -> bool:
    """Whether somebody can be asked to write it."""
    return len(answer) <= 60 and "\n" not in answer and "![" not in answer


IMPORTER = OfAnki()

SENTENCES = {
    "anki-no-collection": (
        "there is no Anki collection in this archive",
        "这个压缩包里没有 Anki 牌组",
    ),
    "anki-stub": (
        "this package holds only the note “Please update”; export it again from Anki with "
        "“Support older Anki versions” switched on",
        "这个牌组包里只有一条“请更新”的提示；请在 Anki 中勾选“支持旧版本”后重新导出",
    ),
    "anki-sound": ("a sound was left out", "声音已略去"),
    "anki-sound-side": (
        "one side of the card is only a sound, which cannot be asked here",
        "卡片有一面只有声音，这里无法使用",
    ),
}
