"""Every number equals an independent recount; nothing a member does to leave raises a rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content.history.version import version_of
from content.item import Option
from records.meetings import Period, week_of
from records.model import Fate, Kind, MemberId, Role, State
from records.participation import Measures, Rows, Share, measure, summarise
from records.participation.attempts import first_attempts
from records.participation.book import book
from records.participation.questions import by_family
from records.participation.wear import sends_by_form
from tests.records.histories import HOUR, NORTH, WEEK, History, question
from tests.records.recount import Recount

W = week_of(NORTH, date(2026, 11, 18))
LATER = W.end + 4 * WEEK
HOURS = st.integers(-10 * 24, 8 * 24)
"""Hours from the start of the week: some before it, some after, some exactly at its borders."""

MOVES = st.sampled_from(
    [State.LINKED, State.PAUSED, State.EXCUSED, State.BLOCKED, State.LEFT, State.PAUSED]
)
A = question("a")
VERSIONS = [
    replace(A, text="What about a, then?"),
    replace(A, options=A.options[::-1]),
    replace(A, options=(*A.options[:2], Option("Something else"))),
    replace(A, options=(Option("Right"), Option("Wrong", right=True), Option("Worse"))),
]
"""The item a, in other words, in another order, with another option, with another key."""

ITEMS = [
    A,
    question("b", form="task", applied=True),
    question("c", form="case", applied=True),
    question("d", form="single"),
]


@st.composite
def histories(draw: st.DrawFn, least: int = 0, most: int = 12) -> History:
    """Some people, what became of them, what was sent to them, and what they answered."""
    story = History()
    for _ in range(draw(st.integers(least, most))):
        _live(draw, story)
    return story


def _live(draw: st.DrawFn, story: History) -> None:
    joined = W.start + draw(st.integers(-70 * 24, 24)) * HOUR
    linked = draw(st.none() | st.integers(1, 70 * 24))
    organizer = draw(st.integers(0, 9)) == 0
    member = story.join(
        joined,
        None if linked is None else joined + linked * HOUR,
        Role.ORGANIZER if organizer else Role.MEMBER,
    )
    if linked is None:
        return
    at = joined + linked * HOUR
    for _ in range(draw(st.integers(0, 3))):
        at = max(at + HOUR, W.start + draw(HOURS) * HOUR)
        noted = at + draw(st.sampled_from([0, 0, 0, -30, 5, 60])) * HOUR
        story.move(member, draw(MOVES), at, noted)
    for _ in range(draw(st.integers(0, 5))):
        _send(draw, story, member)


def _send(draw: st.DrawFn, story: History, member: MemberId) -> None:
    sent = W.start + draw(HOURS) * HOUR
    delivery = story.send(
        member,
        sent,
        draw(st.sampled_from(ITEMS)),
        open_for=draw(st.sampled_from([1, 24, 72, 168])) * HOUR,
        fate=draw(st.sampled_from([Fate.SENT] * 5 + [Fate.FAILED, Fate.UNKNOWN, Fate.CANCELLED])),
        kind=draw(st.sampled_from([Kind.STUDY, Kind.STUDY, Kind.ASKED])),
    )
    if draw(st.booleans()):
        mark = draw(st.sampled_from([0.0, 0.5, 1.0, None]))
        story.answer(delivery, sent + draw(st.integers(0, 200)) * HOUR, mark)


def figure(one: object) -> object:
    """A measure as the recount gives it."""
    if isinstance(one, Share):
        return None if one.hidden else (one.n, one.of)
    return getattr(one, "value", None)


@settings(max_examples=120, deadline=None)
@given(histories())
def test_every_measure_equals_an_independent_recount(story: History) -> None:
    rows = story.rows()
    found = measure(rows, NORTH, W, LATER).each()
    for name, wanted in Recount(rows, NORTH.zone, W.start, W.end).figures().items():
        got = figure(found[name])
        if isinstance(wanted, float) and isinstance(got, float):
            assert abs(got - wanted) < 1e-9, name
        else:
            assert got == wanted, name


@settings(max_examples=100, deadline=None)
@given(histories(least=5))
def test_every_delivery_ends_in_exactly_one_disposition(story: History) -> None:
    assume(Recount(story.rows(), NORTH.zone, W.start, W.end).roster() >= 5)
    found = measure(story.rows(), NORTH, W, LATER)
    ends = (found.answered, found.unanswered, found.unreached, found.paused, found.excused)
    closed = [d for d in story.deliveries if d.letter.closes and W.start < d.letter.closes <= W.end]
    assert sum(end.value or 0 for end in ends) == len(closed)
    if found.response.hidden is None:
        assert found.response.n == found.answered.value
        assert found.response.of == (found.answered.value or 0) + (found.unanswered.value or 0)


@settings(max_examples=100, deadline=None)
@given(histories(least=5), st.data())
def test_leaving_or_pausing_after_an_item_never_raises_a_rate(
    story: History, data: st.DataObject
) -> None:
    before = measure(story.rows(), NORTH, W, LATER)
    assume(before.active.ratio is not None)
    pushed = [
        d
        for d in story.deliveries
        if d.sent and d.sent in W and d.letter.kind is Kind.STUDY and _linked_at(story, d.member)
    ]
    assume(pushed)
    delivery = data.draw(st.sampled_from(pushed))
    assert delivery.sent
    last = max(s.since for s in story.spells if s.member == delivery.member)
    at = max(last + HOUR, delivery.sent + data.draw(st.integers(1, 60)) * HOUR)
    state = data.draw(st.sampled_from([State.LEFT, State.PAUSED, State.EXCUSED]))
    story.move(delivery.member, state, at, max(at, delivery.sent))
    after = measure(story.rows(), NORTH, W, LATER)
    for name in ("linked", "reach", "active", "response", "regularity"):
        assert _ratio(after, name) <= _ratio(before, name), name


def _linked_at(story: History, member: MemberId) -> bool:
    spells = [s for s in story.spells if s.member == member]
    return spells[-1].state is State.LINKED


def _ratio(found: Measures, name: str) -> float:
    one = found.each()[name]
    assert isinstance(one, Share)
    return one.ratio or 0.0


@settings(max_examples=60, deadline=None)
@given(histories(least=7))
def test_what_is_counted_week_by_week_adds_up_to_the_whole(story: History) -> None:
    weeks = [week_of(NORTH, date(2026, 11, 4) + n * timedelta(days=7)) for n in range(5)]
    assert all(a.end == b.start for a, b in pairwise(weeks))
    rows = Rows(*(_everybody_forever(story), (), story.deliveries, story.answers))
    parts = [measure(rows, NORTH, week, LATER) for week in weeks]
    whole = measure(rows, NORTH, Period(weeks[0].start, weeks[-1].end, "all"), LATER)
    for name in ("sent", "answers", "answered", "unanswered", "unreached", "paused", "excused"):
        total = sum(getattr(part, name).value for part in parts)
        assert total == getattr(whole, name).value, name


def _everybody_forever(story: History) -> list[object]:
    return [replace(m, joined=W.start - 20 * WEEK, role=Role.MEMBER) for m in story.members]


@settings(max_examples=40, deadline=None)
@given(histories(least=5))
def test_everybody_on_the_roster_is_in_one_of_four_places(story: History) -> None:
    summary = summarise(story.rows(), NORTH, W, LATER)
    counts = summary.weeks[-1].counts
    if counts is not None:
        assert counts.total == summary.measures.roster.value
        if summary.measures.active.n is not None:
            assert counts.active == summary.measures.active.n
            assert counts.total - counts.away == summary.measures.active.of


@st.composite
def edited(draw: st.DrawFn) -> Rows:
    """A history in which item a was edited, and maybe one version graded by another's key."""
    story = draw(histories(least=5, most=9))
    for n, row in enumerate(story.deliveries):
        if row.letter.item == A and draw(st.booleans()):
            item = draw(st.sampled_from(VERSIONS))
            story.deliveries[n] = replace(row, letter=replace(row.letter, item=item))
    keyed = VERSIONS[-1]
    regraded = {(A.id, version_of(A)): keyed} if draw(st.booleans()) else {}
    return replace(story.rows(), keys=regraded)


@settings(max_examples=120, deadline=None)
@given(edited())
def test_first_attempts_by_version_and_sends_by_form_equal_a_recount(rows: Rows) -> None:
    kept, again = book(rows, NORTH), Recount(rows, NORTH.zone, W.start, W.end)
    firsts = [one for one in first_attempts(kept).attempts if one.seen.at in W]
    found = {
        family: (sum(one.mark for one in those), len(those), those[-1])
        for family, those in by_family(firsts).items()
    }
    wanted = again.tries()
    assert sorted((n, of) for n, of, _ in found.values()) == sorted(wanted.values())
    for n, of, one in found.values():
        assert wanted[again.meaning(one.item)] == (n, of)
    sends = {
        (form, one.day): (one.answered, one.of)
        for form, some in sends_by_form(kept, W).items()
        for one in some
    }
    assert sends == again.form_sends()
