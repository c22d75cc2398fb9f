"""`studybot run` stopped for two days and started again: the days count against nobody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.joining.invitation import invitation
from bot.now import now
from bot.sandbox import Person, until
from bot.telegram.heard import KEY
from content.folder.library import Library
from records.branch import Branch
from records.model import BranchKey, Kind, Letter
from records.people.own import CONSENT, Choices, Consent
from records.sqlite import open_store
from scheduler.desk import Desk
from scheduler.figures.rhythms import rhythm_of
from tests.bot.test_run import House, house
from tests.records.two import QUORUM, sent

DAILY = Branch(BranchKey("north"), "North", "UTC", days=frozenset(range(7)))
DAY = timedelta(days=1)


def here_for_weeks(home: House, person: Person) -> None:
    """A member who promised five days a week and was sent an item on each of the last fourteen."""
    store = open_store(home.data / "studybot.db")
    begun = now() - 21 * DAY
    _, way = invitation("north", organizer=False, now=begun)
    store.invite(way)
    member = store.link(way, str(person.id), "Ann", "en", begun)
    store.agree(Consent(member.id, CONSENT, "", begun))
    store.choose(member.id, Choices(promise=5))
    for n in range(14):
        at = now() - n * DAY
        sent(store, Letter(member.id, Kind.STUDY, f"day:{at.date()}", at, QUORUM))
    person.chat.started = True
    store.close()


async def started_and_stopped(home: House, person: Person) -> None:
    """A whole run: it has taken what waited, so it has polled, and ends on SIGTERM. (A message that
    comes says nothing of that: it may be an item, or an answer that was under way before.)"""
    process = await home.start()
    person.say("/help")
    await until(home.telegram, lambda: not home.telegram.updates.pending(), 60)
    assert await home.end(process) == 0


def promised(home: House, person: Person) -> tuple[int, int]:
    """Days that this week and the one before ask for, and how many outages are on record."""
    store = open_store(home.data / "studybot.db")
    member = store.at(str(person.id))
    assert member is not None
    found = rhythm_of(Desk(store, {DAILY.key: DAILY}, Library()), member, now())
    outages = len(store.outages(now() - 9 * DAY, now()))
    store.close()
    assert found is not None
    return found.week.asked + found.weeks[-1].asked, outages


async def test_days_on_which_the_process_was_stopped_ask_for_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        ann = home.telegram.person("Ann")
        here_for_weeks(home, ann)
        await started_and_stopped(home, ann)
        asked, outages = promised(home, ann)
        assert (asked, outages) == (10, 0)
        store = open_store(home.data / "studybot.db")
        assert store.noted(KEY) is not None, "the last good poll is kept across the stop"
        store.note(KEY, (now() - 2 * DAY).isoformat())  # as if it had been stopped since then
        store.close()
        await started_and_stopped(home, ann)
        assert promised(home, ann) == (asked - 3, 1)
