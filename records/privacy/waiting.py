"""Who waits to be let in (`records.people.waiting`)."""

from __future__ import annotations

from records.privacy.declared import Limit, Table, moment, text, yes_no

TABLES = (
    Table(
        "waiting",
        "that you asked to be let in",
        "So that organizers of a branch that asks for it let in whom they know.",
        (
            text("address", "the number of your Telegram account"),
            text("branch", "branch"),
            text("name", "name"),
            text("language", "language"),
            text("version", "version"),
            text("digest", "hash of the text"),
            moment("at", "when"),
            yes_no("refused", "an organizer said no"),
        ),
        whose="address = :address",
        kept="until you are let in, 7 days at most",
        limits=(
            Limit(
                "waiting", 7, "they asked",
                "SELECT address FROM waiting WHERE at < :before LIMIT :some",
                ("DELETE FROM waiting WHERE address IN (SELECT value FROM json_each(:ids))",),
            ),
        ),
        before=10,
    ),
)  # fmt: skip
