"""What is owed to somebody who was erased (`records.people.last_word`)."""

from __future__ import annotations

from records.people.last_word import OWED
from records.privacy.declared import Limit, Table, moment, number, text

TABLES = (
    Table(
        "last_word",
        "that you are to be told that you were erased",
        "So that you are told, also where the program was stopped in between.",
        (
            text("address", "the number of your Telegram account"),
            text("language", "language"),
            moment("at", "when"),
            number("tries", "tries of unknown outcome"),
        ),
        whose="address = :address",
        kept="until you were told, one day at most",
        limits=(
            Limit(
                "last_word", OWED.days, "they were erased",
                "SELECT address FROM last_word WHERE at < :before LIMIT :some",
                ("DELETE FROM last_word WHERE address IN (SELECT value FROM json_each(:ids))",),
            ),
        ),
        before=10,
    ),
)  # fmt: skip
