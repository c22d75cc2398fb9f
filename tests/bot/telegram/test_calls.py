"""What is shown becomes calls that Telegram takes, for every form and whatever its author wrote."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.press import Answer, Command, Done, More, Next, Submit, Turn
from bot.sandbox.contract import violations
from bot.say import Button
from bot.telegram.callback import unpack
from bot.telegram.calls import (
    Call,
    Document,
    about_calls,
    card_calls,
    command_calls,
    document_call,
    edited,
    forget_menu_calls,
    item_calls,
    progress_call,
    rekey_call,
    rewrite_call,
    text_calls,
    toast_call,
    verdict_text,
)
from bot.telegram.keyboard import answer_rows, letter, reply, step
from bot.words import words
from content import item as asked
from content.format.lesson import read as read_lesson
from content.forms import FORMS
from content.item import (
    Arrange,
    Ask,
    Choose,
    Chosen,
    Head,
    Item,
    ItemId,
    LessonId,
    Pair,
    Picture,
    Read,
    Recall,
    Verdict,
    Write,
)
from tests.bot.telegram.html_of import read, units
from tests.bot.telegram.test_markup import written

EN = words("en")
HEAD = Head(LessonId("bylaws/01"), "en", "Who decides?", "bylaws/01.en.md",
            author="Ann", sources=("Bylaws, article 12",))  # fmt: skip
BIG = 2**62


def an_item(text: str = "Who can change our bylaws?", **more: Any) -> Item:
    return Item(ItemId("q1"), more.pop("head", HEAD), more.pop("form", "single"), text, 1, **more)


def single(*options: str, right: tuple[int, ...] = (1,), several: bool = False) -> Choose:
    return Choose(options or ("The board", "The general meeting", "Any three"), right, several)


def buttons(call: Call) -> list[list[tuple[str, object]]]:
    markup = cast(dict[str, Any], call.params.get("reply_markup", {}))
    rows = markup.get("inline_keyboard", [])
    return [[(b["text"], unpack(b["callback_data"])) for b in row] for row in rows]


def shown(call: Call) -> str:
    return read(str(call.params.get("text", call.params.get("caption", ""))))


# --- one message per form -------------------------------------------------------------------------


def test_a_question_that_fits_is_a_native_quiz() -> None:
    item = an_item(explanation="Only the **general meeting** can.")

    assert item_calls(item, single(), 5, EN) == Call(
        "sendPoll",
        {
            "question": "Who can change our bylaws?",
            "options": [{"text": "The board"}, {"text": "The general meeting"},
                        {"text": "Any three"}],
            "is_anonymous": False,
            "allows_revoting": False,
            "protect_content": True,
            "type": "quiz",
            "correct_option_ids": [1],
            "explanation": "Only the general meeting can.",
        },
    )  # fmt: skip


def test_several_right_answers_and_surveys_are_native_too() -> None:
    several = item_calls(an_item(), single("a", "b", "c", right=(2, 0), several=True), 5, EN)
    survey = item_calls(an_item(), single("a", "b", right=()), 5, EN)

    assert several.params["correct_option_ids"] == [0, 2]
    assert several.params["allows_multiple_answers"] is True
    assert survey.params["type"] == "regular"
    assert not {"correct_option_ids", "explanation"} & set(survey.params)


@pytest.mark.parametrize(
    ("item", "ask"),
    [
        (an_item("x" * 301), single()),
        (an_item(), single("x" * 101, "b")),
        (an_item(), single("😀" * 51, "b")),
        (an_item(), single(*map(str, range(13)))),
        (an_item(), single("only one", right=(0,))),
        (an_item(), single("same", "same")),
        (an_item(), single("a", "b", right=(0, 1))),
        (an_item(anonymous=True), single(right=())),
        (an_item(pictures=(Picture("/c/a.png"),)), single()),
        (an_item("See:\n\n```\nx = 1\n```"), single()),
        (an_item("| a |\n|-|\n| 1 |"), single()),
        (an_item("See [article 12](https://coop.example)."), single()),
    ],
)
def test_what_does_not_fit_a_poll_has_lettered_buttons(item: Item, ask: Choose) -> None:
    call = item_calls(item, ask, 5, EN)

    assert call.method in ("sendMessage", "sendPhoto")
    assert "A. " in shown(call)
    assert buttons(call)[0][0] == ("A", Submit(5, (0,)))


@pytest.mark.parametrize(
    ("explanation", "there"),
    [("x" * 200, True), ("x" * 201, False), ("a\n\nb", True), ("a\n\nb\n\nc", False), ("", False),
     ("See [it](https://x.y)", False)],
)  # fmt: skip
def test_a_long_explanation_is_left_to_the_reply(explanation: str, there: bool) -> None:
    call = item_calls(an_item(explanation=explanation), single(), 5, EN)

    assert call.method == "sendPoll"
    assert ("explanation" in call.params) is there


def test_a_reading_is_a_part_at_a_time() -> None:
    item = an_item("one\n\n---\n\ntwo", form="reading")
    ask = Read(("First *part*.", "Second part."))

    first, last = item_calls(item, ask, 5, EN), item_calls(item, ask, 5, EN, part=1)

    assert shown(first) == "Who decides?\n\nFirst part."
    assert buttons(first) == [[("Continue", More(5, 1))]]
    assert shown(last) == "Second part.\n\nSource: Bylaws, article 12\nBy Ann"
    assert buttons(last) == [[("Ask me about it", Next(5))], [("Got it", Done(5))]]
    assert item_calls(item, ask, 5, EN, part=99) == last


def test_a_picture_stands_above_its_text() -> None:
    map_, plan = Picture("/c/l/img/map.png", "Map"), Picture("/c/l/plan.png", "The <plan>")
    item = an_item("…", form="reading", pictures=(plan, map_))
    ask = Read(("Look: ![Map](./img/map.png)\n\n" + "Word. " * 300 + "![p](plan.png)",))

    calls = [item_calls(item, ask, 5, EN, part=part) for part in range(3)]

    assert [call.method for call in calls] == ["sendPhoto", "sendPhoto", "sendMessage"]
    assert calls[0].params["photo"] == plan and shown(calls[0]) == "The <plan>"
    assert calls[1].params["photo"] == map_ and shown(calls[1]).startswith("Who decides?\n\nLook:")
    assert buttons(calls[2])[-1] == [("Got it", Done(5))]


def test_putting_in_order_step_by_step() -> None:
    item, ask = an_item("Order!", form="order"), Arrange(("read", "vote", "count"))

    start = item_calls(item, ask, 5, EN)
    one = progress_call(item, ask, 5, EN, (2,))
    two = progress_call(item, ask, 5, EN, (2, 0))

    assert start.method == "sendMessage" and one.method == "editMessageText"
    assert buttons(start) == [
        [("A", Answer(5, (0,))), ("B", Answer(5, (1,))), ("C", Answer(5, (2,)))]
    ]
    assert buttons(one) == [[("A", Answer(5, (2, 0))), ("B", Answer(5, (2, 1)))],
                            [("Start over", Answer(5, ()))]]  # fmt: skip
    assert buttons(two) == [[("Send", Submit(5, (2, 0, 1)))], [("Start over", Answer(5, ()))]]
    assert "C → A" in shown(two) and "A. read\nB. vote\nC. count" in shown(two)
    assert not {"protect_content", "photo"} & set(one.params)


def test_matching_pairs_one_after_another() -> None:
    item = an_item("Match!", form="match")
    ask = Pair(("Chair", "Secretary"), ("writes", "leads"))

    start, one = item_calls(item, ask, 5, EN), progress_call(item, ask, 5, EN, (1,))

    assert "1. Chair\n2. Secretary\n\nA. writes\nB. leads" in shown(start)
    assert buttons(start) == [[("A", Answer(5, (0,))), ("B", Answer(5, (1,)))]]
    assert "1–B" in shown(one)
    assert buttons(one)[0] == [("Send", Submit(5, (1, 0)))]


def test_pairs_with_a_right_side_for_several() -> None:
    ask = Pair(("a", "b", "c"), ("x", "y"))

    assert len(answer_rows(ask, 5, EN, (0,))[0]) == 2, "what was tapped may be tapped again"
    assert len(answer_rows(Pair(("a",), ("x", "y", "z")), 5, EN)[0]) == 3


def test_toggling_several() -> None:
    item, ask = an_item(pictures=(Picture("/c/a.png"),)), single(right=(0, 1), several=True)

    start, some = item_calls(item, ask, 5, EN), progress_call(item, ask, 5, EN, (0, 2))

    assert buttons(start) == [
        [("A", Answer(5, (0,))), ("B", Answer(5, (1,))), ("C", Answer(5, (2,)))]
    ]
    assert buttons(some) == [
        [("✓ A", Answer(5, (2,))), ("B", Answer(5, (0, 1, 2))), ("✓ C", Answer(5, (0,)))],
        [("Send", Submit(5, (0, 2)))]]  # fmt: skip


def test_a_card_is_turned_in_place() -> None:
    item, ask = an_item("Quorum?", form="card"), Recall("How many must be there")

    front = item_calls(item, ask, 5, EN)
    (back,) = card_calls(item, ask, 5, EN)
    long = card_calls(item, Recall("Long. " * 1000), 5, EN)

    assert buttons(front) == [[("Turn the card", Turn(5))]]
    assert back.method == "editMessageText" and "How many must be there" in shown(back)
    assert [label for label, _ in buttons(back)[0]] == ["I knew it", "Not yet"]
    assert [call.method for call in long] == ["sendMessage", "sendMessage"]
    assert not buttons(long[0]) and buttons(long[1])


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        (Write(), "Reply with your answer."),
        (Write(number=True), "Reply with a number."),
        (Write(free=True), "Reply in your own words. There is no right or wrong."),
    ],
)
def test_writing_opens_the_keyboard_for_a_reply(ask: Write, hint: str) -> None:
    call = item_calls(an_item(), ask, 5, EN)

    assert shown(call).endswith(hint)
    assert cast(dict[str, object], call.params["reply_markup"])["force_reply"] is True


def test_a_task_says_how_it_may_be_shown() -> None:
    call = item_calls(an_item(), asked.Do(("photo", "voice")), 5, EN)

    assert shown(call).endswith("Do it, then tap Done. Or reply with a photo or a voice message.")
    assert buttons(call) == [[("Done", Done(5))]]


def test_a_note_stands_above_and_moves_no_name_into_markup() -> None:
    native = item_calls(an_item(), single(), 5, EN, note="Preview")
    text = item_calls(an_item(), Write(), 5, EN, note="<Preview>")

    assert str(native.params["question"]).startswith("Preview\n\nWho can")
    assert shown(text).startswith("<Preview>\n\nWho can")


def test_a_question_of_many_pages_is_answered_on_its_last() -> None:
    item = an_item("Word after word. " * 600)

    calls = [item_calls(item, single(), 5, EN, part=part) for part in range(3)]

    assert [buttons(call)[0][0][0] for call in calls] == ["Continue", "Continue", "A"]
    assert "C. Any three" in shown(calls[2])


def test_an_empty_text_is_never_sent() -> None:
    assert shown(item_calls(an_item("", head=replace(HEAD, title="")), Read(("",)), 5, EN)) != ""
    assert text_calls("<b> </b>")[0].params["text"] == "…"


def test_in_chinese() -> None:
    call = item_calls(an_item(), asked.Do(("photo",)), 5, words("zh"))

    assert shown(call).endswith("做完之后点“完成”。 也可以回复一张照片。")


# --- what a press answers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("press", "ask", "meant"),
    [
        (Submit(5, (1,)), single(), Chosen((1,))),
        (Submit(5, (3,)), single(), None),
        (Submit(5, ()), single(), None),
        (Submit(5, (0, 1)), single(), None),
        (Submit(5, (0, 2)), single(several=True), Chosen((0, 2))),
        (Submit(5, (0, 0)), single(several=True), None),
        (Submit(5, (1, 0)), Arrange(("a", "b")), Chosen((1, 0))),
        (Submit(5, (1,)), Arrange(("a", "b")), None),
        (Submit(5, (1, 1)), Arrange(("a", "b")), None),
        (Submit(5, (1, 0)), Pair(("a", "b"), ("x", "y")), Chosen((1, 0))),
        (Submit(5, (1, 2)), Pair(("a", "b"), ("x", "y")), None),
        (Submit(5, (1,)), Write(), None),
        (Done(5), Read(("a",)), asked.Done()),
        (Done(5), single(), None),
        (Turn(5), Recall("x"), None),
    ],
)
def test_a_press_answers_only_what_was_asked(
    press: Any, ask: Ask, meant: asked.Reply | None
) -> None:
    assert reply(press, ask) == meant


def test_a_step_must_belong_to_the_ask() -> None:
    assert step(Answer(5, (0, 2)), single(several=True)) == (0, 2)
    assert step(Answer(5, (0,)), single()) is None
    assert step(Answer(5, (9,)), Arrange(("a", "b"))) is None
    assert step(Answer(5, ()), Pair(("a",), ("x",))) == ()


# --- verdicts and the rest ------------------------------------------------------------------------


def test_after_a_wrong_answer_the_right_one_and_why() -> None:
    item = an_item(explanation="See *article 12*.")
    verdict = Verdict(0.0, "The general meeting", ("No, the board carries out.",))

    assert read(verdict_text(item, verdict, EN)) == (
        "Not yet.\n\nThe right answer: The general meeting\n\nNo, the board carries out.\n\n"
        "See article 12.\n\nSource: Bylaws, article 12\nBy Ann"
    )
    assert verdict_text(item, verdict, EN, told=True) == "No, the board carries out."


@pytest.mark.parametrize(
    ("mark", "word"),
    [(1.0, "Right."), (0.5, "Partly right."), (0.0, "Not yet."), (None, "Thank you.")],
)
def test_the_word_of_a_verdict(mark: float | None, word: str) -> None:
    bare = an_item(head=replace(HEAD, author="", sources=()))

    assert read(verdict_text(bare, Verdict(mark), EN)) == word
    assert verdict_text(bare, Verdict(1.0), EN, told=True) == ""


def test_a_long_reply_is_several_messages_with_its_buttons_last() -> None:
    row = ((Button("Next", Command("today")),),)
    calls = text_calls("<b>" + "One more sentence. " * 400 + "</b>", row, under=31)

    assert len(calls) == 2
    assert "reply_parameters" in calls[0].params and "reply_parameters" not in calls[1].params
    assert not buttons(calls[0]) and buttons(calls[1]) == [[("Next", Command("today"))]]


def test_toasts_are_cut_to_what_they_hold() -> None:
    assert units(str(toast_call("1", "😀" * 200).params["text"])) <= 200
    assert toast_call("1") == Call("answerCallbackQuery", {"callback_query_id": "1"})


FIVE = {"type": "chat", "chat_id": 5}


def test_menus_by_language_and_for_one_chat() -> None:
    told = command_calls({"en": [("today", "Today's item")], "zh": [("today", "今天")]}, FIVE)

    assert [call.params.get("language_code") for call in told] == [None, "zh"]
    assert told[0].params["scope"] == FIVE


def test_letters_go_on_after_z() -> None:
    assert [letter(0), letter(25), letter(26), letter(39)] == ["A", "Z", "A1", "N1"]


# --- limits, whatever was written -----------------------------------------------------------------


def within_limits(call: Call) -> None:
    """Holds a call against the limits of the Bot API (see bot/telegram/*.py for where they are)."""
    params = call.params
    if "text" in params and call.method != "answerCallbackQuery":
        assert 0 < units(read(str(params["text"])).strip()) <= 4096
    if "caption" in params:
        assert units(read(str(params["caption"]))) <= 1024
    if call.method == "sendPoll":
        options = cast(list[dict[str, str]], params["options"])
        explanation = str(params.get("explanation", ""))
        assert 0 < units(str(params["question"]).strip()) <= 300
        assert 2 <= len(options) <= 12
        assert all(0 < units(option["text"].strip()) <= 100 for option in options)
        assert units(explanation) <= 200 and explanation.count("\n") <= 2
        correct = cast(list[int], params.get("correct_option_ids", []))
        assert correct == sorted(set(correct)) and all(0 <= at < len(options) for at in correct)
        assert len(correct) <= 1 or params.get("allows_multiple_answers")
    markup = cast(dict[str, Any], params.get("reply_markup", {}))
    rows = markup.get("inline_keyboard", [])
    assert sum(map(len, rows)) <= 100 and all(0 < len(row) <= 8 for row in rows)
    assert all(0 < len(b["callback_data"].encode()) <= 64 and b["text"] for r in rows for b in r)
    assert len(markup.get("input_field_placeholder", "x")) in range(1, 65)


def by_the_book(call: Call) -> None:
    given: dict[str, object] = {k: _sent(v) for k, v in call.params.items()}
    if call.method.startswith(("send", "edit")):
        given["chat_id"] = 7
    if call.method.startswith("edit"):
        given["message_id"] = 31
    assert violations(call.method, given) == []


def _sent(value: object) -> object:
    return "file-id" if isinstance(value, Picture) else value


def every_call(item: Item, ask: Ask) -> Iterator[Call]:
    """Every message of an item, its last as it is edited, and its card turned."""
    part, calls = 0, [item_calls(item, ask, BIG, EN, note="A note")]
    while any(isinstance(press, More) for row in buttons(calls[-1]) for _, press in row):
        part += 1
        calls.append(item_calls(item, ask, BIG, EN, note="A note", part=part))
    yield from calls
    if buttons(calls[-1]):
        yield edited(calls[-1])
    if isinstance(ask, Recall):
        yield from card_calls(item, ask, BIG, EN)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", FORMS)
def test_the_example_of_every_form_is_shown(form: str, language: str) -> None:
    text = FORMS[form].example[language]
    lesson, problems = read_lesson(text, f"a.{language}.md", LessonId("a"), language)

    assert lesson is not None and problems == ()
    for item in lesson.items:
        for call in every_call(item, FORMS[item.form].ask(item)):
            within_limits(call)
            by_the_book(call)


texts = st.one_of(written, st.text(max_size=30), st.just("Sentence. " * 450), st.just(""))
options = st.lists(texts, min_size=2, max_size=14).map(tuple)
asks: st.SearchStrategy[Ask] = st.one_of(
    st.lists(texts, max_size=3).map(tuple).map(Read),
    options.flatmap(
        lambda told: st.builds(
            Choose, st.just(told),
            st.lists(st.integers(0, len(told) - 1), max_size=3, unique=True).map(tuple),
            st.booleans(),
        )
    ),
    options.map(Arrange),
    options.map(lambda told: Pair(told[::2], told[1::2] or ("x",))),
    st.builds(Write, st.booleans(), st.booleans()),
    texts.map(Recall),
    st.lists(st.sampled_from(["text", "photo", "voice", "?"])).map(tuple).map(asked.Do),
    st.builds(asked.Discuss),
)  # fmt: skip
pictures = st.lists(st.builds(Picture, st.just("/c/a.png"), texts), max_size=3).map(tuple)


@settings(max_examples=100, deadline=None)
@given(texts, asks, texts, pictures, st.booleans())
def test_every_call_keeps_the_limits(
    text: str, ask: Ask, explanation: str, images: tuple[Picture, ...], anonymous: bool
) -> None:
    body = text + "".join(f" ![x]({at}.png)" for at in range(len(images)))
    item = an_item(body, explanation=explanation, pictures=images, anonymous=anonymous)

    for call in every_call(item, ask):
        within_limits(call)


@settings(max_examples=60, deadline=None)
@given(options.flatmap(lambda told: st.tuples(st.just(told), st.data())))
def test_every_way_through_the_buttons_ends_in_an_answer(
    told: tuple[tuple[str, ...], st.DataObject],
) -> None:
    given_options, data = told
    item, ask = an_item(), Arrange(given_options)
    places: tuple[int, ...] = ()
    for _ in range(len(given_options)):
        call = progress_call(item, ask, BIG, EN, places)
        within_limits(call)
        presses = [press for row in buttons(call) for _, press in row]
        ends = [press for press in presses if isinstance(press, Submit)]
        if ends:
            answer = reply(ends[0], ask)
            assert isinstance(answer, Chosen) and sorted(answer.places) == [*range(len(told[0]))]
            return
        onward = [press for press in presses if isinstance(press, Answer) and press.places]
        pressed = data.draw(st.sampled_from(onward))
        assert step(pressed, ask) == pressed.places
        places = pressed.places
    raise AssertionError("never came to an end")


def test_the_other_calls_are_by_the_book() -> None:
    rows = ((Button("Next", Command("today")),),)
    for call in (
        *text_calls("a", rows, under=5),
        rewrite_call("a"),
        rekey_call(rows),
        rekey_call(),
        toast_call("1", "a", True),
        *command_calls({"en": [("a", "b")], "zh": []}, FIVE),
        *forget_menu_calls(["en", "zh"], FIVE),
        *about_calls({"zh": ("a" * 900, "b")}),
    ):
        by_the_book(call)  # fmt: skip


def test_a_file_is_named_and_captioned() -> None:
    call = document_call("week.xlsx", b"PK", "<b>North</b>")

    assert call.params["document"] == Document("week.xlsx", b"PK")
    assert call.params["caption"] == "<b>North</b>"
