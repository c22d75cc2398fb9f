"""What was sent and what was answered: the study itself.

An answer and what it answers go together, so that no table refers to a row that is gone. What
is needed of them afterwards is kept apart: how often an item was answered and rightly (no
person), and for the plan which items a member has had (no reply). `docs/privacy.md` says why.
"""

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

_THEIRS = "delivery IN (SELECT id FROM delivery WHERE member = :member)"
_OLD = "IN (SELECT value FROM json_each(:ids))"
_STUDY = "90 days after the branch's next meeting"

# Whoever may have had it has had it (`records.kept.may_have_arrived`); the day of a daily item
# stands in its occasion, `day:2026-11-24`.
_LEARNED = f"""
    INSERT INTO learned (member, item, lesson, form, applied, day, sent, answered, mark, fresh)
    SELECT d.member, v.item, v.lesson, v.form, v.applied,
        CASE WHEN d.occasion LIKE 'day:%' THEN substr(d.occasion, 5, 10) ELSE '' END,
        coalesce(d.sent, d.started, d.due), a.received, a.mark, d.fresh
    FROM delivery AS d JOIN version AS v ON v.id = d.version
    LEFT JOIN answer AS a ON a.delivery = d.id
    WHERE d.id {_OLD}
        AND (d.fate = 'sent' OR (d.doubts > 0 AND d.fate NOT IN ('failed', 'cancelled')))
"""
# What was answered in a group is in the group's own totals alone: they could be subtracted.
_TALLY = f"""
    INSERT INTO tally SELECT d.branch, v.item, v.hash, count(d.sent), count(a.delivery),
        count(a.mark), total(a.mark), count(a.mark) FILTER (WHERE d.fresh = 1),
        total(a.mark) FILTER (WHERE d.fresh = 1),
        count(*) FILTER (WHERE r.said = 'useful'), count(*) FILTER (WHERE r.said = 'unclear'),
        count(*) FILTER (WHERE r.said = 'wrong'), count(*) FILTER (WHERE r.said = 'outdated')
    FROM delivery AS d JOIN version AS v ON v.id = d.version
    LEFT JOIN answer AS a ON a.delivery = d.id LEFT JOIN rating AS r ON r.delivery = d.id
    WHERE d.id {_OLD} AND d.kind NOT IN ('group', 'meeting') GROUP BY d.branch, v.item, v.hash
    ON CONFLICT (branch, item, hash) DO UPDATE SET sent = sent + excluded.sent,
        answered = answered + excluded.answered, marked = marked + excluded.marked,
        marks = marks + excluded.marks, first_marked = first_marked + excluded.first_marked,
        first_marks = first_marks + excluded.first_marks, useful = useful + excluded.useful,
        unclear = unclear + excluded.unclear, wrong = wrong + excluded.wrong,
        outdated = outdated + excluded.outdated
"""

STUDY = Limit(
    "study", 90, "the branch's next meeting",
    "SELECT id FROM delivery WHERE version IS NOT NULL AND branch = :branch AND due < :before"
    " ORDER BY due LIMIT :some",
    (
        _LEARNED, _TALLY,
        *(f"DELETE FROM {table} WHERE delivery {_OLD}"
          for table in ("rating", "trial", "poll", "answer")),
        f"DELETE FROM delivery WHERE id {_OLD}",
    ),
    by_meeting=True,
)  # fmt: skip

WORDS = Limit(
    "words", 30, "it was answered",
    "SELECT delivery FROM answer WHERE received < :before"
    " AND json_extract(reply, '$.of.text') <> '' LIMIT :some",
    (f"UPDATE answer SET reply = json_set(reply, '$.of.text', '') WHERE delivery {_OLD}",),
)  # fmt: skip

LETTERS = Limit(
    "letters", 90, "it was due",
    "SELECT id FROM delivery WHERE version IS NULL AND body <> '' AND due < :before LIMIT :some",
    (f"UPDATE delivery SET body = '', reason = '' WHERE id {_OLD}",),
)  # fmt: skip

OCCASIONS = Limit(
    "occasions", 400, "it was due",
    "SELECT id FROM delivery WHERE version IS NULL AND due < :before LIMIT :some",
    (f"DELETE FROM poll WHERE delivery {_OLD}", f"DELETE FROM delivery WHERE id {_OLD}"),
)  # fmt: skip

TABLES = (
    Table(
        "delivery",
        "what was sent to you",
        "To send each item once, to grade an answer by what was shown, to count participation.",
        (
            number("id", "number of the message"),
            number("member", "your number here"),
            text("branch", "branch"),
            text("kind", "kind"),
            text("occasion", "occasion"),
            number("version", "number of the text"),
            text("body", "content, where it is no item"),
            text("why", "why this one"),
            yes_no("fresh", "new to you"),
            moment("due", "due"),
            moment("closes", "to be answered by"),
            moment("expires", "not sent after"),
            text("fate", "what became of it"),
            yes_no("first", "asked for"),
            moment("ready", "ready to be sent"),
            number("attempts", "tries"),
            number("doubts", "tries of unknown outcome"),
            moment("started", "sending began"),
            moment("retry", "next try"),
            moment("sent", "sent"),
            text("message", "Telegram's number of the message"),
            text("reason", "reason"),
        ),
        whose="member = :member",
        kept=f"{_STUDY}; letters that are no item: content 90 days, the fact 400 days",
        limits=(STUDY, LETTERS, OCCASIONS),
        before=90,
    ),
    Table(
        "answer",
        "what you answered",
        "To tell you whether it was right, to ask again what was not, to count participation.",
        (
            number("delivery", "number of the message"),
            text("branch", "branch"),
            json("reply", "your answer"),
            number("mark", "how right, 0 to 1"),
            moment("received", "received"),
            yes_no("late", "after its time"),
        ),
        whose=_THEIRS,
        kept=f"{_STUDY}; your own words 30 days",
        limits=(WORDS,),
        before=40,
    ),
    Table(
        "poll",
        "the quizzes sent to you",
        "To know which item a vote belongs to.",
        (
            text("poll", "Telegram's number of the quiz"),
            number("delivery", "number of the message"),
        ),
        whose=_THEIRS,
        kept=_STUDY,
        before=40,
    ),
    Table(
        "learned",
        "items you have had",
        "So that nothing comes as new that you have had, and what you missed is asked again: "
        "the item and the mark, without what you answered.",
        (
            number("id", "number of the row"),
            number("member", "your number here"),
            text("item", "item"),
            text("lesson", "lesson"),
            text("form", "form"),
            yes_no("applied", "something to do"),
            text("day", "for the day"),
            moment("sent", "sent"),
            moment("answered", "answered"),
            number("mark", "how right, 0 to 1"),
            yes_no("fresh", "new to you"),
        ),
        whose="member = :member",
        before=40,
    ),
    Table(
        "version",
        "the texts that were sent",
        "An answer is graded by what was shown.",
        (
            number("id", "number of the text"),
            Column("digest", "hash of the text", Holds.BYTES, "a hash"),
            text("hash", "hash of what is graded", "a hash"),
            text("item", "item"), text("lesson", "lesson"), text("form", "form"),
            text("language", "language"), text("title", "title"),
            yes_no("applied", "something to do"), yes_no("asked", "asked for by members"),
            text("body", "the text", "the lesson, as it is in the chat"),
        ),
        shown="id IN (SELECT version FROM delivery WHERE member = :member)",
        erased=Erased.NOT_PERSONAL,
        stays="lessons by their authors; whom one was sent to stands in `delivery`",
        kept="always",
    ),
    Table(
        "tally",
        "how often an item was answered, and rightly",
        "To know which questions are too easy, wrong or outdated, when the answers are gone.",
        (
            text("branch", "branch"), text("item", "item"), text("hash", "hash of what is graded"),
            number("sent", "sent"), number("answered", "answered"), number("marked", "marked"),
            number("marks", "sum of marks"), number("first_marked", "first answers"),
            number("first_marks", "sum of marks of first answers"), number("useful", "useful"),
            number("unclear", "unclear"), number("wrong", "wrong"), number("outdated", "outdated"),
        ),
        erased=Erased.NOT_PERSONAL,
        stays="counts of a branch; shown from five answers on",
        kept="always",
    ),
    Table(
        "file",
        "pictures that Telegram has",
        "A picture is uploaded once.",
        (text("key", "hash of the picture"), text("file_id", "Telegram's number of it")),
        erased=Erased.NOT_PERSONAL,
        stays="pictures of the lessons; nothing that a member sent is fetched or kept",
        kept="always",
    ),
)  # fmt: skip
