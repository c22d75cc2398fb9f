"""A zip is a folder of files, each read by its own importer."""

from __future__ import annotations

import io
import zipfile

import pytest

from content.importers import Refused, native_files, told
from tests.content.importers.reading import items, loaded, shown, taken
from tests.content.importers.test_moodle_xml import PNG


def packed(**entries: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_lessons_keep_their_folders_and_pictures(tmp_path) -> None:
    lesson = "# Question: What is it? ![flag](flag.png)\n\n- [x] a flag\n- [ ] a cat\n"
    data = packed(**{"flags/01-flag.en.md": lesson, "flags/flag.png": PNG})
    files = native_files(taken(data, "lessons.zip"), folder="")
    assert files == {"flags/01-flag.en.md": lesson.encode(), "flags/flag.png": PNG}
    [item] = loaded(files, tmp_path).items()
    assert len(item.pictures) == 1


def test_files_of_other_programs_are_imported_under_their_folders_names() -> None:
    data = packed(**{"a/quiz.gift": "One {T}\n", "b/quiz.gift": "Two {F}\n"})
    result = taken(data, "all.zip")
    assert [shown(item) for item in items(result)] == [
        "truefalse: One | [True] False",
        "truefalse: Two | True [False]",
    ]
    assert sorted(native_files(result)) == ["inbox/a/quiz.en.md", "inbox/b/quiz.en.md"]


def test_what_is_unknown_is_told_and_the_rest_is_read() -> None:
    inner = packed(**{"x.gift": "One {T}\n"})
    data = packed(
        **{
            "quiz.gift": "One {T}\n\n{ lost\n",
            "song.mp3": b"\x00\x01",
            "inner.zip": inner,
            "__MACOSX/._quiz.gift": b"\x00",
            ".hidden": "x",
            "a.svg": "<svg/>",
        }
    )
    result = taken(data, "all.zip")
    said = [told(one, "en") for one in result.left_out]
    assert result.taken == 1 and len(said) == 4
    assert [one.words for one in result.left_out] == [
        "quiz.gift:3 { lost",
        "song.mp3",
        "inner.zip",
        "a.svg",
    ]
    assert list(result.whole) == ["quiz.en.md"]


def test_an_archive_that_climbs_out_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        taken(packed(**{"../../evil.md": "# Card: a\n\nb\n"}), "all.zip")
    assert refused.value.code == "zip-name"
