"""`studybot check [PATH]`: what is wrong in the lessons, line by line, and what to write."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from content.folder.library import Library


class Tongue(StrEnum):
    """Languages in which problems are told."""

    en = "en"
    zh = "zh"


def command(
    path: Annotated[
        Path | None,
        typer.Argument(help="A lesson file or folder (or STUDYBOT_CONTENT; else our lessons)."),
    ] = None,
    lang: Annotated[Tongue, typer.Option("--lang", help="Language of the sentences.")] = Tongue.en,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put marks, full-width signs and blank lines right.")
    ] = False,
) -> None:
    """Check lessons. Prints `file:line: what. Fix: …`; exits 1 where there are errors."""
    from bot.cli._common import end
    from content.problem import Weight
    from content.sentences import weight_of

    place = path or lessons_folder()
    if not place.exists():
        end(f"There is no {place}.", 2)
    folder, shown = (place, place) if place.is_dir() else (place.parent, place.parent)
    if fix:
        _fix(folder, [place.name] if folder is not place else None, str(shown), quiet=as_json)
    library = library_of(place)
    print(_json(library, shown, lang) if as_json else _text(library, shown, lang))
    if any(weight_of(problem) is Weight.ERROR for problem in library.problems):
        raise typer.Exit(1)


def lessons_folder() -> Path:
    """Where the lessons are if nobody says otherwise."""
    import os

    import content

    named = os.environ.get("STUDYBOT_CONTENT")
    return Path(named) if named else Path(content.__file__).parent / "lessons"


def library_of(place: Path) -> Library:
    """The lessons of a folder, or of one file."""
    from content.folder.library import Library
    from content.folder.loader import load, read_file

    if place.is_dir():
        return load(place)
    lesson, problems = read_file(place)
    return Library((lesson,) if lesson else (), problems)


def _fix(folder: Path, only: list[str] | None, shown: str, quiet: bool) -> None:
    from content.folder.files import find, lesson_id
    from content.format.repair import repair_file
    from content.problem import Problem
    from content.sentences import told

    said = {"mark": "mark", "sign": "full-width sign", "blank": "blank line"}
    for name in only or find(folder).files:
        repairs = repair_file(folder, name, lesson_id(name)[1] or "en")
        lines = (
            [told(repairs, "en")]
            if isinstance(repairs, Problem)
            else [f"{shown}/{name}:{one.line}: fixed: {said[one.what]}" for one in repairs]
        )
        if lines and not quiet:
            print("\n".join(lines))


def _text(library: Library, shown: Path, lang: str) -> str:
    from dataclasses import replace

    from content.sentences import told

    lines = [
        told(replace(problem, path=f"{shown}/{problem.path}"), lang)
        for problem in sorted(library.problems, key=lambda one: (one.path, one.line))
    ]
    return "\n".join([*lines, _summary(library, lang)])


def _summary(library: Library, lang: str) -> str:
    from bot.words import words

    counts = _counts(library)
    weights = ", ".join(f"{weight}s: {count}" for weight, count in counts["weights"].items())
    told = words(lang)
    forms = ", ".join(f"{told.say(form)} {count}" for form, count in counts["forms"].items())
    languages = ", ".join(f"{language} {count}" for language, count in counts["languages"].items())
    lessons, items = counts["total"]["lessons"], counts["total"]["items"]
    if lang == "zh":
        names = {"errors": "错误", "warnings": "警告", "notices": "提示"}
        for english, chinese in names.items():
            weights = weights.replace(english, chinese)
        return f"课程 {lessons}（{languages}）；内容 {items}（{forms}）；{weights}"
    return f"lessons: {lessons} ({languages}); items: {items} ({forms}); {weights}"


def _counts(library: Library) -> dict[str, dict[str, int]]:
    """Lessons and items once for all their translations; languages by lesson files."""
    from collections import Counter

    from content.problem import Weight
    from content.sentences import weight_of

    items = {item.id: item.form for item in library.items()}
    weights = Counter(weight_of(problem) for problem in library.problems)
    lessons = {lesson.id for lesson in library.lessons}
    languages = Counter(lesson.head.language for lesson in library.lessons)
    return {
        "total": {"lessons": len(lessons), "items": len(items)},
        "forms": dict(sorted(Counter(items.values()).items())),
        "languages": dict(sorted(languages.items())),
        "weights": {weight.value: weights[weight] for weight in Weight},
    }


def _json(library: Library, shown: Path, lang: str) -> str:
    import json

    from content.sentences import weight_of, what_and_fix

    problems = []
    for problem in library.problems:
        what, fix = what_and_fix(problem, lang)
        where = {"path": f"{shown}/{problem.path}", "line": problem.line, "code": problem.code}
        problems.append(where | {"weight": weight_of(problem).value, "what": what, "fix": fix})
    text = json.dumps({"problems": problems, **_counts(library)}, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode()
