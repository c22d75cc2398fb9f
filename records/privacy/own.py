"""What is a member's own: joining, consent, choices, what they said (`records.people.own`)."""

from __future__ import annotations

from records.privacy.declared import Erased, Limit, Table, moment, number, text, yes_no

_THEIRS = "delivery IN (SELECT id FROM delivery WHERE member = :member)"
_STUDY = "90 days after the branch's next meeting"
_KEYS = "IN (SELECT value FROM json_each(:ids))"

TABLES = (
    Table(
        "joining",
        "that you opened a link",
        "To ask for consent before anything else is kept.",
        (
            text("address", "the number of your Telegram account"),
            text("invite", "hash of the code"),
            moment("at", "when"),
        ),
        whose="address = :address",
        kept="7 days",
        limits=(
            Limit(
                "joining", 7, "the link was opened",
                "SELECT address FROM joining WHERE at < :before LIMIT :some",
                (f"DELETE FROM joining WHERE address {_KEYS}",),
            ),
        ),
        before=10,
    ),
    Table(
        "guess",
        "wrong codes",
        "To stop those who try out codes.",
        (number("id", "number of the row"), text("who", "hash or number of who"),
         moment("at", "when")),
        whose="who = 'door:' || :member",
        kept="1 day; under a hash where it was by somebody who is no member",
        limits=(
            Limit(
                "guesses", 1, "it was tried",
                "SELECT id FROM guess WHERE at < :before LIMIT :some",
                (f"DELETE FROM guess WHERE id {_KEYS}",),
            ),
        ),
    ),
    Table(
        "consent",
        "what you agreed to",
        "Proof of consent (Art. 7 GDPR): which words, when, and when withdrawn.",
        (
            number("id", "number of the row"),
            number("member", "your number here"),
            text("version", "version"),
            text("digest", "hash of the text"),
            moment("at", "when"),
            moment("withdrawn", "withdrawn"),
        ),
        whose="member = :member",
    ),
    Table(
        "choice",
        "what you chose",
        "Your rhythm, your days, your topics, and whether organizers may see your name.",
        (
            number("member", "your number here"),
            number("promise", "days a week you promised"),
            text("days", "study days, Monday is 0"),
            yes_no("reminder", "evening reminder"),
            yes_no("named", "may be named to organizers"),
            text("topics", "topics"),
            yes_no("meetings", "word of meetings"),
        ),
        whose="member = :member",
    ),
    Table(
        "expected",
        "what your next words answer, or your last words answered",
        "So that words typed after a question reach it, and count once.",
        (number("member", "your number here"), text("what", "what"), moment("at", "when")),
        whose="member = :member",
        kept="1 day",
        limits=(
            Limit(
                "expected", 1, "it was asked",
                "SELECT member FROM expected WHERE at < :before LIMIT :some",
                (f"DELETE FROM expected WHERE member {_KEYS}",),
            ),
        ),
    ),
    Table(
        "studied",
        "days on which you answered",
        "Your own rhythm; nobody else sees it.",
        (number("member", "your number here"), text("day", "day")),
        whose="member = :member",
        kept="400 days",
        limits=(
            Limit(
                "days", 400, "the day",
                "SELECT DISTINCT day FROM studied"
                " WHERE day < date(:before / 1000000, 'unixepoch') LIMIT :some",
                (f"DELETE FROM studied WHERE day {_KEYS}",),
            ),
        ),
    ),
    Table(
        "once",
        "what you were told once",
        "So that it is not told twice.",
        (number("member", "your number here"), text("what", "what")),
        whose="member = :member",
    ),
    Table(
        "rating",
        "what you said about items",
        "To find items that are unclear, wrong or outdated.",
        (
            number("delivery", "number of the message"),
            text("said", "said"),
            moment("at", "when"),
            text("branch", "branch"),
        ),
        whose=_THEIRS,
        kept=_STUDY,
        before=40,
    ),
    Table(
        "trial",
        "what you wanted to try",
        "To ask once how it went.",
        (
            number("delivery", "number of the message"),
            moment("begun", "begun"),
            moment("ask", "to be asked about"),
            moment("asked", "asked about"),
            text("reply", "how it went"),
            text("branch", "branch"),
        ),
        whose=_THEIRS,
        kept=_STUDY,
        before=40,
    ),
    Table(
        "vote_cast",
        "that you voted on a topic",
        "One vote a member; what was voted is kept apart from it.",
        (text("cycle", "vote"), number("member", "your number here")),
        whose="member = :member",
    ),
    Table(
        "vote_count",
        "votes by topic",
        "What a branch wants to learn next.",
        (text("branch", "branch"), text("cycle", "vote"), text("topic", "topic"),
         number("votes", "votes")),
        erased=Erased.NOT_PERSONAL,
        stays="counts that share nothing with who voted",
        kept="always",
    ),
    Table(
        "box",
        "questions in the branch's box",
        "To bring members' questions to the meeting.",
        (text("id", "random number"), text("branch", "branch"), text("day", "day"),
         text("text", "the question")),
        erased=Erased.NOT_PERSONAL,
        stays="nobody, the program included, can tell who asked; hence it cannot be found again "
        "for whoever did",
        kept="90 days",
        limits=(
            Limit(
                "box", 90, "the day it was asked",
                "SELECT id FROM box WHERE day < date(:before / 1000000, 'unixepoch') LIMIT :some",
                (f"DELETE FROM box WHERE id {_KEYS}",),
            ),
        ),
    ),
    Table(
        "outage",
        "when the bot heard nothing",
        "So that nobody is counted as absent for it.",
        (moment("last", "from"), moment("drained", "until")),
        erased=Erased.NOT_PERSONAL,
        stays="about the program",
        kept="400 days",
        limits=(
            Limit(
                "outages", 400, "it ended",
                "SELECT last FROM outage WHERE drained < :before LIMIT :some",
                (f"DELETE FROM outage WHERE last {_KEYS}",),
            ),
        ),
    ),
)  # fmt: skip
