"""The list as it stands, as a table to change and send back; with two examples where it is empty.

What is not kept (member numbers, contacts) has an empty column: filled in, it tells people apart.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from bot.words import Words, direction
from records.branch import Branch
from records.model import Member, Role, State

EXAMPLES = {"en": ("Ann Miller", "Bo Chen"), "zh": ("王小明", "李雷")}


def as_list(branches: Sequence[tuple[Branch, Sequence[Member]]], told: Words) -> bytes:
    """An XLSX of everybody on these lists; every cell is text."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

    rows = [row for branch, members in branches for row in _rows(branch, members, told)]
    if not rows and branches:
        names = EXAMPLES["zh" if told.language.startswith("zh") else "en"]
        rows = [(name, "", "", branches[0][0].name, told.language, "") for name in names]
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        if direction(told.language) == "rtl":
            sheet.right_to_left()
        sheet.set_column(0, 5, 20)
        sheet.freeze_panes(1, 1)
        for at, row in enumerate([heads(told), *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return out.getvalue()


def heads(told: Words) -> tuple[str, ...]:
    """Names of columns that `records.roster` knows, in the reader's language."""
    return (
        told.say("Name"), told.say("Member no."), told.say("Phone"), told.say("Branch"),
        told.say("Language"), told.say("Role"),
    )  # fmt: skip


def _rows(branch: Branch, members: Sequence[Member], told: Words) -> list[tuple[str, ...]]:
    here = (one for one in members if one.state is not State.LEFT)
    return [
        (one.name, "", "", branch.name, one.language,
         told.say("organizer") if one.role is Role.ORGANIZER else "")
        for one in sorted(here, key=lambda one: one.name)
    ]  # fmt: skip
