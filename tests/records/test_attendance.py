"""What may be told of who was at a meeting, whoever came, whoever agreed to be named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from records.meetings.attendance import Attendance, at_least_k, counted, freeze, nameable, thaw
from records.meetings.calendar import Presence
from records.model import MemberId
from records.participation.interval import K

PEOPLE = st.sets(st.integers(1, 30).map(MemberId), max_size=30)
SAID = st.dictionaries(st.integers(1, 40).map(MemberId), st.sampled_from(Presence), max_size=40)


@given(PEOPLE, SAID)
def test_the_numbers_are_about_who_is_on_the_roster(
    roster: set[MemberId], said: dict[MemberId, Presence]
) -> None:
    made = counted(roster, said)
    assert made.of == len(roster) >= made.came + made.cannot
    assert made.came == len([one for one in said if one in roster and said[one] == "came"])
    assert made.told == (len(roster) >= 5)
    assert thaw(freeze(made)) == made


@given(PEOPLE, SAID)
def test_while_it_runs_two_looks_one_person_apart_tell_about_one_of_five_at_most_once(
    roster: set[MemberId], said: dict[MemberId, Presence]
) -> None:
    """Everybody comes one after the other, and an organizer looks each time."""
    order = sorted(one for one in roster if said.get(one) is Presence.CAME)
    looks = [
        at_least_k(roster, dict.fromkeys(order[:n], Presence.CAME), Presence.CAME)
        for n in range(len(order) + 1)
    ]
    changes = [n for n in range(1, len(looks)) if looks[n] != looks[n - 1]]
    assert changes == ([K] if len(order) >= K else [])


@given(PEOPLE, PEOPLE)
def test_names_beside_a_number_never_tell_about_fewer_than_five_others(
    roster: set[MemberId], named: set[MemberId]
) -> None:
    others = roster - named
    allowed = nameable(roster, named & roster)
    assert allowed == (len(roster) >= K and (not others or len(others) >= K))


def test_a_branch_of_four_is_told_nothing() -> None:
    assert not Attendance(3, 0, 4).told and Attendance(3, 0, 5).told
    assert not nameable([MemberId(n) for n in range(4)], [MemberId(0)])
