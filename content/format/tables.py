"""Tables as rows of text, whatever program wrote them: for question banks, and for rosters."""

from __future__ import annotations

from collections.abc import Sequence

from content.importers._model import LARGEST, Refused, Source
from content.importers._table_header import LOOKED_AT, header_of
from content.importers._table_sheets import Sheet, sheets_of
from content.importers._table_words import named


def asks(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header among the first rows is that of a table of questions."""
    return header_of(rows) is not None


__all__ = ["LARGEST", "LOOKED_AT", "Refused", "Sheet", "Source", "asks", "named", "sheets_of"]
