"""A summary as text, picture, sheet or data: one file a format; `REPORTS` finds them.

    REPORTS["text"].render(summary, "en")

Every format prints the values of one `Summary`, and computes none of its own. A module whose
name begins with `_` is no format.
"""

from __future__ import annotations

from bot.formats import Format, Forms
from bot.reports._fonts import cjk_font
from records.participation import Summary


class Report(Format[Summary]):
    """A form of telling a week or a period."""


REPORTS: Forms[Report] = Forms(__name__, "REPORT")

__all__ = ["REPORTS", "Report", "cjk_font"]
