"""Meetings: changes and codes are nobody's; that somebody came, or could not, is theirs."""

from __future__ import annotations

from records.privacy.declared import Erased, Limit, Table, moment, number, text

_KEYS = "IN (SELECT value FROM json_each(:ids))"

TABLES = (
    Table(
        "meeting",
        "meetings that were moved, cancelled or added",
        "So that everything counts from the meeting as it is; who changed it is not kept.",
        (
            text("branch", "branch"),
            moment("planned", "when the meeting was planned"),
            moment("at", "when it is now"),
            number("sequence", "times it was changed"),
            moment("made", "changed"),
        ),
        erased=Erased.NOT_PERSONAL,
        stays="about a meeting",
        kept="as long as the branch: past weeks are counted by them",
    ),
    Table(
        "door",
        "the code shown at a meeting",
        "So that who is there can say so.",
        (
            text("branch", "branch"),
            moment("planned", "when the meeting was planned"),
            text("code", "code"),
            moment("opened", "since when"),
        ),
        erased=Erased.NOT_PERSONAL,
        stays="about a meeting",
        kept="7 days",
        limits=(
            Limit(
                "doors", 7, "the code was made",
                "SELECT branch || ' ' || planned FROM door WHERE opened < :before LIMIT :some",
                (f"DELETE FROM door WHERE branch || ' ' || planned {_KEYS}",),
            ),
        ),
    ),
    Table(
        "presence",
        "meetings you came to or could not come to",
        "To count how many came; by name only where you agreed to be named.",
        (
            moment("planned", "when the meeting was planned"),
            number("member", "your number here"),
            text("said", "said"),
        ),
        whose="member = :member",
        kept="90 days after the meeting",
        limits=(
            Limit(
                "presence", 90, "the meeting",
                "SELECT p.planned || ' ' || p.member FROM presence AS p"
                " JOIN member AS m ON m.id = p.member LEFT JOIN meeting AS x"
                " ON x.branch = m.branch AND x.planned = p.planned"
                " WHERE coalesce(x.at, p.planned) < :before LIMIT :some",
                (f"DELETE FROM presence WHERE planned || ' ' || member {_KEYS}",),
            ),
        ),
    ),
)  # fmt: skip
