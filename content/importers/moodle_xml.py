"""Moodle XML: a whole question bank with its categories, feedback and pictures."""

from __future__ import annotations

import re

from content.importers._batch import Batch
from content.importers._model import Import, Refused, Source
from content.importers._moodle_kinds import Asked, take
from content.importers._moodle_text import Texts
from content.importers._text import peek
from content.importers._xml import inner, tree_of

_QUIZ = re.compile(r"<quiz[\s>]")
_CONTEXT = re.compile(r"\$[a-z]+\$")


class MoodleXml:
    """Reads each question as Moodle's own reader does; what cannot be asked in a chat is told."""

    name = "moodle-xml"
    suffixes = (".xml",)
    example = Source(
        "meetings.xml",
        b"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Meetings</text></category></question>
  <question type="multichoice">
    <name><text>Bylaws</text></name>
    <questiontext format="html"><text><![CDATA[<p>Who can <b>change</b> our bylaws?</p>]]></text>
    </questiontext>
    <defaultgrade>2</defaultgrade>
    <idnumber>bylaws-1</idnumber>
    <single>true</single>
    <answer fraction="0"><text>The board</text><feedback><text>No.</text></feedback></answer>
    <answer fraction="100"><text>The general meeting</text></answer>
  </question>
  <question type="truefalse">
    <name><text>Moving</text></name>
    <questiontext format="html"><text>A member who moved abroad can still vote.</text>
    </questiontext>
    <answer fraction="100"><text>true</text></answer>
    <answer fraction="0"><text>false</text></answer>
  </question>
</quiz>
""",
    )

    def claims(self, name: str, head: bytes) -> float:
        text = peek(head)
        if not _QUIZ.search(text):
            return 0.0
        return 0.95 if "<question" in text else 0.6

    def read(self, source: Source) -> Import:
        root = tree_of(source.data)
        if root.tag != "quiz":
            raise Refused("not-moodle", root=root.tag)
        sample = " ".join(inner(one, "questiontext") for one in root[:50])
        batch = Batch(source, sample, unit="question")
        texts = Texts(batch)
        place = 0
        for element in root.iterfind("question"):
            kind = element.get("type", "")
            if kind == "category":
                _category(batch, inner(element, "category/text") or inner(element, "category"))
            else:
                place += 1
                take(Asked(batch, texts, element, kind, place))
        return batch.done()


def _category(batch: Batch, path: str) -> None:
    parts = [part.strip().replace("//", "/") for part in re.split(r"(?<!/)/(?!/)", path)]
    names = [part for part in parts if part and not _CONTEXT.fullmatch(part) and part != "top"]
    batch.open("/".join(names), names[-1] if names else "", names[0] if names else "")


IMPORTER = MoodleXml()

SENTENCES = {
    "xml-entities": (
        "the file declares entities, which could hide anything; it is not opened",
        "文件声明了实体，其中可能藏有任何内容，因此不打开",
    ),
    "not-moodle": (
        "its XML is not Moodle's: it begins with <{root}>",
        "这不是 Moodle 的 XML：它以 <{root}> 开头",
    ),
}
