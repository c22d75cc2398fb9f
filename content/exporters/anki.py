"""An Anki deck of cards and questions. Importing a newer one updates it and keeps what was learnt:
notes keep their guid, which is made of the item's id, and carry the time the deck was made."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from content.exporters._anki_html import html_of, words_of
from content.exporters._beside import Beside
from content.exporters._pictures import carried, packed, readdressed
from content.exporters._texts import CHOICES, settles, texts
from content.format.words import write_accepted
from content.importers._html import LONGEST_TEXT, markdown_of
from content.importers._text import escaped
from content.item import Item, Lesson

if TYPE_CHECKING:
    from genanki import Deck, Model, Note

MOST_OPTIONS = 12
_OPTIONS = tuple(f"Q_{n + 1}" for n in range(MOST_OPTIONS))
_KINDS = {
    "choice": ("Question", *_OPTIONS, "Answers", "Extra"),
    "words": ("Question", "Accepted answers", "Extra"),
    "card": ("Front", "Back", "Extra"),
}
"""Our note types by their fields; changing one needs a new name, since Anki knows them by id."""
_SEEN = re.compile(r"<(?!img)[^>]*>|\s")
"""What is no word and no picture: a field of nothing else counts as empty."""
_WORDS = frozenset({"short", "number"})


class OfAnki:
    """A deck a lesson. Options are listed on the front, the right ones marked on the back."""

    name = "anki"
    suffix = ".apkg"
    mime = "application/apkg"
    keeps: frozenset[Beside] = frozenset()

    def takes(self, item: Item) -> bool:
        asked = item.form in CHOICES | _WORDS or item.form == "card"
        return asked and carried(item) is not None and len(item.options) <= MOST_OPTIONS

    def holds(self, item: Item) -> bool:
        if not self.takes(item) or not settles(item):
            return False
        named = readdressed(item, dict.fromkeys(carried(item) or (), "picture.png"))
        return all(_same(text) for text in texts(named))

    def write(self, lessons: Sequence[Lesson], now: datetime) -> bytes:
        from genanki import Package

        models = {name: _model(name) for name in _KINDS}
        media: dict[str, bytes] = {}
        decks = [deck for lesson in lessons if (deck := self._deck(lesson, models, media)).notes]
        made = io.BytesIO()
        Package(decks).write_to_file(made, timestamp=now.timestamp())
        return _undated(made.getvalue(), media)

    def _deck(self, lesson: Lesson, models: dict[str, Model], media: dict[str, bytes]) -> Deck:
        from genanki import Deck

        title = " ".join(lesson.head.title.split()).replace("::", ":")
        deck = Deck(_number(f"deck {lesson.id} {lesson.head.language}"), title)
        for item in lesson.items:
            if self.takes(item):
                moved, pictures = packed(item)
                media.update(pictures)
                deck.add_note(_note(moved, models))
        return deck


def _same(text: str) -> bool:
    made = html_of(text)
    if len(text) > LONGEST_TEXT or (text and not _SEEN.sub("", made)):
        return False
    return markdown_of(made, picture=lambda to, alt: f"![{escaped(alt)}]({to})") == text


def guid_of(item: Item) -> str:
    """The note's lasting id: the same for the same item in the same language, always."""
    return sha256(f"studybot {item.id} {item.language}".encode(errors="replace")).hexdigest()[:20]


def _note(item: Item, models: dict[str, Model]) -> Note:
    from genanki import Note

    kind = "card" if item.form == "card" else "choice" if item.form in CHOICES else "words"
    tags = ["-".join(tag.split()) for tag in item.head.tags]
    return Note(model=models[kind], fields=_fields(item, kind), guid=guid_of(item), tags=tags)


def _fields(item: Item, kind: str) -> list[str]:
    told = html_of(item.explanation)
    if kind == "card":
        return [html_of(item.text), html_of(item.back), told]
    if kind == "words":
        reach = "" if item.tolerance is None else f" ± {item.tolerance}"
        said = f"{item.answers[0]}{reach}" if item.form == "number" else _accepted(item)
        return [html_of(item.text), words_of(said), told]
    options = [html_of(option.text) for option in item.options]
    marks = " ".join("1" if option.right else "0" for option in item.options)
    empty = [""] * (MOST_OPTIONS - len(options))
    return [html_of(item.text), *options, *empty, marks, told]


def _accepted(item: Item) -> str:
    return write_accepted(item.answers, item.language)


def _model(kind: str) -> Model:
    from genanki import Model

    fields = _KINDS[kind]
    extra = "{{#Extra}}<hr>{{Extra}}{{/Extra}}"
    if kind == "choice":
        options = "".join(f"{{{{#{one}}}}}<li>{{{{{one}}}}}</li>{{{{/{one}}}}}" for one in _OPTIONS)
        front = f"{{{{Question}}}}<ol type=A>{options}</ol>"
        back = f"{{{{FrontSide}}}}<hr id=answer>{_MARKED}{extra}"
    else:
        front, back = (
            f"{{{{{fields[0]}}}}}",
            f"{{{{FrontSide}}}}<hr id=answer>{{{{{fields[1]}}}}}{extra}",
        )
    return Model(
        _number(f"model {kind} {fields}"),
        f"Studybot {kind}",
        fields=[{"name": name} for name in fields],
        templates=[{"name": "Card", "qfmt": front, "afmt": back}],
        css=".card{font-family:sans-serif;font-size:20px} .right{font-weight:bold}",
    )


_MARKED = """<div id=key>{{Answers}}</div><script>
(function () {
  var key = document.getElementById("key"), marks = key.textContent.trim().split(/\\s+/);
  var items = document.querySelectorAll("ol > li"), letters = [];
  marks.forEach(function (mark, at) {
    if (mark !== "1" || !items[at]) return;
    items[at].className = "right";
    letters.push("ABCDEFGHIJKL"[at]);
  });
  key.textContent = letters.join(", ");
})();
</script>"""


def _number(words: str) -> int:
    """A number that Anki can use as an id, the same for the same words."""
    return random.Random(words).randrange(1 << 30, 1 << 31)


def _undated(package: bytes, media: Mapping[str, bytes]) -> bytes:
    """The package without the hour of the clock that a zip notes of each entry, and with the
    pictures: entries with numbers for names, which the entry `media` names."""
    pictures = list(media.items())
    listed = json.dumps({str(at): name for at, (name, _) in enumerate(pictures)})
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = listed.encode() if name == "media" else old.read(name)
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        for at, (_, data) in enumerate(pictures):
            new.writestr(zipfile.ZipInfo(str(at)), data)
    return made.getvalue()


EXPORTER = OfAnki()
