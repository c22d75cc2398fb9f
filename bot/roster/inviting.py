"""Links for people on the list who have not come yet: one for each, good once, for them alone.

As a table to send them by hand, or as cards to print, cut and hand out. Only hashes of the codes
are kept; whoever has the file can join as the people in it, so it is for their hands alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

import segno

from bot.joining.invitation import FOR_AN_ORGANIZER, invitation, link
from bot.words import Words, direction, words
from records.branch import Branch
from records.model import BranchKey, Member, MemberId, State
from records.ports import Store

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Signs at which a spreadsheet takes a cell for a formula."""

STYLE = (
    "@page{size:A4;margin:12mm}body{font:11pt/1.35 sans-serif;margin:0}main{display:grid;"
    "grid-template-columns:1fr 1fr;gap:4mm}article{border:1px dashed #888;padding:4mm;display:grid;"
    "grid-template-columns:32mm 1fr;gap:4mm;break-inside:avoid}svg{width:32mm;height:32mm}"
    "h2{font-size:12pt;margin:0 0 1mm}p{margin:0 0 1mm}small{word-break:break-all;color:#333}"
)


@dataclass(frozen=True, slots=True)
class Way:
    """Somebody's own link."""

    name: str
    branch: str
    language: str
    link: str
    contact: str = ""


def absent(store: Store, branch: BranchKey) -> Sequence[Member]:
    """Who is on the list of a branch and has not opened the bot, by name."""
    here = (one for one in store.members(branch) if one.state is State.INVITED)
    return sorted((one for one in here if one.address is None), key=lambda one: one.name)


def ways(
    store: Store, branch: Branch, now: datetime, username: str,
    contacts: Mapping[MemberId, str] | None = None,
) -> Sequence[Way]:  # fmt: skip
    """A fresh link for each of them, kept by its hash. Earlier ones go on working until the
    person has come; each lets in one person only. One that brings an office with it is short-lived,
    as an organizer's invite is."""
    made = []
    with store.together():
        for one in absent(store, branch.key):
            code, invite = invitation(branch.key, organizer=False, now=now, member=one.id)
            if store.offices(one.id):
                invite = replace(invite, expires=now + FOR_AN_ORGANIZER)
            store.invite(invite)
            reach = (contacts or {}).get(one.id, "")
            made.append(Way(one.name, branch.name, one.language, link(username, code), reach))
    return made


def heads(told: Words) -> tuple[str, str, str]:
    return told.say("Name"), told.say("Contact"), told.say("Personal link")


def as_csv(made: Sequence[Way], told: Words) -> bytes:
    """For a spreadsheet: with a BOM, and nothing in it that is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (heads(told), *((one.name, one.contact, one.link) for one in made)):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(made: Sequence[Way], told: Words) -> bytes:
    """The same as XLSX; every cell is text."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet()
        if direction(told.language) == "rtl":
            sheet.right_to_left()
        sheet.set_column(0, 1, 28)
        sheet.set_column(2, 2, 60)
        for at, row in enumerate([heads(told), *((o.name, o.contact, o.link) for o in made)]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return out.getvalue()


def as_cards(made: Sequence[Way], organisation: str) -> bytes:
    """A page to print and cut: a card a person, in their language, with the link as a QR code."""
    cards = "".join(_card(one, organisation) for one in made)
    page = (
        f'<!doctype html><html><meta charset="utf-8"><title>{escape(organisation)}</title>'
        f"<style>{STYLE}</style><main>{cards}</main></html>\n"
    )
    return page.encode("utf-8", "replace")


def _card(one: Way, organisation: str) -> str:
    told = words(one.language)
    code = segno.make(one.link, error="m", micro=False).svg_inline(border=1, omitsize=True)
    lines = (
        told.say("Hold your phone's camera to this; it opens in Telegram."),
        told.say("This link is yours alone and works once."),
    )
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<article lang="{escape(one.language)}">{code}<div><h2>{escape(one.name)}</h2>'
        f"<p>{escape(organisation)} · {escape(one.branch)}</p>{text}"
        f"<small>{escape(one.link)}</small></div></article>"
    )
