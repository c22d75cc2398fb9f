"""Who may do what, and by what a roster knows somebody."""

from __future__ import annotations

from records.privacy.declared import Table, moment, number, text

TABLES = (
    Table(
        "office",
        "what you are to a branch besides a member",
        "To know who may do what; read at every call.",
        (
            number("member", "your number here"),
            text("role", "role"),
            text("branch", "branch; empty for the whole organisation"),
            moment("since", "since when"),
            number("by", "who gave it", but="somebody else's number"),
        ),
        whose="member = :member",
        kept="until it is taken back; it rests while you have left",
    ),
    Table(
        "listed",
        "that a list of your branch names you",
        "So that a list that is read again finds you and makes no second one of you: a hash, under "
        "a key kept apart from the data, of the number or contact your branch has of you. "
        "The contact itself is not kept.",
        (
            text("digest", "keyed hash", but="a hash"),
            number("member", "your number here"),
        ),
        whose="member = :member",
    ),
)
