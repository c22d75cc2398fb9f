"""What came in, what was published, small facts of the program, and who looked."""

from __future__ import annotations

from records.privacy.declared import (
    Column,
    Erased,
    Holds,
    Limit,
    Table,
    json,
    moment,
    number,
    text,
    yes_no,
)

_KEYS = "IN (SELECT value FROM json_each(:ids))"

_PLACES = (
    "message.from", "edited_message.from", "callback_query.from", "poll_answer.user",
    "my_chat_member.from",
)  # fmt: skip
_IDS = (f"json_extract(CAST(body AS TEXT), '$.{place}.id')" for place in _PLACES)
SENDER = f"coalesce({', '.join(_IDS)})"
"""The number of who did what an update tells, by where the Bot API puts it."""

# A body that is not JSON (it never was ours) goes where the number stands anywhere in it.
_FROM = (
    ":address <> '' AND body <> x'' AND CASE WHEN json_valid(CAST(body AS TEXT))"
    f" THEN {SENDER} = CAST(:address AS INTEGER) ELSE instr(CAST(body AS TEXT), :address) END"
)

TABLES = (
    Table(
        "arrived",
        "what you did in the chat and is not handled yet",
        "So that nothing you do is lost when the program is stopped; emptied once handled.",
        (
            number("place", "number of the row"),
            number("id", "Telegram's number of it"),
            Column("body", "as Telegram handed it over", Holds.BYTES),
            moment("received", "received"),
            text("state", "state"),
            number("tries", "tries"),
            moment("retry", "next try"),
            moment("handled", "handled"),
            text("reason", "reason"),
        ),
        whose=_FROM,
        erased=Erased.EMPTIED,
        erase="UPDATE arrived SET body = x'', state = 'handled', retry = NULL, reason = '',"
        f" handled = :now WHERE {_FROM}",
        kept="until handled; the bare number 8 days; what could not be handled 30 days",
        limits=(
            Limit(
                "handled", 8, "it was handled",
                "SELECT place FROM arrived WHERE handled < :before LIMIT :some",
                (f"DELETE FROM arrived WHERE place {_KEYS}",),
            ),
            Limit(
                "parked", 30, "it came in",
                "SELECT place FROM arrived WHERE state = 'parked' AND received < :before"
                " LIMIT :some",
                (f"DELETE FROM arrived WHERE place {_KEYS}",),
            ),
        ),
        before=10,
    ),
    Table(
        "published",
        "summaries as they were told",
        "What was told once is not told otherwise later.",
        (text("key", "which"), json("body", "the numbers"), moment("at", "when")),
        erased=Erased.NOT_PERSONAL,
        stays="totals of a branch, none about fewer than five people; not recounted when "
        "somebody is erased",
        kept="always",
    ),
    Table(
        "note",
        "facts about the running program",
        "When something was done last; the key of pseudonyms.",
        (text("key", "which"), text("value", "what")),
        whose="key IN ('menu:' || :member, 'leads:' || :member, 'speaks:' || :member,"
        " 'lettered:' || :member)",
        kept="always; that a menu of your own was shown to you, in which language where it is "
        "not your app's, which of several branches you asked about last, and which questions came "
        "with buttons since a quiz of yours was in doubt, as long as you are here",
    ),
    Table(
        "seen",
        "who looked at named data or exports",
        "So that members can see who looked (`/whosaw`): rows are only added, and chained.",
        (
            number("id", "number of the row"),
            moment("at", "when"),
            text("branch", "branch"),
            text("role", "in which role"),
            text("what", "what was opened"),
            yes_no("whole", "about everybody in the branch"),
            number("about", "your number here"),
            number("by", "who looked", but="somebody else; their role is shown"),
            Column("about_salt", "random, for the mark", Holds.BYTES, but="random"),
            Column("by_salt", "random, for the mark", Holds.BYTES, but="random"),
            Column("about_mark", "mark of whom it is about", Holds.BYTES, but="a hash"),
            Column("by_mark", "mark of who looked", Holds.BYTES, but="a hash"),
            Column("before", "hash of the row before", Holds.BYTES, but="a hash"),
            Column("hash", "hash of the row", Holds.BYTES, but="a hash"),
        ),
        whose="about = :member OR by = :member",
        shown="about = :member OR (whole = 1 AND EXISTS (SELECT 1 FROM member AS m"
        " WHERE m.id = :member AND m.branch = seen.branch AND m.joined <= seen.at))",
        erased=Erased.UNLINKED,
        erase="UPDATE seen SET about_salt = CASE WHEN about IS NOT :member THEN about_salt END,"
        " by_salt = CASE WHEN by IS NOT :member THEN by_salt END,"
        " about = nullif(about, :member), by = nullif(by, :member)"
        " WHERE about = :member OR by = :member",
        kept="12 months",
        limits=(
            Limit(
                "seen", 365, "it was opened",
                "SELECT id FROM seen WHERE at < :before ORDER BY id LIMIT :some",
                ("INSERT OR REPLACE INTO note VALUES ('seen kept since', :before)",
                 f"DELETE FROM seen WHERE id {_KEYS}"),
            ),
        ),
        before=60,
    ),
    Table(
        "_sqlite_migrations",
        "steps of the database's form",
        "To bring an older database up to a newer program.",
        (number("id", "number of the row"), text("migration_set", "set"), text("name", "step"),
         text("applied_at", "when")),
        erased=Erased.NOT_PERSONAL,
        stays="about the program",
        kept="always",
    ),
)  # fmt: skip
