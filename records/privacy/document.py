"""The registry as a document: `docs/privacy.md`, for the organisation's own records.

python -m records.privacy > docs/privacy.md
"""

from __future__ import annotations

from collections.abc import Iterator

from records.privacy import FORMER, tables
from records.privacy.declared import Column, Erased, Limit, Table

HEAD = """# What is kept, why, how long, and how it ends

Made from the registry (`records/privacy/`) by `python -m records.privacy > docs/privacy.md`; a
test holds both alike, and every column of the database against the registry.

It is written so that an organisation can take it into its record of processing activities
(Art. 30 GDPR). What only the organisation knows is left to it: its name and address, its
data protection officer, where its machine stands, who has access to it. It is not legal advice.

## At a glance

| question | answer |
|---|---|
| Controller | the organisation that runs the bot; `contact` in `studybot.toml` is shown by /privacy |
| Purpose | study between meetings: sending, grading, asking again; counting participation |
| Ground | explicit consent, Art. 9(2)(a) GDPR, asked before anything is kept; besides, Art. 9(2)(d) for bodies with a political, philosophical, religious or trade-union aim |
| Whose data | members and former members; who opened a link and has not answered yet; who stands in a list of members and has not opened the bot yet: name, branch, language and role, by the organisation's own ground, and nothing is sent to them |
| Who sees it | each member their own; organizers totals of at least five people, and names of those who allow it, never what anybody answered; whoever runs the machine can technically read the database |
| Recipients | Telegram, through which every message passes and which can read it |
| Outside the EU | Telegram; whether that is allowed is for the organisation to judge |
| Rights | /mydata (copy), /settings (correction), /stop (withdrawal), /forget (erasure), /whosaw (who looked); all at once, in every state |
| Backups | at most 30 days; who was erased is erased again before a restored one is used (`erasures.log`) |
| Security | database and logs readable by the program's account alone; deleted data is overwritten (`secure_delete`, checkpoint); tokens and members' words in no log |

Telegram's terms for bots (telegram.org/tos/bot-developers) ask for a privacy text of the bot's own
(/privacy), consent, use for nothing else, no training of models, and erasure on request.
"""

PLACES = """## Files beside the database

| file | what | how long | how it ends |
|---|---|---|---|
| `studybot.db-wal` | the newest changes of the database | until written into it | emptied at every erasure and start |
| `erasures.log` | when somebody was erased, and a keyed hash of their number | always | stays: it is what keeps them erased |
| `erasures.key` | the key of those hashes; not to be put into backups of the database | always | stays |
| `rosters/` | lists of members that an organizer sent and has not put in force: names and keyed hashes, no contacts | 1 hour | deleted |
| `roster.key` | the key of the hashes by which a list that is read again knows people; in no backup of the database. Without it people are found by their names | always | stays |
| `uploads/` | lesson files that an organizer sent | 24 hours | deleted |
| `previews.json` | which items an organizer looked at | 30 days, 100 at most | deleted |
| logs | what the program did; no names, no words of members | as long as the host keeps them: set 14 days | by the host |
| backups | copies of the database | 30 days | deleted; erasures are applied when one is restored |

## Why some things stay

- **Published summaries** are totals that people have read. They are not counted anew when
  somebody is erased: two versions that differ by one person would tell about that person.
  A report that was not frozen yet, and any recount from raw rows, lacks whoever is erased.
- **Items you have had** (`learned`) stay as long as somebody is a member: without them the plan
  would send old items as new and forget what to ask again. They hold the item and the mark, not
  what was answered; no report reads them, and they go with the member.
- **Counts of an item's answers** (`tally`) hold no person. Organizers see none below five.
- **Questions in the box** cannot be traced to who asked, so they cannot be found for erasure.
"""


def document() -> str:
    """All of it, as Markdown."""
    sections = [line for table in tables().values() for line in _section(table)]
    return "\n".join([HEAD, *_overview(), "", PLACES, "## Every table", "", *sections])


def _overview() -> Iterator[str]:
    yield "## What is about people"
    yield ""
    yield "| table | what (as its member reads it) | why | how long | at /forget |"
    yield "|---|---|---|---|---|"
    for table in tables().values():
        if table.personal:
            yield f"| `{table.name}` | {table.what} | {table.why} | {table.kept} | {table.erased} |"
    yield ""
    yield f"Who left is erased after {FORMER} days as if they had asked for it."


def _section(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`: {table.what}"
    yield ""
    yield table.why
    if table.erased is Erased.NOT_PERSONAL:
        yield f"Nobody's: {table.stays}."
    yield f"Kept: {table.kept}. At /forget: {table.erased}."
    yield from map(_limit, table.limits)
    yield ""
    yield "| column | what | in /mydata |"
    yield "|---|---|---|"
    yield from (_column(one, bool(table.told)) for one in table.columns)
    yield ""


def _limit(limit: Limit) -> str:
    return f"The daily job ends what is over {limit.days} days after {limit.since}."


def _column(column: Column, told: bool) -> str:
    shown = "yes" if told and column.exported else f"no: {column.but}" if column.but else "no"
    return f"| `{column.name}` | {column.what} | {shown} |"
