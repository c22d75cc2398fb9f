"""A member whose every word is a canary: found in their record, and nowhere after /forget."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from content.item import Done, Written
from records.meetings.calendar import Presence, at_door
from records.model import BranchKey, Invite, Kind, Letter, Member, Role, State
from records.participation.rows import Tried
from records.people.last_word import LastWord
from records.people.office import Office
from records.people.own import Choices, Consent, Joining
from records.people.record import View
from records.people.waiting import Waiting
from records.sqlite import SqliteStore
from records.weeks import MemberWeek, PastWeek
from tests.records.two import BURNS, DAY, NOW, QUORUM, code, sent

CANARY = "canary-9e107d9d"

# Written by the program as it is, so the canary goes in through SQL.
_BY_HAND = {
    "member": ("branch", "zone"),
    "invite": ("branch",),
    "spell": ("reason", "branch"),
    "office": ("branch",),
    "delivery": ("branch", "occasion", "body", "why", "message", "reason"),
    "answer": ("branch",),
    "rating": ("branch",),
    "trial": ("branch",),
    "poll": ("poll",),
    "learned": ("item", "lesson", "form"),
    "member_week": ("branch", "fresh", "tries"),
    "consent": ("version", "digest"),
    "vote_cast": ("cycle",),
    "once": ("what",),
    "note": ("value",),
    "waiting": ("branch",),
    "last_word": ("language",),
}
CANARY_TABLES = (
    ("member", "name"), ("member", "language"), ("answer", "reply"), ("arrived", "body"),
    ("choice", "topics"), ("expected", "what"), ("joining", "invite"), ("invite", "code"),
    ("waiting", "name"), ("waiting", "language"), ("waiting", "version"), ("waiting", "digest"),
    *((table, column) for table, columns in _BY_HAND.items() for column in columns),
)  # fmt: skip


def member_of(store: SqliteStore, address: str = "7001") -> str:
    """The address, of somebody who is here."""
    assert store.at(address) is not None
    return address


def fill(store: SqliteStore, address: str = "7001", at: datetime = NOW) -> Member:
    """Two members with rows in every table; of the first all words are canaries."""
    way = Invite(code("a"), BranchKey("north"), Role.MEMBER, at)
    store.invite(way)
    ann = store.link(way, address, f"Ann {CANARY}", CANARY, at - 20 * DAY)
    if store.at("7002") is None:
        _live(store, store.link(way, "7002", "Bo", "en", at - 20 * DAY), "Bo's words", at)
    _live(store, ann, CANARY, at)
    _by_hand(store, ann)
    return ann


def _live(store: SqliteStore, member: Member, words: str, at: datetime) -> None:
    """Something of theirs in every table."""
    store.invite(Invite(words, member.branch, Role.MEMBER, at, member=member.id))
    store.grant(Office(member.id, Role.ORGANIZER, BranchKey("south"), at))
    store.call(member.id, [code(str(member.id)[-1])])
    store.move(member.id, State.PAUSED, at - 9 * DAY)
    store.move(member.id, State.LINKED, at - 8 * DAY)
    store.knock(Joining(member.address or "", words, at))
    store.wait(Waiting(member.address or "", member.branch, words, words, words, words, at))
    store.owe(LastWord(member.address or "", words, at))
    store.agree(Consent(member.id, "2026-11", "0" * 64, at))
    store.choose(member.id, Choices(3, frozenset({0}), True, True, frozenset({words})))
    store.expect(member.id, words, at)
    store.studied(member.id, at.date())
    store.once(member.id, "welcome")
    store.vote(member.id, "2026-12", "tax")
    store.say_presence(member.id, at - 3 * DAY, Presence.CAME)
    store.guessed(at_door(member.id), at)
    for noted in ("menu", "leads", "speaks"):
        store.note(f"{noted}:{member.id}", words)
    for n, (item, reply) in enumerate([(QUORUM, Written(words)), (BURNS, Done("text", words))]):
        letter = Letter(member.id, Kind.STUDY, f"day:{at.date()}:{n}", at, item)
        id = sent(store, letter, poll=f"poll-{member.id}-{n}", message=str(n))
        store.record(id, reply, 1.0, at)
        store.rate(id, "useful", at)
        store.try_out(id, at, at + DAY)
        store.turned_out(id, Tried.YES)
    old = Letter(member.id, Kind.STUDY, "day:2026-01-05", at - 300 * DAY, QUORUM)
    sent(store, old)
    store.expire("study", at - 200 * DAY, member.branch)
    counted = MemberWeek(member.id, None, True, 1, 1, 1, 1, f'["{QUORUM.id}"]', "[]")
    week = PastWeek(at - (7 + member.id) * DAY, at - member.id * DAY, (counted,))
    assert store.keep_week(member.branch, week, store.given_up())
    store.post([Letter(member.id, Kind.NOTICE, "notice:1", at, body="{}")])
    store.saw(View(at, member.branch, "organizer", "names", about=member.id))
    update = {"update_id": 1, "message": {"from": {"id": int(member.address or 0),
                                                   "first_name": words}}}  # fmt: skip
    store.take([(10_000 * member.id, json.dumps(update).encode())], at)


def _by_hand(store: SqliteStore, member: Member) -> None:
    """Whatever the program writes into these columns: a canary, apart for unique ones."""
    con = store._db.con
    for table, columns in _BY_HAND.items():
        whose = _WHOSE.get(table, "member = :member")
        for column in columns:
            con.execute(
                f"UPDATE {table} SET {column} = '{CANARY}' || coalesce({column}, '')"  # noqa: S608
                f" WHERE {whose}",
                {"member": member.id},
            )


_ITS = "delivery IN (SELECT id FROM delivery WHERE member = :member)"
_WHOSE = {
    "member": "id = :member",
    "answer": _ITS,
    "rating": _ITS,
    "trial": _ITS,
    "poll": _ITS,
    "note": "key = 'menu:' || :member",
    "waiting": "address = (SELECT address FROM member WHERE id = :member)",
    "last_word": "address = (SELECT address FROM member WHERE id = :member)",
}


def files_with(folder: Path, words: str) -> list[str]:
    """Files below a folder in which the words stand, in UTF-8 or as JSON escapes them."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and words.encode() in path.read_bytes()
    ]
