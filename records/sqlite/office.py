"""Offices in SQLite, and by which hashes a roster knows whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from records.kept import tidy
from records.model import BranchKey, MemberId, Role
from records.people.office import Office, check
from records.ports import NotThere
from records.sqlite.rows import Rows
from records.sqlite.times import instant, micros

WHOLE = ""
"""How the column `branch` says that an office is of the whole organisation."""


class Offices(Rows):
    """`records.people.office.Offices` but for `holders`, which is with the members."""

    def grant(self, office: Office) -> bool:
        check(office)
        with self._db.writing() as con:
            self._expect(office.member)
            new = con.execute(
                "INSERT INTO office VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
                (office.member, office.role, tidy(office.branch or WHOLE), micros(office.since),
                 office.by),
            ).rowcount > 0  # fmt: skip
            self._keep_in_step(office.member)
            return new

    def revoke(self, member: MemberId, role: Role, branch: BranchKey | None) -> bool:
        with self._db.writing() as con:
            had = con.execute(
                "DELETE FROM office WHERE member = ? AND role = ? AND branch = ?",
                (member, role, tidy(branch or WHOLE)),
            ).rowcount > 0  # fmt: skip
            self._keep_in_step(member)
            return had

    def _keep_in_step(self, member: MemberId) -> None:
        """Who organizes their own branch studies as an organizer (`Member.role`)."""
        self._db.con.execute(
            "UPDATE member SET role = CASE WHEN EXISTS (SELECT 1 FROM office AS o WHERE"
            " o.member = member.id AND o.role = 'organizer' AND o.branch = member.branch)"
            " THEN 'organizer' ELSE 'member' END WHERE id = ?", (member,),
        )  # fmt: skip

    def offices(self, member: MemberId) -> Sequence[Office]:
        return self._db.remembered(
            ("offices", member),
            lambda: [
                _office(row)
                for row in self._rows(
                    "SELECT * FROM office WHERE member = ? ORDER BY role, branch", member
                )
            ],
        )

    def known_as(self, digests: Iterable[str]) -> Mapping[str, MemberId]:
        rows = self._rows(
            "SELECT digest, member FROM listed WHERE digest IN (SELECT value FROM json_each(?))",
            json.dumps(list(digests)),
        )
        return {str(digest): MemberId(member) for digest, member in rows}

    def listed(self, branch: BranchKey) -> frozenset[MemberId]:
        return frozenset(MemberId(id) for id, in self._rows(
            "SELECT DISTINCT l.member FROM listed AS l JOIN member AS m ON m.id = l.member"
            " WHERE m.branch = ?", tidy(branch),
        ))  # fmt: skip

    def call(self, member: MemberId, digests: Iterable[str]) -> None:
        with self._db.writing() as con:
            self._expect(member)
            con.executemany(
                "INSERT INTO listed VALUES (?,?) ON CONFLICT DO NOTHING",
                ((digest, member) for digest in digests),
            )

    def hand_over(self, member: MemberId, to: MemberId) -> None:
        with self._db.writing() as con:
            self._expect(to)
            con.execute("UPDATE listed SET member = ? WHERE member = ?", (to, member))

    def _expect(self, member: MemberId) -> None:
        if self._row("SELECT 1 FROM member WHERE id = ?", member) is None:
            raise NotThere(f"no member {member}")


HOLDERS = """
    SELECT m.* FROM office AS o JOIN member AS m ON m.id = o.member
    WHERE o.role = ? AND o.branch = ? AND m.state <> 'left' ORDER BY m.id
"""


def _office(row: tuple[Any, ...]) -> Office:
    member, role, branch, since, by = row
    return Office(MemberId(member), Role(role), BranchKey(branch) if branch else None,
                  instant(since), None if by is None else MemberId(by))  # fmt: skip


__all__ = ["HOLDERS", "WHOLE", "Offices"]
