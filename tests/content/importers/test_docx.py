"""Word documents as people type them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from content.importers import Refused, Source, imported, told
from content.importers.docx import _written as word
from content.item import Item

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def items(data: bytes, name: str = "meetings.docx") -> list[Item]:
    return [item for lesson in imported(Source(name, data)).lessons for item in lesson.items]


def with_body(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A document with this body, and further parts."""
    made = io.BytesIO(word(()))
    files = {}
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = (
        f"<w:document {SPACE}><w:body>{body}</w:body></w:document>".encode()
    )
    for name, said in (more or {}).items():
        files[name] = said.encode() if isinstance(said, str) else said
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_lettered_questions() -> None:
    one, two = items(
        word(
            [
                "1. Who can change our bylaws?",
                "A. The board",
                "B. The general meeting",
                "Answer: B",
                "2. What belongs in the minutes?",
                "A. Decisions",
                "B. Gossip",
                "C. The date",
                "Answer: AC",
            ]
        )
    )
    assert (one.form, one.text) == ("single", "Who can change our bylaws?")
    assert [option.right for option in two.options] == [True, False, True]


def test_a_chinese_bank_with_its_answers_inside() -> None:
    [one] = items(word(["1．谁可以修改本会章程？（ B ）", "A．理事会", "B．会员大会"]), "题库.docx")
    assert one.form == "single"
    assert one.language == "zh"


def test_our_own_format_typed_in_word_without_any_sign() -> None:
    question, task = items(
        word(
            [
                "Question: Who can change our bylaws?",
                "- [ ] The board",
                "- [x] The general meeting",
                "Explanation: Article 12.",
                "Task: Find article 12",
                "Read it aloud to somebody.",
                "Proof: photo",
            ]
        )
    )
    assert (question.form, question.explanation) == ("single", "Article 12.")
    assert (task.form, task.proof) == ("task", ("photo",))


def test_the_numbers_that_word_draws_itself_are_read() -> None:
    numbering = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="upperLetter"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="n" Target="numbering.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/numbering"/></Relationships>'
    )

    def point(level: int, text: str) -> str:
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = point(0, "Who leads the meeting?") + point(1, "The chair") + point(1, "The youngest")
    body += paragraph("Answer: A")
    parts = {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relation}
    [one] = items(with_body(body, parts))
    assert one.text == "Who leads the meeting?"
    assert [(option.text, option.right) for option in one.options] == [
        ("The chair", True),
        ("The youngest", False),
    ]


def bold(text: str) -> str:
    return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_the_option_that_stands_out_is_the_right_one() -> None:
    body = paragraph("1. Who leads the meeting?") + paragraph("A. The cook") + bold("B. The chair")
    underlined = bold("A. Everybody").replace("<w:b/>", '<w:u w:val="single"/>')
    body += bold("2. Who pays?") + underlined + paragraph("B. Nobody")
    one, two = items(with_body(body))
    assert [(option.text, option.right) for option in one.options] == [
        ("The cook", False),
        ("The chair", True),
    ]
    assert [option.right for option in two.options] == [True, False]


def test_where_all_options_stand_out_none_is_marked() -> None:
    body = paragraph("1. Who leads?") + bold("A. The cook") + bold("B. The chair")
    result = imported(Source("x.docx", with_body(body + paragraph("2. Who?") + paragraph("A. I"))))
    assert [left.code for left in result.left_out] == ["no-right-answer", "one-option"]


def table(*rows: tuple[str, ...]) -> str:
    made = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in made) + "</w:tbl>"


def test_options_and_answers_in_tables_are_read_where_they_stand() -> None:
    body = paragraph("1．谁主持会议？") + table(("A．秘书", "B．主席"), ("C．司库", "D．来宾"))
    body += paragraph("2．谁管账？") + paragraph("A．秘书\tB．司库") + paragraph("参考答案")
    one, two = items(with_body(body + table(("题号", "1", "2"), ("答案", "B", "B"))))
    assert [(option.text, option.right) for option in one.options] == [
        ("秘书", False),
        ("主席", True),
        ("司库", False),
        ("来宾", False),
    ]
    assert [option.right for option in two.options] == [False, True]


def test_lists_keep_the_letters_that_word_draws_for_them() -> None:
    """Questions are one list and the options another, as Word makes them when it numbers itself."""

    def kind(number: int, written: str, around: str) -> str:
        level = f'<w:numFmt w:val="{written}"/><w:lvlText w:val="{around}"/>'
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0">{level}</w:lvl>'
            f"</w:abstractNum>"
        )

    numbering = (
        f"<w:numbering {SPACE}>"
        + kind(0, "decimal", "%1、")
        + kind(1, "upperLetter", "%1.")
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )

    def point(number: int, text: str) -> str:
        mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = point(1, "谁主持会议？") + point(2, "秘书") + point(2, "主席") + paragraph("答案：B")
    body += point(1, "来宾可以投票。") + paragraph("答案：×")
    one, two = items(with_body(body, {"word/numbering.xml": numbering}))
    assert (one.text, [option.right for option in one.options]) == ("谁主持会议？", [False, True])
    assert (two.form, two.text) == ("truefalse", "来宾可以投票。")


def test_points_below_a_numbered_question_are_its_options() -> None:
    numbering = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    mark = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    points = "".join(
        paragraph(text).replace("<w:p>", f"<w:p>{mark}") for text in ("The cook", "The chair")
    )
    body = paragraph("1. Who leads the meeting?") + points + paragraph("Answer: B")
    body += paragraph("2. Guests may vote.") + paragraph("Answer: false")
    one, two = items(with_body(body, {"word/numbering.xml": numbering}))
    assert [(option.text, option.right) for option in one.options] == [
        ("The cook", False),
        ("The chair", True),
    ]
    assert two.form == "truefalse"


def test_pictures_that_are_left_out_are_told() -> None:
    office = "http://schemas.openxmlformats.org/"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{office}drawingml/2006/'
        f'wordprocessingDrawing"><a:graphic xmlns:a="{office}drawingml/2006/main"><a:graphicData>'
        f'<pic:pic xmlns:pic="{office}drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r='
        f'"{office}officeDocument/2006/relationships" r:embed="p"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    relation = (
        f'<Relationships xmlns="{office}package/2006/relationships"><Relationship Id="p" '
        f'Target="media/a.png" Type="{office}officeDocument/2006/relationships/image"/>'
        "</Relationships>"
    )
    body = paragraph("1. What is this?") + picture + paragraph("A. A seal") + paragraph("B. A flag")
    parts = {"word/_rels/document.xml.rels": relation, "word/media/a.png": "x"}
    result = imported(Source("x.docx", with_body(body + paragraph("Answer: A"), parts)))
    assert [told(note, "en") for note in result.notes] == [
        "1 pictures of the document were left out; put them beside the lessons by hand."
    ]


def test_a_letter_without_options_is_no_answer_in_words() -> None:
    lines = ["1. Who leads?", "Answer: B", "2. Why?", "Answer: so"]
    result = imported(Source("x.docx", word(lines)))
    assert [left.code for left in result.left_out] == ["answer-without-option"]


def test_a_table_of_questions_in_a_document() -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
        return f"<w:tr>{inside}</w:tr>"

    body = "<w:tbl>" + row("Question", "Option A", "Option B", "Answer")
    body += row("Who leads the meeting?", "The chair", "The youngest", "A") + "</w:tbl>"
    [one] = items(with_body(body))
    assert [option.right for option in one.options] == [True, False]


def test_a_letter_to_members_is_no_question_bank() -> None:
    with pytest.raises(Refused) as refused:
        imported(Source("letter.docx", word(["Dear members,", "see you on Thursday."])))
    assert "number them" in told(refused.value, "en")


@pytest.mark.parametrize(
    "part", ['<!DOCTYPE x [<!ENTITY a "b">]><x/>', "<w:document", "\0", "<a>" * 2000]
)
def test_a_broken_or_hostile_document_is_refused(part: str) -> None:
    with pytest.raises(Refused):
        imported(Source("x.docx", with_body("", {"word/document.xml": part})))
