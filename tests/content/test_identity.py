"""An item stays itself when it is edited, moved, renamed or translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.folder.loader import Loaded, scan
from content.history.memory import PLACE, keep, recall
from content.item import Item

QUESTION = "# Question: {}\n\n- [x] a\n- [ ] b\n\n"
BYLAWS = QUESTION.format("Who can change the bylaws of our organisation?")
MINUTES = QUESTION.format("Who writes the minutes of a general meeting?")


class Organizer:
    """Somebody who edits a content folder, and the bot that looks at it after each edit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loaded = Loaded()

    def writes(self, **files: str) -> None:
        for name, text in files.items():
            stem, _, language = name.rpartition("_")
            place = self.folder / f"{stem.replace('__', '/')}.{language}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        self.looks()

    def removes(self, name: str) -> None:
        (self.folder / name).unlink()
        self.looks()

    def moves(self, old: str, new: str) -> None:
        target = self.folder / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / old).rename(target)
        self.looks()

    def looks(self) -> None:
        self.loaded = scan(self.folder, self.loaded, memory=self.loaded.memory)

    def restarts(self) -> None:
        """The bot starts anew: all it knows is what the folder keeps."""
        assert keep(self.folder, self.loaded.memory)
        self.loaded = scan(self.folder)

    def items(self, language: str = "en") -> list[Item]:
        return list(self.loaded.library.items(language))

    def ids(self, language: str = "en") -> list[str]:
        return [item.id for item in self.items(language)]

    def codes(self) -> set[str]:
        return {p.code for p in self.loaded.library.problems} - {"few-days"}


@pytest.fixture
def organizer(tmp_path: Path) -> Organizer:
    return Organizer(tmp_path)


def test_a_new_item_gets_an_id_from_its_lesson_and_text(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS, b_en=BYLAWS)
    first, second = organizer.ids()
    assert first.startswith("a#")
    assert second.startswith("b#")


def test_two_equal_questions_in_one_lesson_are_two(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS + BYLAWS)
    assert len(set(organizer.ids())) == 2
    before = organizer.ids()
    organizer.restarts()
    assert organizer.ids() == before


def test_an_edited_question_is_the_same_and_this_is_said_once(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS + MINUTES)
    before = organizer.ids()
    organizer.writes(a_en=BYLAWS.replace("can change", "may change") + MINUTES)
    assert organizer.ids() == before
    assert "known-by-place" in organizer.codes()
    organizer.restarts()
    assert organizer.ids() == before
    assert organizer.codes() == set()


def test_a_question_with_new_words_is_new(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS)
    before = organizer.ids()
    organizer.writes(a_en=QUESTION.format("How long is a speech allowed to be here?"))
    assert organizer.ids() != before
    assert organizer.codes() == set()


def test_a_question_put_before_the_others_takes_nobodys_id(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS + MINUTES)
    before = organizer.ids()
    organizer.writes(a_en=QUESTION.format("Is this new?") + MINUTES + BYLAWS)
    new, *rest = organizer.ids()
    assert rest == before[::-1]
    assert new not in before


@pytest.mark.parametrize("target", ["b.en.md", "deep/er/a.en.md"])
def test_renaming_or_moving_a_file_keeps_ids(target: str, organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS + MINUTES)
    before = organizer.ids()
    organizer.moves("a.en.md", target)
    assert organizer.ids() == before
    organizer.restarts()
    assert organizer.ids() == before


def test_a_file_that_was_away_for_a_while_is_known_again(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS, b_en=MINUTES)
    before = organizer.ids()
    organizer.writes(a_en=BYLAWS.replace("can change", "may change"), b_en=MINUTES)
    organizer.removes("a.en.md")
    organizer.restarts()
    organizer.writes(z_en=BYLAWS.replace("can change", "may change"))
    assert sorted(organizer.ids()) == sorted(before)


def test_a_copied_lesson_is_not_the_original(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS)
    [before] = organizer.ids()
    organizer.writes(b_en=BYLAWS)
    assert organizer.ids()[0] == before
    assert len(set(organizer.ids())) == 2


def test_a_translation_shares_ids_by_place_and_form(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS + MINUTES)
    before = organizer.ids()
    organizer.writes(a_zh=QUESTION.format("谁可以修改章程？") + "# 卡片：谁写记录？\n\n秘书。\n")
    first, second = organizer.ids("zh")
    assert first == before[0]
    assert second not in before
    assert organizer.ids() == before


def test_a_translation_that_comes_first_gives_its_ids_to_the_original(
    organizer: Organizer,
) -> None:
    organizer.writes(a_zh=QUESTION.format("谁可以修改章程？"))
    before = organizer.ids("zh")
    organizer.writes(a_en=BYLAWS)
    assert organizer.ids() == before == organizer.ids("zh")


def test_a_written_id_counts_before_everything_and_in_every_language(
    organizer: Organizer,
) -> None:
    organizer.writes(a_en=BYLAWS, a_zh=QUESTION.format("谁可以修改章程？"))
    organizer.writes(a_en=BYLAWS + "Id: bylaws\n")
    assert organizer.ids() == organizer.ids("zh") == ["bylaws"]
    organizer.writes(a_en=QUESTION.format("Something else entirely?") + "Id: bylaws\n")
    assert organizer.ids() == ["bylaws"]


def test_an_id_used_twice_keeps_the_second_out_until_the_first_is_gone(
    organizer: Organizer,
) -> None:
    organizer.writes(a_en=BYLAWS + "Id: One\n", b_en=MINUTES + "Id: one\n")
    assert organizer.ids() == ["One"]
    assert organizer.codes() == {"duplicate-id"}
    organizer.removes("a.en.md")
    assert organizer.ids() == ["one"]
    assert organizer.codes() == set()


def test_looking_again_changes_nothing(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS, a_zh=QUESTION.format("谁？"), b_en=MINUTES + "Id: m\n")
    before = organizer.loaded
    organizer.looks()
    assert organizer.loaded.library == before.library
    assert organizer.loaded.memory is before.memory


def test_a_scan_of_changes_equals_a_scan_of_everything(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS, b__c_en=MINUTES, a_zh=QUESTION.format("谁？"))
    organizer.writes(a_en=MINUTES + BYLAWS)
    organizer.moves("b/c.en.md", "b/d.en.md")
    whole = scan(organizer.folder, memory=organizer.loaded.memory)
    assert whole.library == organizer.loaded.library


def test_the_memory_survives_writing_and_reading(organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS, a_zh=QUESTION.format("谁？ “x”"))
    assert keep(organizer.folder, organizer.loaded.memory)
    assert recall(organizer.folder) == organizer.loaded.memory


@pytest.mark.parametrize("text", ["", "{", "[]", '{"lessons": 3}', '{"lessons": {"a": [[1]]}}'])
def test_a_broken_memory_is_told_and_the_lessons_load(text: str, organizer: Organizer) -> None:
    organizer.writes(a_en=BYLAWS)
    (organizer.folder / PLACE).parent.mkdir()
    (organizer.folder / PLACE).write_text(text)
    loaded = scan(organizer.folder)
    assert len(list(loaded.library.items())) == 1
    assert "ids-unreadable" in {problem.code for problem in loaded.library.problems}


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".studybot").write_text("a file where the folder should be")
    assert keep(tmp_path, {}) is False
