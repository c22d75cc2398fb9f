"""A summary as a workbook: the week, the weeks before, the items, all these weeks together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from bot.cells import STARTS_FORMULA
from bot.reports import Report
from bot.reports._figures import WHY, days
from bot.reports._names import DISCRIMINATION, FACILITY, JUDGED, MEASURES, SHOWN, WEAR
from bot.words import Words, direction, words
from records.participation import Appraisal, Share, Summary, Value, Wear

UNITS = {
    "members": "people",
    "items": "items",
    "answers": "answers",
    "weeks": "weeks",
    "days": "days",
    "seconds": "seconds",
    "a week": "a week",
    "share": "share",
    "per 1,000": "per 1,000",
}

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Percent:
    """A fraction to be shown as a percentage."""

    fraction: float | None


def render(summary: Summary, language: str) -> bytes:
    """Five sheets: every number of the week with its definition; the weeks; the items; of all
    these weeks together the questions and the forms."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

    say, made = words(language), BytesIO()
    workbook = Workbook(made, {"in_memory": True})
    workbook.set_properties({"created": summary.made.replace(tzinfo=None)})
    pen = Pen(workbook, turned=direction(say.language) == "rtl")
    _week(pen, summary, say)
    _weeks(pen, summary, say)
    _items(pen, summary, say)
    appraisal = summary.appraisal or Appraisal(summary.week)
    _questions(pen, appraisal, say)
    _forms(pen, appraisal, say)
    workbook.close()
    return made.getvalue()


class Pen:
    """Writes rows of cells: text always as text, never as a formula, link or number."""

    def __init__(self, workbook: Any, *, turned: bool = False) -> None:
        """`turned`: the first column stands on the right, for a reader from right to left."""
        self.workbook = workbook
        self.turned = turned
        self.formats: dict[str, Any] = {
            name: workbook.add_format({"valign": "top", **how}) for name, how in _FORMATS.items()
        }

    def sheet(self, name: str, widths: Sequence[int]) -> Callable[..., None]:
        """A new sheet, and the function that writes its next row."""
        sheet = self.workbook.add_worksheet(name)
        if self.turned:
            sheet.right_to_left()
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        rows = iter(range(1_000_000))

        def write(*cells: Cell | Percent, how: str = "text") -> None:
            row = next(rows)
            if how == "head":
                sheet.freeze_panes(row + 1, 1)
            for column, cell in enumerate(cells):
                self._write(sheet, row, column, cell, how)

        return write

    def _write(self, sheet: Any, row: int, column: int, cell: Cell | Percent, how: str) -> None:
        match cell:
            case None:
                return
            case Percent(fraction):
                if fraction is not None:
                    sheet.write_number(row, column, fraction, self.formats["percent"])
            case str():
                # or saving the sheet as CSV would make it a formula
                safe = "quoted" if cell.startswith(STARTS_FORMULA) else how
                sheet.write_string(row, column, cell, self.formats[safe])
            case _:
                sheet.write_number(row, column, cell, self.formats["number"])


_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "title": {"bold": True, "font_size": 14},
    "date": {"font_color": "#555555"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True},
    "quoted": {"quote_prefix": True, "text_wrap": True},
    "number": {"num_format": "#,##0.##;-#,##0.##;0"},
    "percent": {"num_format": "0%"},
}


def _week(pen: Pen, summary: Summary, say: Words) -> None:
    write = pen.sheet(say.say("Week"), (34, 10, 10, 9, 9, 9, 12, 12, 26, 90))
    write(f"{summary.name} · {summary.week}", how="title")
    write(days(summary, say), how="date")
    write(
        *(
            say.say(word)
            for word in ("Measure", "n", "of N", "Share", "95% from", "95% to", "Value", "Unit")
        ),
        say.say("Note"),
        say.say("Definition"),
        how="head",
    )
    for name, one in summary.measures.each().items():
        label, definition = MEASURES[name]
        write(say.say(label), *number_cells(one, say), say.say(definition))
    write()
    write(say.say(SHOWN))
    write(say.say("Definitions %(version)s", version=summary.definitions))


def _weeks(pen: Pen, summary: Summary, say: Words) -> None:
    write = pen.sheet(say.say("Weeks"), (12, *[11] * 24))
    shares = ("linked", "reach", "active", "response")
    names = [say.say(MEASURES[name][0]) for name in shares]
    parts = ("n", "of N", "Share", "95% from", "95% to")
    counts = ("Took part", "No answer", "Not reached", "Paused or excused")
    write(
        say.say("ISO week"),
        *(say.say(word) for word in counts),
        *(f"{name}: {say.say(part)}" for name in names for part in parts),
        how="head",
    )
    for week in summary.weeks:
        each = week.counts
        told = (each.active, each.quiet, each.unreached, each.away) if each else (None,) * 4
        found = (week.linked, week.reach, week.active, week.response)
        write(week.name, *told, *(cell for share in found for cell in share_cells(share)))


def _items(pen: Pen, summary: Summary, say: Words) -> None:
    write = pen.sheet(say.say("Items"), (44, 20, 12, 8, 10, 10, 9, 9, 9, 24, 14, 36, 12, 30))
    heads = ("Question", "Item id", "Form", "Sent", "Sum of marks", "of N", "Facility")
    more = ("95% from", "95% to", "Note", "Discrimination", "Most chosen wrong option", "Chose it")
    write(*(say.say(head) for head in heads + more), say.say("File"), how="head")
    for one in summary.questions:
        titles = dict(one.titles)
        write(
            titles.get(say.language) or next(iter(titles.values()), ""),
            one.item,
            one.form,
            one.sent,
            *share_cells(one.facility),
            note_of(one.facility, say),
            one.discrimination,
            one.wrong.text if one.wrong else None,
            one.wrong.chosen.n if one.wrong else None,
            f"{one.path}:{one.line}",
        )
    write()
    write(say.say(FACILITY))
    write(say.say(DISCRIMINATION))
    if summary.so_far:
        write(say.say("Items are told when the week is over."))


def _questions(pen: Pen, appraisal: Appraisal, say: Words) -> None:
    write = pen.sheet(say.say("Over the weeks"), (44, 20, 12, 12, 14, 10, 12, 30, 40, 30))
    heads = ("Question", "Item id", "Form", "First tries", "Discrimination", "Guess floor",
             "Guessed", "Probably right", "Hardly taken", "File")  # fmt: skip
    write(*(say.say(head) for head in heads), how="head")
    for one in appraisal.questions:
        titles = dict(one.titles)
        write(
            titles.get(say.language) or next(iter(titles.values()), ""),
            one.item,
            say.say(one.form),
            one.tries,
            one.discrimination,
            Percent(one.guess),
            say.say("yes") if one.guessed else None,
            one.key or None,
            "; ".join(one.dead) or None,
            f"{one.path}:{one.line}",
        )
    write()
    write(say.say(JUDGED))
    write(say.say(DISCRIMINATION))


def _forms(pen: Pen, appraisal: Appraisal, say: Words) -> None:
    write = pen.sheet(say.say("Forms"), (20, *[11] * 13, 20))
    parts = [say.say(part) for part in ("n", "of N", "Share", "95% from", "95% to")]
    halves = [say.say(half) for half in ("Earlier four sends", "Later four sends")]
    write(
        say.say("Form"),
        *(f"{half}: {part}" for half in halves for part in parts),
        *(say.say(word) for word in ("Difference", "95% from", "95% to")),
        say.say("Note"),
        how="head",
    )
    for one in appraisal.forms:
        change = one.change
        ends = (change.difference, change.low, change.high) if change else (None,) * 3
        write(
            say.say(one.form),
            *share_cells(one.first),
            *share_cells(one.last),
            *(Percent(end) for end in ends),
            verdict(one, say),
        )
    write()
    write(say.say(WEAR))


def verdict(one: Wear, say: Words) -> str:
    """What is said of a form: wearing out, no real change, or a change that is no steady fall."""
    if one.wearing:
        return say.say("wearing out")
    real = one.change is not None and one.change.real
    return say.say("no steady fall") if real else say.say("no real change")


def number_cells(one: Share | Value, say: Words) -> tuple[Cell | Percent, ...]:
    """A measure's eight cells: n, of, share, low, high, value, unit, and why there is none."""
    if isinstance(one, Share):
        return (*share_cells(one), None, None, note_of(one, say))
    unit = say.say(UNITS[one.unit])
    return (None, one.of, None, None, None, one.value, unit, note_of(one, say))


def share_cells(share: Share) -> tuple[Cell | Percent, ...]:
    """The five of a share: n, of, and three fractions."""
    return (share.n, share.of, *(Percent(x) for x in (share.ratio, share.low, share.high)))


def note_of(one: Share | Value, say: Words) -> str | None:
    """What is to be said beside a number, or in its place."""
    if isinstance(one, Value) and one.real is False:
        return say.say("no real change")
    return say.say(WHY[one.hidden]) if one.hidden else None


REPORT = Report(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsx",
    render,
)
