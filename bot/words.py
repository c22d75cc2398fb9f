"""What the bot says, in the reader's language: gettext catalogues read once and kept.

English sentences are the keys. Catalogues are the `.po` files themselves, compiled in memory
at first use, so that a translator's change needs no build step.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"


class Words:
    """The sentences of one language."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def say(self, sentence: str, **values: object) -> str:
        """The sentence in this language, its `%(name)s` filled; English where none is written."""
        told = self._catalogue.gettext(sentence)
        return told % values if values else told

    def many(self, one: str, many: str, n: int, **values: object) -> str:
        """The form for a number; `%(n)s` is filled with it."""
        return self._catalogue.ngettext(one, many, n) % {"n": n, **values}


@cache
def words(language: str) -> Words:
    """The words of a language; English for one that has no catalogue."""
    return Words(language, _catalogue(language))


def languages() -> tuple[str, ...]:
    """Languages the bot can speak: English and every folder of catalogues."""
    return ("en", *sorted(path.name for path in LOCALES.iterdir() if _po(path.name).is_file()))


def _po(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "studybot.po"


def _catalogue(language: str) -> NullTranslations:
    if not _po(language).is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with _po(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
