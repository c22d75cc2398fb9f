"""Files to keep: the week as every report tells it, and what other programs read."""

from __future__ import annotations

from bot.exports import Asked, Export, Nothing, exports
from bot.reports import REPORTS
from bot.web.pages import File, NoSuchFile, Page, Shown, Sight
from bot.web.pages._week import about, told
from bot.words import Words

FORMATS = ("xlsx", "csv", "text", "json")
"""No picture: drawing one holds the loop up, also from a thread. It comes on Mondays."""

ANY = "application/octet-stream"


def read(sight: Sight) -> Shown:
    """What there is of the week asked for, and of the branch."""
    found, words = told(sight), sight.words
    return Shown({
        **about(sight, found),
        "formats": formats(words),
        "exports": [(f"{one.name}{one.suffix}", words.say(one.what), bool(one.seen))
                    for one in offered()],
    })  # fmt: skip


def formats(words: Words) -> list[tuple[str, str, str]]:
    """Name in the address, what it is, and what for."""
    return [
        ("week.xlsx", words.say("Spreadsheet"),
         words.say("Every measure with its definition, the weeks before, the questions.")),
        ("week.csv", words.say("Table"), words.say("Every measure, as CSV.")),
        ("week.txt", words.say("Text"), words.say("Monday's lines, to forward.")),
        ("week.json", words.say("Data"),
         words.say("For other programs, by the names of the measures.")),
    ]  # fmt: skip


def offered() -> list[Export]:
    """What organizers may take out; rows about single members are the host's, on the host."""
    return [one for one in exports().values() if not one.host]


def file(sight: Sight, name: str) -> File:
    """The week in one format, or an export."""
    weeks = {f"week{REPORTS[one].suffix}": one for one in FORMATS}
    others = {f"{one.name}{one.suffix}": one for one in offered()}
    if name in weeks:
        return _week(sight, weeks[name])
    if name in others:
        return _export(sight, others[name])
    raise NoSuchFile


def _week(sight: Sight, form: str) -> File:
    made, summary = REPORTS[form], told(sight).summary
    return File(
        f"{summary.week}-{summary.branch}{made.suffix}",
        made.mime,
        made.data(summary, sight.words.language),
    )


def _export(sight: Sight, chosen: Export) -> File:
    """As `/export` makes it. Raises NoSuchFile where there is nothing to export yet."""
    asked = Asked(sight.desk, (sight.branch,), sight.now, sight.words.language)
    try:
        made = b"".join(chosen.make(asked))
    except Nothing:
        raise NoSuchFile from None
    name = f"{sight.branch.key}-{chosen.name}-{sight.now:%Y-%m-%d}{chosen.suffix}"
    return File(name, ANY, made, chosen.seen)


PAGE = Page("files", "Files", read, 90, file=file)
