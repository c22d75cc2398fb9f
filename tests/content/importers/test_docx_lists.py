"""Word documents: lists that Word numbers itself, pictures, colours, formulas, several tables."""

from __future__ import annotations

import pytest

from content.importers import Import, Source, imported, native_files, told
from tests.content.importers.reading import loaded
from tests.content.importers.test_docx import SPACE, paragraph, table, with_body
from tests.content.importers.test_moodle_xml import PNG

OFFICE = "http://schemas.openxmlformats.org/"
RELATIONS = (
    f'<Relationships xmlns="{OFFICE}package/2006/relationships"><Relationship Id="p" '
    f'Target="media/a.png" Type="{OFFICE}officeDocument/2006/relationships/image"/>'
    "</Relationships>"
)
PICTURE = (
    f'<w:r><w:drawing><a:blip xmlns:a="{OFFICE}drawingml/2006/main" xmlns:r='
    f'"{OFFICE}officeDocument/2006/relationships" r:embed="p"/></w:drawing></w:r>'
)


def read(body: str, more: dict[str, str | bytes] | None = None) -> Import:
    return imported(Source("meetings.docx", with_body(body, more)))


def asked(result: Import) -> list[tuple[str, str]]:
    """Each question with the letters of its right options."""
    return [
        (item.text, "".join("ABCDEFGH"[at] for at, one in enumerate(item.options) if one.right))
        for lesson in result.lessons
        for item in lesson.items
    ]


def point(level: int, text: str, number: int = 1) -> str:
    mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbering(*kinds: str) -> dict[str, str | bytes]:
    """One list with these kinds of numbers by level, and a second of the same."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{at + 1}."/></w:lvl>'
        for at, kind in enumerate(kinds)
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>' for number in (1, 2)
    )
    return {
        "word/numbering.xml": f"<w:numbering {SPACE}>"
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'
    }


@pytest.mark.parametrize("kind", ["decimal", "lowerRoman", "upperLetter", "bullet"])
@pytest.mark.parametrize("answer", ["B, C", "2, 3", "B. The date, C. Votes", "The date; Votes"])
def test_options_on_a_deeper_level_are_options_whatever_number_they_have(
    kind: str, answer: str
) -> None:
    body = point(0, "What belongs in the minutes?")
    body += point(1, "Gossip") + point(1, "The date") + point(1, "Votes")
    body += paragraph(f"Answer: {answer}") + point(0, "Who leads?")
    body += point(1, "The cook") + point(1, "The chair") + paragraph("Answer: 2")
    result = read(body, numbering("decimal", kind))
    assert asked(result) == [("What belongs in the minutes?", "BC"), ("Who leads?", "B")]


def test_options_in_a_list_of_their_own_begin_with_a_at_each_question() -> None:
    body = point(0, "Who leads?") + point(0, "The cook", 2) + point(0, "The chair", 2)
    body += paragraph("Answer: B") + point(0, "Who writes?")
    body += point(0, "The secretary", 2) + point(0, "Nobody", 2) + paragraph("Answer: A")
    assert asked(read(body, numbering("decimal"))) == [("Who leads?", "B"), ("Who writes?", "A")]


def test_numbered_questions_below_a_numbered_heading_are_no_options() -> None:
    body = point(0, "Part A: true or false") + point(1, "Guests may vote.")
    body += point(1, "Minutes are kept.") + paragraph("Answers")
    body += paragraph("1. false") + paragraph("2. true")
    assert asked(read(body, numbering("decimal", "decimal"))) == [
        ("Guests may vote.", "B"),
        ("Minutes are kept.", "A"),
    ]


def test_pictures_come_with_their_questions(tmp_path) -> None:
    body = paragraph("1. What is this?") + f"<w:p>{PICTURE}</w:p>"
    body += paragraph("A. A seal") + paragraph("B. A flag") + paragraph("Answer: A")
    more = {"word/_rels/document.xml.rels": RELATIONS, "word/media/a.png": PNG}
    result = read(body, more)
    library = loaded(native_files(result), tmp_path)
    [item] = library.items()
    assert not result.notes and "image" not in " ".join(one.code for one in library.problems)
    assert len(item.pictures) == 1 and item.text.startswith("What is this?")


def test_a_picture_that_belongs_to_no_question_is_told() -> None:
    body = f"<w:p>{PICTURE}</w:p>" + paragraph("1. Who leads?")
    body += paragraph("A. The cook") + paragraph("B. The chair") + paragraph("Answer: B")
    more = {"word/_rels/document.xml.rels": RELATIONS, "word/media/a.png": PNG}
    result = read(body, more)
    assert not result.pictures
    assert [told(note, "en") for note in result.notes] == [
        "1 pictures of the document were left out; put them beside the lessons by hand."
    ]


@pytest.mark.parametrize(
    "look", ['<w:color w:val="FF0000"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>']
)
def test_the_option_in_colour_is_the_right_one(look: str) -> None:
    right = paragraph("B. The chair").replace("<w:r>", f"<w:r><w:rPr>{look}</w:rPr>")
    assert asked(read(paragraph("1. Who leads?") + paragraph("A. The cook") + right)) == [
        ("Who leads?", "B")
    ]


def test_raised_words_and_formulas_keep_their_meaning() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>10</w:t></w:r>'
    m = f'xmlns:m="{OFFICE}officeDocument/2006/math"'
    half = (
        f"<m:oMath {m}><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    body = f"<w:p><w:r><w:t>1. How much is 2</w:t></w:r>{raised}</w:p>"
    body += f"<w:p><w:r><w:t>A. </w:t></w:r>{half}</w:p>" + paragraph("B. 1024")
    [item] = read(body + paragraph("Answer: B")).lessons[0].items
    assert item.text == "How much is 2¹⁰"
    assert [option.text for option in item.options] == ["(a+b)/2", "1024"]


def test_several_tables_and_the_questions_beside_them_are_all_read() -> None:
    header = ("Question", "Option A", "Option B", "Answer")
    body = table(header, ("Who leads?", "The cook", "The chair", "B"))
    body += table(header, ("Who writes?", "The secretary", "Nobody", "A"))
    body += paragraph("1. Guests may vote.") + paragraph("Answer: false")
    assert asked(read(body)) == [
        ("Who leads?", "B"),
        ("Who writes?", "A"),
        ("Guests may vote.", "B"),
    ]


def test_a_table_with_a_row_for_each_part_of_a_question() -> None:
    rows = [("Question", "Who leads?"), ("A", "The cook"), ("B", "The chair"), ("Answer", "B")]
    assert asked(read(table(*rows))) == [("Who leads?", "B")]


@pytest.mark.parametrize("signs", ["☑☐", "☒□", "●○"])
def test_filled_boxes_are_the_right_options(signs: str) -> None:
    yes, no = signs
    body = paragraph("1. Who leads?") + paragraph(f"{no} The cook") + paragraph(f"{yes} The chair")
    assert asked(read(body)) == [("Who leads?", "B")]
