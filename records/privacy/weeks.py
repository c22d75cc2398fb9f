"""What is kept of closed weeks: rows of a member's own, and which weeks they are."""

from __future__ import annotations

from records.privacy.declared import Erased, Limit, Table, json, moment, number, text, yes_no

_OVER = "branch || ':' || start IN (SELECT value FROM json_each(:ids))"

TABLES = (
    Table(
        "member_week",
        "your closed weeks, counted",
        "So that a branch's weeks need not be counted anew each time: all of it follows from what "
        "was sent to you and what you answered.",
        (
            text("branch", "branch"),
            moment("start", "first day of the week"),
            number("member", "your number here"),
            moment("push", "first item sent"),
            yes_no("due", "anything due"),
            number("sent", "items sent"),
            number("answers", "answers"),
            number("closed", "items whose time ended"),
            number("in_time", "of these answered in time"),
            json("fresh", "items new to you"),
            json("tries", "items answered: which, when, how right"),
        ),
        whose="member = :member",
        kept="12 weeks",
        before=40,
    ),
    Table(
        "past_week",
        "which weeks are counted",
        "To know what need not be counted again.",
        (
            text("branch", "branch"),
            moment("start", "first day of the week"),
            moment("end", "end of the week"),
            yes_no("stale", "to be counted anew"),
            json("versions", "items sent"),
        ),
        erased=Erased.NOT_PERSONAL,
        stays="about weeks",
        kept="12 weeks",
        limits=(
            Limit(
                "weeks", 84, "the week ended",
                "SELECT branch || ':' || start FROM past_week WHERE \"end\" < :before LIMIT 2",
                ("DELETE FROM member_week WHERE (branch, start) IN"
                 f" (SELECT branch, start FROM past_week WHERE {_OVER})",
                 f"DELETE FROM past_week WHERE {_OVER}"),
            ),
        ),
    ),
)  # fmt: skip
