"""The flows whose every crash boundary is tried, each with its world and what begins it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.joining.invitation import claim
from bot.press import Command
from bot.roles.scope import handle
from bot.sandbox import Message, Person, Telegram
from bot.telegram.callback import pack
from content.item import Chosen
from records.keeping.backup import Backups
from records.model import BranchKey
from records.sqlite import SqliteStore
from tests.bot.group.together import together
from tests.dialogue import MONDAY, Town

QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting
- [ ] Any three members

Explanation: Article 12.
"""
ORDER = "# Order: A motion, step by step\n\n1. Move\n2. Second\n3. Vote\n"
OPEN = "# Open question: What helped you most?\n"
LONG = "# How a meeting goes\n\n" + "\n\n".join(f"Step {n}. " + "word " * 120 for n in range(12))
TASK = "# Task: Ask a neighbour\n\nAsk one neighbour what they need.\n\nFollow-up: 4 days\n"
TWO = {f"a/0{n}-x.en.md": OPEN.replace("most", f"most, {n}") for n in range(4)}
LIST = (
    "Name,Phone,Branch,Language\nAnn,0151 1234567,North,en\nOlga,0151 1111111,North,en\n"
    "Bo,0151 7654321,North,en\n"
)
NEXT = LIST.replace("Bo,0151 7654321,North,en", "Dan,0151 2222222,North,en")
"""Bo is off it, and Dan is new."""
DAY = timedelta(days=1)
NINE = MONDAY + timedelta(hours=1)
"""09:00 in Berlin: the hour of north's item."""
MEETING = datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
"""North's next: the first Thursday, 19:00 in Berlin."""


@dataclass
class Stage:
    """A world between two lives of the bot: Telegram, the folder, the people in it."""

    telegram: Telegram
    folder: Path
    code: str = ""
    """An invite that nobody has used."""

    def person(self, name: str) -> Person:
        return next(one for one in self.telegram.people.values() if one.user.first_name == name)

    def asked(self, name: str) -> Message:
        """The newest message to somebody that can be answered."""
        return [m for m in self.person(name).heard if m.poll or m.buttons][-1]

    def press(self, name: str, command: str, *args: str) -> None:
        one = self.person(name)
        one.press(one.messages[-1], pack(Command(command, args)))


Prepare = Callable[[Stage, Town], Awaitable[None]]


@dataclass(frozen=True)
class Flow:
    """One flow: its lessons, what was before, when it is, and what begins it."""

    name: str
    prepare: Prepare | None
    begin: Callable[[Stage], object] = lambda stage: None
    at: datetime | None = None
    lessons: Mapping[str, str] = field(default_factory=lambda: {"a/01-x.en.md": QUIZ})
    start: bool = False
    """Whether the boundaries of starting count as well; they are the same in every flow."""
    act: str = ""
    """What is done on the machine itself (`crashing._act`)."""
    check: Callable[[SqliteStore, Path], Iterator[str]] | None = None


async def joined(stage: Stage, town: Town) -> None:
    """An organizer and three members, an hour before their item comes."""
    await town.joined("Olga", organizer=True)
    for name in ("Ann", "Bo", "Cem"):
        await town.joined(name)
    stage.code = town.life.invited("north")


async def morning(stage: Stage, town: Town) -> None:
    """The item has come."""
    await joined(stage, town)
    await town.at("09:00")


async def two_open(stage: Stage, town: Town) -> None:
    """Ann has three open questions that take words."""
    await morning(stage, town)
    for _ in range(2):
        stage.person("Ann").say("/more")
        await town.settle()


async def expecting_question(stage: Stage, town: Town) -> None:
    """Ann is to write a question for the box, while one that takes words is open."""
    await two_open(stage, town)
    stage.person("Ann").say("/ask")
    await town.settle()


async def expecting_clock(stage: Stage, town: Town) -> None:
    """Ann was asked what time it is for her, while a question that takes words is open."""
    await two_open(stage, town)
    stage.press("Ann", "settings", "zone")
    await town.settle()


async def a_week(stage: Stage, town: Town) -> None:
    """A Monday's item was answered by two, and the week is over."""
    await morning(stage, town)
    for name, place in (("Ann", 1), ("Bo", 0)):
        stage.person(name).vote(stage.asked(name), place)
    await town.settle()


async def grouped(stage: Stage, town: Town) -> None:
    """A branch's group is linked, its question due in an hour."""
    await together(town, members=6)


async def posted(stage: Stage, town: Town) -> None:
    """The question stands in the group."""
    await grouped(stage, town)
    await town.at("09:00")


async def tapped(stage: Stage, town: Town) -> None:
    """And was answered by six."""
    await posted(stage, town)
    tap_all(stage)
    await town.settle()


async def uploaded(stage: Stage, town: Town) -> None:
    """An organizer has sent a file and is asked whether to add it."""
    await joined(stage, town)
    stage.person("Olga").send_document("new.md", OPEN.encode())
    await town.settle()


async def forgotten_since(stage: Stage, town: Town) -> None:
    """A backup was made; since then somebody was erased and something answered."""
    await morning(stage, town)
    data = stage.folder / "data"
    made = Backups(data).make(town.life.clock.at)
    (data / "kept").mkdir()
    made.rename(data / "kept" / made.name)
    stage.person("Ann").vote(stage.asked("Ann"), 1)
    forget(stage, "Bo")
    await town.settle()


async def corrected(stage: Stage, town: Town) -> None:
    """Two have answered by a wrong key; it was corrected, and an organizer is asked."""
    await a_week(stage, town)
    correct(town.folder / "a" / "01-x.en.md")
    await town.life.bot.reload.rescan()
    await town.settle()


async def administered(stage: Stage, town: Town) -> None:
    """Cem is the organisation's first administrator."""
    await joined(stage, town)
    code, invite = claim("north", town.life.clock.at)
    town.life.bot.store.invite(invite)
    stage.person("Cem").say(code)
    await town.settle()


async def listed(stage: Stage, town: Town) -> None:
    """A list of members is in force; the organizer has sent the next and sees what changes."""
    await joined(stage, town)
    for text in (LIST, NEXT):
        stage.person("Olga").send_document("list.csv", text.encode())
        await town.settle()
        if text is LIST:
            stage.person("Olga").tap(stage.asked("Olga"), "Apply")
            await town.settle()


def correct(lesson: Path) -> None:
    """Another answer is right from now on; whole at once, and as often as one likes."""
    part = lesson.with_name(".part")
    text = lesson.read_text("utf-8").replace("- [ ] The board", "- [x] The board")
    part.write_text(text.replace("- [x] The general", "- [ ] The general"), "utf-8")
    os.replace(part, lesson)


def change_roles(stage: Stage) -> None:
    """Bo becomes an organizer, and Olga is none any more."""
    for sign, number in (("++", 3), ("--", 1)):
        stage.press("Cem", "roles", sign, "o", handle(BranchKey("north")), str(number))


def vote(stage: Stage) -> None:
    for name, place in (("Ann", 1), ("Bo", 0), ("Olga", 1)):
        stage.person(name).vote(stage.asked(name), place)


def vote_withdrawn(stage: Stage) -> None:
    """A vote, then what an app sends that takes it back."""
    ann, poll = stage.person("Ann"), stage.asked("Ann")
    ann.vote(poll, 1)
    assert poll.poll is not None
    stage.telegram.push("poll_answer", {"poll_id": poll.poll.id, "user": ann.user.api(),
                                        "option_ids": [], "option_persistent_ids": []})  # fmt: skip


def press_twice(stage: Stage) -> None:
    """Two answers to one question, as two devices send them."""
    ann, asked = stage.person("Ann"), stage.asked("Ann")
    data = next(b.data for row in asked.buttons for b in row if b.data)
    place = data.removeprefix("1a").partition(".")[0]
    for order in ("012", "210"):
        ann.press(asked, f"1s{place}.{order}")


def write_words(stage: Stage) -> None:
    stage.person("Ann").say("The examples.")
    stage.person("Bo").say("The people.")


def write_twice(stage: Stage) -> None:
    """Two answers, the newest question's first; the words alone say nothing of which."""
    for words in ("The examples.", "The people."):
        stage.person("Ann").say(words)


def join(stage: Stage) -> None:
    """All taps of the way in, one after the other."""
    stage.telegram.person("Dan").start(stage.code)
    stage.press("Dan", "join", "yes")
    stage.press("Dan", "join", "hour", "08:00")


def forget(stage: Stage, name: str = "Ann") -> None:
    at = int(stage.telegram.now().timestamp())
    stage.person(name).say("/forget")
    stage.press(name, "forget", "yes", str(at))


def says(*words: str, name: str = "Ann") -> Callable[[Stage], None]:
    def said(stage: Stage) -> None:
        for one in words:
            stage.person(name).say(one)

    return said


def taps(name: str, label: str) -> Callable[[Stage], object]:
    return lambda stage: stage.person(name).tap(stage.asked(name), label)


def tap_all(stage: Stage) -> None:
    [group] = [chat for chat in stage.telegram.chats.values() if chat.id < 0]
    question = [m for m in group.messages.values() if m.buttons][-1]
    for n, one in enumerate(stage.telegram.people.values()):
        one.tap(question, "AB"[n % 2])


def erased(store: SqliteStore, folder: Path) -> Iterator[str]:
    """Nobody of that name, in no file but the backup, which is older."""
    if "Bo" in [one.name for one in store.members()]:
        yield "an erased member came back"


def nobody(store: SqliteStore, folder: Path) -> Iterator[str]:
    if "Ann" in [one.name for one in store.members()]:
        yield "who asked to be forgotten is here"
    if store.owed():
        yield "a last word is still owed"


def by_the_new_key(store: SqliteStore, folder: Path) -> Iterator[str]:
    marks = {one.reply: one.mark for one in store.each_answer()}
    if marks != {Chosen((1,)): 0.0, Chosen((0,)): 1.0}:
        yield f"graded {marks}"


def led_by_bo(store: SqliteStore, folder: Path) -> Iterator[str]:
    leaders = [one.name for one in store.organizers(BranchKey("north"))]
    if leaders != ["Bo"]:
        yield f"led by {leaders}"


def on_the_list(store: SqliteStore, folder: Path) -> Iterator[str]:
    stands = {one.name: one.state.value for one in store.members()}
    if stands.get("Dan") != "invited" or stands.get("Bo") != "left" or len(stands) != 5:
        yield f"on the list: {stands}"
    if list((folder / "data" / "rosters").glob("*")):
        yield "the file that was sent is still here"


def one_pack(store: SqliteStore, folder: Path) -> Iterator[str]:
    told = store._rows("SELECT count(*) FROM delivery WHERE body LIKE 'pack:%' AND fate = 'sent'")
    if told != [(1,)]:
        yield f"packs told: {told}"


def one_sound(store: SqliteStore, folder: Path) -> Iterator[str]:
    if not list(Backups(folder / "data").all()):
        yield "no backup"
    if halves := list((folder / "data" / "backups").glob(".*")):
        yield f"halves left: {halves}"


FLOWS = (
    Flow("first start", None, start=True),
    Flow("start and stop", joined, start=True),
    Flow("deliver", joined, at=NINE),
    Flow("deliver a long reading", joined, at=NINE, lessons={"a/01-x.en.md": LONG}),
    Flow("its next part", morning, taps("Ann", "Continue"), lessons={"a/01-x.en.md": LONG}),
    Flow("answer", morning, vote),
    Flow("answer in words", morning, write_words, lessons={"a/01-x.en.md": OPEN}),
    Flow("answers in words, two open", two_open, write_twice, lessons=TWO),
    Flow("question box, asked first", expecting_question, says("Who has the key?"), lessons=TWO),
    Flow("the clock in words", expecting_clock, says("11:00"), lessons=TWO),
    Flow("second press", morning, press_twice, lessons={"a/01-x.en.md": ORDER}),
    Flow("vote withdrawn", morning, vote_withdrawn),
    Flow("join and agree", joined, join),
    Flow("settings", joined, says("/pause 5", "/settings", "/rhythm")),
    Flow("question box", joined, says("/ask Who has the key?", "/ask And when?")),
    Flow("own record", morning, says("/mydata")),
    Flow("forget", morning, forget, check=nobody),
    Flow("leave", morning, says("/stop")),
    Flow("block", morning, lambda stage: stage.person("Ann").block()),
    Flow("weekly summary", a_week, at=NINE + 7 * DAY),
    Flow("summary on request", a_week, says("/summary", name="Olga")),
    Flow("retention", a_week, at=NINE + 300 * DAY),
    Flow("try it", morning, lambda stage: stage.press("Ann", "try", "2"),
         lessons={"a/01-x.en.md": TASK}),
    Flow("lessons edited", morning, act="edit"),
    Flow("key corrected", a_week, act="correct"),
    Flow("answers regraded", corrected, taps("Olga", "Regrade a few answers"),
         check=by_the_new_key),
    Flow("roles changed", administered, change_roles, check=led_by_bo),
    Flow("list of members in force", listed, taps("Olga", "Apply"), check=on_the_list),
    Flow("meeting pack", a_week, at=MEETING - 2 * DAY + timedelta(minutes=1), check=one_pack),
    Flow("file for another program", a_week,
         lambda stage: stage.press("Olga", "export", "gradebook")),
    Flow("lessons published", uploaded, taps("Olga", "Add")),
    Flow("backup", morning, act="backup", check=one_sound),
    Flow("restore", forgotten_since, act="restore", check=erased, start=True),
    Flow("group linked", joined, lambda stage: stage.telegram.group(
        "All of us", [stage.person("Olga"), stage.person("Ann")]).add_bot(stage.person("Olga"))),
    Flow("group question", grouped, at=NINE),
    Flow("group answers", posted, tap_all),
    Flow("group totals", tapped, at=NINE + 4 * DAY),
)  # fmt: skip
