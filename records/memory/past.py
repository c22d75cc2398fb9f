"""What a member was sent so far, in dicts: what the next item is chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.item import Item
from records.kept import at_meeting, day_of, may_have_arrived
from records.memory.tables import Tables
from records.model import Delivery, MemberId, Past


class Pasts(Tables):
    """The part of `records.deliveries.Deliveries` that the plan reads."""

    def history(self, member: MemberId, *, coming: bool = False) -> Sequence[Past]:
        pasts = [
            self._past(d, d.letter.item)
            for d in self._t.deliveries.values()
            if d.member == member and d.letter.item and may_have_arrived(d.fate, d.doubts + coming)
        ]
        learned = self._t.learned.get(member, ())
        return sorted([*learned, *pasts], key=lambda past: past.sent)

    def _past(self, d: Delivery, item: Item) -> Past:
        answer = self._t.answers.get(d.id)
        return Past(
            item.id,
            item.lesson,
            item.form,
            item.applied,
            day_of(d.letter.occasion),
            d.sent or d.started or d.letter.due,
            answer.received if answer else None,
            answer.mark if answer else None,
            d.letter.fresh,
            at_meeting(d.letter.occasion),
        )

    def histories(self, members: Sequence[MemberId]) -> Mapping[MemberId, Sequence[Past]]:
        return {member: self.history(member) for member in members}
