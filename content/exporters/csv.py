"""CSV for any spreadsheet: UTF-8 with a mark, safe from formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from content.exporters import _table
from content.item import Item, Lesson


class OfCsv:
    """An item a row; the mark at the beginning keeps Excel from guessing the encoding."""

    name = "csv"
    suffix = ".csv"
    mime = "text/csv"
    keeps = _table.KEEPS

    def takes(self, item: Item) -> bool:
        return _table.takes(item)

    def holds(self, item: Item) -> bool:
        return _table.holds(item)

    def write(self, lessons: Sequence[Lesson], now: datetime) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(_table.rows(lessons))
        return text.getvalue().encode("utf-8-sig", errors="replace")


EXPORTER = OfCsv()
