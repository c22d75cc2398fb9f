"""Who may do what, where: every command × everybody × every kind of chat, all of them tried.

A command without an entry fails. What is not allowed leaves no message but the one that says
nothing, in one's own chat alone; a group sees nothing of anybody's commands (but `/link`, which
is said there).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pytest
import pytest_asyncio

from bot.commands import commands
from bot.sandbox import Group, Person
from records.model import Role, State
from records.people.office import Office
from records.people.own import CONSENT, Consent
from tests.dialogue import SOUTH, Town, study

LESSON = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"
LESSONS = {"a/01-x.en.md": LESSON, "a/02-y.en.md": LESSON.replace("bylaws", "statutes")}


class Out(StrEnum):
    """What somebody gets to see."""

    RUNS = "runs"
    NEUTRAL = "the words that every stranger reads, or who left: how to come back"
    UNKNOWN = "the one helpful line"
    SILENT = "nothing"


STRANGERS = ("stranger", "invited", "joining")
"""Nobody here: never seen, on the roster without having opened the link, not agreed yet."""
MEMBERS = ("linked", "paused", "excused", "blocked")
ORGANIZERS = ("organizer", "organizer elsewhere")
ADMINISTRATORS = ("administrator", "administrator of a branch")
"""They organize nothing; the first is of the whole organisation, the other of the south."""
GONE = ("left", "organizer who left", "administrator who left")
EVERYBODY = (*STRANGERS, *MEMBERS, *ORGANIZERS, *ADMINISTRATORS, *GONE)


@dataclass(frozen=True)
class Rule:
    """Who may use a command in private; the others read what `unknown` tells them."""

    may: tuple[str, ...]
    neutral: tuple[str, ...] = ()
    """Who may use it and reads the neutral words by it, as it is the way in."""
    told_in_group: bool = False

    def in_private(self, who: str) -> Out:
        if who in self.neutral:
            return Out.NEUTRAL
        if who in self.may:
            return Out.RUNS
        return Out.NEUTRAL if who in (*STRANGERS, *GONE) else Out.UNKNOWN

    def in_group(self, who: str) -> Out:
        """Only members are answered there, and in private."""
        runs = who not in (*STRANGERS, *GONE) and who in self.may
        return Out.RUNS if runs else Out.SILENT


ANYBODY = Rule(EVERYBODY)
MEMBER = Rule((*MEMBERS, *ORGANIZERS, *ADMINISTRATORS))
ORGANIZER = Rule(ORGANIZERS)
ADMINISTRATOR = Rule(ADMINISTRATORS)
KEEPER = Rule((*ORGANIZERS, *ADMINISTRATORS))

MATRIX: Mapping[str, Rule] = {
    "start": Rule(EVERYBODY, neutral=("stranger", "invited", "joining")),
    "claim": Rule(EVERYBODY, neutral=("stranger", "invited", "joining")),
    "roles": ADMINISTRATOR,
    "branch": ORGANIZER,
    "roster": KEEPER,
    "join": Rule(EVERYBODY, neutral=("stranger", "invited", *GONE)),
    "privacy": ANYBODY,
    "mydata": ANYBODY,
    "forget": ANYBODY,
    "whosaw": ANYBODY,
    "developer_info": ANYBODY,
    "help": Rule(EVERYBODY, neutral=(*STRANGERS, *GONE)),
    "today": MEMBER,
    "more": MEMBER,
    "settings": MEMBER,
    "stop": MEMBER,
    "menu": MEMBER,
    "review": MEMBER,
    "rhythm": MEMBER,
    "missed": MEMBER,
    "topics": MEMBER,
    "ask": MEMBER,
    "meeting": MEMBER,
    "here": MEMBER,
    "excuse": ORGANIZER,
    "vote": MEMBER,
    "argue": MEMBER,
    "pack": ORGANIZER,
    "period": ORGANIZER,
    "try": MEMBER,
    "tried": MEMBER,
    "undo": MEMBER,
    "pause": MEMBER,
    "slower": MEMBER,
    "questions": ORGANIZER,
    "invite": ORGANIZER,
    "waiting": ORGANIZER,
    "summary": ORGANIZER,
    "export": ORGANIZER,
    "dashboard": ORGANIZER,
    "preview": ORGANIZER,
    "plan": ORGANIZER,
    "template": ORGANIZER,
    "content": ORGANIZER,
    "check": ORGANIZER,
    "upload": ORGANIZER,
    "confirm": ORGANIZER,
    "regrade": ORGANIZER,
    "group": ORGANIZER,
    "talk": ORGANIZER,
    "quality": ORGANIZER,
    "resume": ORGANIZER,
    "link": Rule(ORGANIZERS, told_in_group=True),
}


def test_every_command_has_an_entry_and_every_entry_a_command() -> None:
    assert set(MATRIX) == set(commands())


@dataclass
class Square:
    """Everybody in one town, and a group with all of them."""

    town: Town
    people: dict[str, Person]
    group: Group
    neutral: str
    unknown: str
    way_back: str
    """What who left reads instead of the neutral words."""

    async def outcome(self, who: str, act: Callable[[Person], object]) -> Out:
        """What somebody's act leads to; nobody else may hear anything of it."""
        await self.as_it_was(who)
        person = self.people[who]
        before = {name: len(one.heard) for name, one in self.people.items()}
        act(person)
        await self.town.life.heard()
        for name, one in self.people.items():
            assert name == who or len(one.heard) == before[name], f"{name} heard of {who}"
        said = [message.text for message in person.heard[before[who] :]]
        closed = self.way_back if who in GONE else self.neutral
        if said in ([closed], [self.unknown]):
            return Out.NEUTRAL if said == [closed] else Out.UNKNOWN
        return Out.RUNS if said else Out.SILENT

    async def as_it_was(self, who: str) -> None:
        """Back to where they stood, whatever an earlier command did."""
        store, now = self.town.life.bot.store, self.town.life.clock.at
        member = store.at(str(self.people[who].id))
        if member is None:
            return
        if not store.agreed([member.id], CONSENT) and who not in GONE:
            store.agree(Consent(member.id, CONSENT, "", now))
        if who != "joining":
            store.let_go(str(self.people[who].id))
        state = STANDS.get(who, State.LINKED)
        store.move(member.id, state, now)

    def told(self) -> int:
        return sum(message.from_bot for message in self.group.messages)


STANDS = {
    "paused": State.PAUSED, "excused": State.EXCUSED, "blocked": State.BLOCKED,
    "left": State.LEFT, "organizer who left": State.LEFT, "administrator who left": State.LEFT,
}  # fmt: skip


async def settled(town: Town) -> Square:
    """Everybody comes, each as they are to stand."""
    telegram, people = town.life.telegram, dict[str, Person]()
    for who in (*MEMBERS, *ORGANIZERS, *ADMINISTRATORS, *GONE):
        branch = "south" if who == "organizer elsewhere" else "north"
        people[who] = await town.joined(who, branch, organizer="organizer" in who)
        if "administrator" in who:
            of = SOUTH.key if "branch" in who else None
            id, now = town.member(people[who]).id, town.life.clock.at
            town.life.bot.store.grant(Office(id, Role.ADMINISTRATOR, of, now))
    for who in STRANGERS:
        people[who] = telegram.person(who)
        people[who].say("hello")
    people["joining"].start(town.life.invited("north"))
    town.life.bot.store.enrol(town.member(people["linked"]).branch, "invited", "en",
                              town.life.clock.at)  # fmt: skip
    await town.settle()
    group = telegram.group("Choir", list(people.values()))
    group.add_bot(people["organizer"])
    people["linked"].say("/nosuchthing")
    await town.settle()
    neutral, unknown = people["stranger"].last.text, people["linked"].last.text
    town.life.bot.store.move(town.member(people["left"]).id, State.LEFT, town.life.clock.at)
    people["left"].say("hello")
    await town.settle()
    return Square(town, people, group, neutral, unknown, people["left"].last.text)


async def in_private(square: Square, name: str) -> Mapping[str, tuple[Out, Out]]:
    """Expected and found, of each in their own chat: typed, forwarded, by a button."""
    rule, found = MATRIX[name], {}
    other = square.people["organizer elsewhere"]
    ways: dict[str, Callable[[Person], object]] = {
        "typed": lambda one: one.say(f"/{name}"),
        "forwarded": lambda one: one.say(f"/{name}", forwarded_from=other),
        "by a button": lambda one: one.press(one.heard[0], f"1c{name}"),
    }
    for way, act in ways.items():
        for who in EVERYBODY:
            found[f"{who}, {way}"] = (rule.in_private(who), await square.outcome(who, act))
    return found


async def never(square: Square, name: str) -> Mapping[str, tuple[Out, Out]]:
    """An edit runs nothing, nor does another bot's command."""
    found, earlier = {}, {who: one.say("hello") for who, one in square.people.items()}
    await square.town.settle()
    ways: dict[str, Callable[[str], Callable[[Person], object]]] = {
        "edited": lambda who: lambda one: one.edit(earlier[who], f"/{name}"),
        "another bot's": lambda _: lambda one: one.say(f"/{name}@other_bot"),
    }
    for way, act in ways.items():
        for who in EVERYBODY:
            found[f"{who}, {way}"] = (Out.SILENT, await square.outcome(who, act(who)))
    return found


async def in_the_group(square: Square, name: str) -> Mapping[str, tuple[Out, Out]]:
    rule, found = MATRIX[name], {}
    for who in EVERYBODY:
        before = square.told()
        out = await square.outcome(who, lambda one: square.group.say(one, f"/{name}"))
        if rule.told_in_group and who in rule.may:
            continue  # it is said in the group: `tests/bot/group/` holds what
        assert square.told() == before, f"the group saw {who}'s /{name}"
        found[f"{who}, in the group"] = (rule.in_group(who), out)
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def square() -> AsyncIterator[Square]:
    """One for all commands: before each, everybody stands where they stood."""
    async with study(LESSONS) as town:
        yield await settled(town)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", commands())
async def test_everybody_gets_what_is_theirs_and_nothing_else(name: str, square: Square) -> None:
    cells = {
        **await in_private(square, name),
        **await never(square, name),
        **await in_the_group(square, name),
    }
    assert {cell: out for cell, (_, out) in cells.items()} == {
        cell: wanted for cell, (wanted, _) in cells.items()
    }
    assert square.town.life.bot.store.parked() == 0


@pytest.mark.parametrize(("who", "role", "rule"), [
    ("organizer", Role.ORGANIZER, ORGANIZER), ("organizer", Role.ORGANIZER, KEEPER),
    ("administrator", Role.ADMINISTRATOR, ADMINISTRATOR),
    ("administrator", Role.ADMINISTRATOR, KEEPER),
])  # fmt: skip
async def test_rights_end_at_once_also_for_buttons_that_stand_in_the_chat(
    who: str, role: Role, rule: Rule
) -> None:
    """A08: an organizer removed a second ago, by every organizers' command and button."""
    async with study(LESSONS) as town:
        square = await settled(town)
        member = town.member(square.people[who])
        branch = member.branch if role is Role.ORGANIZER else None
        assert town.life.bot.store.revoke(member.id, role, branch)
        for name, held in MATRIX.items():
            if held.may == rule.may:
                typed = await square.outcome(who, lambda one, n=name: one.say(f"/{n}"))
                pressed = await square.outcome(
                    who, lambda one, n=name: one.press(one.heard[0], f"1c{n}")
                )
                assert (typed, pressed) == (Out.UNKNOWN, Out.UNKNOWN), name
