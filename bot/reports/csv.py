"""A summary as CSV, one row a number: what it is, of how many, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cells import MARK, Cell, csv_lines
from bot.reports import Report
from bot.reports._figures import WHY
from bot.reports._names import DISCRIMINATION, FACILITY, JUDGED, MEASURES, WEAR
from bot.words import Words, words
from records.participation import Appraisal, Share, Summary, Value

COLUMNS = ("about", "name", "n", "of", "share", "low", "high", "value", "unit", "withheld",
           "definition")  # fmt: skip
"""`low` and `high` are the Wilson 95 % interval of `share` = n/of, as fractions."""


def render(summary: Summary, language: str) -> bytes:
    """Names as in `docs/measures.md`, definitions in the language; numbers unrounded."""
    say = words(language)
    return MARK + b"".join(csv_lines(COLUMNS, list(_rows(summary, say))))


def _rows(summary: Summary, say: Words) -> Iterator[tuple[Cell, ...]]:
    for name, one in summary.measures.each().items():
        yield (summary.week, name, *_number(one, say), say.say(MEASURES[name][1]))
    for week in summary.weeks:
        shares = {"linked": week.linked, "reach": week.reach, "active": week.active,
                  "response": week.response}  # fmt: skip
        for name, share in shares.items():
            yield (week.name, name, *_number(share, say), say.say(MEASURES[name][1]))
    for question in summary.questions:
        yield (question.item, "facility", *_number(question.facility, say), say.say(FACILITY))
        told = Value(question.discrimination, "")
        yield (question.item, "discrimination", *_number(told, say), say.say(DISCRIMINATION))
    yield from _judged(summary, say)


def _judged(summary: Summary, say: Words) -> Iterator[tuple[Cell, ...]]:
    appraisal = summary.appraisal or Appraisal(summary.week)
    for one in appraisal.questions:
        told = Value(one.discrimination, "", one.tries)
        yield (one.item, "discrimination_weeks", *_number(told, say), say.say(JUDGED))
        yield (one.item, "guess", *_number(Value(one.guess, "share"), say), say.say(JUDGED))
    for form in appraisal.forms:
        yield (form.form, "form_first", *_number(form.first, say), say.say(WEAR))
        yield (form.form, "form_last", *_number(form.last, say), say.say(WEAR))


def _number(one: Share | Value, say: Words) -> tuple[Cell, ...]:
    why = "" if one.hidden is None else say.say(WHY[one.hidden])
    if isinstance(one, Value):
        why = say.say("no real change") if one.real is False else why
        return (None, one.of, None, None, None, one.value, one.unit, why)
    return (one.n, one.of, one.ratio, one.low, one.high, None, "", why)


REPORT = Report("csv", "text/csv", ".csv", render)
