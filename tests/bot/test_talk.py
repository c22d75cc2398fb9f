"""Monday's people to talk to: by name only with consent, a text to forward, every look kept."""

from __future__ import annotations

from bot.sandbox import Person
from records.model import Role
from records.people.office import Office
from records.people.own import Choices
from records.people.record import SILENT
from tests.bot.members.people import heard, lessons
from tests.dialogue import NORTH, Town, study

LESSONS = {**lessons("en", 30), **lessons("zh", 30)}
TO_TALK = "no answer for two weeks or more"


def name(town: Town, *people: Person) -> None:
    """They agree to be named, as with /settings."""
    for person in people:
        town.life.bot.store.choose(town.member(person).id, Choices(named=True))


async def branch(town: Town, *names: str, language: str = "en") -> list[Person]:
    return [await town.joined(name, language=language) for name in names]


def looks(town: Town, person: Person) -> list[str]:
    return [view.what for view in town.life.bot.store.seen(town.member(person).id)]


def brief(person: Person) -> str:
    """The newest Monday brief."""
    return next(m.text for m in reversed(person.heard) if "One thing to do" in m.text)


async def test_who_agreed_to_be_named_and_nobody_else() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        ann, bo, cem, dan, eva, fay = await branch(town, "Ann", "Bo", "Cem", "Dan", "Eva", "Fay")
        name(town, ann, cem, dan)
        await town.at("16:00")
        await heard(town, dan, "/pause 30")
        await town.at("12:00", days=7)
        assert TO_TALK not in brief(olga), "one week is no while"
        for _ in range(2):
            cem.vote(next(m for m in reversed(cem.heard) if m.poll), 0)
            await town.at("12:00", days=7)
        assert "To talk to: Ann – no answer" in brief(olga)
        assert looks(town, ann) == [SILENT] * 2, "two Mondays"
        assert looks(town, bo) == looks(town, cem) == looks(town, dan) == []
        assert "no answer for a while, by name" in await heard(town, ann, "/whosaw")
        assert all("To talk to" not in m.text for person in (ann, eva, fay) for m in person.heard)


async def test_a_text_to_forward_comes_at_a_tap_and_says_nothing_of_what_was_not_done() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        lan, *_ = await branch(town, "小兰", "B", "C", "D", "E", language="zh")
        name(town, lan)
        await town.at("12:00", days=21)
        button = next(m for m in reversed(olga.heard) if "A text for 小兰" in m.labels)
        olga.tap(button, "A text for 小兰")
        await town.settle()
        hint, text = [m.text for m in olga.heard[-2:]]
        assert hint == "Forward this to 小兰, or say it your own way:"
        assert text.startswith("小兰，你好，近来怎么样？ 我们1月"), text
        assert "作答" not in text and "两周" not in text
        assert looks(town, lan).count(SILENT) >= 2
        assert olga.last.labels == []


async def test_consent_taken_back_and_an_answer_in_between_end_it() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        ann, bo, *_ = await branch(town, "Ann", "Bo", "Cem", "Dan", "Eva")
        name(town, ann, bo)
        await town.at("12:00", days=21)
        asked = next(m for m in reversed(olga.heard) if "A text for Ann" in m.labels)
        seen = len(looks(town, ann)), len(looks(town, bo))
        town.life.bot.store.choose(town.member(ann).id, Choices())
        bo.vote(next(m for m in reversed(bo.heard) if m.poll), 0)
        await town.settle()
        for label in ("A text for Ann", "A text for Bo"):
            olga.tap(asked, label)
            await town.settle()
            assert olga.last.text == "Nothing to say here any more: a newer summary says who."
        assert TO_TALK not in await heard(town, olga, "/summary")
        assert (len(looks(town, ann)), len(looks(town, bo))) == seen


async def test_only_an_organizer_of_their_branch_now_and_no_branch_under_five() -> None:
    async with study(LESSONS) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        ann, bo, *_ = await branch(town, "Ann", "Bo", "Cem", "Dan", "Eva")
        few = [await town.joined(each, "south") for each in ("Una", "Vic", "Wim")]
        name(town, ann, *few)
        await town.at("12:00", days=21)
        assert TO_TALK in await heard(town, olga, "/summary")
        assert TO_TALK not in await heard(town, sven, "/summary")
        store, ann_id = town.life.bot.store, town.member(ann).id
        sven.say(f"/talk {ann_id}")
        bo.say(f"/talk {ann_id}")
        await town.settle()
        assert sven.last.text == "Nothing to say here any more: a newer summary says who."
        assert "Forward" not in bo.last.text
        member = town.member(olga).id
        assert store.offices(member) == [Office(member, Role.ORGANIZER, NORTH.key,
                                                store.offices(member)[0].since)]  # fmt: skip
        store.revoke(member, Role.ORGANIZER, NORTH.key)
        olga.say(f"/talk {ann_id}")
        await town.settle()
        assert "Forward" not in olga.last.text
