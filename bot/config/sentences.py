"""Reading `[sentences.LANGUAGE]`: what an organisation would rather say, sentence by sentence.

    [sentences.en]
    "All right: nothing is kept. The link works again whenever you like." = "Fine. See you!"

The key is the English sentence as it stands in the catalogue (`studybot sentences` lists them),
in every language; the value is what is said instead. Where a number decides (`%(n)s day`,
`%(n)s days`), the key is the first of the two and the value a list: as many as the language has
forms. Values that are filled in, `%(name)s`, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from bot.config.values import Mistakes

PLACE = re.compile(r"%\((\w+)\)s")
Sentences = Mapping[str, Mapping[str, tuple[str, ...]]]


def read_sentences(table: object, languages: Sequence[str], mistakes: Mistakes) -> Sentences:
    """By language and English sentence, what is said instead; every mistake is added."""
    if not table:
        return {}
    if not isinstance(table, dict):
        mistakes.add("sentences", "is not a table", "write [sentences.en] on a line of its own")
        return {}
    from bot.words import catalogue

    known = catalogue()
    read: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for language, told in table.items():
        if language not in languages or not isinstance(told, dict):
            fix = f"write [sentences.{languages[0]}], or name it in languages"
            mistakes.add(f"sentences.{language}", "is no language of yours", fix)
        else:
            read[language] = dict(_sentences(language, told, known, mistakes))
    return read


def _sentences(
    language: str,
    told: Mapping[str, object],
    known: Mapping[str, tuple[str, ...]],
    mistakes: Mistakes,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for sentence, value in told.items():
        at = f'sentences.{language}."{sentence[:40]}{"…" * (len(sentence) > 40)}"'
        forms = tuple(value) if isinstance(value, list) else (value,)
        texts = tuple(form for form in forms if isinstance(form, str) and form.strip())
        if sentence not in known:
            near = get_close_matches(sentence, known, 1)
            fix = f'did you mean "{near[0]}"?' if near else "see `studybot sentences`"
            mistakes.add(at, "is no sentence of the bot's", fix)
        elif len(texts) < len(forms) or not texts:
            mistakes.add(at, "is not a text", 'write it between quotes: "…"')
        elif len(texts) > 1 and len(known[sentence]) == 1:
            mistakes.add(at, "says several things", "write one text: no number decides here")
        elif not sum(_wrong(at, known[sentence], text, mistakes) for text in texts):
            yield sentence, texts


def _wrong(at: str, english: tuple[str, ...], text: str, mistakes: Mistakes) -> bool:
    """Whether this text cannot be said in the sentence's place."""
    wanted = {name for form in english for name in PLACE.findall(form)}
    found = set(PLACE.findall(text))
    lacking = wanted - found - {"n"}
    foreign = found - wanted
    for name in sorted(lacking):
        mistakes.add(at, f"lacks %({name})s", f"keep %({name})s where it is to be filled in")
    for name in sorted(foreign):
        mistakes.add(at, f"asks for %({name})s, which it is not given", "take it out")
    if lacking or foreign:
        return True
    try:
        filled = text % dict.fromkeys(wanted, "x") if wanted else text
    except (ValueError, TypeError, KeyError):
        mistakes.add(at, "holds a % of its own", "write %% for a percent sign")
        return True
    return _no_markup(at, filled, mistakes)


def _no_markup(at: str, text: str, mistakes: Mistakes) -> bool:
    """Telegram would refuse the message; better now than then."""
    from bot.sandbox.markup import parse
    from bot.sandbox.refusal import Refused

    try:
        parse(text)
    except Refused as refusal:
        fix = "close every <b>, <i>, <code>; write &lt; for a <"
        mistakes.add(at, f"is no text Telegram takes ({refusal.description[-60:]})", fix)
        return True
    return False
