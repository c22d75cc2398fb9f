"""What is said of a question left out, of one taken with a change, and of a file refused."""

from __future__ import annotations

from content.importers._model import Sentences

SENTENCES: Sentences = {
    # refusals
    "too-large": ("the file is larger than {most} MB", "文件超过 {most} MB"),
    "empty": ("the file is empty", "文件是空的"),
    "unknown-format": (
        "this is none of the formats that can be imported ({known})",
        "这不是可以导入的格式（{known}）",
    ),
    "not-text": ("this is not a text file", "这不是文本文件"),
    "nothing-found": ("no question was found in this file", "文件里没有找到题目"),
    "too-many": ("more than {most} questions in one file", "一个文件里超过 {most} 道题"),
    "not-a-zip": ("this is no archive, or a broken one", "这不是压缩包，或者已损坏"),
    "zip-bomb": (
        "the archive grows beyond all measure when it is unpacked",
        "压缩包解压后过大",
    ),
    "zip-name": ("the archive holds an unsafe name: {name}", "压缩包里有不安全的文件名：{name}"),
    "broken": ("the file is broken: {reason}", "文件已损坏：{reason}"),
    # left out
    "no-text": ("there is no question, only answers", "没有题干，只有答案"),
    "text-too-long": (
        "a text is longer than {most} signs",
        "有一段文字超过 {most} 个字符",
    ),
    "no-right-answer": ("no answer is marked right", "没有标出正确答案"),
    "one-option": ("there are fewer than two different options", "不同的选项不足两个"),
    "no-answer": ("there is no answer", "没有答案"),
    "answer-without-option": (
        "the answer {answer} is none of the options",
        "答案 {answer} 不在选项之中",
    ),
    "not-a-number": ("{answer} is not a number", "{answer} 不是数字"),
    "too-few-pairs": ("there are fewer than two pairs to match", "配对不足两组"),
    "kind-unknown": (
        "questions of the kind {kind} cannot be asked here",
        "这里无法使用“{kind}”类型的题目",
    ),
    "not-writable": (
        "it cannot be written as a lesson ({reason})",
        "无法写成课程文件（{reason}）",
    ),
    # notes
    "encoding-guessed": (
        "the file is not UTF-8; it was read as {encoding}",
        "文件不是 UTF-8，已按 {encoding} 读取",
    ),
    "duplicate-option": (
        "the option {option} stood there twice and was taken once",
        "选项“{option}”重复，只保留一个",
    ),
    "pictures-remote": (
        "a picture on the web ({address}) is not fetched and was left out",
        "网络图片（{address}）不会下载，已略去",
    ),
    "picture-missing": (
        "the picture {picture} is not in the file and was left out",
        "文件里没有图片 {picture}，已略去",
    ),
    "picture-kind": (
        "the picture {picture} is neither PNG, JPEG, GIF nor WebP, or is over 10 MB; left out",
        "图片 {picture} 不是 PNG、JPEG、GIF、WebP，或超过 10 MB，已略去",
    ),
    "partial-weights": (
        "answers that count in part were taken as wrong",
        "部分得分的答案按错误处理",
    ),
    "weights-equal": (
        "answers of different weights were all taken as right",
        "权重不同的答案都按正确处理",
    ),
    "several-right": (
        "several answers are fully right; it is asked as all that apply",
        "有多个完全正确的答案，改为多选题",
    ),
    "wildcard": (
        "the answer {answer} with * for any words is compared without the *",
        "答案 {answer} 中的通配符 * 已去掉",
    ),
    "several-gaps-open": (
        "it has several gaps, so it is asked in one's own words and its answers are shown after",
        "题目有多个空，改为开放题，作答后显示答案",
    ),
    "several-numbers": (
        "of several right numbers with a tolerance only {kept} was kept",
        "有多个带误差的正确数值，只保留 {kept}",
    ),
    "distractors-dropped": (
        "{count} answers to match with nothing were left out",
        "{count} 个没有配对的干扰项已略去",
    ),
    "signs-dropped": (
        "invisible control characters were left out",
        "已去掉看不见的控制字符",
    ),
}
