"""Who took part between two instants, and what that is worth: pure counting, no clock, no store.

    rows = Rows(store.been_in(key), store.spells(key), store.deliveries(key, since, end),
                store.answers(key, since, end))
    summary = summarise(rows, branch, week, now)

The definitions stand in `docs/measures.md`. One function computes each number; every format
prints what it returned.
"""

from records.participation.act import Act, Deed
from records.participation.appraisal import Appraisal, Judged, appraise
from records.participation.frozen import freeze, thaw
from records.participation.interval import Change, Hidden, K, Share, Value, newcombe, share, wilson
from records.participation.measures import DEFINITIONS, Measures, measure
from records.participation.picks import Fix, Flaw
from records.participation.questions import Question, Wrong
from records.participation.rows import FollowUp, Outage, Rating, Rows, Tried
from records.participation.summary import Counts, Summary, Week, since, summarise
from records.participation.taking_part import WEEKS
from records.participation.wear import Wear

__all__ = [
    "DEFINITIONS",
    "WEEKS",
    "Act",
    "Appraisal",
    "Change",
    "Counts",
    "Deed",
    "Fix",
    "Flaw",
    "FollowUp",
    "Hidden",
    "Judged",
    "K",
    "Measures",
    "Outage",
    "Question",
    "Rating",
    "Rows",
    "Share",
    "Summary",
    "Tried",
    "Value",
    "Wear",
    "Week",
    "Wrong",
    "appraise",
    "freeze",
    "measure",
    "newcombe",
    "share",
    "since",
    "summarise",
    "thaw",
    "wilson",
]
