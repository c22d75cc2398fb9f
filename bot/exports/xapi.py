"""What members did as xAPI statements, one JSON object a line, under pseudonyms.

After the specification xAPI 1.0.3 (adlnet.gov). A statement says that an item was answered,
read or done, never how right it was: a store of statements is read by more people than a bot.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from bot.exports import Asked, Export
from content.item import Item
from records.export import Pseudonyms, moment
from records.model import Answer, BranchKey, Member
from records.people.record import EXPORT as ROWS

VERBS = {"reading": ("experienced", "read"), "task": ("completed", "did")}
"""By form; every other one was answered."""
ADL = "http://adlnet.gov/expapi/verbs"
ACTIVITIES = "http://adlnet.gov/expapi/activities"


def make(asked: Asked) -> Iterator[bytes]:
    """A line for each answer, by delivery. The same answer has the same id in every export."""
    store = asked.desk.store
    called, home = Pseudonyms(store), f"https://t.me/{store.noted('username') or ''}"
    people = {one.id: one for key in asked.branches for one in store.members(key.key)}
    for answer in store.each_answer():
        member = people.get(answer.member)
        item = store.version(answer.version) if member else None
        if member and item:
            statement = _statement(answer, item, member, called.of(member.id), home)
            yield json.dumps(statement, ensure_ascii=False).encode() + b"\n"


def _statement(
    answer: Answer, item: Item, member: Member, pseudonym: str, home: str
) -> dict[str, object]:
    verb, said = VERBS.get(item.form, ("answered", "answered"))
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{home}/{pseudonym}/{answer.delivery}")),
        "version": "1.0.3",
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": pseudonym}},
        "verb": {"id": f"{ADL}/{verb}", "display": {"en": said}},
        "object": _activity(item),
        "result": {"completion": True},
        "context": {
            "language": item.language,
            "platform": "Studybot",
            "contextActivities": {"grouping": [_branch(member.branch, home)]},
        },
        "timestamp": moment(answer.received),
    }


def _activity(item: Item) -> dict[str, object]:
    reads = item.form == "reading"
    asked = {} if reads else {"description": {item.language: item.text}}
    return {
        "objectType": "Activity",
        "id": f"urn:studybot:item:{quote(item.id, safe='')}",
        "definition": {
            "type": f"{ACTIVITIES}/{'lesson' if reads else 'question'}",
            "name": {item.language: item.head.title},
            **asked,
        },
    }


def _branch(branch: BranchKey, home: str) -> dict[str, object]:
    return {"objectType": "Activity", "id": f"{home}?branch={quote(branch, safe='')}"}


EXPORT = Export("xapi", ".jsonl", "xAPI statements, under pseudonyms", make, seen=ROWS, host=True)
