"""A lesson that is edited or taken away between a question and its answer: what was sent counts."""

from __future__ import annotations

from tests.dialogue import Town, study

QUESTION = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"
OTHER = "# Question: Who leads?\n\n- [x] The chair\n- [ ] Nobody\n"


async def changed(town: Town, text: str | None) -> None:
    path = town.folder / "a" / "01-x.en.md"
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    await town.life.bot.reload.rescan()
    await town.settle()


async def test_options_put_in_another_order_are_those_that_were_shown() -> None:
    lessons = {"a/01-x.en.md": QUESTION, "a/02-y.en.md": OTHER}
    async with study(lessons) as town:
        ann = await town.joined("Ann")
        await town.at("09:00")
        shown = ann.last
        await changed(
            town,
            QUESTION.replace("- [ ] The board\n- [x] The general meeting",
                             "- [x] The general meeting\n- [ ] The board"),
        )  # fmt: skip
        ann.vote(shown, 1)
        await town.settle()
        delivery = town.life.bot.store.by_message(town.member(ann).id, str(shown.id))
        assert delivery is not None
        kept = town.life.bot.store.answer(delivery.id)
        assert kept is not None and kept.mark == 1.0


async def test_the_answer_to_a_question_whose_file_has_gone_counts_by_what_was_sent() -> None:
    lessons = {f"a/{n:02}-y.en.md": OTHER.replace("leads", f"leads {n}") for n in range(2, 9)}
    async with study({"a/01-x.en.md": QUESTION, **lessons}) as town:
        ann = await town.joined("Ann")
        await town.at("09:00")
        shown = ann.last
        await changed(town, None)
        ann.vote(shown, 0)
        await town.settle()
        assert "Not yet" in ann.last.text and "The general meeting" in ann.last.text
