"""Words for an organizer about the lessons: what is said, as a value that a face can show.

The body is JSON: `say` names what, the rest are its values. The face has the sentences, in the
organizer's language when the letter is sent.
"""

from __future__ import annotations

import json
from datetime import datetime

from records.branch import Branch
from records.model import Kind, Letter, Member
from scheduler.due import wait_until


def notice(
    branch: Branch, organizer: Member, occasion: str, now: datetime, say: str, **values: object
) -> Letter:
    """A letter to one organizer, once for its occasion, outside the quiet hours."""
    return Letter(
        member=organizer.id,
        kind=Kind.NOTICE,
        occasion=f"notice:{occasion}",
        due=wait_until(branch, organizer, now, any_day=True),
        body=json.dumps({"say": say, **values}, ensure_ascii=False),
    )
