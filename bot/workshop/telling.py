"""What an organizer reads about a file that came: how much, what is odd, the first question."""

from __future__ import annotations

from collections.abc import Iterable

from bot.press import Command
from bot.say import Button, Rows, Say, esc
from bot.telegram.keyboard import letter
from bot.telegram.markup import show
from bot.words import Words
from bot.workshop.samples import HELP_SHEETS
from bot.workshop.uploads import Upload
from content.folder.library import Library
from content.forms import FORMS
from content.importers import Import, told
from content.item import Item
from content.problem import Weight
from content.sentences import told as told_problem
from content.sentences import weight_of

LINES = 8
"""Questions left out that are named; the rest are counted."""


def told_of(upload: Upload, result: Import, library: Library, words: Words) -> Say:
    """Counts, what was left out, problems, the first question, and what to do with it."""
    parts = [
        _counts(upload, library, words),
        _listed(words.say("Left out:"), _left_out(result, words), words),
        _listed(words.say("To know:"), _notes(result, words), words),
        _listed(words.say("To put right:"), _problems(library, words), words),
        _first(library, words),
    ]
    rows = choices(upload, words) if library.lessons else ()
    return Say("\n\n".join(filter(None, parts)), rows)


def choices(upload: Upload, words: Words) -> Rows:
    """Preview · Add · Cancel."""
    labels = {
        "preview": words.say("Preview"), "add": words.say("Add"), "cancel": words.say("Cancel"),
    }  # fmt: skip
    return (tuple(Button(label, Command("upload", (what, upload.id)))
                  for what, label in labels.items()),)  # fmt: skip


def _counts(upload: Upload, library: Library, words: Words) -> str:
    items = {item.id: item.form for item in library.items()}
    held = list(items.values())
    forms = [f"{words.say(form)} {held.count(form)}" for form in FORMS if form in held]
    text = words.many("%(n)s item", "%(n)s items", len(items))
    kinds = f" ({', '.join(forms)})" if forms else ""
    return f"<b>{esc(upload.name)}</b>: {text}{esc(kinds)}"


def _left_out(result: Import, words: Words) -> list[str]:
    return [told(one, words.language, result.unit) for one in result.left_out]


def _notes(result: Import, words: Words) -> list[str]:
    """But that the sheet of help in our own table holds no questions."""
    notes = [one for one in result.notes if one.words not in HELP_SHEETS]
    return [told(one, words.language, result.unit) for one in notes]


def _problems(library: Library, words: Words) -> list[str]:
    """Errors alone: the quota of a whole folder says nothing of one file."""
    wrong = [one for one in library.problems if weight_of(one) is Weight.ERROR]
    return [told_problem(one, words.language) for one in wrong]


def _listed(head: str, lines: Iterable[str], words: Words) -> str:
    known = list(lines)
    if not known:
        return ""
    rows = [f"• {esc(line)}" for line in known[:LINES]]
    if len(known) > LINES:
        rows.append(words.say("… and %(count)s more", count=len(known) - LINES))
    return "\n".join([head, *rows])


def _first(library: Library, words: Words) -> str:
    """The first question with its key, so that a wrong column shows at once."""
    items = list(library.items())
    item = next((one for one in items if one.form != "reading"), next(iter(items), None))
    if item is None:
        return ""
    head = words.say("The first question:") if item.form != "reading" else words.say("It begins:")
    return "\n".join([f"<b>{head}</b>", show(item.text[:1500]).text, *_key(item)])


def _key(item: Item) -> list[str]:
    rows = [
        f"{'✓' if option.right and item.form != 'order' else '•'} {letter(at)}. "
        f"{show(option.text).text}"
        for at, option in enumerate(item.options)
    ]
    rows += [f"✓ {esc(answer)}" for answer in item.answers if not item.options]
    return rows + [f"• {show(one).text} — {show(other).text}" for one, other in item.pairs]
