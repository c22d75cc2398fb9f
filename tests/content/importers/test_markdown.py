"""Check boxes of other tools; our own lessons pass as they are."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from content.forms import FORMS
from content.importers import Source, imported, native_files
from tests.content.importers.reading import asked, items, left, notes, taken

DIALECTS = {
    "task lists under headings": (
        """
        # Quiz

        ## Who leads?

        - [ ] Ann
        - [x] Bob

        ## Which are true?

        Think twice.

        * [X] one
        * [ ] two
        * [x] three
        """,
        [
            "single: Who leads? | Ann [Bob]",
            "multiple: Which are true?\n\nThink twice. | [one] two [three]",
        ],
    ),
    "numbers with boxes below": (
        """
        ## Meetings

        1. Who leads?
           - [ ] Ann
           - [x] Bob

        2. Who writes?

           - [x] Ann
           - [ ] Bob
        """,
        ["single: Who leads? | Ann [Bob]", "single: Who writes? | [Ann] Bob"],
    ),
    "bold questions and numbered boxes": (
        """
        **1. Who leads?**

        1. [ ] Ann
        1. [x] Bob
            > Yes.

        **Who writes?**
        1. [x] Ann
        1. [ ] Bob
        """,
        ["single: Who leads? | Ann [Bob]", "single: Who writes? | [Ann] Bob"],
    ),
    "round boxes": (
        """
        ?: Who leads?

        ( ) Ann
        (X) Bob

        ?: Which?

        [x] one
        [ ] two
        [x] three
        """,
        ["single: Who leads? | Ann [Bob]", "multiple: Which? | [one] two [three]"],
    ),
    "LiaScript": (
        """
        # Course

        Who leads?

        [( )] Ann
        [(X)] Bob

        Which?

        [[X]] one
        [[ ]] two
        [[X]] three

        Capital of France?

        [[Paris]]
        """,
        [
            "single: Who leads? | Ann [Bob]",
            "multiple: Which? | [one] two [three]",
            "short: Capital of France? | Paris",
        ],
    ),
    "MkDocs": (
        """
        # Page

        Some prose.

        <quiz>
        Who leads?
        - [ ] Ann
        - [x] Bob

        Bob does, since 1920.
        </quiz>

        More prose.

        <?quiz?>
        question: Who writes?
        answer: Bob
        answer-correct: Ann
        content:
        <?/quiz?>
        """,
        ["single: Who leads? | Ann [Bob]", "single: Who writes? | Bob [Ann]"],
    ),
    "code in question and options": (
        """
        #### Q1. What does it print?

        ```python
        # Question: 1
        - [ ] no
        ```

        - [ ] `1`
        - [x] ```text
          2
          ```

        #### 2. Next?

        - [x] a
        - [ ] b
        """,
        [
            "single: What does it print?\n\n```python\n# Question: 1\n- [ ] no\n``` "
            "| `1` [```text\n2\n```]",
            "single: Next? | [a] b",
        ],
    ),
    "Chinese": (
        """
        ### 1、谁主持会议？

        - [ ] 秘书
        - [x] 主席

        解析：见章程。
        """,
        ["single: 谁主持会议？ | 秘书 [主席]"],
    ),
}


@pytest.mark.parametrize("dialect", list(DIALECTS))
def test_every_dialect_is_read(dialect: str) -> None:
    text, questions = DIALECTS[dialect]
    assert asked(dedent(text), "quiz.md") == questions


EXPLAINED = [
    "> Because of the bylaws.",
    "Explanation: Because of the bylaws.",
    "**Explanation:** Because of the bylaws.",
    "# Reason\n\nBecause of the bylaws.",
    "<details><summary>Why</summary>\n\nBecause of the bylaws.\n\n</details>",
]


@pytest.mark.parametrize("below", EXPLAINED)
def test_what_explains_stands_below_the_options(below: str) -> None:
    text = f"## Who leads?\n\n- [x] Ann\n- [ ] Bob\n\n{below}\n\n## Next?\n\n- [x] a\n- [ ] b\n"
    one, two = items(taken(text, "quiz.md"))
    assert (one.explanation, two.text, two.explanation) == ("Because of the bylaws.", "Next?", "")


def test_a_quote_below_an_option_is_its_feedback() -> None:
    text = "## Who?\n\n1. [x] Ann\n    > Yes!\n1. [ ] Bob\n    > No.\n"
    [item] = items(taken(text, "quiz.md"))
    assert [option.feedback for option in item.options] == ["Yes!", "No."]


def test_a_list_of_things_to_do_is_no_question() -> None:
    text = "## Who?\n\n- [x] Ann\n- [ ] Bob\n\n## To do\n\n- [ ] milk\n- [ ] bread\n"
    result = taken(text, "quiz.md")
    assert left(result) == ["line 6, “To do”: no answer is marked right."] and result.taken == 1


def test_pictures_that_did_not_come_are_told() -> None:
    text = "## See ![a map](map.png) ![b](https://x.y/b.png)?\n\n- [x] a\n- [ ] b\n"
    result = taken(text, "quiz.md")
    assert items(result)[0].text == "See a map b?"
    assert notes(result) == ["picture-missing", "pictures-remote"]


EXAMPLES = Path(__file__).parents[3] / "content" / "examples"
OURS = sorted(EXAMPLES.rglob("*.md"))


@pytest.mark.parametrize("path", OURS, ids=[path.name for path in OURS])
def test_a_lesson_of_ours_passes_unchanged(path: Path) -> None:
    result = imported(Source(path.name, path.read_bytes()))
    assert native_files(result) == {f"inbox/{path.name}": path.read_bytes()}
    assert not result.left_out and result.taken


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_every_form_passes_unchanged(form: str, language: str) -> None:
    data = FORMS[form].example[language].encode()
    result = imported(Source(f"a.{language}.md", data))
    assert dict(result.whole) == {f"a.{language}.md": data}


def test_mistakes_in_a_lesson_of_ours_are_told_by_line() -> None:
    result = taken("# Question: Who?\n\n- [ ] Ann\n- [ ] Bob\n\n# Card: a\n\nb\n", "mine.md")
    [said] = left(result)
    assert said.startswith("line 1")
    assert result.counts == {"card": 1}


def test_points_with_signs_for_right_and_wrong_are_options() -> None:
    text = "## Question 1\nWho leads?\n- ❌ The cook\n- ✅ The chair\n\n## Question 2\nWho pays?\n"
    assert asked(text + "- ✅ Members\n- ❌ Guests\n", "quiz.md") == [
        "single: Who leads? | The cook [The chair]",
        "single: Who pays? | [Members] Guests",
    ]


def test_a_heading_over_the_options_is_no_question() -> None:
    text = "# prompt\nWho leads?\n\n# options\n- [ ] The cook\n- [x] The chair\n"
    assert asked(text, "quiz.md") == ["single: Who leads? | The cook [The chair]"]


def test_notes_of_the_tool_are_no_words_of_the_question() -> None:
    text = (
        "<quiz> <!-- (1)! -->\nWho leads? <!-- (2)! -->\n- [x] The chair <!-- (3)! -->\n"
        "- [ ] The cook\n\nSo the bylaws say. <!-- (4)! -->\n</quiz> <!-- (5)! -->\n"
    )
    assert asked(text, "quiz.md") == ["single: Who leads? | [The chair] The cook"]


def test_lettered_points_that_all_begin_with_a_star_are_marked_by_bold() -> None:
    text = (
        "1. Who leads?\n* a) The cook\n* **b) The chair**\n* c) Nobody\n\n"
        "2. Who pays?\n* a) Guests\n* b) Members\n\nAnswer: b\n"
    )
    assert asked(text, "quiz.md") == [
        "single: Who leads? | The cook [The chair] Nobody",
        "single: Who pays? | Guests [Members]",
    ]
