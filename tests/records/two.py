"""Two of everything, so that an id of one thing is never by chance the id of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from content.item import Head, Item, ItemId, LessonId, Option
from records.model import BranchKey, Delivery, DeliveryId, Fate, Invite, Kind, Letter, Member, Role
from records.ports import Store

NOW = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
NORTH, SOUTH = BranchKey("north"), BranchKey("south")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

QUORUM = Item(
    ItemId("quorum"),
    Head(LessonId("meetings/quorum"), "en", "What a quorum is", "meetings/quorum.en.md"),
    "single",
    "How many make a quorum?",
    1,
    options=(Option("Half", right=True), Option("Whoever comes")),
    explanation="Half of the members, unless the statutes say otherwise.",
)
BURNS = Item(
    ItemId("burns"),
    Head(LessonId("aid/burns"), "zh", "烫伤", "aid/burns.zh.md", applied=True),
    "task",
    "用流动的凉水冲二十分钟。",
    0,
    applied=True,
)


@dataclass(frozen=True)
class Town:
    """Two branches with two members each, of whom one organizes; nobody's id is 1, 2 or 3."""

    ann: Member
    olga: Member
    bo: Member
    sven: Member


def code(letter: str) -> str:
    return letter * 64


def invite(
    store: Store,
    letter: str,
    branch: BranchKey = NORTH,
    role: Role = Role.MEMBER,
    uses: int | None = None,
    expires: datetime | None = None,
    member: Member | None = None,
) -> Invite:
    """An invite that the store keeps."""
    made = Invite(code(letter), branch, role, NOW, expires, uses, member and member.id)
    store.invite(made)
    return made


def town(store: Store) -> Town:
    for name in ("Ida", "Jan", "Kim"):
        store.enrol(NORTH, name, "en", NOW - 30 * DAY)
    ways = {
        (branch, role): invite(store, letter, branch, role)
        for letter, branch, role in (
            ("a", NORTH, Role.MEMBER),
            ("b", NORTH, Role.ORGANIZER),
            ("c", SOUTH, Role.MEMBER),
            ("d", SOUTH, Role.ORGANIZER),
        )
    }
    at = NOW - 20 * DAY
    return Town(
        store.link(ways[NORTH, Role.MEMBER], "7001", "Ann", "en", at),
        store.link(ways[NORTH, Role.ORGANIZER], "7002", "Olga", "en", at),
        store.link(ways[SOUTH, Role.MEMBER], "7003", "Bo", "zh", at),
        store.link(ways[SOUTH, Role.ORGANIZER], "7004", "Sven", "en", at),
    )


def letter(
    member: Member,
    occasion: str = "day:2026-11-24",
    item: Item | None = QUORUM,
    kind: Kind = Kind.STUDY,
    due: datetime = NOW,
    closes: datetime | None = NOW + DAY,
    expires: datetime | None = None,
) -> Letter:
    return Letter(member.id, kind, occasion, due, item, closes=closes, expires=expires)


def post(store: Store, letter: Letter) -> DeliveryId:
    """Put one letter in; the id it got."""
    (id,) = store.post([letter])
    return id


def sent(
    store: Store,
    letter: Letter,
    at: datetime | None = None,
    poll: str | None = None,
    message: str | None = None,
) -> DeliveryId:
    """Put a letter in and carry it to its member."""
    id, at = post(store, letter), at or letter.due
    store.begin([id], at)
    store.settle(id, Fate.SENT, at + timedelta(seconds=1), poll=poll, message=message)
    return id


def there(store: Store, id: DeliveryId) -> Delivery:
    found = store.delivery(id)
    assert found is not None
    return found


def who(store: Store, member: Member) -> Member:
    found = store.member(member.id)
    assert found is not None
    return found


def reworded(item: Item, explanation: str) -> Item:
    """The same version: nothing an answer is graded by is changed."""
    return replace(item, explanation=explanation)
