"""A question voted on twice at a meeting: before and after the branch argued about it.

Only people who voted both times count, so that a change is theirs. How it is counted stands in
`discussing`; here is what was told, frozen when the second vote was closed, and a third number
three weeks later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from content.item import ItemId
from records.meetings import Period
from records.participation.interval import Share, Value, exact, newcombe


@dataclass(frozen=True, slots=True)
class Discussion:
    """What the same people answered before and after arguing, and three weeks later."""

    id: str
    item: ItemId
    titles: tuple[tuple[str, str], ...]
    """(language, the question's words)."""
    closed: datetime
    """When the second vote was."""
    people: int | None
    """Who voted both times; None where they are fewer than K."""
    before: Share
    after: Share
    later: Share | None = None
    """Of those of them who answered the re-ask; None while it is not told yet."""
    version: str = ""
    """Hash of the question as it was voted on."""

    @property
    def gain(self) -> float | None:
        """Second vote less first vote, in fractions; None where one of them is withheld."""
        first, second = self.before.ratio, self.after.ratio
        return None if first is None or second is None else exact(second - first)


def discussion_gain(discussions: Sequence[Discussion], period: Period) -> Value:
    """Mean of (second vote - first vote) over people and questions of a period.

    Of the questions alone whose two numbers were both told: with another one in it, its
    withheld numbers would follow from the mean.
    """
    told = [one for one in discussions if one.closed in period and one.gain is not None]
    people = sum(one.people or 0 for one in told)
    gained = sum((one.after.n or 0) - (one.before.n or 0) for one in told)
    if not people:
        return Value(None, "share", people)
    first, second = (sum(getattr(one, vote).n or 0 for one in told) for vote in ("before", "after"))
    _, low, high = newcombe(second, people, first, people)
    return Value(exact(gained / people), "share", people, real=low > 0 or high < 0)
