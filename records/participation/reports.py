"""When members' reports of "unclear", "wrong" or "outdated" are enough to stop sending an item."""

from __future__ import annotations

from dataclasses import dataclass

from records.participation.interval import K

SHARE = 0.1
"""At least so many of those who answered it must have reported it: of 300 people five will always
tap "unclear", and no handful stops what hundreds find good."""


@dataclass(frozen=True, slots=True)
class Reports:
    """What was said of one version of an item, in all branches, counted by people."""

    reported: int
    """Members whose last word about it is unclear, wrong or outdated."""
    answered: int
    """Members who answered it."""

    @property
    def enough(self) -> bool:
        """Whether it is to be paused: from K people on, and from SHARE of who answered."""
        return self.reported >= K and self.reported >= SHARE * self.answered
