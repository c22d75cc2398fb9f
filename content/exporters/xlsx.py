"""XLSX: the same rows as CSV, every cell text, so that nothing turns into a date."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from content.exporters import _table
from content.item import Item, Lesson


class OfXlsx:
    """One sheet; the header stays in sight."""

    name = "xlsx"
    suffix = ".xlsx"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    keeps = _table.KEEPS

    def takes(self, item: Item) -> bool:
        return _table.takes(item)

    def holds(self, item: Item) -> bool:
        return _table.holds(item)

    def write(self, lessons: Sequence[Lesson], now: datetime) -> bytes:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

        made = io.BytesIO()
        with Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
            book.set_properties({"created": now.replace(tzinfo=None)})
            bold = book.add_format({"bold": True, "bg_color": "#E8EEF7"})
            wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
            sheet = book.add_worksheet()
            sheet.set_column(0, 1, 14, wrap)
            sheet.set_column(2, 2, 50, wrap)
            sheet.set_column(3, 40, 20, wrap)
            sheet.freeze_panes(1, 3)
            for at, row in enumerate(_table.rows(lessons)):
                for column, value in enumerate(row):
                    if value:
                        sheet.write_string(at, column, value, wrap if at else bold)
        return made.getvalue()


EXPORTER = OfXlsx()
