"""Who took part between two instants, and what that is worth: pure counting, no clock, no store.

    rows = Rows(store.been_in(key), store.spells(key), store.deliveries(key, since, end),
                store.answers(key, since, end))
    summary = summarise(rows, branch, week, now)

The definitions stand in `docs/measures.md`. One function computes each number; every format
prints what it returned.
"""

from records.participation.act import Act, Deed
from records.participation.frozen import freeze, thaw
from records.participation.interval import Change, Hidden, K, Share, Value, newcombe, share, wilson
from records.participation.measures import DEFINITIONS, Measures, measure
from records.participation.picks import Fix, Flaw
from records.participation.questions import Question, Wrong
from records.participation.rows import FollowUp, Outage, Rating, Rows, Tried
from records.participation.summary import Counts, Summary, Week, since, summarise
from records.participation.taking_part import WEEKS

__all__ = [
    "DEFINITIONS",
    "WEEKS",
    "Act",
    "Change",
    "Counts",
    "Deed",
    "Fix",
    "Flaw",
    "FollowUp",
    "Hidden",
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
    "Week",
    "Wrong",
    "freeze",
    "measure",
    "newcombe",
    "share",
    "since",
    "summarise",
    "thaw",
    "wilson",
]
