"""Questions of a table into a batch: which form a row is, and what is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from content.format.numerals import with_tolerance
from content.format.words import accepted, truth
from content.importers._batch import Batch
from content.importers._form import UnfitError
from content.importers._numbers import number, plainly, positive
from content.importers._table_answer import Reader, by_letters, by_numbers, right_of, ways
from content.importers._table_row import Row, Table, pairs_of, words_of
from content.importers._table_words import form_named
from content.item import Option

MOST_TOPICS = 40
"""Lessons that one sheet is cut into by its topics; with more of them it stays one lesson."""
_SECTION = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]+[)）]?\s*[、.．]\s*)?(\S{0,8}题)(?:[（(：:].*)?"
)
_GAP = re.compile(r"_{2,}|[(（]\s*[)）]|﹍{2,}|\[\s*\]|【\s*】")
_YES = {
    "a": True,
    "b": False,
    "1": True,
    "0": False,
    "y": True,
    "n": False,
    "√": True,
    "x": False,
    "v": True,
    "✓": True,
    "✔": True,
    "✗": False,
    "✘": False,
    "╳": False,
    "×": False,
}
_CUT = re.compile(r"[|;；\n]+")


def take_table(batch: Batch, table: Table, key: str) -> None:
    """All rows below the header, in the lesson of that key or, by topic, in several."""
    sheet, header = table.sheet, table.header
    table.form = form_named(sheet.name) or "" if "type" not in header.columns else ""
    rows = list(_rows(table))
    readers = _readers(table, rows)
    topics = {row.topic for row in rows if row.topic}
    split = 1 < len(topics) <= MOST_TOPICS
    counted = [row.own_id for row in rows] == [str(at + 1) for at in range(len(rows))]
    words = words_of(table.own)
    batch.open(key, key, next(iter(topics)) if len(topics) == 1 else "")
    for row in rows:
        if split and row.topic:
            batch.open("/".join(filter(None, (key, row.topic))), row.topic, row.topic)
        elif split:
            batch.open(key, key, "")
        _take(batch, replace(row, own_id="") if counted else row, readers, words, table.own)
    if sheet.open_quote:
        batch.leave(sheet.open_quote, "", "table-open-quote")


def _rows(table: Table) -> list[Row]:
    """Rows that say something; a line such as `二、判断题` names the kind of those below it."""
    found: list[Row] = []
    head = table.sheet.rows[table.header.row]
    for number_ in range(table.header.row + 1, len(table.sheet.rows)):
        cells = [cell for cell in table.sheet.rows[number_] if cell]
        if not cells or table.sheet.rows[number_] == head:
            continue
        section = _SECTION.fullmatch(cells[0]) if len(cells) == 1 else None
        if section and form_named(section[1]):
            table.form = form_named(section[1]) or ""
            continue
        row = table.row(number_)
        if row.question or row.answer or row.options:
            found.append(row)
    return _once(found) if table.header.played else found


def _once(rows: Sequence[Row]) -> list[Row]:
    """Each question once, however many players answered it."""
    known = {(row.question, row.answer, tuple(row.options.items())): row for row in rows[::-1]}
    return list(known.values())[::-1]


def _readers(table: Table, rows: Sequence[Row]) -> tuple[Reader, ...]:
    if table.own:
        return (by_letters,) if table.header.lettered else (by_numbers,)
    return ways(((row.answer, row.options) for row in rows), table.header.counted)


def _take(
    batch: Batch, row: Row, readers: Sequence[Reader], words: Callable[[str], str], own: bool
) -> None:
    place = row.number + 1
    try:
        taken = _add(batch, row, readers, words, own)
    except UnfitError as unfit:
        batch.leave(place, row.question, unfit.code, **dict(unfit.values))
        return
    if taken and row.dated:
        batch.note(place, row.question, "table-date", text=row.dated[0])
    if taken and row.picture:
        code = "pictures-remote" if "://" in row.picture else "picture-missing"
        batch.note(place, row.question, code, address=row.picture, picture=row.picture)
    if taken and row.tags:
        batch.tag(row.tags)


def _add(
    batch: Batch, row: Row, readers: Sequence[Reader], words: Callable[[str], str], own: bool
) -> bool:
    form = _form(row, own)
    options: list[Option] = []
    answers: list[str] = []
    reach = None
    match form:
        case "choice":
            options = _options(row, readers, words)
        case "truefalse" if right_of(row.answer[:2_000], row.options, readers):
            form, options = "choice", _options(row, readers, words)
        case "truefalse":
            options = _truth(row)
        case "order" | "survey":
            options = [Option(words(text), form == "order") for text in row.options.values()]
        case "short":
            answers = _answers(row, own)
        case "number":
            answers, tolerance = _number(row)
            reach = positive(tolerance)
        case "open":
            answers = [words(row.answer)] if row.answer else []
            if _GAP.search(row.question) and row.answer and not own:
                batch.note(row.number + 1, row.question, "several-gaps-open")
    pairs = pairs_of(row.options) if form == "match" else []
    if form == "reading":
        return batch.text("reading", words(row.question), place=row.number + 1)
    return batch.add(
        form,
        form,
        words(row.question),
        place=row.number + 1,
        options=options,
        answers=answers,
        tolerance=reach,
        pairs=[(words(left), words(right)) for left, right in pairs],
        back=words(row.back or row.answer) if form == "card" else "",
        explanation=words(row.explanation),
        points=row.points,
        shuffle=row.shuffle or bool(row.wrong),
        own_id=row.own_id,
    )


def _form(row: Row, own: bool) -> str:
    """The form of a row: what it says, else what its answer calls for. UnfitError if unknown."""
    if row.form is None:
        raise UnfitError("kind-unknown", kind=row.kind)
    several = len(_GAP.findall(row.question)) > 1
    if row.form == "short" and not own and several and len(_CUT.split(row.answer)) > 1:
        return "open"
    if row.form == "number" and not own and with_tolerance(row.answer) is None:
        return "open" if row.answer else "number"
    if row.form not in ("", "choice"):
        return row.form
    if row.options or row.wrong:
        return "choice"
    if row.back:
        return "card"
    if truth(row.answer):
        return "truefalse"
    if not row.answer or row.form == "choice":
        raise UnfitError("one-option" if row.form == "choice" else "no-answer")
    return "open" if several and len(_CUT.split(row.answer)) > 1 else "short"


def _options(row: Row, readers: Sequence[Reader], words: Callable[[str], str]) -> list[Option]:
    if row.wrong:
        right = [Option(words(text), True) for text in [row.answer] if text]
        return [*right, *(Option(words(text)) for text in row.wrong)]
    if not row.answer:
        raise UnfitError("no-right-answer")
    right_places = right_of(row.answer[:2_000], row.options, readers)
    if right_places is None:
        raise UnfitError("answer-without-option", answer=row.answer)
    return [Option(words(text), place in right_places) for place, text in row.options.items()]


def _truth(row: Row) -> list[Option]:
    """The true option first, as `Batch` wants them."""
    if not row.answer:
        raise UnfitError("no-answer")
    said = truth(row.answer)
    yes = said[1] if said else _YES.get(row.answer.strip().lower())
    if yes is not None and len(row.options) == 2 and row.answer.strip().lower() in ("a", "b", "1"):
        first = truth(next(iter(row.options.values())))
        yes = yes == first[1] if first else yes
    if yes is None:
        raise UnfitError("answer-without-option", answer=row.answer)
    return [Option("", yes), Option("", not yes)]


def _answers(row: Row, own: bool) -> list[str]:
    if own:
        return list(accepted(row.answer))
    said = [piece.strip() for piece in _CUT.split(row.answer) if piece.strip()]
    return said or list(row.options.values())


def _number(row: Row) -> tuple[list[str], str]:
    said = with_tolerance(row.answer or next(iter(row.options.values()), ""))
    if said is None:
        raise UnfitError("not-a-number" if row.answer else "no-answer", answer=row.answer)
    tolerance = row.tolerance or ("" if said[1] is None else str(said[1]))
    if row.tolerance:
        tolerance = plainly(abs(number(row.tolerance)))
    return [said[0]], tolerance
