"""Moodle XML, question by question, with its pictures and categories."""

from __future__ import annotations

import base64

import pytest

from content.folder.library import Library
from content.importers import Refused, native_files, told
from tests.content.importers.reading import asked, items, left, loaded, notes, shown, taken

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'


def question(kind: str, text: str, rest: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>its name</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"{rest}</question>"
    )


def answer(fraction: float, text: str, rest: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{rest}</answer>'


def sub(left_side: str, right: str) -> str:
    side = f"<text>{left_side}</text><answer><text>{right}</text></answer>"
    return f"<subquestion>{side}</subquestion>"


ONE = {
    "multichoice": (
        question("multichoice", "<p>Who <b>leads</b>?</p>", answer(100, "Ann") + answer(0, "Bob")),
        "single: Who **leads**? | [Ann] Bob",
    ),
    "several": (
        question(
            "multichoice",
            "Which?",
            "<single>false</single>" + answer(50, "a") + answer(50, "b") + answer(-100, "c"),
        ),
        "multiple: Which? | [a] [b] c",
    ),
    "truefalse": (
        question("truefalse", "It rains.", answer(0, "true") + answer(100, "false")),
        "truefalse: It rains. | True [False]",
    ),
    "truefalse in another language, true first": (
        question("truefalse", "It rains.", answer(100, "Verdadero") + answer(0, "Falso")),
        "truefalse: It rains. | [True] False",
    ),
    "shortanswer": (
        question("shortanswer", "Capital?", answer(100, "Paris") + answer(100, "paris, France")),
        "short: Capital? | Paris paris, France",
    ),
    "numerical": (
        question("numerical", "Pi?", answer(100, "3.14", "<tolerance>0.01</tolerance>")),
        "number: Pi? | 3.14±0.01",
    ),
    "matching": (
        question("matching", "Who?", sub("Ann", "chair") + sub("Bob", "cook")),
        "match: Who? | Ann=chair Bob=cook",
    ),
    "ordering": (
        question("ordering", "Order!", answer(1, "first") + answer(2, "second")),
        "order: Order! | [first] [second]",
    ),
    "essay": (question("essay", "Why?"), "open: Why?"),
    "description": (
        question("description", "<p>Read.</p><p>Twice.</p>"),
        "reading: Read.\n\nTwice.",
    ),
    "cloze": (
        question("cloze", "Berlin is in {1:SHORTANSWER:=Germany~%0%France#No}."),
        "short: Berlin is in _____. | Germany",
    ),
    "cloze, a choice": (
        question("cloze", "Berlin is {1:MC:old~=new~}."),
        "single: Berlin is _____. | old [new]",
    ),
    "cloze, a number": (
        question("multianswer", "Half of 10: {2:NUMERICAL:=5:0.1}"),
        "number: Half of 10: _____ | 5±0.1",
    ),
    "cloze, several": (
        question("cloze", "{1:SA:=One} and {1:MC:=two~three}."),
        "open: _____(1) and _____(2) [two / three]. | (1) One (2) two",
    ),
    "gaps to choose for": (
        question(
            "gapselect",
            "Cats [[1]], dogs [[2]].",
            "<selectoption><text>meow</text></selectoption>"
            "<selectoption><text>bark</text></selectoption>",
        ),
        "open: Cats _____(1), dogs _____(2).\n\nmeow / bark | (1) meow (2) bark",
    ),
}


@pytest.mark.parametrize("kind", list(ONE))
def test_each_kind_becomes_one_of_ours(kind: str) -> None:
    text, wanted = ONE[kind]
    assert asked(quiz(text), "quiz.xml") == [wanted]


@pytest.mark.parametrize("kind", ["calculated", "ddimageortext", "stack", "random", ""])
def test_a_kind_that_cannot_be_asked_is_left_out_by_name(kind: str) -> None:
    result = taken(quiz(question(kind, "Sum of {a}?"), question("essay", "Why?")), "quiz.xml")
    [said] = left(result)
    assert said.startswith("question 1, “Sum of {a}?”") and (kind or "?") in said
    assert result.taken == 1


def test_the_answers_of_several_gaps_are_all_that_is_right_and_nothing_else() -> None:
    text = (
        "In {1:SHORTANSWER:=CO<sub>2</sub>~%100%carbon dioxide~%50%carbon} are "
        "{1:NUMERICAL:=3:0.5~%50%4:1} atoms; {1:MULTIRESPONSE:=carbon~=oxygen~gold}."
    )
    [item] = items(taken(quiz(question("cloze", text)), "x.xml"))
    assert item.answers == ("(1) CO2 / carbon dioxide (2) 3 (3) carbon, oxygen",)


def test_the_picture_of_an_old_cloze_question_comes_along() -> None:
    old = f"<image>a.png</image><image_base64>{base64.b64encode(PNG).decode()}</image_base64>"
    result = taken(quiz(question("cloze", "The hall is {1:SHORTANSWER:=here}.", old)), "x.xml")
    assert items(result)[0].text.startswith("The hall is _____.\n\n![](pictures/")
    assert len(result.pictures) == 1


def test_formulas_are_shown_as_they_are_written_without_their_dollars() -> None:
    text = r"<p>Of $$\frac{1}{3}$$ and \(x^2\), \[y\] is &lt; 1.</p>"
    [item] = items(taken(quiz(question("shortanswer", text, answer(100, "y"))), "x.xml"))
    assert item.text == r"Of `\frac{1}{3}` and `x^2`, y is < 1."


def test_categories_make_lessons_and_their_first_name_the_topic() -> None:
    def category(path: str) -> str:
        name = f"<category><text>{path}</text></category>"
        return f'<question type="category">{name}</question>'

    result = taken(
        quiz(
            category("$course$/top/Club/Meetings"),
            question("essay", "One?"),
            category("$course$/top/Club/Money"),
            question("essay", "Two?"),
            category("$course$/top/Club/Meetings"),
            question("essay", "Three?"),
        ),
        "bank.xml",
    )
    assert [(one.head.title, one.head.topic, len(one.items)) for one in result.lessons] == [
        ("Meetings", "Club", 2),
        ("Money", "Club", 1),
    ]


def test_what_a_question_carries_is_kept() -> None:
    rest = (
        "<generalfeedback><text>&lt;p&gt;Because.&lt;/p&gt;</text></generalfeedback>"
        "<defaultgrade>2.0000000</defaultgrade><idnumber>by/1</idnumber>"
        "<shuffleanswers>true</shuffleanswers>"
        + answer(100, "a", "<feedback><text>yes</text></feedback>")
        + answer(0, "b")
        + "<tags><tag><text>bylaws</text></tag></tags>"
    )
    result = taken(quiz(question("multichoice", "Q?", rest)), "quiz.xml")
    [item] = items(result)
    assert (item.explanation, item.points, item.id) == ("Because.", 2, "quiz#by-1")
    assert item.shuffle and item.options[0].feedback == "yes"
    assert result.lessons[0].head.tags == ("bylaws",)


def pictured(tag: str, file: str = "") -> str:
    text = f'<questiontext format="html"><text><![CDATA[Look {tag}]]></text>{file}</questiontext>'
    return f'<question type="essay"><name><text>n</text></name>{text}</question>'


FILE = f'<file name="a b.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'


def library_of(text: str, tmp_path) -> Library:
    return loaded(native_files(taken(text, "quiz.xml")), tmp_path)


def test_a_picture_in_the_file_lies_beside_its_lesson(tmp_path) -> None:
    text = quiz(pictured('<img src="@@PLUGINFILE@@/a%20b.png" alt="a flag">', FILE))
    library = library_of(text, tmp_path)
    [item] = library.items()
    assert [picture.alt for picture in item.pictures] == ["a flag"]
    assert (tmp_path / item.pictures[0].path).read_bytes() == PNG
    assert "missing-image" not in {said.code for said in library.problems}


def test_a_picture_written_into_the_text_is_one_too(tmp_path) -> None:
    inline = f'<img src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="flag">'
    [item] = library_of(quiz(pictured(inline)), tmp_path).items()
    assert len(item.pictures) == 1


@pytest.mark.parametrize(
    ("tag", "file", "code"),
    [
        ('<img src="https://x.y/z.png" alt="far">', "", "pictures-remote"),
        ('<img src="@@PLUGINFILE@@/lost.png" alt="far">', "", "picture-missing"),
        (
            '<img src="@@PLUGINFILE@@/a.svg" alt="far">',
            '<file name="a.svg" encoding="base64">PHN2Zy8+</file>',
            "picture-kind",
        ),
    ],
)
def test_a_picture_that_cannot_be_sent_is_told_and_its_words_kept(
    tag: str, file: str, code: str
) -> None:
    result = taken(quiz(pictured(tag, file)), "quiz.xml")
    assert [shown(item) for item in items(result)] == ["open: Look far"]
    assert notes(result) == [code] and not result.pictures


HTML = [
    ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("x<sup>2</sup> H<sub>2</sub>O 2<sup>n-k</sup>", "x² H₂O 2^n-k"),
    ("a<br>b<br/>c", "a\nb\nc"),
    ("<em>a</em> <code>b*c</code> <s>d</s>", "*a* `b*c` ~~d~~"),
    ('<a href="https://x.y">a</a> <a href="javascript:alert(1)">b</a>', "[a](https://x.y) b"),
    ("<style>p {}</style><script>x()</script>a", "a"),
    ("a &lt;b&gt; &amp;nbsp; c", r"a \<b> \&nbsp; c"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
    ("<pre>if a:\n    b</pre>", "```\nif a:\n    b\n```"),
    ("<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list"),
    ("<b>never closed", "**never closed**"),
]


@pytest.mark.parametrize(("html", "markdown"), HTML, ids=[html for html, _ in HTML])
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    [item] = items(taken(quiz(question("essay", f"<p>Q:</p>{html}")), "quiz.xml"))
    assert item.text == f"Q:\n\n{markdown}" or item.text == f"Q:\n{markdown}"


def test_bare_ampersands_of_files_written_by_hand_are_read() -> None:
    text = quiz(
        "<question type='essay'><questiontext><text>A & B&nbsp;?</text></questiontext></question>"
    )
    assert asked(text, "quiz.xml") == ["open: A & B ?"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<quiz><question type='essay'>", "broken"),
        (
            "<!DOCTYPE q [<!ENTITY a 'b'>]><quiz><question type='essay'>&a;</question></quiz>",
            "xml-entities",
        ),
        ("<quiz></quiz>", "nothing-found"),
    ],
)
def test_what_is_no_whole_quiz_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        taken(text, "quiz.xml")
    assert refused.value.code == code
    assert told(refused.value, "zh")
