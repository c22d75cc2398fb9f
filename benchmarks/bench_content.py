"""Checking 5,000 lessons against a bare loop that only reads them, and one changed file among them.

Goals (performance.md, C1): under 5 s for all, under 50 ms for one changed file. The bare loop
reads each file and looks for headings and options with one regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.goals import Goal, told
from content.folder.loader import load, scan
from content.forms import FORMS

LESSONS = 5_000
_BARE = re.compile(r"^(#+ .*|- \[.\] .*|[A-Z]\. .*|Answer: .*)$", re.M)


def write_lessons(folder: Path, count: int) -> None:
    """Lesson files in two languages and twenty topics, made of the forms' own examples."""
    texts = {language: [form.example[language] for form in FORMS.values()] for language in _LANGS}
    for number in range(count):
        language = _LANGS[number % 2]
        some = [texts[language][(number * 3 + turn) % len(FORMS)] for turn in range(3)]
        some.sort(key=lambda text: not text.startswith("---"))
        topic = folder / f"topic-{number % 20:02}"
        topic.mkdir(exist_ok=True)
        text = "\n".join(some).replace("?", f" ({number // 2})?").replace("。", f"{number}。")
        (topic / f"{number // 2:04}.{language}.md").write_text(text, encoding="utf-8")


_LANGS = ("en", "zh")


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    begun = process_time()
    result = work()
    return process_time() - begun, result


def _bare(folder: Path) -> int:
    return sum(
        len(_BARE.findall(path.read_text(encoding="utf-8"))) for path in folder.rglob("*.md")
    )


def run() -> dict[str, float]:
    """CPU seconds for each, and the ratio of a full load to the bare loop."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_lessons(folder, LESSONS)
        bare, _ = _timed(lambda: _bare(folder))
        full, library = _timed(lambda: load(folder))
        loaded = scan(folder)
        changed = next(folder.rglob("*.md"))
        changed.write_text(changed.read_text(encoding="utf-8") + "\n# Card: New?\n\nYes.\n")
        one, _ = _timed(lambda: scan(folder, loaded))
        told, _ = _timed(lambda: scan(folder, loaded, touched=[changed]))
        count = sum(1 for _ in library.items()) if hasattr(library, "items") else 0
    return {
        "lessons": LESSONS,
        "items": count,
        "bare_s": bare,
        "load_s": full,
        "ratio": full / bare,
        "one_changed_s": one,
        "one_touched_s": told,
    }


if __name__ == "__main__":
    found = run()
    for key, value in found.items():
        print(f"{key:>16} {value:,.3f}")
    told("C1", Goal(f"{LESSONS:,} lessons checked", found["load_s"], 5, "s CPU"))
    told("C1", Goal("one changed file, named", found["one_touched_s"] * 1e3, 50, "ms CPU"))
    told("C1", Goal("one changed file, looked for", found["one_changed_s"] * 1e3, 50, "ms CPU"))
