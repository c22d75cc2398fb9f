"""A corrected key: organizers are asked once, answers are graded anew, members are told."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, Person
from content.folder.library import Library
from content.folder.loader import scan
from records.model import Answer
from tests.dialogue import Town, study

FILE = "a/01-x.en.md"
WRONG = "# Question: Who leads the meeting?\n\n- [x] Ann\n- [ ] Ben\n- [ ] Cy\n"
RIGHT = WRONG.replace("[x] Ann", "[ ] Ann").replace("[ ] Ben", "[x] Ben")
ANN, BEN, CY = 0, 1, 2


async def asked(town: Town, *votes: int, branch: str = "north") -> list[Person]:
    """Members of a branch get the question in the morning and vote."""
    people = [await town.joined(f"M{n}", branch) for n in range(len(votes))]
    await town.at("16:00")
    for person, place in zip(people, votes, strict=True):
        person.vote(polled(person), place)
    await town.settle()
    return people


def polled(person: Person) -> Message:
    return next(message for message in reversed(person.heard) if message.poll)


async def edited(town: Town, text: str, file: str = FILE) -> None:
    (town.folder / file).write_text(text, "utf-8")
    await town.life.bot.reload.rescan()
    await town.settle()


async def restarted(town: Town) -> None:
    """What was in memory is gone; the folder is read as at the start of the program."""
    reload, desk = town.life.bot.reload, town.life.bot.desk
    desk.restock(Library(()))
    reload.loaded, reload.held = scan(town.folder), None
    desk.restock(reload.loaded.library)
    await reload.start()
    await town.settle()


def heard(person: Person, words: str) -> list[Message]:
    return [message for message in person.heard if words in message.text]


def answers(town: Town) -> list[Answer]:
    return list(town.life.bot.store.each_answer())


def marks(town: Town) -> list[float | None]:
    return [answer.mark for answer in answers(town)]


async def tapped(town: Town, person: Person, words: str, label: str) -> None:
    person.tap(heard(person, words)[-1], label)
    await town.settle()


async def test_a_corrected_key_is_asked_about_once_and_regrades() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        people = await asked(town, ANN, ANN, BEN, BEN, CY)
        sent = [answer.version for answer in answers(town)]
        assert marks(town) == [1, 1, 0, 0, 0]
        for _ in range(2):
            await edited(town, RIGHT)
        [question] = heard(olga, "was corrected")
        assert question.text == (
            "The key of a question was corrected (a/01-x.en.md, line 1): “Who leads the meeting?”\n"
            "It was: Ann\nIt is: Ben\n5 answers were graded by the old key. Regrade them? Members "
            "whose mark changes are told, each of their own. Summaries that were sent stay as "
            "they are."
        )
        assert marks(town) == [1, 1, 0, 0, 0]
        await tapped(town, olga, "was corrected", "Regrade 5 answers")
        assert olga.last.text == "Done: 5 answers are graded by the new key."
        assert marks(town) == [0, 0, 1, 1, 0]
        assert [answer.version for answer in answers(town)] == sent
        told = [[m.text for m in heard(person, "The key of")] for person in people]
        lost = "does not count as right any more."
        assert told == [
            [f"The key of “Who leads the meeting?” was wrong; your answer {end}"] if end else []
            for end in (lost, lost, "counts as right now.", "counts as right now.", "")
        ]


async def test_the_first_yes_decides_and_a_second_changes_nothing() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        otto = await town.joined("Otto", organizer=True)
        [ann, *_] = await asked(town, ANN, BEN, BEN, BEN, BEN)
        await edited(town, RIGHT)
        await tapped(town, olga, "was corrected", "Leave them")
        assert olga.last.text == "The answers stay graded as they were."
        assert marks(town) == [1, 0, 0, 0, 0]
        again = heard(otto, "was corrected")[-1]
        for said in ("Done: 5 answers", "They have been graded by the new key already."):
            [data] = [b.data for row in again.buttons for b in row if "Regrade" in b.text]
            otto.press(again, str(data))
            await town.settle()
            assert otto.last.text.startswith(said)
        assert marks(town) == [0, 1, 1, 1, 1]
        assert len(heard(ann, "The key of")) == 1


async def test_few_answers_are_not_counted() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, ANN, BEN)
        await edited(town, RIGHT)
        [question] = heard(olga, "was corrected")
        assert "A few answers were graded by the old key." in question.text
        assert "2" not in question.text
        await tapped(town, olga, "was corrected", "Regrade a few answers")
        assert olga.last.text == "Done: a few answers are graded by the new key."
        assert marks(town) == [0, 1]


async def test_the_question_and_the_yes_survive_a_restart() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, BEN)
        await edited(town, RIGHT)
        await restarted(town)
        assert len(heard(olga, "was corrected")) == 1
        await tapped(town, olga, "was corrected", "Regrade a few answers")
        assert marks(town) == [1]
        await restarted(town)
        assert len(heard(olga, "was corrected")) == 1


async def test_a_key_corrected_while_the_bot_was_off_is_found_at_the_start() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, BEN)
        (town.folder / FILE).write_text(RIGHT, "utf-8")
        await restarted(town)
        assert len(heard(olga, "was corrected")) == 1


async def test_an_answer_after_the_regrading_goes_by_the_corrected_key() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        late = await town.joined("Late")
        await asked(town, ANN)
        await edited(town, RIGHT)
        await tapped(town, olga, "was corrected", "Regrade a few answers")
        late.vote(polled(late), BEN)
        await town.settle()
        assert sorted(mark for mark in marks(town) if mark is not None) == [0, 1]
        [kept] = [answer for answer in answers(town) if answer.mark]
        delivery = town.life.bot.store.delivery(kept.delivery)
        assert delivery and delivery.letter.item and delivery.letter.item.options[ANN].right


async def test_back_and_forth_is_asked_about_each_time() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, BEN)
        for n, (text, mark) in enumerate(((RIGHT, 1), (WRONG, 0), (RIGHT, 1)), 1):
            await edited(town, text)
            assert len(heard(olga, "was corrected")) == n
            await tapped(town, olga, "was corrected", "Regrade a few answers")
            assert marks(town) == [mark]


async def test_a_yes_to_a_key_that_was_corrected_again_does_nothing() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, BEN)
        await edited(town, RIGHT)
        await edited(town, WRONG.replace("[x] Ann", "[ ] Ann").replace("[ ] Cy", "[x] Cy"))
        first, second = heard(olga, "was corrected")
        olga.tap(first, "Regrade a few answers")
        await town.settle()
        assert olga.last.text.startswith("The question has changed again since.")
        assert marks(town) == [0]
        assert "It was: Ann\nIt is: Cy" in second.text


async def test_other_words_or_other_options_are_no_corrected_key() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, BEN)
        await edited(town, WRONG.replace("leads the", "leads our"))
        await edited(town, RIGHT.replace("Cy", "Dan"))
        assert heard(olga, "was corrected") == []


async def test_only_organizers_of_the_branches_concerned_are_asked() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        [member] = await asked(town, BEN)
        await edited(town, RIGHT)
        [question] = heard(olga, "was corrected")
        assert heard(sven, "was corrected") == heard(member, "was corrected") == []
        [data] = [b.data for row in question.buttons for b in row if "Regrade" in b.text]
        code = str(data).split("|")[1]
        for person in (sven, member):
            person.say(f"/regrade {code} yes")
        await town.settle()
        assert sven.last.text == "No corrected key waits for an answer."
        assert marks(town) == [0]


async def test_all_is_told_in_the_readers_language() -> None:
    async with study({"a/01-x.zh.md": "# 单选题：谁主持？\n\nA. 甲\nB. 乙\n\n答案：A\n"}) as town:
        lan = await town.joined("小兰", language="zh", organizer=True)
        bo = await town.joined("小波", language="zh")
        await town.at("16:00")
        bo.vote(polled(bo), BEN)
        await town.settle()
        await edited(town, "# 单选题：谁主持？\n\nA. 甲\nB. 乙\n\n答案：B\n", "a/01-x.zh.md")
        await tapped(town, lan, "更正了", "重新评分这些作答")
        assert lan.last.text == "完成：少量作答已按新答案评分。"
        assert bo.last.text == "“谁主持？”的标准答案有误；现在您的回答算对。"


async def test_a_question_nobody_answers_loses_nothing() -> None:
    async with study({FILE: WRONG}) as town:
        olga = await town.joined("Olga", organizer=True)
        await asked(town, BEN)
        await edited(town, RIGHT)
        await town.life.pass_time(town.life.clock.at + timedelta(days=3))
        assert len(heard(olga, "was corrected")) == 1
        await tapped(town, olga, "was corrected", "Regrade a few answers")
        assert marks(town) == [1]
