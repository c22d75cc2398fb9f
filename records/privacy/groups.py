"""Groups and what stands there: nobody's, but for who added the bot, until the group is linked."""

from __future__ import annotations

from records.privacy.declared import Erased, Limit, Table, moment, number, text, yes_no

_OLD = "IN (SELECT value FROM json_each(:ids))"

TABLES = (
    Table(
        "gathering",
        "a group you added this bot to",
        "To know who may link a group to their branch; gone as soon as it is linked.",
        (
            text("chat", "Telegram's number of the group"),
            moment("since", "since when"),
            text("branch", "branch"),
            text("language", "language"),
            number("thread", "topic"),
            yes_no("daily", "whether the question of the day stands there"),
            moment("next_at", "next question"),
            text("silent", "why nothing is posted there"),
            text("by", "the number of your Telegram account"),
        ),
        whose="by = :address",
        erased=Erased.UNLINKED,
        erase="UPDATE gathering SET by = '' WHERE by = :address",
        kept="as long as the bot is in the group; who added it until it is linked, a day at most",
    ),
    Table(
        "posting",
        "what stood in a group",
        "To post each question once, and never the same one again.",
        (
            number("id", "number of the row"),
            text("chat", "Telegram's number of the group"),
            text("kind", "kind"),
            text("occasion", "occasion"),
            moment("due", "due"),
            text("branch", "branch"),
            number("version", "number of the text"),
            text("body", "content: totals of at least five, or what changed about a meeting"),
            moment("expires", "not sent after"),
            moment("closes", "to be answered by"),
            moment("closed", "closed"),
            text("fate", "what became of it"),
            number("attempts", "tries"),
            moment("retry", "next try"),
            moment("sent", "sent"),
            text("message", "Telegram's number of the message"),
            text("reason", "reason"),
        ),
        erased=Erased.NOT_PERSONAL,
        stays="a question and totals of at least five; who answered is in none of its columns",
        kept="as long as the branch; farewells 30 days",
        limits=(
            Limit(
                "farewells", 30, "it was due",
                "SELECT id FROM posting WHERE kind = 'farewell' AND due < :before LIMIT :some",
                (f"DELETE FROM posting WHERE id {_OLD}",),
            ),
        ),
    ),
)  # fmt: skip
