"""What a list would change, in words: the same in a chat and in a terminal. Plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.words import Words
from records.branch import Branch
from records.model import BranchKey, Role
from records.roster import MARKS, Change, Diff, Remark, What

SHOWN = (What.NEW, What.BACK, What.MOVED, What.CHANGED, What.GONE)

Named = Mapping[BranchKey, Branch]


def summary(diff: Diff, words: Words) -> str:
    """All of it in a line: `3 new · 1 no longer listed · 20 as before`."""
    counts = [(kind, len(diff.of(kind))) for kind in What]
    told = [_count(kind, n, words) for kind, n in counts if n]
    return " · ".join(told) or words.say("nobody")


def _count(kind: What, n: int, words: Words) -> str:
    match kind:
        case What.NEW:
            return words.say("%(n)s new", n=n)
        case What.BACK:
            return words.say("%(n)s back again", n=n)
        case What.MOVED:
            return words.many("%(n)s moves branch", "%(n)s move branch", n)
        case What.CHANGED:
            return words.many("%(n)s changes", "%(n)s change", n)
        case What.GONE:
            return words.say("%(n)s no longer listed", n=n)
        case What.SAME:
            return words.say("%(n)s as before", n=n)
        case _:
            assert_never(kind)


def changes(diff: Diff, branches: Named, words: Words, most: int) -> list[str]:
    """A line a person, the most telling kinds first; those beyond `most` of a kind are counted."""
    lines: list[str] = []
    for kind in SHOWN:
        these = diff.of(kind)
        lines += [line(one, branches, words) for one in these[:most]]
        if len(these) > most:
            lines.append(f"{MARKS[kind]} " + more(len(these) - most, words))
    return lines


def more(count: int, words: Words) -> str:
    return words.say("… and %(count)s more", count=count)


def line(change: Change, branches: Named, words: Words) -> str:
    """One person: `> Ann: North → South`."""
    told = [what for what in _told(change, branches, words) if what]
    where = name_of(change.branch, branches)
    head = f"{MARKS[change.what]} {change.name}"
    if change.what in (What.NEW, What.BACK, What.GONE):
        head += f" ({where})"
    return head + (": " + "; ".join(told) if told else "")


def _told(change: Change, branches: Named, words: Words) -> list[str]:
    told = []
    if change.what is What.GONE:
        return [words.say("not listed any more: nothing more comes to them")]
    if change.was_name:
        told.append(words.say("called %(name)s before", name=change.was_name))
    if change.was_branch is not None:
        was, to = name_of(change.was_branch, branches), name_of(change.branch, branches)
        told.append(f"{was} → {to}")
    if change.language and change.what is not What.NEW:
        told.append(words.say("language: %(language)s", language=change.language))
    told += [words.say("becomes an organizer") for role in change.gives if role is Role.ORGANIZER]
    told += [words.say("is no organizer any more") for _ in change.takes]
    return told


def notes(diff: Diff, branches: Named, words: Words, most: int) -> list[str]:
    """Remarks on rows: what to do about them."""
    lines = [remark(one, branches, words) for one in diff.remarks[:most]]
    if len(diff.remarks) > most:
        lines.append(more(len(diff.remarks) - most, words))
    return lines


def remark(one: Remark, branches: Named, words: Words) -> str:
    """One remark: `row 7, left out: …`."""
    told = sentence(one, branches, words)
    if not one.row:
        return told
    if one.left_out:
        return words.say("row %(row)s, left out: %(what)s", row=one.row, what=told)
    return words.say("row %(row)s: %(what)s", row=one.row, what=told)


def sentence(one: Remark, branches: Named, words: Words) -> str:
    """What is the matter, and what to do."""
    values = dict(one.values)
    branch = name_of(BranchKey(values.get("branch", "")), branches)
    match one.code:
        case "no-name":
            return words.say("there is no name. Write one.")
        case "no-branch":
            return words.say("there is no branch. Write one of: %(known)s", known=values["known"])
        case "unknown-branch":
            return words.say("no branch is called “%(said)s”. Did you mean %(known)s?",
                             said=values["said"], known=values["known"])  # fmt: skip
        case "unknown-language":
            return words.say("“%(said)s” is no language of the bot's (%(known)s); it is left as "
                             "it is.", said=values["said"], known=values["known"])  # fmt: skip
        case "unknown-role":
            return words.say("“%(said)s” is no role I know (member, organizer); it is left as it "
                             "is.", said=values["said"])  # fmt: skip
        case "administrator":
            return words.say("a list makes nobody an administrator. Use /roles in the chat.")
        case "role-not-yours":
            return words.say("only an administrator names organizers; the role is left as it is.")
        case "not-yours":
            return words.say("%(branch)s is not a branch whose list you keep.", branch=branch)
        case "elsewhere":
            return words.say("%(name)s is in %(branch)s. An administrator of both branches can "
                             "move them.", name=values["name"], branch=branch)  # fmt: skip
        case "twice":
            return words.say("the same person as in row %(first)s.", first=values["first"])
        case "same-name":
            return words.say("several have this name. Add a column with a member number or a "
                             "contact.")  # fmt: skip
        case "shared-contact":
            return words.say("several have this contact; they are told apart by their names.")
        case "other-name":
            return words.say("the contact was that of %(name)s; this is taken for somebody else.",
                             name=values["name"])  # fmt: skip
        case "yourself":
            return words.say("You are not in the list yourself. You stay.")
        case _:
            return words.say("%(name)s is not in the list, but holds a role that is not yours to "
                             "take back; they stay.", name=values.get("name", ""))  # fmt: skip


def stays(diff: Diff, words: Words) -> list[str]:
    """Who is here without the list, or away in spite of it."""
    lines = []
    if diff.by_link:
        lines.append(words.many(
            "%(n)s member came by a link and is in no list; they stay.",
            "%(n)s members came by a link and are in no list; they stay.", diff.by_link,
        ))  # fmt: skip
    if diff.stopped:
        lines.append(words.many(
            "%(n)s in the list has stopped by themselves and stays away until they come back.",
            "%(n)s in the list have stopped by themselves and stay away until they come back.",
            diff.stopped,
        ))  # fmt: skip
    return lines


def warning(diff: Diff, branches: Named, words: Words) -> str:
    """That a branch would be emptied; empty where none is."""
    names = words.say(", ").join(name_of(key, branches) for key in diff.empties)
    if not names:
        return ""
    return words.say("Careful: more than half of %(branches)s would go. Is this the whole list?",
                     branches=names)  # fmt: skip


def name_of(key: BranchKey, branches: Named) -> str:
    return branches[key].name if key in branches else key


def page(diff: Diff, branches: Named, words: Words, most: int) -> Sequence[str]:
    """Everything in its order; empty lines between the parts."""
    parts = [
        [warning(diff, branches, words)], [summary(diff, words)],
        changes(diff, branches, words, most), notes(diff, branches, words, most),
        stays(diff, words),
    ]  # fmt: skip
    told = ["\n".join(part) for part in parts if any(part)]
    return [line for text in told for line in (*text.split("\n"), "")][:-1]
