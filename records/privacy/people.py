"""The roster: who is a member, where each stands, who may come in."""

from __future__ import annotations

from records.privacy.declared import Limit, Table, moment, number, text

TABLES = (
    Table(
        "member",
        "you as a member",
        "To know who gets what, when, in which language, and who may do what.",
        (
            number("id", "your number here"),
            text("branch", "branch"),
            text("name", "name"),
            text("language", "language"),
            text("state", "where you stand"),
            text("role", "role"),
            text("address", "the number of your Telegram account"),
            text("zone", "time zone"),
            text("push", "your hour"),
            moment("joined", "on the roster since"),
            moment("linked", "opened the link"),
            moment("next_at", "next item"),
            moment("until", "paused until"),
        ),
        whose="id = :member",
        kept="as long as somebody is a member, and 30 days after they left",
        before=99,
    ),
    Table(
        "spell",
        "when you stood where",
        "To count who could take part in a week: who paused or left is not counted as absent.",
        (
            number("id", "number of the row"),
            number("member", "your number here"),
            text("state", "where you stood"),
            moment("since", "from"),
            moment("until", "until"),
            moment("noted", "noted"),
            text("reason", "reason"),
            text("branch", "branch"),
        ),
        whose="member = :member",
        kept="400 days after it ended",
        limits=(
            Limit(
                "spells", 400, "it ended",
                "SELECT id FROM spell WHERE until < :before LIMIT :some",
                ("DELETE FROM spell WHERE id IN (SELECT value FROM json_each(:ids))",),
            ),
        ),
    ),
    Table(
        "invite",
        "invitations for you alone",
        "To let somebody in once; only a hash of the code is kept.",
        (
            text("code", "hash of the code"),
            text("branch", "branch"),
            text("role", "role"),
            moment("made", "made"),
            moment("expires", "runs out"),
            number("uses_left", "uses left"),
            number("member", "your number here"),
        ),
        whose="member = :member",
        kept="30 days after it ran out",
        limits=(
            Limit(
                "invites", 30, "it ran out",
                "SELECT code FROM invite WHERE expires < :before LIMIT :some",
                ("DELETE FROM invite WHERE code IN (SELECT value FROM json_each(:ids))",),
            ),
        ),
    ),
)  # fmt: skip
