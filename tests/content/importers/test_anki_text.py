"""Anki's plain text, with the header lines it writes."""

from __future__ import annotations

from content.importers import Import, Source, imported
from content.item import Item


def read(text: str) -> tuple[Import, list[Item]]:
    result = imported(Source("notes.txt", text.encode()))
    return result, [item for lesson in result.lessons for item in lesson.items]


def test_columns_for_id_deck_and_tags_are_no_part_of_the_note() -> None:
    result, [card, gap] = read(
        "#separator:tab\n#html:false\n#guid column:1\n#deck column:2\n#tags column:5\n"
        'Ab1\tUnion::Basics\tWhat is 2<3?\t"two\nlines, ""quoted"""\tmaths\n'
        "Ab2\tUnion\tThe {{c1::chair}} leads the meeting\t\t\n"
    )
    assert (card.text, card.back) == ("What is 2<3?", 'two\nlines, "quoted"')
    assert (gap.form, gap.answers) == ("short", ("chair",))
    assert [lesson.head.title for lesson in result.lessons] == ["Basics", "Union"]
    assert result.lessons[0].head.tags == ("maths",)


def test_html_is_read_where_the_header_says_so() -> None:
    _, [card] = read("#separator:Semicolon\n#html:true\nWhat is a <b>quorum</b>?;Who<br>counts\n")
    assert (card.text, card.back) == ("What is a **quorum**?", "Who\ncounts")


def test_a_note_without_a_back_is_left_out_at_its_line() -> None:
    result, _ = read("#separator:tab\nonly a front\t\nfront\tback\n")
    assert [(left.place, left.code) for left in result.left_out] == [(2, "no-answer")]


def test_changed_words_keep_the_id_that_anki_gave() -> None:
    head = "#separator:tab\n#guid column:1\n"
    [[before], [after]] = (read(f"{head}Ab1\t{words}\tback\n")[1] for words in ("a", "b"))
    assert before.id == after.id
