"""What the bot says, in the reader's language: gettext catalogues read once and kept.

English sentences are the keys. Catalogues are the `.po` files themselves, compiled in memory
at first use, so that a translator's change needs no build step. An organisation may say single
sentences in its own words (`[sentences.en]` in the configuration): `use` puts them in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional

LOCALES = Path(__file__).parent / "locales"

_own: dict[str, Mapping[str, tuple[str, ...]]] = {}
"""An organisation's own words. One program speaks for one organisation."""


class Words:
    """The sentences of one language."""

    def __init__(
        self,
        language: str,
        catalogue: NullTranslations,
        own: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.language = language
        self._catalogue = catalogue
        self._own = own or {}
        self._rtl = direction(language) == "rtl"

    def say(self, sentence: str, **values: object) -> str:
        """The sentence in this language, its `%(name)s` filled; English where none is written."""
        own = self._own.get(sentence)
        told = own[0] if own else self._catalogue.gettext(sentence)
        return told % self._kept_apart(values) if values else told

    def many(self, one: str, many: str, n: int, **values: object) -> str:
        """The form for a number; `%(n)s` is filled with it."""
        own = self._own.get(one)
        told = own[self._form(n, len(own))] if own else self._catalogue.ngettext(one, many, n)
        return told % {"n": n, **self._kept_apart(values)}

    def _kept_apart(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Values that run the other way than this language do not turn the words around them."""
        return {name: apart(value, self._rtl) if isinstance(value, str) else value
                for name, value in values.items()}  # fmt: skip

    def _form(self, n: int, forms: int) -> int:
        """Which of its forms a number takes in this language."""
        plural = getattr(self._catalogue, "plural", None)
        return min(plural(n) if plural else int(n != 1), forms - 1)


def apart(value: str, rtl: bool) -> str:
    """A value in isolates (U+2068, U+2069) where it holds letters that run the other way than a
    text from right to left (or left to right). An address stays whole, as what follows it would
    be taken for a part of it."""
    if value.startswith("http") or "\u2068" in value or (value.isascii() and not rtl):
        return value
    other = ("L",) if rtl else ("R", "AL")
    turned = any(bidirectional(letter) in other for letter in value)
    return f"\u2068{value}\u2069" if turned else value


@cache
def direction(language: str) -> str:
    """`ltr` or `rtl`: which way a language is written."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def own_name(language: str) -> str:
    """What a language calls itself."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_")).get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language


@cache
def words(language: str) -> Words:
    """The words of a language; English for one that has no catalogue."""
    return Words(language, _catalogue(language), _own.get(language))


def use(own: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    """From now on these sentences are said so, by language; all others as in the catalogue."""
    if own != _own:
        _own.clear()
        _own.update(own)
        words.cache_clear()


def languages() -> tuple[str, ...]:
    """Languages the bot can speak: English and every folder of catalogues."""
    return ("en", *sorted(path.name for path in LOCALES.iterdir() if _po(path.name).is_file()))


def catalogue() -> Mapping[str, tuple[str, ...]]:
    """Every sentence there is, in English: by its first form, all of its forms."""
    from babel.messages.pofile import read_po

    with _po(languages()[1]).open("rb") as source:
        read = read_po(source)
    ids = [(one.id,) if isinstance(one.id, str) else tuple(one.id) for one in read if one.id]
    return {forms[0]: forms for forms in ids}


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
