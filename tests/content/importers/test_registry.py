"""Every importer keeps the contract: its example is known as its own, read whole, and written
as files that the loader accepts."""

from __future__ import annotations

import pytest

from content.history.version import version_of
from content.importers import (
    IMPORTERS,
    SENTENCES,
    Importer,
    Refused,
    Source,
    imported,
    importer_for,
    native_files,
    told,
)
from content.problem import Weight
from content.sentences import weight_of
from tests.content.importers.reading import loaded

EACH = pytest.mark.parametrize("importer", IMPORTERS.values(), ids=list(IMPORTERS))


@EACH
def test_its_example_is_known_as_its_own(importer: Importer) -> None:
    assert importer_for(importer.example.name, importer.example.data) is importer


@EACH
def test_its_example_is_taken_whole(importer: Importer) -> None:
    result = importer.read(importer.example)
    assert result.taken > 0 and not result.left_out


@EACH
def test_what_is_written_loads_as_the_same_questions_without_errors(
    importer: Importer, tmp_path
) -> None:
    result = imported(importer.example)
    library = loaded(native_files(result), tmp_path)
    assert not [said for said in library.problems if weight_of(said) is Weight.ERROR]
    if not result.whole:
        wanted = [version_of(item) for lesson in result.lessons for item in lesson.items]
        assert sorted(wanted) == sorted(version_of(item) for item in library.items())


@EACH
def test_importing_again_writes_the_same_files(importer: Importer) -> None:
    assert native_files(imported(importer.example)) == native_files(imported(importer.example))


@EACH
def test_it_claims_nothing_of_an_empty_file(importer: Importer) -> None:
    assert importer.claims("notes", b"") == 0


def test_every_sentence_is_told_in_both_languages() -> None:
    for english, chinese in SENTENCES.values():
        assert english and any("\u4e00" <= sign <= "\u9fff" for sign in chinese)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("nothing.txt", b"  \n", "empty"),
        ("song.mp3", b"ID3\x04\x00\x00" + bytes(range(256)), "unknown-format"),
        ("huge.txt", b"{=a ~b}\n" * 3_000_000, "too-large"),
        ("letter.txt", b"Dear members,\n\nthe meeting is on Monday.\n", "unknown-format"),
    ],
)
def test_what_no_importer_knows_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        imported(Source(name, data))
    assert refused.value.code == code
    assert told(refused.value, "en").endswith(".") and told(refused.value, "zh").endswith("。")
