"""Where each member stands and since when, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from records.kept import tidy, tidy_name
from records.model import BranchKey, Member, MemberId, Role, Spell, State
from records.sqlite.members import STATES, Members, read_members
from records.sqlite.times import instant, maybe, micros


class Spells(Members):
    """`records.people.spells.Spells`."""

    def enrol(self, branch: BranchKey, name: str, language: str, now: datetime) -> Member:
        with self._db.writing():
            return self._need(self._join(branch, name, language, State.INVITED, now))

    def _join(
        self,
        branch: BranchKey,
        name: str,
        language: str,
        state: State,
        now: datetime,
        address: str | None = None,
    ) -> MemberId:
        at = micros(now)
        linked = at if state is State.LINKED else None
        member = self._row(
            "INSERT INTO member (branch, name, language, state, role, address, joined, linked)"
            " VALUES (?,?,?,?,?,?,?,?) RETURNING id",
            tidy(branch),
            tidy_name(name),
            tidy(language),
            state,
            Role.MEMBER,
            address,
            at,
            linked,
        )
        assert member is not None
        self._begin_spell(MemberId(member[0]), tidy(branch), state, at, at, "")
        return MemberId(member[0])

    def transfer(self, member: MemberId, branch: BranchKey, now: datetime) -> None:
        with self._db.writing() as con:
            known = self._need(member)
            if known.branch == branch:
                return
            con.execute(
                "UPDATE member SET branch = ?, next_at = NULL WHERE id = ?", (tidy(branch), member)
            )
            since = self._end_spell(member, micros(now))
            self._begin_spell(member, tidy(branch), known.state, since, micros(now), "moved")
            self._keep_in_step(member)

    def move(
        self,
        member: MemberId,
        state: State,
        now: datetime,
        until: datetime | None = None,
        reason: str = "",
    ) -> None:
        ends = micros(until) if state in (State.PAUSED, State.EXCUSED) else None
        with self._db.writing() as con:
            known = self._need(member)
            if known.state is state:
                con.execute("UPDATE member SET until = ? WHERE id = ?", (ends, member))
                return
            con.execute(
                "UPDATE member SET state = ?, until = ?, next_at = NULL WHERE id = ?",
                (state, ends, member),
            )
            since = self._end_spell(member, micros(now))
            self._begin_spell(member, known.branch, state, since, micros(now), reason)

    def _begin_spell(
        self, member: MemberId, branch: str, state: State, since: int, noted: int, reason: str
    ) -> None:
        self._db.con.execute(
            "INSERT INTO spell (member, branch, state, since, noted, reason) VALUES (?,?,?,?,?,?)",
            (member, branch, state, since, noted, tidy(reason)),
        )

    def _end_spell(self, member: MemberId, at: int) -> int:
        """End the running spell, never before it began (a clock may have been put back)."""
        row = self._row(
            "UPDATE spell SET until = max(since, ?) WHERE member = ? AND until IS NULL"
            " RETURNING until",
            at,
            member,
        )
        return at if row is None else int(row[0])

    def lapsed(self, now: datetime, limit: int = 1000) -> Sequence[Member]:
        return read_members(
            self._rows(
                "SELECT * FROM member WHERE until <= ? ORDER BY until, id LIMIT ?",
                micros(now),
                limit,
            )
        )

    def spells(self, branch: BranchKey) -> Sequence[Spell]:
        return [
            Spell(
                MemberId(member),
                branch,
                STATES[state],
                instant(since),
                maybe(until),
                instant(noted),
            )
            for member, state, since, until, noted in self._rows(_SPELLS, tidy(branch))
        ]

    def spells_of(self, member: MemberId) -> Sequence[Spell]:
        return [
            Spell(member, branch, State(state), instant(since), maybe(until), instant(noted))
            for branch, state, since, until, noted in self._rows(
                "SELECT branch, state, since, until, noted FROM spell WHERE member = ?"
                " ORDER BY id", member,
            )
        ]  # fmt: skip


_SPELLS = """
    SELECT s.member, CASE WHEN s.branch = ?1 THEN s.state ELSE 'left' END, s.since, s.until,
        s.noted
    FROM spell AS s WHERE s.member IN (SELECT member FROM spell WHERE branch = ?1)
    ORDER BY s.member, s.id
"""
