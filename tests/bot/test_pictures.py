"""Pictures that are seen after the answer: on a card's back, in feedback, in an explanation."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox import Message, Person
from tests.bot.sandbox.pictures import png
from tests.dialogue import Town, study

CARD = "# Card: Which way to the hall?\n\n![The map](my%20map.png) Left, then left.\n"
QUIZ = """
# Question: Who can change our bylaws?

- [ ] The board
  > ![The board](board.png) They only carry them out.
- [x] The general meeting

Explanation: Article 12. ![A hand is raised](hand.png)
"""
PICTURES = {"my map.png": png(4, 4), "board.png": png(5, 5), "hand.png": png(6, 6)}


async def first(town: Town, pictures: Mapping[str, bytes] = PICTURES) -> Person:
    for name, data in pictures.items():
        (town.folder / "a" / name).write_bytes(data)
    await town.life.bot.reload.rescan()
    ann = await town.joined("Ann")
    await town.at("09:00")
    return ann


def told_since(ann: Person, count: int) -> list[Message]:
    return [message for message in ann.heard[count:] if message.sender.is_bot]


async def test_a_card_shows_the_picture_on_its_back_when_it_is_turned() -> None:
    async with study({"a/01-x.en.md": CARD}) as town:
        ann = await first(town)
        assert "Which way" in ann.last.text and ann.last.photo is None
        before = len(ann.heard)
        ann.tap(ann.last, "Turn the card")
        await town.settle()
        photo, back = told_since(ann, before)
        assert photo.photo is not None and photo.text == "The map"
        assert photo.photo.data == PICTURES["my map.png"]
        assert "Left, then left." in back.text and list(back.labels) == ["I knew it", "Not yet"]


async def test_feedback_and_explanation_bring_their_pictures_and_no_question_gives_them_away(
) -> None:  # fmt: skip
    async with study({"a/01-x.en.md": QUIZ}) as town:
        ann = await first(town)
        assert ann.last.poll is not None, "a picture in the explanation leaves it a native quiz"
        before = len(ann.heard)
        ann.vote(ann.last, 0)
        await town.settle()
        board, hand, said = told_since(ann, before)
        assert [one.photo and one.photo.data for one in (board, hand)] == [
            PICTURES["board.png"], PICTURES["hand.png"]]  # fmt: skip
        assert "They only carry them out." in said.text and "Article 12." in said.text


async def test_who_is_right_does_not_see_the_other_options_picture() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        ann = await first(town)
        before = len(ann.heard)
        ann.vote(ann.last, 1)
        await town.settle()
        hand, said = told_since(ann, before)
        assert hand.photo is not None and hand.photo.data == PICTURES["hand.png"]
        assert "Article 12." in said.text and "carry them out" not in said.text
