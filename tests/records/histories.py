"""Histories of a branch with seeded habits: what its store would hand over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from content.item import Chosen, Done, Head, Item, ItemId, LessonId, Option, Reply
from records.branch import Branch, MonthlyRule
from records.meetings import Period, instant, week_of
from records.model import (
    Answer,
    BranchKey,
    Delivery,
    DeliveryId,
    Fate,
    Kind,
    Letter,
    Member,
    MemberId,
    Role,
    Spell,
    State,
)
from records.participation import Rows

NORTH = Branch(
    BranchKey("north"),
    "North",
    "Europe/Berlin",
    meeting=MonthlyRule(1, 3, time(19, 0)),
    languages=("en", "zh"),
)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def question(
    name: str, language: str = "en", *, form: str = "single", applied: bool = False
) -> Item:
    """A question with three options, the first one right."""
    text = {"en": f"What about {name}?", "zh": f"{name}怎么办？"}[language]
    return Item(
        ItemId(name),
        Head(LessonId(f"lessons/{name}"), language, name, f"lessons/{name}.{language}.md"),
        form,
        text,
        1,
        line=7,
        options=(Option("Right", right=True), Option("Wrong"), Option("Worse")),
        applied=applied,
    )


@dataclass
class History:
    """Rows that grow as a story is told: `join`, `send`, `answer`, `move`."""

    branch: Branch = NORTH
    members: list[Member] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    first: int = 101
    """The first member's id; deliveries are numbered from fifty times that."""

    def rows(self) -> Rows:
        return Rows(
            tuple(self.members), tuple(self.spells), tuple(self.deliveries), tuple(self.answers)
        )

    def join(
        self, at: datetime, linked: datetime | None = None, role: Role = Role.MEMBER
    ) -> MemberId:
        """Somebody comes on the roster, and maybe opens the link."""
        member = MemberId(self.first + len(self.members))
        state = State.LINKED if linked else State.INVITED
        self.members.append(
            Member(
                member, self.branch.key, f"M{member}", "en", state, role, joined=at, linked=linked
            )
        )
        self.spells.append(Spell(member, self.branch.key, State.INVITED, at, linked, at))
        if linked:
            self.spells.append(Spell(member, self.branch.key, State.LINKED, linked, None, linked))
        return member

    def joined(self, count: int, at: datetime) -> list[MemberId]:
        """So many linked members."""
        return [self.join(at, at) for _ in range(count)]

    def move(
        self, member: MemberId, state: State, at: datetime, noted: datetime | None = None
    ) -> None:
        """A new spell begins, and ends the running one."""
        for n, spell in enumerate(self.spells):
            if spell.member == member and spell.until is None:
                self.spells[n] = Spell(
                    member, spell.branch, spell.state, spell.since, at, spell.noted
                )
        self.spells.append(Spell(member, self.branch.key, state, at, None, noted or at))

    def send(
        self,
        member: MemberId,
        at: datetime,
        item: Item | None = None,
        *,
        open_for: timedelta = 3 * DAY,
        fate: Fate = Fate.SENT,
        kind: Kind = Kind.STUDY,
        fresh: bool = True,
    ) -> DeliveryId:
        """An item is sent, or is meant to be."""
        delivery = DeliveryId(50 * self.first + len(self.deliveries))
        letter = Letter(
            member,
            kind,
            f"day:{at:%Y-%m-%d}:{delivery}",
            at,
            item or question("quorum"),
            closes=at + open_for,
            fresh=fresh,
        )
        self.deliveries.append(
            Delivery(delivery, letter, fate, "v1", sent=at if fate is Fate.SENT else None)
        )
        return delivery

    def answer(
        self,
        delivery: DeliveryId,
        at: datetime,
        mark: float | None = 1.0,
        option: int | None = None,
    ) -> None:
        """The member answers it; by default the right option, or else the first wrong one."""
        sent = next(row for row in self.deliveries if row.id == delivery)
        item = sent.letter.item
        assert item is not None
        place = option if option is not None else int(mark is not None and mark < 1)
        reply: Reply = Done() if mark is None else Chosen((place,))
        closes = sent.letter.closes
        self.answers.append(
            Answer(
                delivery,
                sent.member,
                item.id,
                "v1",
                reply,
                mark,
                at,
                late=closes is not None and at > closes,
            )
        )


def seeded(
    seed: int,
    *,
    members: int = 24,
    weeks: int = 10,
    until: date = date(2026, 11, 22),
    branch: Branch = NORTH,
    language: str = "en",
) -> tuple[Rows, Period]:
    """A branch that studies Mon-Fri for some weeks up to a date; its last ISO week."""
    dice, story = Random(seed), History(branch)
    last = week_of(branch, until)
    first = last.start - (weeks - 1) * WEEK
    people = _people(story, dice, members, first)
    for n in range(weeks * 7):
        day = (first + n * DAY + 6 * HOUR).date()
        if day.weekday() < 5:
            item = question(
                f"topic-{n}", language, form=("single", "task", "case")[n % 3], applied=n % 3 > 0
            )
            _day(story, dice, people, day, item)
    return story.rows(), last


@dataclass
class _Person:
    id: MemberId
    habit: float
    skill: float
    away: tuple[date, date] | None = None
    linked: datetime | None = None


def _people(story: History, dice: Random, count: int, first: datetime) -> list[_Person]:
    found = []
    for n in range(count):
        joined = first - DAY if n < count - 3 else first + dice.randint(0, 50) * DAY
        linked = None if n % 12 == 5 else joined + dice.randint(0, 200) * HOUR
        person = _Person(
            story.join(joined, linked),
            dice.betavariate(1.6, 1.6),
            dice.uniform(0.3, 0.95),
            linked=linked,
        )
        if n % 6 == 2 and linked:
            start = (first + dice.randint(20, 50) * DAY).date()
            person.away = (start, start + dice.randint(6, 16) * DAY)
            zone = story.branch.zone
            story.move(person.id, State.PAUSED, max(linked, instant(start, time(7), zone)))
            story.move(person.id, State.LINKED, max(linked, instant(person.away[1], time(7), zone)))
        found.append(person)
    return found


def _day(story: History, dice: Random, people: list[_Person], day: date, item: Item) -> None:
    at = instant(day, time(8), story.branch.zone)
    outage = dice.random() < 0.03
    hard = dice.uniform(-0.35, 0.1)
    for person in people:
        away = person.away and person.away[0] <= day < person.away[1]
        if person.linked is None or person.linked > at or away:
            continue
        failed = outage or dice.random() < 0.03
        delivery = story.send(person.id, at, item, fate=Fate.FAILED if failed else Fate.SENT)
        if not failed and dice.random() < person.habit * 0.6:
            mark = float(dice.random() < person.skill + hard)
            wait = timedelta(minutes=dice.expovariate(1 / 300))
            story.answer(delivery, at + wait, mark, 0 if mark else dice.choice((1, 1, 2)))


def utc(text: str) -> datetime:
    """An instant written as ISO, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
