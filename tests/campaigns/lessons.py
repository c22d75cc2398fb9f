"""Mutated lesson files: each is read within bounds, and whatever is wrong is told, never raised."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time

from content.format.decode import decode
from content.format.lesson import read
from content.forms import FORMS
from content.history.version import freeze, thaw
from content.item import LessonId
from content.sentences import told
from tests.campaigns import Campaign, Found

ROOT = Path(__file__).parents[2] / "content"
LIMIT = 0.2
"""Seconds of CPU for one file."""
GROWTH = 50
"""Megabytes by which the program may grow over the whole campaign."""
PIECES = (
    "# Question: ", "# 问题：", "# Order:", "# Match:", "- [x] ", "- [ ] ", "- [?", "Answer: ",
    "答案：", "Explanation: ", "Points: ", "---\n", "send: ", "tags:\n  - ", "```\n", "![a](b.png)",
    "[a](javascript:b)", "12 ± ", "{{", "\x00", "\u202e", "\ufeff", "\ud800", "&lt;", "<b>",
    "*a: &a [*a, *a]\n", "!!python/object/apply:os.system\n", "'" * 9, "\n" * 40, "> " * 200,
    "[" * 900, "9" * 5000, "é" * 300, "🙂" * 90,
)  # fmt: skip


def sources() -> Sequence[str]:
    """Real lessons, the examples, and the example of every form."""
    files = [*ROOT.glob("examples/*.md"), *ROOT.glob("lessons/**/*.md")]
    forms = [text for form in FORMS.values() for text in form.example.values()]
    return [*(path.read_text("utf-8") for path in sorted(files)), *forms]


def mutated(dice: Random, seeds: Sequence[str]) -> bytes:
    """One to six changes to a real file; one file in six is harmed byte by byte as well."""
    text = dice.choice(seeds)
    for _ in range(dice.randint(1, 6)):
        text = _changed(text, dice, seeds)
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(dice.choice((0, 0, 0, 0, 0, 3))):
        if raw:
            raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


def _changed(text: str, dice: Random, seeds: Sequence[str]) -> str:
    """Signs and lines moved, doubled, cut, put in, spliced."""
    at, to = sorted(dice.randint(0, len(text)) for _ in range(2))
    match dice.randrange(7):
        case 0:
            return text[:at] + text[min(to, at + 200) :]
        case 1:
            return text[:at] + dice.choice(PIECES) + text[at:]
        case 2:
            return text[:at] + text[at : at + 200] + text[at:]
        case 3:
            lines = text.splitlines(keepends=True)
            dice.shuffle(lines)
            return "".join(lines)
        case 4:
            other = dice.choice(seeds)
            return text[:at] + other[dice.randint(0, len(other)) :]
        case 5:
            return text[:to]
        case _:
            return text.replace(*dice.choice(SWAPS))


SWAPS = (("\n", "\r\n"), ("[x]", "[ ]"), (":", "："), ("# ", "#"), ("- ", "* "), ("\n", "\r"),
         (" ", "\t"), ("\n\n", "\n"), ("[ ]", "[x]"), ("A", "B"))  # fmt: skip


def broken(raw: bytes, seen: Counter[str]) -> Iterator[str]:
    """What must not come of a file."""
    begun = process_time()
    try:
        text = decode(raw)
        if text is None:
            seen["undecodable"] += 1
            return
        lesson, problems = read(text[0], "x.en.md", LessonId("x"), "en")
        for one in problems:
            assert told(one, "en") and told(one, "zh")
        for item in lesson.items if lesson else ():
            FORMS[item.form].ask(item)
            assert thaw(freeze(item)) == item
        seen["with problems" if problems else "without problems"] += 1
        seen["items"] += len(lesson.items) if lesson else 0
    except Exception as error:
        yield f"{type(error).__name__}: {str(error)[:100]} from {raw[:300]!r}"
    if (took := process_time() - begun) > LIMIT:
        yield f"{took:.2f} s for {len(raw)} bytes: {raw[:200]!r}"


def campaign(seed: int, size: int) -> Found:
    dice, seeds, seen = Random(seed), sources(), Counter[str]()
    wrong, slowest = list[str](), 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(size):
        raw = mutated(dice, seeds)
        begun = process_time()
        wrong += broken(raw, seen)
        slowest = max(slowest, process_time() - begun)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if grown > GROWTH:
        wrong.append(f"the program grew by {grown:.0f} MB")
    kinds = ", ".join(f"{seen[kind]:,} {kind}" for kind in (
        "without problems", "with problems", "undecodable"))  # fmt: skip
    return Found(
        f"{size:,} files made of {len(seeds)} real ones ({kinds}; {seen['items']:,} items read)",
        f"{len(wrong)} exceptions or stalls; slowest {1000 * slowest:.0f} ms of CPU, "
        f"{grown:.0f} MB more memory",
        wrong,
    )


CAMPAIGN = Campaign(
    "lessons",
    "any mutation of a lesson file gives lessons or problems, soon, and never an exception",
    campaign,
    full=100_000,
    short=1_500,
)
