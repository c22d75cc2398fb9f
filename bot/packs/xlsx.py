"""The pack as a workbook: one sheet of words and numbers, one of every measure."""

from __future__ import annotations

from io import BytesIO

from bot.packs import PackFormat
from bot.packs._lines import foot, one_line, span, title
from bot.reports._names import MEASURES
from bot.reports.xlsx import Pen, note_of, number_cells, share_cells
from bot.study.topics import label
from bot.words import Words, direction, words
from records.participation import Share
from records.participation.pack import Pack

SHARES = ("n", "of N", "Share", "95% from", "95% to")


def render(pack: Pack, language: str) -> bytes:
    """The pack's page, and all measures of its period with their definitions."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

    say, made = words(language), BytesIO()
    workbook = Workbook(made, {"in_memory": True})
    workbook.set_properties({"created": pack.made.replace(tzinfo=None)})
    pen = Pen(workbook, turned=direction(say.language) == "rtl")
    _meeting(pen, pack, say)
    _measures(pen, pack, say)
    workbook.close()
    return made.getvalue()


def _meeting(pen: Pen, pack: Pack, say: Words) -> None:
    write = pen.sheet(say.say("Meeting"), (70, 9, 9, 9, 9, 9, 28, 44, 9, 9))
    write(title(pack, say), how="title")
    write(span(pack, say), how="date")
    shares = [say.say(word) for word in SHARES]
    more = (say.say("Most chosen wrong option"), say.say("Chose it"), say.say("of N"))
    write(say.say("Worth an argument"), *shares, say.say("Note"), *more, how="head")
    for one in pack.questions:
        wrong = one.wrong
        taken = (one_line(wrong.text), wrong.chosen.n, wrong.chosen.of) if wrong else ()
        write(_words(one.titles, say), *_row(one.facility, say), *taken)
    write(say.say("Argued at the meeting"), *shares, say.say("Note"), how="head")
    for each in pack.discussions:
        write(_words(each.titles, say))
        for when, told in (("Before", each.before), ("After", each.after)):
            write(say.say(when), *_row(told, say))
        if each.later is not None:
            write(say.say("Three weeks later"), *_row(each.later, say))
    write(say.say("Put to use"), *shares, say.say("Note"), how="head")
    applied = pack.told.applied
    for what, told in (
        ("It happened", applied.yes),
        ("Not yet", applied.not_yet),
        ("Not possible here", applied.not_possible),
        ("Replied", applied.replied),
    ):
        write(say.say(what), *_row(told, say))
    write(say.say("Wanted next"), say.say("Votes"), how="head")
    for topic in pack.told.topics:
        write(label(topic.topic), topic.votes)
    write(say.say("Asked by members"), how="head")
    for text in pack.box:
        write(text)


def _measures(pen: Pen, pack: Pack, say: Words) -> None:
    write = pen.sheet(say.say("Period"), (34, 10, 10, 9, 9, 9, 12, 12, 26, 90))
    heads = ("Measure", *SHARES, "Value", "Unit", "Note", "Definition")
    write(*(say.say(head) for head in heads), how="head")
    for name, one in pack.measures.each().items():
        name_, definition = MEASURES[name]
        write(say.say(name_), *number_cells(one, say), say.say(definition))
    write(say.say("Took part, in an average week"), *number_cells(pack.average, say))
    write()
    write(foot(pack, say))


def _row(share: Share, say: Words) -> tuple[object, ...]:
    return (*share_cells(share), note_of(share, say))


def _words(titles: tuple[tuple[str, str], ...], say: Words) -> str:
    known = dict(titles)
    return known.get(say.language) or next(iter(known.values()), "")


FORMAT = PackFormat(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsx",
    render,
)
