"""Small answers an organizer writes in words: yes and no, lists, true and false, kinds of proof."""

from __future__ import annotations

import re
from itertools import pairwise

from content.format.signs import plain, word

_YES = frozenset(["yes", "y", "true", "on", "1", "是", "对", "有", "要", "开"])
_NO = frozenset(["no", "n", "false", "off", "0", "否", "不", "不是", "无", "不要", "关"])

PAIRS: tuple[tuple[str, str], ...] = (
    ("True", "False"),
    ("Yes", "No"),
    ("Correct", "Incorrect"),
    ("Correct", "Wrong"),
    ("Right", "Wrong"),
    ("T", "F"),
    ("正确", "错误"),
    ("对", "错"),
    ("是", "否"),
    ("√", "×"),
    ("真", "假"),
    ("是", "不是"),
    ("对", "不对"),
    ("正确", "不正确"),
    ("✓", "✗"),
)
"""Words for true and false; an answer that is one of them makes a question true or false."""

_PROOF = {
    "text": ("text", "words", "word", "sentence", "文字", "文本"),
    "photo": ("photo", "picture", "image", "照片", "图片", "拍照"),
    "voice": ("voice", "audio", "语音", "录音"),
}
_LIST = re.compile(r"[,、;]")


def yes(text: str) -> bool | None:
    """Whether the author said yes; None where it is neither yes nor no."""
    said = word(text)
    return True if said in _YES else False if said in _NO else None


def parts(text: str, at: re.Pattern[str] = _LIST) -> tuple[str, ...]:
    """A list as people write it: split at `, ， 、 ;`, brackets and quotes taken off."""
    bare = text.strip()
    if not bare:
        return ()
    if bare[:1] == "[" and bare[-1:] == "]":
        bare = bare[1:-1]
    marks = [found.start() for found in at.finditer(plain(bare))]
    edges = [-1, *marks, len(bare)]
    cut = (bare[a + 1 : b].strip() for a, b in pairwise(edges))
    return tuple(piece for piece in map(unquoted, cut) if piece)


def unquoted(text: str) -> str:
    """A value without the quotation marks other tools put around it."""
    bare = text.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare


def truth(text: str) -> tuple[tuple[str, str], bool] | None:
    """The pair of words an answer like `true` or `错` belongs to, and which of them it is."""
    said = word(text).rstrip(".。!")
    for pair in PAIRS:
        lower = tuple(map(word, pair))
        if said in lower:
            return pair, said == lower[0]
    return None


def are_truth(one: str, other: str) -> bool:
    """Whether two options are a pair of words for true and false, in either order."""
    said = {word(one).rstrip(".。"), word(other).rstrip(".。")}
    return any(said == {word(a), word(b)} for a, b in PAIRS)


def proofs(text: str) -> tuple[str, ...]:
    """The kinds of proof named in a text (`text or photo`), in our order; empty if none is."""
    said = plain(text).lower()
    return tuple(kind for kind, words in _PROOF.items() if any(w in said for w in words))


def write_proofs(proof: tuple[str, ...], language: str) -> str:
    """As `proofs` reads it."""
    if not language.startswith("zh"):
        return " or ".join(proof)
    return "或".join(_PROOF[kind][3 if kind != "voice" else 2] for kind in proof)


def accepted(text: str) -> tuple[str, ...]:
    """Every answer that counts: split at `;`, or where there is none at commas before a space.

    `1,000` stays whole, and a quoted answer may hold any sign.
    """
    flat = plain(text.replace("，", "、"))
    quoted = [found.span() for found in _QUOTED.finditer(flat)]
    bare = _without(flat, quoted)
    marks = list((_SEMICOLON if ";" in bare else _COMMA).finditer(bare))
    begins, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(text)]
    cut = (_unquoted(text[a:b].strip()) for a, b in zip(begins, ends, strict=True))
    return tuple(dict.fromkeys(filter(None, cut)))


_QUOTED = re.compile(r'(?<![^\s;,、])"[^"]*"(?=\s*(?:[;,、]|$))')
_SEMICOLON = re.compile(r";")
_COMMA = re.compile(r",\s+|、")


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for begin, end in spans:
        text = f"{text[:begin]}{'_' * (end - begin)}{text[end:]}"
    return text


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text


def write_accepted(answers: tuple[str, ...], language: str) -> str:
    """As `accepted` reads it."""
    said = [f'"{a}"' if ";" in plain(a) and '"' not in a else a for a in answers]
    joined = ("；" if language.startswith("zh") else "; ").join(said)
    alone = len(said) == 1 and (accepted(joined) != answers or truth(joined))
    return f"{joined};" if alone else joined
