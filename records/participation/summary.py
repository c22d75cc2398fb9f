"""A branch's week as its organizers are told of it: computed once, then frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from content.folder.library import Library
from records.branch import Branch
from records.meetings import Period, next_meeting, weeks_until
from records.model import BranchKey
from records.participation.act import Act, choose_act
from records.participation.appraisal import Appraisal
from records.participation.book import book
from records.participation.cut import Cut
from records.participation.interval import Change, K, Share, change, withheld
from records.participation.measures import DEFINITIONS, Measures, measure_cut
from records.participation.picks import Fix, pick_fix, pick_to_bring_up
from records.participation.questions import Question, questions
from records.participation.rows import Rows
from records.participation.taking_part import WEEKS, active, linked, reach, response
from records.participation.turnout import Turnout, turnout


@dataclass(frozen=True, slots=True)
class Counts:
    """What the people on the roster at the start of a week did in it: each is in one of four."""

    active: int
    """In E, with at least one answer."""
    quiet: int
    """In E, reached, no answer."""
    unreached: int
    """In E; no item arrived, or the link was never opened."""
    away: int
    """Paused or excused for half of the week or more."""

    @property
    def total(self) -> int:
        return self.active + self.quiet + self.unreached + self.away


@dataclass(frozen=True, slots=True)
class Week:
    """One column of the picture, and what a later week is held against."""

    name: str
    start: datetime
    end: datetime
    counts: Counts | None
    """None for a branch of fewer than K members."""
    linked: Share
    reach: Share
    active: Share
    response: Share
    definitions: int = DEFINITIONS


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that is said about one branch's week. Every format prints these values."""

    branch: BranchKey
    name: str
    zone: str
    week: str
    start: datetime
    end: datetime
    made: datetime
    goal: int
    """Percent of the branch active in a week."""
    measures: Measures
    change: Change | None
    """Active against the branch's own last weeks; None where there is nothing to compare."""
    weeks: tuple[Week, ...]
    """Up to WEEKS weeks before, and this one, which is last; oldest first."""
    questions: tuple[Question, ...]
    fix: Fix | None
    bring_up: Question | None
    act: Act
    meeting: datetime | None = None
    """The first meeting after the week, where one is planned."""
    definitions: int = DEFINITIONS
    appraisal: Appraisal | None = None
    """What the last weeks together say about questions and forms; None where nobody has asked."""

    @property
    def so_far(self) -> bool:
        """Whether the week was still running when this was computed."""
        return self.made < self.end

    @property
    def small(self) -> bool:
        """Whether the branch has fewer than K members, so that totals alone are told."""
        return (self.measures.roster.value or 0) < K


def since(branch: Branch, week: Period) -> datetime:
    """From when on `summarise` wants rows: the start of the first week it looks at."""
    return weeks_until(branch, week, WEEKS + 1)[0].start


def summarise(
    rows: Rows,
    branch: Branch,
    week: Period,
    now: datetime,
    library: Library | None = None,
    past: Sequence[Week] = (),
) -> Summary:
    """The one function behind every report of a week.

    `past` are weeks as they were published (`frozen.thaw(…).weeks`): they stand as they were
    told, unless the definitions have changed since. `library` gives a question's words in
    further languages. Questions are told of once the week is over, never before.
    """
    weeks = weeks_until(branch, week, WEEKS + 1)
    kept = book(rows, branch, weeks[0].start)
    known = {one: turnout(kept, one) for one in weeks}
    cut = Cut(kept, week, now, known)
    published = {old.name: old for old in past if old.definitions == DEFINITIONS}
    earlier = tuple(
        published.get(one.name) or summed_up(Cut(kept, one, now, known)) for one in weeks[:-1]
    )
    lived = _lived(earlier)
    measures = measure_cut(cut)
    asked = questions(kept, week, cut.firsts, library) if _may_tell(cut, now) else ()
    this = summed_up(cut)
    compared = change(measures.active, [old.active for old in lived])
    return Summary(
        branch=branch.key,
        name=branch.name,
        zone=branch.zone,
        week=week.name,
        start=week.start,
        end=week.end,
        made=now,
        goal=branch.goal,
        measures=measures,
        change=compared,
        weeks=(*lived, this),
        questions=asked,
        fix=pick_fix(asked),
        bring_up=pick_to_bring_up(asked),
        act=choose_act(measures, branch.goal, compared),
        meeting=next_meeting(branch, week.end),
    )


def with_appraisal(summary: Summary, appraisal: Appraisal | None) -> Summary:
    """A summary with what the last weeks together say: told once the week is over, and not of a
    branch that is told totals alone."""
    if appraisal is None or summary.so_far or summary.small:
        return summary
    fix = pick_fix(summary.questions, appraisal.questions)
    return replace(summary, appraisal=appraisal, fix=fix)


def summed_up(cut: Cut) -> Week:
    """One week's column."""
    small = cut.turnout.roster < K
    return Week(
        name=cut.period.name,
        start=cut.period.start,
        end=cut.period.end,
        counts=None if small else counts(cut.turnout),
        linked=withheld() if small else linked(cut),
        reach=withheld() if small else reach(cut),
        active=withheld() if small else active(cut),
        response=withheld() if small else response(cut),
    )


def counts(counted: Turnout) -> Counts:
    """Put everybody on the roster in one of four."""
    quiet = sum(one.answers == 0 and one.reached for one in counted.present)
    return Counts(
        counted.active,
        quiet,
        len(counted.present) - counted.active - quiet,
        counted.away,
    )


def _lived(weeks: Sequence[Week]) -> tuple[Week, ...]:
    """Without the weeks before anything was sent to anybody."""
    for n, week in enumerate(weeks):
        if week.reach.n or week.active.n:
            return tuple(weeks[n:])
    return ()


def _may_tell(cut: Cut, now: datetime) -> bool:
    """Two looks at a running week, one answer apart, would tell what that answer was; and a
    branch under K members is told totals alone."""
    return now >= cut.period.end and cut.turnout.roster >= K
