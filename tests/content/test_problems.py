"""Every class of problem: a text that has it, its line, a sentence in each language."""

from __future__ import annotations

import os
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from content.folder.files import DEEPEST, LARGEST_FILE
from content.folder.loader import load, scan
from content.format.lesson import read
from content.format.links import LARGEST_PICTURE
from content.format.repair import repair_file
from content.history.memory import keep
from content.item import LessonId
from content.problem import Problem
from content.sentences import SENTENCES, told, weight_of

IN_A_TEXT: list[tuple[str, int, str]] = [
    ("unseen-sign", 3, "Text.\n\nRead\u202e this.\n"),
    ("unseen-sign", 1, "Te\x00xt.\n"),
    ("empty-file", 1, "\n\n"),
    ("code-open", 3, "Text.\n\n```\nfor\n\n# Card: a\n\nb\n"),
    ("header-open", 1, "---\ntitle: x\nsend: Mon\n\nText.\n"),
    ("header-bare", 1, "title: x\nsend: Mon\n\nText.\n"),
    ("header-line", 3, "---\ntitle: x\nwhat is this\n---\n\nText.\n"),
    ("unknown-key", 3, "---\ntitle: x\nsned: Mon\n---\n\nText.\n"),
    ("key-twice", 4, "---\ntitle: x\nsend: Mon\n标题：y\n---\n\nText.\n"),
    ("key-twice", 5, "# Task: Go\n\nPoints: 2\n\n分值：3\n"),
    ("unreadable-send", 2, "---\nsend: 2026-13-45\n---\n\nText.\n"),
    ("unreadable-date", 3, "---\ntitle: x\nuntil: soon\n---\n\nText.\n"),
    ("unreadable-deadline", 2, "---\ndeadline: some days\n---\n\nText.\n"),
    ("until-before-from", 3, "---\nfrom: 2026-12-02\nuntil: 2026-12-01\n---\n\nText.\n"),
    ("unknown-kind", 2, "---\nkind: funny\n---\n\nText.\n"),
    ("near-keyword", 3, "Text.\n\n# Quetion: Why?\n\n- [x] a\n- [ ] b\n"),
    ("near-keyword", 1, "# 问提：为什么？\n\n- [x] a\n- [ ] b\n"),
    ("no-hash", 3, "Text.\n\nQuestion: Why?\n\n- [x] a\n- [ ] b\n"),
    ("stray-answers", 1, "# What about this\n\n- [x] a\n- [ ] b\n"),
    ("near-key", 6, "# Question: Why?\n\n- [x] a\n- [ ] b\n\nExplantion: so\n"),
    ("empty-question", 1, "# Question:\n\n- [x] a\n- [ ] b\n"),
    ("empty-question", 1, "# Task:\n\nPoints: 2\n"),
    ("no-answer", 3, "Text.\n\n# Question: Why?\n"),
    ("no-right-answer", 1, "# Question: Why?\n\n- [ ] a\n- [ ] b\n"),
    ("answer-without-option", 6, "# Question: Why?\n\nA. a\nB. b\n\nAnswer: E\n"),
    ("answer-without-option", 5, "# Question: Why?\n\n- [ ] a\n- [ ] b\nAnswer: something else\n"),
    ("answer-disagrees", 5, "# Question: Why?\n\n- [x] a\n- [ ] b\nAnswer: B\n"),
    ("one-option", 3, "# Question: Why?\n\n- [x] a\n"),
    ("no-options", 1, "# Survey: Why?\n\nTell us.\n"),
    ("empty-option", 4, "# Question: Why?\n\n- [x] a\n- [ ]\n- [ ] b\n"),
    ("duplicate-option", 5, "# Question: Why?\n\n- [x] a\n- [ ] b\n- [ ] ａ\n"),
    ("duplicate-option", 5, "# Order: How?\n\n1. a\n2. b\n3. a\n"),
    ("duplicate-option", 3, "# Match: Who?\n\n- a = 1\n- a = 2\n"),
    ("unreadable-mark", 4, "# Question: Why?\n\n- [x] a\n- [?] b\n"),
    ("unreadable-mark", 3, "# Question: Why?\n\n- [x a\n- [ ] b\n"),
    ("survey-with-right-answer", 4, "# Survey: Why?\n\n- [ ] a\n- [x] b\n"),
    ("survey-with-right-answer", 5, "# Survey: Why?\n\n- a\n- b\nAnswer: B\n"),
    ("all-right", 1, "# Question: Why?\n\n- [x] a\n- [x] b\n"),
    ("too-few-steps", 1, "# Order: How?\n\n1. a\n"),
    ("too-few-pairs", 1, "# Match: Who?\n\n- a = b\n"),
    ("unreadable-pair", 4, "# Match: Who?\n\n- a = b\n- nothing\n"),
    ("card-without-back", 1, "# Card: What?\n"),
    ("unreadable-number", 3, "# Question: How many?\n\nAnswer: about 12 ± some\n"),
    ("unreadable-points", 3, "# Task: Go\n\nPoints: many\n"),
    ("unreadable-yes", 5, "# Survey: Why?\n\n- a\n- b\nAnonymous: perhaps\n"),
    ("unreadable-proof", 3, "# Task: Go\n\nProof: my honour\n"),
    ("unreadable-span", 3, "# Task: Go\n\nFollow-up: later\n"),
    ("too-long", 1, f"# Question: Why?\n\n- [x] {'a' * 101}\n- [ ] b\n"),
    ("too-long", 1, f"# Question: {'Why? ' * 61}\n\n- [x] a\n- [ ] b\n"),
    ("link-not-https", 3, "Text.\n\n[see](http://example.org)\n"),
    ("link-not-https", 1, "[see](tg://resolve?domain=x) <javascript:alert(1)>\n"),
    ("remote-image", 1, "![see](https://example.org/x.png) and more\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "line", "text"), IN_A_TEXT)
def test_a_problem_in_a_text(code: str, line: int, text: str) -> None:
    _, problems = read(text, "x.en.md", LessonId("x"), "en")
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


def put(folder: Path, name: str, text: str | bytes = "Text.\n") -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def loaded(folder: Path) -> list[Problem]:
    return list(load(folder).problems)


def unreadable(folder: Path) -> list[Problem]:
    return loaded(folder / "nowhere")


def unwritable(folder: Path) -> list[Problem]:
    place = put(folder, "a.en.md", "# Question: Why?\n\n- [X] a\n- [ ] b\n")
    blocker = place.with_name(f".{place.name}.part")
    blocker.mkdir()
    said = repair_file(folder, place.name, "en")
    return [said] if isinstance(said, Problem) else []


def a_link(folder: Path) -> list[Problem]:
    (folder / "a.en.md").symlink_to(put(folder, "elsewhere.txt"))
    return loaded(folder)


def a_pipe(folder: Path) -> list[Problem]:
    os.mkfifo(folder / "a.en.md")
    return loaded(folder)


def too_large(folder: Path) -> list[Problem]:
    put(folder, "a.en.md", b"a" * (LARGEST_FILE + 1))
    return loaded(folder)


def bad_name(folder: Path) -> list[Problem]:
    put(folder, "-a\n.en.md")
    return loaded(folder)


def too_deep(folder: Path) -> list[Problem]:
    put(folder, "/".join("d" * (DEEPEST + 2)) + "/a.en.md")
    return loaded(folder)


def too_many(folder: Path) -> list[Problem]:
    import content.folder.files as files

    for number in range(4):
        put(folder, f"{number}.en.md")
    found = files.Found()
    files.walk(str(folder), "", 0, found, most=3)
    return found.problems


def not_text(folder: Path) -> list[Problem]:
    put(folder, "a.en.md", bytes(range(256)))
    return loaded(folder)


def guessed(folder: Path) -> list[Problem]:
    put(folder, "a.zh.md", "会员大会可以修改章程".encode("gb18030"))
    return loaded(folder)


def double_lesson(folder: Path) -> list[Problem]:
    put(folder, "a.en.md")
    put(folder, "a.en.markdown")
    return loaded(folder)


def unknown_lesson(folder: Path) -> list[Problem]:
    put(folder, "a.en.md", "---\nafter: b\n---\n\nText.\n")
    return loaded(folder)


def missing(folder: Path) -> list[Problem]:
    put(folder, "a.en.md", "![x](x.png)\n")
    return loaded(folder)


def outside(folder: Path) -> list[Problem]:
    put(folder, "in/a.en.md", "![x](../x.png)\n")
    put(folder, "x.png")
    return loaded(folder / "in")


def heavy(folder: Path) -> list[Problem]:
    put(folder, "a.en.md", "![x](x.png)\n")
    with (folder / "x.png").open("wb") as file:
        file.truncate(LARGEST_PICTURE + 1)
    return loaded(folder)


def double_id(folder: Path) -> list[Problem]:
    put(folder, "a.en.md", "# Card: a\n\nb\n\nId: One\n")
    put(folder, "b.en.md", "# Card: c\n\nd\n\nId: one\n")
    return loaded(folder)


def by_place(folder: Path) -> list[Problem]:
    place = put(folder, "a.en.md", "# Card: Who may change our bylaws at all?\n\nWe.\n")
    before = scan(folder)
    place.write_text("# Card: Who can change our bylaws at all?\n\nWe.\n")
    return list(scan(folder, before).library.problems)


def ids_broken(folder: Path) -> list[Problem]:
    put(folder, ".studybot/ids.json", "{")
    return loaded(folder)


def month(folder: Path) -> list[Problem]:
    for day in (1, 2, 3):
        put(folder, f"{day}.en.md", f"---\nsend: 2026-12-0{day}\n---\n\nText.\n")
    return loaded(folder)


def pool(folder: Path) -> list[Problem]:
    for number in range(20):
        put(folder, f"{number:02}.en.md")
    return loaded(folder)


def same_form(folder: Path) -> list[Problem]:
    for number, day in enumerate(("Mon", "Wed", "Fri")):
        put(folder, f"{number}.en.md", f"---\nsend: {day}\n---\n\n# Card: {number}?\n\nb\n")
    return loaded(folder)


def few_days(folder: Path) -> list[Problem]:
    put(folder, "a.en.md")
    return loaded(folder)


IN_A_FOLDER: list[tuple[str, int, Callable[[Path], list[Problem]]]] = [
    ("unreadable-file", 1, unreadable), ("unwritable-file", 1, unwritable),
    ("not-a-file", 1, a_link), ("not-a-file", 1, a_pipe), ("file-too-large", 1, too_large),
    ("bad-name", 1, bad_name), ("too-deep", 1, too_deep), ("too-many-files", 1, too_many),
    ("not-text", 1, not_text), ("encoding-guessed", 1, guessed),
    ("duplicate-lesson", 1, double_lesson), ("unknown-lesson", 1, unknown_lesson),
    ("missing-image", 1, missing), ("image-outside", 1, outside), ("image-too-large", 1, heavy),
    ("duplicate-id", 1, double_id), ("known-by-place", 1, by_place),
    ("ids-unreadable", 1, ids_broken), ("below-quota", 1, month), ("folder-below-quota", 1, pool),
    ("same-form", 5, same_form), ("few-days", 1, few_days),
]  # fmt: skip


@pytest.mark.parametrize(("code", "line", "make"), IN_A_FOLDER)
def test_a_problem_in_a_folder(
    code: str, line: int, make: Callable[[Path], list[Problem]], tmp_path: Path
) -> None:
    problems = make(tmp_path)
    assert (code, line) in [(problem.code, problem.line) for problem in problems]
    for problem in problems:
        told(problem, "en").encode()


def test_every_class_of_problem_is_shown_here() -> None:
    assert {row[0] for row in [*IN_A_TEXT, *IN_A_FOLDER]} == set(SENTENCES)


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_stands_in_both_languages_with_the_same_values(code: str) -> None:
    sentence = SENTENCES[code]
    for part in (sentence.what, sentence.fix):
        assert part["en"].strip() and part["zh"].strip()
        assert any("\u4e00" <= sign <= "\u9fff" for sign in part["zh"])
    english, chinese = (names(sentence.what[x] + sentence.fix[x]) for x in ("en", "zh"))
    assert english == chinese


def test_a_problem_is_told_with_its_place_and_its_remedy() -> None:
    _, [problem] = read("# Question: Why?\n\n- [ ] a\n- [ ] b\n", "t/x.md", LessonId("x"), "en")
    assert told(problem, "en") == (
        "t/x.md:1: no option is marked as right. Fix: put an x in the box of the right one: - [x]"
    )
    assert told(problem, "zh") == "t/x.md:1: 没有标出正确选项。改法：在正确选项的方框里写 x：- [x]"


def test_an_authors_words_cannot_break_out_of_their_sentence() -> None:
    text = "---\nsend: {0}{path}%s " + "x" * 500 + "\n---\n\nText.\n"
    _, problems = read(text, "x.md", LessonId("x"), "en")
    line = told(problems[0], "en")
    assert "\n" not in line
    assert "{0}{path}%s" in line
    assert len(line) < 300


def test_the_good_part_of_a_broken_lesson_still_loads() -> None:
    lesson, problems = read(
        "# Question: Why?\n\n- [ ] a\n- [ ] b\n\n# Card: What?\n\nThis.\n",
        "x.md",
        LessonId("x"),
        "en",
    )
    assert lesson is not None
    assert [item.form for item in lesson.items] == ["card"]
    assert [weight_of(problem).value for problem in problems] == ["error"]


def test_a_folder_without_memory_is_no_problem(tmp_path: Path) -> None:
    put(tmp_path, "a.en.md")
    before = scan(tmp_path)
    assert keep(tmp_path, before.memory)
    assert [p.code for p in load(tmp_path).problems] == ["few-days"]
