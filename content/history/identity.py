"""Who an item is, across edits, renames and moves, and in every language.

An item is known by the `Id:` its author wrote, else by its text as remembered for its lesson,
else by its text as remembered for another place, else by its place where it is still much the
same, else by its translation at the same place; else it is new and gets an id from its text.
Pure: the memory comes in and goes out as a value (`content.history.memory` keeps it in a file).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from hashlib import sha256

from content.format.signs import same
from content.history.memory import Memory, Remembered
from content.item import Item, ItemId, Lesson, LessonId
from content.problem import Problem, problem

LIKE_ENOUGH = 0.75
"""How alike two texts at the same place must be to count as one item (lesson-format.md)."""
_COMPARED = 400

Claim = tuple[str, str]
"""A language and an id in it as `key_of` makes it: one item at most may have it."""


def mint(lesson: LessonId, text: str) -> ItemId:
    """The id of an item that nobody has named and nobody remembers."""
    return _minted(lesson, same(text))


def _minted(lesson: LessonId, settled: str) -> ItemId:
    digest = sha256(f"{lesson}\n{settled}".encode(errors="surrogatepass")).hexdigest()
    return ItemId(f"{lesson}#{digest[:8]}")


def claim_of(language: str, item_id: ItemId) -> Claim:
    """Ids that differ by letter case or by how a letter is composed are one id."""
    return language, item_id.lower() if item_id.isascii() else same(item_id)


@dataclass(frozen=True, slots=True)
class Identified:
    """Lessons whose items have their lasting ids, and the memory for next time."""

    lessons: tuple[Lesson, ...]
    memory: Memory
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True, eq=False)
class _Known:
    """One item on its way to its id; `text` is its text as it is remembered."""

    item: Item
    text: str
    id: ItemId | None = None


@dataclass(slots=True)
class _Work:
    """The items of each lesson, the ids already given, what is to be said."""

    groups: dict[LessonId, list[_Known]]
    memory: Memory
    claims: dict[Claim, str]
    problems: list[Problem] = field(default_factory=list)
    moved: set[tuple[LessonId, Remembered]] = field(default_factory=set)

    def open(self) -> list[_Known]:
        return [known for group in self.groups.values() for known in group if known.id is None]

    def free(self, language: str, item_id: ItemId) -> bool:
        return claim_of(language, item_id) not in self.claims

    def give(self, known: _Known, item_id: ItemId) -> bool:
        """Give an id unless another item of the language has it."""
        if not self.free(known.item.language, item_id):
            return False
        where = f"{known.item.head.path}:{known.item.line}"
        self.claims[claim_of(known.item.language, item_id)] = where
        known.id = item_id
        return True


def identify(
    lessons: Sequence[Lesson], memory: Memory, taken: AbstractSet[Claim] = frozenset()
) -> Identified:
    """Give every item of `lessons` its lasting id.

    `lessons` have ids as written or minted; all translations of a lesson come together. `taken`
    are the ids of lessons that are not among them. An item whose written id is used twice is
    left out and reported.
    """
    items = [[_Known(item, same(item.text)) for item in lesson.items] for lesson in lessons]
    work = _Work(_grouped(k for some in items for k in some), memory, dict.fromkeys(taken, ""))
    _by_id(work)
    for step in (_by_text, _by_move, _by_place):
        if work.open():
            step(work)
    for group in work.groups.values():
        _by_translation(work, group)
    named = tuple(_named(lesson, some) for lesson, some in zip(lessons, items, strict=True))
    return Identified(named, _remember(work), tuple(work.problems))


def _named(lesson: Lesson, items: Sequence[_Known]) -> Lesson:
    if all(known.id == known.item.id for known in items):
        return lesson
    named = [(known.item, known.id) for known in items if known.id is not None]
    return Lesson(
        lesson.head,
        tuple(item if item.id == new else replace(item, id=new) for item, new in named),
    )


def _by_id(work: _Work) -> None:
    """Ids that authors wrote; a translation at the same place shares them."""
    for lesson, group in work.groups.items():
        written = [known for known in group if known.item.id != _minted(lesson, known.text)]
        twice = {known for known in written if not work.give(known, known.item.id)}
        work.problems += [_double(work, known.item) for known in twice]
        if written:
            group[:] = [known for known in group if known not in twice]
            _share(work, group)


def _double(work: _Work, item: Item) -> Problem:
    other = work.claims[claim_of(item.language, item.id)] or "another lesson"
    return problem(item.head.path, item.line, "duplicate-id", id=item.id, other=other)


def _by_text(work: _Work) -> None:
    """The same text in the same lesson."""
    for lesson, group in work.groups.items():
        kept = work.memory.get(lesson, ())
        ids = {(one.language, one.text): one.id for one in reversed(kept)}
        for known in group if ids else ():
            found = ids.get((known.item.language, known.text))
            if found and known.id is None:
                work.give(known, found)


def _by_move(work: _Work) -> None:
    """The same text in another lesson from which it has gone: renamed, moved, taken over."""
    wanted = {known.text for known in work.open()}
    gone: dict[tuple[str, str], list[tuple[LessonId, Remembered]]] = {}
    for lesson, kept in work.memory.items():
        for one in kept:
            if one.text in wanted and work.free(one.language, one.id):
                gone.setdefault((one.language, one.text), []).append((lesson, one))
    for known in work.open():
        for lesson, one in gone.get((known.item.language, known.text), ()):
            if work.give(known, one.id):
                work.moved.add((lesson, one))
                break


def _by_place(work: _Work) -> None:
    """Much the same text in the same lesson, the most alike first, the same place before others."""
    pairs = [
        (likeness, known.item.order == one.place, known, one.id)
        for lesson, items in _grouped(work.open()).items()
        for one in work.memory.get(lesson, ())
        if work.free(one.language, one.id)
        for known in items
        if known.item.language == one.language
        and (likeness := likeness_of(known.text, one.text)) >= LIKE_ENOUGH
    ]
    for likeness, _, known, item_id in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if known.id is None and work.give(known, item_id):
            said = {"likeness": round(likeness * 100)}
            where = known.item
            work.problems.append(problem(where.head.path, where.line, "known-by-place", **said))


def _by_translation(work: _Work, group: Sequence[_Known]) -> None:
    """The id of another language's item at the same place, of the same form; else a new one."""
    _share(work, group)
    for known in group:
        if known.id is None:
            base, turn = known.item.id, 1
            while not work.give(known, base if turn == 1 else ItemId(f"{base}-{turn}")):
                turn += 1
            _share(work, group)


def _share(work: _Work, group: Sequence[_Known]) -> None:
    """Give items without an id the one that a translation at their place already has."""
    spots: dict[tuple[int, str], ItemId] = {}
    for known in group:
        if known.id is not None:
            spots.setdefault((known.item.order, known.item.form), known.id)
    for known in group:
        shared = spots.get((known.item.order, known.item.form))
        if known.id is None and shared:
            work.give(known, shared)


def _grouped(items: Iterable[_Known]) -> dict[LessonId, list[_Known]]:
    groups: dict[LessonId, list[_Known]] = {}
    for known in items:
        groups.setdefault(known.item.lesson, []).append(known)
    return groups


def likeness_of(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1 (difflib's ratio); 0 for all below `LIKE_ENOUGH`."""
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < LIKE_ENOUGH or matcher.quick_ratio() < LIKE_ENOUGH:
        return 0.0
    return matcher.ratio()


def _remember(work: _Work) -> Memory:
    """The items as they are now, and those of before that are gone, in case they come back.

    The same object comes back where nothing is new, so that it need not be written again.
    """
    changed: dict[LessonId, tuple[Remembered, ...]] = {}
    for lesson, group in work.groups.items():
        now = tuple(_entries(group))
        held = {(one.language, one.id) for one in now}
        before = work.memory.get(lesson, ())
        after = now + tuple(one for one in before if (one.language, one.id) not in held)
        if after != before:
            changed[lesson] = after
    for lesson, one in work.moved:
        rest = changed.get(lesson, work.memory.get(lesson, ()))
        changed[lesson] = tuple(other for other in rest if other != one)
    return _merged(work.memory, changed) if changed else work.memory


def _entries(group: Iterable[_Known]) -> Iterator[Remembered]:
    for known in group:
        if known.id is not None:
            item = known.item
            yield Remembered(known.id, item.language, item.order, item.form, known.text)


def _merged(memory: Memory, changed: Mapping[LessonId, tuple[Remembered, ...]]) -> Memory:
    return {lesson: kept for lesson, kept in {**memory, **changed}.items() if kept}
