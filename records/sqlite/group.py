"""Groups and what is posted there, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from content.item import ItemId, Reply
from records.group import Group, Posted, Posting, PostingId, Silent
from records.kept import tidy
from records.model import BranchKey, DeliveryId, Fate
from records.sqlite.answers import read_reply
from records.sqlite.times import instant, maybe, micros
from records.sqlite.versions import Versions

_GROUP = "SELECT chat, since, branch, language, thread, daily, next_at, silent, by FROM gathering"

_POSTING = (
    "SELECT id, chat, kind, occasion, due, branch, version, body, expires, closes, closed, fate,"
    " attempts, retry, sent, message, reason FROM posting"
)


class Groups(Versions):
    """`records.group.Groups`."""

    def keep_group(self, group: Group) -> None:
        with self._db.writing() as con:
            con.execute(
                "DELETE FROM gathering WHERE chat = ? OR branch = ?",
                (tidy(group.chat), group.branch),
            )
            con.execute(
                "INSERT INTO gathering (chat, since, branch, language, thread, daily, next_at,"
                " silent, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    tidy(group.chat),
                    micros(group.since),
                    group.branch,
                    tidy(group.language),
                    group.thread,
                    group.daily,
                    micros(group.next_at),
                    group.silent,
                    tidy(group.by),
                ),
            )

    def drop_group(self, chat: str) -> None:
        with self._db.writing() as con:
            con.execute("DELETE FROM gathering WHERE chat = ?", (tidy(chat),))

    def move_group(self, chat: str, to: str) -> bool:
        with self._db.writing() as con:
            if self.group(chat) is None:
                return False
            con.execute("DELETE FROM gathering WHERE chat = ?", (tidy(to),))
            moved = con.execute(
                "UPDATE gathering SET chat = ? WHERE chat = ?", (tidy(to), tidy(chat))
            ).rowcount
            con.execute(
                "UPDATE posting SET chat = ? WHERE chat = ? AND fate IN ('pending', 'sending')",
                (tidy(to), tidy(chat)),
            )
            return moved > 0

    def group(self, chat: str) -> Group | None:
        row = self._row(f"{_GROUP} WHERE chat = ?", tidy(chat))
        return None if row is None else _group(row)

    def group_of(self, branch: BranchKey) -> Group | None:
        row = self._row(f"{_GROUP} WHERE branch = ?", branch)
        return None if row is None else _group(row)

    def groups(self) -> Sequence[Group]:
        return [_group(row) for row in self._rows(f"{_GROUP} ORDER BY chat")]

    def put_up(self, posting: Posting) -> PostingId | None:
        with self._db.writing() as con:
            version = None if posting.item is None else self._keep_item(posting.item)
            row = con.execute(
                "INSERT INTO posting (chat, kind, occasion, due, branch, version, body, expires,"
                " closes, fate, attempts, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0,"
                " '') ON CONFLICT (occasion) DO NOTHING RETURNING id",
                (
                    tidy(posting.chat),
                    posting.kind,
                    tidy(posting.occasion),
                    micros(posting.due),
                    posting.branch,
                    version,
                    tidy(posting.body),
                    micros(posting.expires),
                    micros(posting.closes),
                ),
            ).fetchone()
            return None if row is None else PostingId(row[0])

    def postings_due(self, now: datetime, limit: int = 100) -> Sequence[Posting]:
        return self._postings(
            "WHERE fate = 'pending' AND due <= ?1 AND coalesce(retry, due) <= ?1"
            " ORDER BY due, id LIMIT ?2",
            micros(now),
            limit,
        )

    def begin_posting(self, posting: PostingId, now: datetime) -> bool:
        with self._db.writing() as con:
            return (
                con.execute(
                    "UPDATE posting SET fate = 'sending', attempts = attempts + 1, retry = NULL"
                    " WHERE id = ? AND fate = 'pending'",
                    (posting,),
                ).rowcount
                > 0
            )

    def settle_posting(
        self,
        posting: PostingId,
        fate: Fate,
        now: datetime,
        *,
        message: str | None = None,
        reason: str = "",
        retry: datetime | None = None,
    ) -> None:
        with self._db.writing() as con:
            con.execute(
                "UPDATE posting SET fate = ?2, message = coalesce(?4, message), reason = ?5,"
                " retry = ?6, sent = CASE WHEN ?2 = 'sent' THEN coalesce(sent, ?3) ELSE sent END"
                " WHERE id = ?1 AND (?2 = 'sent' OR fate NOT IN ('sent', 'failed'))",
                (
                    posting,
                    fate,
                    micros(now),
                    None if message is None else tidy(message),
                    tidy(reason),
                    micros(retry),
                ),
            )

    def postings_interrupted(self) -> int:
        with self._db.writing() as con:
            return con.execute(
                "UPDATE posting SET fate = 'unknown' WHERE fate = 'sending'"
            ).rowcount

    def posting(self, posting: PostingId) -> Posting | None:
        return next(iter(self._postings("WHERE id = ?", posting)), None)

    def asked_in(self, branch: BranchKey) -> Sequence[Posting]:
        return self._postings(
            "WHERE branch = ? AND kind = 'question' AND fate <> 'failed' ORDER BY id", branch
        )

    def closing(self, now: datetime, limit: int = 100) -> Sequence[Posting]:
        return self._postings(
            "WHERE closes <= ? AND closed IS NULL AND closes IS NOT NULL AND fate = 'sent'"
            " ORDER BY id LIMIT ?",
            micros(now),
            limit,
        )

    def close_posting(self, posting: PostingId, now: datetime) -> None:
        with self._db.writing() as con:
            con.execute(
                "UPDATE posting SET closed = coalesce(closed, ?) WHERE id = ?",
                (micros(now), posting),
            )

    def replies_in(self, branch: BranchKey, occasion: str) -> Sequence[Reply]:
        return [
            read_reply(kept)
            for (kept,) in self._rows(
                "SELECT a.reply FROM member AS m CROSS JOIN delivery AS d ON d.member = m.id"
                " AND d.occasion = ? JOIN answer AS a ON a.delivery = d.id WHERE m.branch = ?"
                " ORDER BY a.reply",
                tidy(occasion),
                branch,
            )
        ]

    def answered_apart(self) -> frozenset[DeliveryId]:
        return frozenset(
            id
            for (id,) in self._rows(
                "SELECT id FROM delivery WHERE kind = 'group'"
                " UNION ALL SELECT id FROM delivery WHERE kind = 'meeting'"
            )
        )

    def had(self, branch: BranchKey) -> dict[ItemId, int]:
        return {
            ItemId(item): count
            for item, count in self._rows(
                "SELECT v.item, count(DISTINCT d.member) FROM member AS m CROSS JOIN delivery AS d"
                " ON d.member = m.id JOIN version AS v ON v.id = d.version WHERE m.branch = ?"
                " AND d.fate NOT IN ('failed', 'cancelled') GROUP BY v.item ORDER BY v.item",
                branch,
            )
        }

    def open_in(self, branch: BranchKey) -> Sequence[Posting]:
        return self._db.remembered(
            ("open in", branch),
            lambda: self._postings(
                "WHERE closes IS NOT NULL AND closed IS NULL AND branch = ? AND fate <> 'failed'"
                " ORDER BY id",
                branch,
            ),
        )

    def _postings(self, where: str, *values: object) -> list[Posting]:
        return [self._posting(row) for row in self._rows(f"{_POSTING} {where}", *values)]

    def _posting(self, row: tuple[Any, ...]) -> Posting:
        (
            id,
            chat,
            kind,
            occasion,
            due,
            branch,
            version,
            body,
            expires,
            closes,
            closed,
            fate,
            attempts,
            retry,
            sent,
            message,
            reason,
        ) = row
        return Posting(
            id,
            chat,
            Posted(kind),
            occasion,
            instant(due),
            branch,
            None if version is None else self._item(version),
            body,
            maybe(expires),
            maybe(closes),
            maybe(closed),
            Fate(fate),
            attempts,
            maybe(retry),
            maybe(sent),
            message,
            reason,
        )


def _group(row: tuple[Any, ...]) -> Group:
    chat, since, branch, language, thread, daily, next_at, silent, by = row
    return Group(
        chat,
        instant(since),
        branch,
        language,
        thread,
        daily == 1,
        maybe(next_at),
        Silent(silent),
        by,
    )
