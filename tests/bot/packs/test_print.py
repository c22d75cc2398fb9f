"""The page in a browser: one sheet of A4 when printed, and readable on a phone."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.packs import PACKS
from records.participation.pack import Pack, Wanted
from tests.bot.packs.test_packs import QUESTION, full
from tests.browser import browser, chromium

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium here")

A4 = (595, 842)
"""In points."""

LONG = {
    "en": "What do we do when a neighbour is behind with the rent and does not open the door? ",
    "zh": "邻居拖欠房租又不开门的时候，我们应该先做什么，再做什么，谁去敲门？",
}


def longest(language: str) -> Pack:
    """As much as a pack ever holds."""
    words = LONG[language] * 6
    one = replace(QUESTION, titles=((language, words),))
    pack = full()
    argued = [replace(each, titles=((language, words),)) for each in pack.discussions]
    topics = tuple(Wanted(f"topic-{n}", 9 - n) for n in range(4))
    return replace(
        pack, questions=(one, one, one), box=(words,) * 12, discussions=tuple(argued),
        told=replace(pack.told, topics=topics), corrected=frozenset({one.item}),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_printed_it_is_one_sheet_and_on_a_phone_nothing_sticks_out(
    tmp_path: Path, language: str
) -> None:
    page = tmp_path / "pack.html"
    page.write_bytes(PACKS["html"].data(longest(language), language))
    async with browser(width=360, height=740) as tab:
        await tab.open(page.as_uri())
        assert await tab.eval("document.documentElement.scrollWidth") <= 360
        assert tab.outside == []
        printed = await tab.send("Page.printToPDF", preferCSSPageSize=True)
        pdf = base64.b64decode(printed["data"])
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
        assert {(round(float(w)), round(float(h))) for w, h in boxes} == {A4}
