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


def test_a_list_of_terms_without_header_lines_is_cards() -> None:
    """What Quizlet and older Anki write: a term, a tab, its meaning."""
    _, [quorum, chair] = read("quorum\twho must be there\nchair\twho leads the meeting\n")
    assert (quorum.form, quorum.text, quorum.back) == ("card", "quorum", "who must be there")
    assert (chair.text, chair.back) == ("chair", "who leads the meeting")


def test_sounds_are_left_out_and_told_and_a_side_that_is_only_one_too() -> None:
    result, [card] = read(
        "#separator:tab\n#html:true\nHear the bell [sound:bell.mp3]\tThe end\n"
        "[sound:bell.mp3]\tThe end\n"
    )
    assert (card.text, card.back) == ("Hear the bell", "The end")
    assert [left.code for left in result.left_out] == ["anki-sound-side"]
    assert [note.code for note in result.notes] == ["anki-sound"]


def test_a_picture_whose_name_has_blanks_and_brackets_is_told_whole() -> None:
    result, [card] = read(
        '#separator:tab\n#html:true\nWho? <img src="our hall (1).png">\tThe chair\n'
    )
    assert card.text == "Who?"
    assert [dict(note.values) for note in result.notes] == [{"picture": "our hall (1).png"}]


def test_a_deck_of_ours_comes_back_as_text_too() -> None:
    kinds = "Studybot question\tHow many of 60 are a third?\t20; twenty\t\t\n"
    _, [card] = read(
        "#separator:tab\n#notetype column:1\n#columns:kind\tQuestion\tAccepted answers"
        f"\tBack\tExtra\n{kinds}"
    )
    assert (card.form, card.answers) == ("short", ("20", "twenty"))
