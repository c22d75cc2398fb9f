"""A member is erased while something is on its way to them: not sent, or sent and then no row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from records.model import Delivery, Kind, Letter, Member, MemberId
from records.ports import Store
from scheduler.ports import Gone, Later, Outcome, Sent, Unsure
from scheduler.post import Post
from tests.records.conftest import store
from tests.records.two import QUORUM, Town, post
from tests.records.two import town as two_branches

__all__ = ["store"]

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass
class Carries:
    """A carrier during whose work something else happens."""

    before: Callable[[MemberId], object] | None = None
    during: Callable[[MemberId], object] | None = None
    outcome: Outcome = Sent("17", "poll-17")  # noqa: RUF009 frozen
    went: list[MemberId] = field(default_factory=list)

    async def ready(self, delivery: Delivery, member: Member) -> None:
        if self.before:
            self.before(member.id)

    async def carry(self, delivery: Delivery, member: Member) -> Outcome:
        self.went.append(member.id)
        if self.during:
            self.during(member.id)
        return self.outcome


@pytest.fixture
def town(store: Store) -> Town:
    return two_branches(store)


def pushed(store: Store, member: Member) -> None:
    post(store, Letter(member.id, Kind.ASKED, "day:2026-11-24", NOW, QUORUM))


async def test_erased_before_the_request_nothing_is_sent(store: Store, town: Town) -> None:
    carrier = Carries(before=lambda member: store.erase_member(member, NOW))
    pushed(store, town.ann)
    await Post(store, carrier, lambda: NOW).deliver()
    assert carrier.went == []
    assert store.about("7001") == {}


@pytest.mark.parametrize(
    "outcome", [Sent("17", "poll-17"), Gone("blocked"), Later("busy"), Unsure("lost")]
)
async def test_erased_during_the_request_it_leaves_no_row_and_others_get_theirs(
    store: Store, town: Town, outcome: Outcome
) -> None:
    def erase(member: MemberId) -> None:
        if member == town.ann.id:
            store.erase_member(member, NOW)

    carrier = Carries(during=erase, outcome=outcome)
    pushed(store, town.ann)
    pushed(store, town.bo)
    await Post(store, carrier, lambda: NOW, in_flight=1).deliver()
    assert set(carrier.went) == {town.ann.id, town.bo.id}
    assert store.about("7001") == {}
    assert store.member(town.bo.id) is not None
    assert store.by_poll("poll-17") is None or isinstance(outcome, Sent)
    assert store.by_occasion(town.bo.id, "day:2026-11-24") is not None


async def test_erased_while_it_waits_in_the_round_nothing_is_sent(store: Store, town: Town) -> None:
    carrier = Carries(during=lambda _: store.erase("7001", NOW))
    pushed(store, town.bo)
    pushed(store, town.ann)
    await Post(store, carrier, lambda: NOW, in_flight=1).deliver()
    assert carrier.went == [town.bo.id]
