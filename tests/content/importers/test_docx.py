"""Word documents as people type them."""

from __future__ import annotations

import io
import zipfile

import pytest

from content.importers import Refused, Source, imported, told
from content.importers.docx import _written as word
from content.item import Item

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def items(data: bytes, name: str = "meetings.docx") -> list[Item]:
    return [item for lesson in imported(Source(name, data)).lessons for item in lesson.items]


def with_body(body: str, more: dict[str, str] | None = None) -> bytes:
    """A document with this body, and further parts."""
    made = io.BytesIO(word(()))
    files = {}
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = (
        f"<w:document {SPACE}><w:body>{body}</w:body></w:document>".encode()
    )
    files |= {name: text.encode() for name, text in (more or {}).items()}
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
