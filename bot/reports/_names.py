"""What each measure is called, and what it is: printed under every report."""

from __future__ import annotations

from collections.abc import Mapping

MEASURES: Mapping[str, tuple[str, str]] = {
    "roster": (
        "On the roster",
        "People on the branch's roster when the period began.",
    ),
    "sent": (
        "Items sent",
        "Items that the platform accepted in the period, pushed or asked for.",
    ),
    "answers": (
        "Answers",
        "Answers that came in during the period, in time or late.",
    ),
    "linked": (
        "Linked",
        "Of the people counted: those who had opened the bot's link and had not blocked the bot "
        "at the end. Counted are those on the roster when the period began, less who had paused "
        "or was excused for half of it or more by a state set before the first item reached "
        "them.",
    ),
    "reach": (
        "Reached",
        "Of the people counted: those for whom at least one item was accepted. Delivered is not "
        "read: a bot gets no read receipts.",
    ),
    "active": (
        "Took part",
        "Of the people counted: those with at least one answer in the period.",
    ),
    "active_linked": (
        "Took part, of the linked",
        "The same, out of the linked alone.",
    ),
    "response": (
        "Answered in time",
        "Of the accepted items whose answer window closed in the period: those answered before "
        "it closed.",
    ),
    "response_median": (
        "Answered in time, median member",
        "The median of the members' own shares of items answered in time.",
    ),
    "latency": (
        "Median time to an answer",
        "Kaplan-Meier median from delivery to answer in seconds; unanswered items are censored "
        "when they close. Empty where under half were answered.",
    ),
    "latency_left_out": (
        "Left out of that time",
        "Answers drained after an outage and deliveries without a time: nobody knows how long "
        "they took.",
    ),
    "density": (
        "Answers per person and week",
        "Answers of the branch for each person counted and each week.",
    ),
    "gap": (
        "Longest gap",
        "The most days in a row on which nobody in the branch answered anything.",
    ),
    "regularity": (
        "Regular",
        "Of the people counted: those with an answer in at least three quarters of the weeks "
        "they were counted in, over up to 8 weeks.",
    ),
    "regularity_weeks": (
        "Weeks looked at for that",
        "Weeks, up to 8, in which anything was sent to the branch or answered.",
    ),
    "eve_share": (
        "In the last 48 hours before a meeting",
        "Of all answers: those in the 48 hours before a meeting.",
    ),
    "concentration": (
        "From the most active tenth",
        "Of all answers: those of the most active tenth of the people counted.",
    ),
    "coverage": (
        "Items that five or more answered",
        "Of the items sent in the period: those that at least five members answered in it.",
    ),
    "kept": (
        "Right again when asked again",
        "Of the answered re-asks, 14 to 56 days after a right first answer, whose window closed "
        "in the period: those that were right.",
    ),
    "kept_low": (
        "Right again, silence as lost",
        "The same, with re-asks that were not answered counted as lost.",
    ),
    "kept_high": (
        "Right again, silence as kept",
        "The same, with re-asks that were not answered counted as kept.",
    ),
    "gain_on_reask": (
        "Gain when asked again",
        "Mean of the mark when asked again less the first mark, over pairs of the same member "
        "and question.",
    ),
    "useful": (
        "Found useful",
        "(Useful less not useful) of all ratings, from -1 to 1.",
    ),
    "rated": (
        "Rated",
        "Of the items answered: those rated.",
    ),
    "applied": (
        "Did it happen",
        "Of the replies to that question: yes (the others: not yet, not possible here).",
    ),
    "applied_replies": (
        "Replied whether it happened",
        "Of those asked whether it happened: those who replied.",
    ),
    "form_diversity": (
        "Variety of forms",
        "Evenness of the forms among the pushed items, 0 (one form only) to 1 (each as often).",
    ),
    "applied_share": (
        "Applied or asked for",
        "Of the pushed items: those tagged applied or asked for by members.",
    ),
    "cost": (
        "Blocked or stopped, per 1,000 items",
        "How often the bot was blocked or left, for each 1,000 items sent.",
    ),
    "answered": (
        "Items answered",
        "Items whose window closed in the period: answered before it closed.",
    ),
    "unanswered": (
        "Items unanswered",
        "Items whose window closed in the period: accepted, no answer in time.",
    ),
    "unreached": (
        "Items not delivered",
        "Items whose window closed in the period: blocked, failed, or in doubt.",
    ),
    "paused": (
        "Items not sent: paused",
        "Items whose window closed in the period: not sent because the member had paused.",
    ),
    "excused": (
        "Items not sent: excused",
        "Items whose window closed in the period: not sent because the member was excused.",
    ),
    "discussion_gain": (
        "Gain by discussing at the meeting",
        "Mean of the second vote less the first vote, over the people who voted both times, of "
        "the questions whose two numbers were told.",
    ),
}
"""Label and definition of every field of `Measures`, in English, which the catalogues key by."""

FACILITY = (
    "Of the first attempts in the period: the sum of the marks. Withheld under five attempts, "
    "and where nearly all agree."
)
DISCRIMINATION = (
    "How far the marks go along with the member's other marks, -100 to 100; from 20 first "
    "attempts on, of members with at least 8 others."
)
JUDGED = (
    "Questions in force that at least 20 people tried for the first time in the weeks of a summary "
    "(up to nine). Guessed: how many were right cannot be told from guessing. Hardly taken: wrong "
    "options that fewer than five took, and surely fewer than one in ten would."
)
WEAR = (
    "The last eight sends of a form, each to five people or more: answered in time in the earlier "
    "and in the later four. Wearing out: so steady a fall, held against the other forms of the "
    "same weeks, would come by chance in at most 5 of 100 looks at all forms together."
)
SHOWN = (
    "Every share is printed as n of N with its 95% interval (Wilson). Numbers about fewer than "
    "five people are withheld."
)
