"""Lettered questions in plain text: Aiken, and question banks in English and Chinese."""

from __future__ import annotations

import re
from itertools import pairwise

from content.importers._batch import Batch
from content.importers._lettered_fill import fill
from content.importers._lettered_lines import (
    bare_options_on,
    marked,
    options_on,
    started,
)
from content.importers._model import Import, Source
from content.importers._text import peek, text_of

_AIKEN = re.compile(r"(?m)^ANSWER:[ \t]*[A-Z][ \t]*\r?$")
_LOOKED_AT = 400
_INSIDE = re.compile(
    r"[(（]\s*(?:[A-H]{1,6}|√|×|对|错)\s*[)）]|(?:答案|answer)\s?[:：]\s?(?:[A-H]{1,6}|√|×|对|错)\s*$",
    re.I | re.M,
)
_JUDGED = re.compile(r"判断题[\s\S]{0,400}?[\s\u4e00-\u9fff][YN√×][ \t]*$", re.M)


class Lettered:
    """Finds stems, options and answers however they are laid out, and says what it left out."""

    name = "lettered"
    suffixes = (".txt", ".aiken", ".md")
    example = Source(
        "会议.txt",
        """会议知识

一、单选题
1. 谁可以修改本会章程？（ ）
A．理事会  B．会员大会  C．任意三名会员
2. 会议记录由（ B ）来写。
A. 主席
B. 秘书

二、判断题
1. 移居国外的会员仍然可以投票。
2. 没有人附议也必须讨论。

参考答案
一、1. B
二、1. √ 2. ×
""".encode(),
    )

    def claims(self, name: str, head: bytes) -> float:
        text = peek(head)
        if not text or text.lstrip()[:1] in "<{":
            return 0.0
        if _AIKEN.search(text):
            return 0.88
        rows = text.split("\n")[:_LOOKED_AT]
        marks = [found.what for row in rows if (found := started(row))]
        letters = sum(bool(options_on(row, 0)) for row in rows)
        letters += sum(
            bool(bare_options_on(row, 0) and bare_options_on(below, 1))
            for row, below in pairwise(rows)
        )
        answers = marks.count("answer") + marks.count("key") + len(_INSIDE.findall(text))
        answers += sum(map(marked, rows)) + len(_JUDGED.findall(text))
        if not answers:
            return 0.15 if letters > 1 and marks.count("number") > 1 else 0.0
        return 0.55 if letters else 0.3 if marks.count("number") > 1 else 0.0

    def read(self, source: Source) -> Import:
        text, encoding = text_of(source)
        batch = Batch(source, text)
        if encoding != "utf-8":
            batch.note(0, "", "encoding-guessed", encoding=encoding)
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        fill(batch, rows, markdown=source.name.lower().endswith((".md", ".markdown")))
        return batch.done()


IMPORTER = Lettered()

SENTENCES = {
    "lettered-model-below": (
        "the points below the question were taken as its model answer",
        "题目下面列出的要点被当作参考答案",
    ),
}
