"""What a demo leaves behind: each week's summary as text, picture and sheet."""

from __future__ import annotations

from pathlib import Path

from bot.reports import REPORTS
from records.participation import Share, Summary

FORMATS = ("text", "png", "xlsx")


def keep(summary: Summary, folder: Path) -> None:
    """Write a week's three files."""
    for name in FORMATS:
        made = REPORTS[name]
        (folder / f"{summary.week}{made.suffix}").write_bytes(made.data(summary, "en"))


def line(summary: Summary) -> str:
    """A week on one line of the screen."""
    measures = summary.measures
    if not measures.roster.value:
        return (
            f"{summary.week}  nobody was on the roster when it began: who came counts from then on"
        )
    told = (
        ("active", measures.active),
        ("response", measures.response),
        ("linked", measures.linked),
    )
    return f"{summary.week}  " + "  ".join(f"{name} {of(share)}" for name, share in told)


def of(share: Share) -> str:
    """`15/22 (47-83 %)`, or a dash where it is withheld or empty."""
    if share.n is None or not share.of or share.low is None or share.high is None:
        return "–"
    return f"{share.n}/{share.of} ({100 * share.low:.0f}-{100 * share.high:.0f} %)"
