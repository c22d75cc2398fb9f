"""Corrected keys: which answers were graded by a wrong one, asking, grading them anew.

Nothing is kept in memory. What is asked about is found in the records again at every look: a
version that was sent, with answers, whose key is not the one in force. A yes is kept as a note
for each version (`graded_by`), so the versions and the deliveries stay as they were sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from content.forms import FORMS
from content.history.changes import Edit, edit_of
from content.history.regrade import graded, key_in_words
from content.history.version import freeze, thaw, version_of
from content.item import Item, ItemId, Recalled, Reply, Verdict
from records.model import Answer, BranchKey, Delivery, Letter, Member, MemberId, State
from records.participation.interval import K
from records.participation.rows import Keys
from records.people.rights import organized
from records.ports import Ledger, Store
from scheduler.desk import Desk
from scheduler.unasked.notice import notice

HEARING = (State.LINKED, State.PAUSED, State.EXCUSED)
"""Who is told of a changed mark: it is about what they did, not a new item."""


@dataclass(frozen=True, slots=True)
class Correction:
    """An item whose key was wrong when it was sent, and the answers that were graded by that."""

    item: Item
    """As it is in force."""
    wrong: Item
    """With the key that the newest of the answers were graded by."""
    versions: tuple[str, ...]
    answers: tuple[Answer, ...]
    times: int
    """How often the item's answers were graded anew before."""

    @property
    def code(self) -> str:
        """A name of 16 hex digits: another key gives another, and so does the same key again
        after a regrading in between."""
        said = (self.item.id, self.item.language, version_of(self.item), self.times)
        return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def graded_by(store: Ledger, item: ItemId, version: str) -> Item | None:
    """By which corrected item answers to a sent version are graded; None: as it was sent."""
    kept = store.noted(_note(item, version))
    return thaw(kept) if kept else None


def keys_in_force(store: Ledger, sent: Iterable[tuple[ItemId, str]]) -> Keys:
    """For those of these versions of items whose answers were graded anew: by which item."""
    found = ((key, graded_by(store, *key)) for key in sorted({*sent}))
    return {key: item for key, item in found if item is not None}


def _note(item: ItemId, version: str) -> str:
    return f"graded by:{version}:{item}"


def verdict_on(store: Ledger, delivery: Delivery, reply: Reply) -> Verdict:
    """What a reply is worth by the key that holds for its version."""
    item = delivery.letter.item
    assert item is not None, "only items are answered"
    key = graded_by(store, item.id, delivery.version)
    return graded(item, key, reply) if key else FORMS[item.form].grade(item, reply)


def corrections(store: Store, items: Iterable[Item]) -> Iterator[Correction]:
    """Those of these items whose answers, some or all, were graded by another key."""
    sent = store.versions()
    for item in items:
        hashes = sent.get(item.id, ())
        if hashes and (hashes != (version_of(item),) or _times(store, item)):
            yield from _correction(store, item, hashes)


def _correction(store: Store, item: Item, hashes: Iterable[str]) -> Iterator[Correction]:
    wrong: dict[str, Item] = {}
    answers: list[Answer] = []
    for version in hashes:
        key = graded_by(store, item.id, version) or store.version(version)
        if key and key.language == item.language and edit_of(key, item) is Edit.KEY:
            wrong[version] = key
            answers += [one for one in store.answers_to(version) if _may_change(item, one)]
    if answers:
        newest = max(answers, key=lambda one: one.received)
        key, times = wrong[newest.version], _times(store, item)
        yield Correction(item, key, tuple(wrong), tuple(answers), times)


def _times(store: Ledger, item: Item) -> int:
    return int(store.noted(_counted(item)) or 0)


def _counted(item: Item) -> str:
    return f"regradings:{item.language}:{item.id}"


def _may_change(item: Item, answer: Answer) -> bool:
    """A card's mark is what the member says to have known; no key changes it."""
    return (
        answer.item == item.id
        and answer.mark is not None
        and not isinstance(answer.reply, Recalled)
    )


def ask(desk: Desk, items: Iterable[Item], now: datetime) -> None:
    """Ask the organizers of the branches concerned, once, whether to grade anew."""
    store = desk.store
    with store.together():
        for found in corrections(store, items):
            store.note(f"correction:{found.code}", freeze(found.item))
            store.post(list(_questions(desk, found, now)))


def _questions(desk: Desk, found: Correction, now: datetime) -> Iterator[Letter]:
    count = len(found.answers)
    for key in sorted(concerned(desk, found)):
        for organizer in desk.store.organizers(key) if key in desk.branches else ():
            yield notice(
                desk.branches[key], organizer, f"key:{found.code}", now, "key",
                code=found.code, path=found.item.head.path, line=found.item.line,
                title=found.item.text, old=key_in_words(found.wrong),
                new=key_in_words(found.item), count=count if count >= K else 0,
            )  # fmt: skip


def concerned(desk: Desk, found: Correction) -> set[BranchKey]:
    """The branches whose members gave the answers."""
    members = (desk.store.member(answer.member) for answer in found.answers)
    return {member.branch for member in members if member is not None}


def asked_about(desk: Desk, code: str) -> Item | None:
    """The item that was asked about, with the key that would hold; None for an unknown code."""
    kept = desk.store.noted(f"correction:{code}")
    return thaw(kept) if kept else None


def was_asked(desk: Desk, code: str, organizer: Member) -> bool:
    """Whether this organizer, or another of a branch of theirs, got the question."""
    occasion, store = f"notice:key:{code}", desk.store
    colleagues = {one.id for key in organized(store, organizer) for one in store.members(key)}
    return any(store.by_occasion(one, occasion) for one in colleagues | {organizer.id})


def overtaken(desk: Desk, item: Item) -> bool:
    """Whether the lessons have by now yet another version of the item in force."""
    return any(
        (one.id, one.language) == (item.id, item.language) and version_of(one) != version_of(item)
        for one in desk.library.items()
    )


def regrade(desk: Desk, item: Item, now: datetime) -> int:
    """Grade every answer given to a wrong key of the item anew, and tell those whose mark
    changed. All or nothing; how many answers, 0 where it has been done. The deliveries keep
    the version that was sent."""
    store = desk.store
    with store.together():
        found = next(corrections(store, [item]), None)
        if found is None:
            return 0
        for version in found.versions:
            store.note(_note(item.id, version), freeze(item))
        store.note(_counted(item), str(found.times + 1))
        store.post(list(_told(desk, found, _revised(store, found), now)))
        return len(found.answers)


def _revised(store: Store, found: Correction) -> Mapping[MemberId, tuple[float, Delivery]]:
    """Set the marks. For each member with a mark that changed the new one of the last answer."""
    changed: dict[MemberId, tuple[float, Delivery]] = {}
    for answer in sorted(found.answers, key=lambda one: one.received):
        delivery = store.delivery(answer.delivery)
        assert delivery is not None, "an answer has its delivery"
        mark = verdict_on(store, delivery, answer.reply).mark
        store.revise(answer.delivery, mark)
        if mark is not None and mark != answer.mark:
            changed[answer.member] = mark, delivery
    return changed


def _told(
    desk: Desk, found: Correction, changed: Mapping[MemberId, tuple[float, Delivery]], now: datetime
) -> Iterator[Letter]:
    for key, (mark, delivery) in changed.items():
        member = desk.store.member(key)
        branch = desk.branch_of(member) if member else None
        if member and branch and _hears(member) and delivery.letter.item:
            title = delivery.letter.item.text
            about = f"regraded:{found.code}"
            yield notice(branch, member, about, now, "regraded", title=title, mark=mark)


def _hears(member: Member) -> bool:
    return member.state in HEARING and member.address is not None
