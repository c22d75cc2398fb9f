"""The words an organizer may write before a colon, in English and Chinese.

The first word of each language is the one we write ourselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from content.format.signs import word

Names = Mapping[str, Mapping[str, tuple[str, ...]]]

HEADER: Names = {
    "title": {"en": ("title",), "zh": ("标题", "题目", "名称")},
    "send": {"en": ("send", "send on"), "zh": ("发送", "发送时间")},
    "topic": {"en": ("topic",), "zh": ("主题", "话题")},
    "tags": {"en": ("tags", "tag"), "zh": ("标签",)},
    "for": {"en": ("for", "audience"), "zh": ("对象",)},
    "kind": {"en": ("kind",), "zh": ("类型",)},
    "deadline": {"en": ("deadline",), "zh": ("截止", "截止时间", "期限")},
    "from": {"en": ("from",), "zh": ("开始",)},
    "until": {"en": ("until",), "zh": ("结束",)},
    "after": {"en": ("after",), "zh": ("先修",)},
    "author": {"en": ("author", "authors"), "zh": ("作者",)},
    "source": {"en": ("source", "sources"), "zh": ("来源", "出处")},
}
"""Keys of the header between the two `---` lines."""

LINES: Names = {
    "answer": {
        "en": ("Answer", "Answers", "Correct answer", "Right answer"),
        "zh": ("答案", "参考答案", "正确答案"),
    },
    "explanation": {
        "en": ("Explanation", "Rationale"),
        "zh": ("解析", "答案解析", "试题解析", "解释", "说明"),
    },
    "points": {"en": ("Points", "Point"), "zh": ("分值", "分数")},
    "anonymous": {"en": ("Anonymous",), "zh": ("匿名",)},
    "shuffle": {"en": ("Shuffle",), "zh": ("打乱",)},
    "proof": {"en": ("Proof",), "zh": ("证明",)},
    "discuss": {"en": ("Discuss",), "zh": ("讨论",)},
    "follow-up": {"en": ("Follow-up", "Followup", "Follow up"), "zh": ("回访",)},
    "id": {"en": ("Id",), "zh": ("编号",)},
}
"""Keys of the lines below a question."""


def table(names: Names) -> dict[str, str]:
    """Each written form of a key, as `signs.word` makes it, and the key it stands for."""
    return {word(w): key for key, words in names.items() for some in words.values() for w in some}


def written(names: Names, key: str, language: str) -> str:
    """The key as we write it in that language; English where we do not know the language."""
    words = names[key]
    return words["zh" if language.startswith("zh") else "en"][0]


def nearest(written_word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None where nothing is near.

    Two Chinese characters differ too much by one wrong one, so they are near by a shared first.
    """
    wanted, words = word(written_word), list(known)
    if not wanted or len(wanted) > 30:
        return None
    if len(wanted) == 2 and not wanted.isascii():
        return next((w for w in words if len(w) == 2 and w[0] == wanted[0]), None)
    cutoff = 0.75 if wanted.isascii() else 0.6
    return next(iter(get_close_matches(wanted, words, n=1, cutoff=cutoff)), None)
