"""What is a member's own, in SQLite: joining, consent, choices."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from records.kept import tidy
from records.model import Member, MemberId
from records.people.own import Choices, Consent, Joining
from records.ports import NotThere
from records.sqlite.connection import IntegrityError
from records.sqlite.invites import Invites
from records.sqlite.members import read_members
from records.sqlite.times import instant, maybe, micros

SOME = 500
"""Ids in one statement at most."""


class Joinings(Invites):
    """Who knocks, who guesses, who agreed."""

    def knock(self, joining: Joining) -> None:
        with self._db.writing() as con:
            con.execute(
                "INSERT OR REPLACE INTO joining VALUES (?, ?, ?)",
                (tidy(joining.address), tidy(joining.invite), micros(joining.at)),
            )

    def knocked(self, address: str) -> Joining | None:
        row = self._row("SELECT address, invite, at FROM joining WHERE address = ?", tidy(address))
        return None if row is None else Joining(row[0], row[1], instant(row[2]))

    def let_go(self, address: str) -> None:
        with self._db.writing() as con:
            con.execute("DELETE FROM joining WHERE address = ?", (tidy(address),))

    def sweep_joining(self, before: datetime) -> int:
        with self._db.writing() as con:
            return con.execute("DELETE FROM joining WHERE at < ?", (micros(before),)).rowcount

    def guessed(self, who: str, now: datetime) -> None:
        with self._db.writing() as con:
            con.execute("INSERT INTO guess (who, at) VALUES (?, ?)", (tidy(who), micros(now)))

    def guesses(self, since: datetime, who: str | None = None) -> int:
        row = self._row(
            "SELECT count(*) FROM guess WHERE at >= ? AND (? IS NULL OR who = ?)",
            micros(since),
            who,
            who,
        )
        return int(row[0]) if row else 0

    def sweep_guesses(self, before: datetime) -> int:
        with self._db.writing() as con:
            return con.execute("DELETE FROM guess WHERE at < ?", (micros(before),)).rowcount

    def agree(self, consent: Consent) -> None:
        with self._db.writing() as con:
            self._need(consent.member)
            self.withdraw(consent.member, consent.at)
            con.execute(
                "INSERT INTO consent (member, version, digest, at, withdrawn) VALUES (?,?,?,?,?)",
                (
                    consent.member,
                    tidy(consent.version),
                    tidy(consent.digest),
                    micros(consent.at),
                    micros(consent.withdrawn),
                ),
            )

    def withdraw(self, member: MemberId, now: datetime) -> None:
        with self._db.writing() as con:
            con.execute(
                "UPDATE consent SET withdrawn = max(at, ?) WHERE member = ? AND withdrawn IS NULL",
                (micros(now), member),
            )

    def consent(self, member: MemberId) -> Consent | None:
        row = self._row(
            "SELECT version, digest, at, withdrawn FROM consent WHERE member = ?"
            " ORDER BY id DESC LIMIT 1",
            member,
        )
        if row is None:
            return None
        return Consent(member, row[0], row[1], instant(row[2]), maybe(row[3]))

    def agreed(self, members: Collection[MemberId], version: str) -> frozenset[MemberId]:
        ids, found = list(members), set[MemberId]()
        for at in range(0, len(ids), SOME):
            found.update(
                MemberId(row[0])
                for row in self._rows(
                    "SELECT member FROM consent WHERE withdrawn IS NULL AND version = ?"
                    " AND member IN (SELECT value FROM json_each(?))",
                    tidy(version),
                    json.dumps(ids[at : at + SOME]),
                )
            )
        return frozenset(found)

    def unagreed(self, version: str, occasion: str, limit: int = 200) -> Sequence[Member]:
        return read_members(
            self._rows(
                "SELECT m.* FROM member AS m WHERE m.state = 'linked' AND NOT EXISTS (SELECT 1 FROM"
                " consent AS c WHERE c.member = m.id AND c.withdrawn IS NULL AND c.version = ?)"
                " AND NOT EXISTS (SELECT 1 FROM delivery AS d WHERE d.member = m.id"
                " AND d.occasion = ?) ORDER BY m.id LIMIT ?",
                tidy(version),
                tidy(occasion),
                limit,
            )
        )


class Own(Joinings):
    """`records.people.own.Own`: choices and days; what was said is in `own_said`."""

    def choices(self, member: MemberId) -> Choices:
        return self._db.remembered(("choices", member), lambda: self._choices(member))

    def _choices(self, member: MemberId) -> Choices:
        row = self._row(
            "SELECT promise, days, reminder, named, topics, meetings FROM choice WHERE member = ?",
            member,
        )
        if row is None:
            return Choices()
        promise, days, reminder, named, topics, meetings = row
        return Choices(
            promise,
            None if days is None else frozenset(map(int, days)),
            reminder == 1,
            named == 1,
            frozenset(json.loads(topics)),
            meetings == 1,
        )

    def choose(self, member: MemberId, choices: Choices) -> None:
        days = None if choices.days is None else "".join(map(str, sorted(choices.days)))
        topics = json.dumps(sorted(map(tidy, choices.topics)), ensure_ascii=False)
        with self._db.writing() as con:
            self._need(member)
            con.execute(
                "INSERT OR REPLACE INTO choice (member, promise, days, reminder, named,"
                " topics, meetings) VALUES (?,?,?,?,?,?,?)",
                (
                    member,
                    choices.promise,
                    days,
                    choices.reminder,
                    choices.named,
                    topics,
                    choices.meetings,
                ),
            )

    def reminded(self) -> Sequence[Member]:
        return read_members(
            self._rows(
                "SELECT m.* FROM choice AS c JOIN member AS m ON m.id = c.member"
                " WHERE c.reminder = 1 AND m.state = 'linked' ORDER BY m.id"
            )
        )

    def expect(self, member: MemberId, what: str, now: datetime) -> None:
        with self._db.writing() as con:
            self._need(member)
            con.execute(
                "INSERT OR REPLACE INTO expected VALUES (?, ?, ?)",
                (member, tidy(what), micros(now)),
            )

    def expected(self, member: MemberId, since: datetime) -> str:
        row = self._row(
            "SELECT what FROM expected WHERE member = ? AND at >= ?", member, micros(since)
        )
        return "" if row is None else str(row[0])

    def studied(self, member: MemberId, day: date) -> bool:
        return self._new("INSERT INTO studied VALUES (?, ?)", member, day.isoformat())

    def days_studied(self, member: MemberId) -> frozenset[date]:
        rows = self._rows("SELECT day FROM studied WHERE member = ?", member)
        return frozenset(date.fromisoformat(row[0]) for row in rows)

    def once(self, member: MemberId, what: str) -> bool:
        return self._new("INSERT INTO once VALUES (?, ?)", member, tidy(what))

    def _new(self, insert: str, member: MemberId, what: str) -> bool:
        """Whether this was not kept of the member before; from now on it is."""
        with self._db.writing() as con:
            try:
                return con.execute(f"{insert} ON CONFLICT DO NOTHING", (member, what)).rowcount == 1
            except IntegrityError as error:  # the only rule it can break
                raise NotThere(f"no member {member}") from error
