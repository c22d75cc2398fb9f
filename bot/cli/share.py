"""`studybot share FORMAT`: lessons for other programs, from Moodle to Anki to a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import end
from bot.cli._out import OutOption, give

if TYPE_CHECKING:
    from content.exporters import Export
    from content.item import Item, Lesson

SAID = {
    "en": {
        "taken": "{taken} taken ({forms}), {left} left out ({left_forms})",
        "lost": "  not all of it came along: {what}",
        "and": ", ", "none": "-",
        "wording": "other wording", "feedback": "feedback to options", "points": "points",
        "shuffle": "shuffling", "proof": "proof", "discuss": "where to discuss",
        "follow-up": "follow-up", "anonymous": "anonymous",
    },
    "zh": {
        "taken": "已写出 {taken} 项（{forms}），略去 {left} 项（{left_forms}）",
        "lost": "  未能全部带上：{what}",
        "and": "、", "none": "无",
        "wording": "措辞", "feedback": "选项反馈", "points": "分值", "shuffle": "选项打乱",
        "proof": "完成证明", "discuss": "讨论地点", "follow-up": "回访", "anonymous": "匿名",
    },
}  # fmt: skip


def command(
    form: Annotated[
        str, typer.Argument(metavar="FORMAT", help="anki, csv, gift, moodle-xml, xlsx")
    ],
    path: Annotated[
        Path | None,
        typer.Argument(help="A lesson file or folder (or STUDYBOT_CONTENT; else our lessons)."),
    ] = None,
    out: OutOption = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Lessons in this language: en, zh, …")
    ] = None,
) -> None:
    """Write lessons as a file that another program reads, and that `import` takes back.

    Tells what the format could not hold. One file is in one language.
    """
    from bot.now import now
    from content.exporters import EXPORTERS, exported

    if form not in EXPORTERS:
        end(f"There is no format {form!r}. Formats: {', '.join(sorted(EXPORTERS))}.", 2)
    lessons = _lessons(path, lang)
    made = exported(form, lessons, now())
    if not made.taken:
        end(f"{form} can hold none of these {len(made.left_out)} items. Take another format.", 1)
    give([made.data], out, picture=not EXPORTERS[form].mime.startswith("text/"))
    _tell(made, "zh" if lessons[0].head.language.startswith("zh") else "en")


def _lessons(path: Path | None, lang: str | None) -> tuple[Lesson, ...]:
    """The lessons of one language; an end where there are none, or several to choose from."""
    from bot.cli.check import lessons_folder, library_of

    place = path or lessons_folder()
    if not place.exists():
        end(f"There is no {place}.", 2)
    lessons = library_of(place).lessons
    languages = sorted({lesson.head.language for lesson in lessons})
    if not languages:
        end(f"{place}: there are no lessons in it. `studybot check` says why.", 1)
    if lang is None and len(languages) > 1:
        end(f"The lessons are in {', '.join(languages)}: say --lang {languages[0]}.", 2)
    wanted = lang or languages[0]
    if wanted not in languages:
        end(f"There are no lessons in {wanted!r}. Languages: {', '.join(languages)}.", 2)
    return tuple(lesson for lesson in lessons if lesson.head.language == wanted)


def _tell(made: Export, language: str) -> None:
    """On the error stream, since the file may be on the other."""
    from collections import Counter

    says = SAID[language]
    line = says["taken"].format(
        taken=len(made.taken), forms=_forms(made.taken, language),
        left=len(made.left_out), left_forms=_forms(made.left_out, language),
    )  # fmt: skip
    lost = Counter(says[what] for _, losses in made.short for what in losses)
    typer.echo(line, err=True)
    if lost:
        what = says["and"].join(f"{name} {count}" for name, count in lost.items())
        typer.echo(says["lost"].format(what=what), err=True)


def _forms(items: Sequence[Item], language: str) -> str:
    from collections import Counter

    from bot.words import words

    says, reader = SAID[language], words(language)
    counted = sorted(Counter(item.form for item in items).items())
    return (
        says["and"].join(f"{reader.say(form)} {count}" for form, count in counted) or says["none"]
    )
