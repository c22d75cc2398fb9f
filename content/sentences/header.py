"""Sentences on the header of a lesson file."""

from content.sentence import error, warning

SENTENCES = {
    "header-open": error(
        "the header begins here and never ends",
        "write --- on a line of its own below the last key",
        "文件头从这里开始却没有结束",
        "在最后一个键下面单独写一行 ---",
    ),
    "header-bare": warning(
        "the header has no lines --- around it",
        "write --- on a line of its own above and below",
        "文件头上下没有 --- 行",
        "在上面和下面各单独写一行 ---",
    ),
    "header-line": warning(
        "this line of the header is no “key: value”: {text}",
        "write a key, a colon and a value, for example title: Our votes",
        "文件头这一行不是“键：值”：{text}",
        "写成键、冒号、值，例如 标题：我们的选票",
    ),
    "unknown-key": warning(
        "unknown key “{key}”",
        "write {near}, or delete the line",
        "未知的键“{key}”",
        "写 {near}，或删掉这一行",
    ),
    "key-twice": error(
        "“{key}” stands here a second time; the first is in line {first}",
        "keep one of the two",
        "“{key}”写了两次，第一次在第 {first} 行",
        "只留一个",
    ),
    "unreadable-send": error(
        "no day or hour can be read from “{text}”",
        "write Mon 18:30, or 2026-12-01, or 2026-12-01 18:30",
        "看不懂发送时间“{text}”",
        "写成 周一 18:30、2026-12-01 或 2026-12-01 18:30",
    ),
    "unreadable-date": error(
        "no date can be read from “{text}”",
        "write year-month-day, for example 2026-12-01",
        "看不懂日期“{text}”",
        "写成年-月-日，例如 2026-12-01",
    ),
    "unreadable-deadline": error(
        "no deadline can be read from “{text}”",
        "write 5 days, or a date such as 2026-12-01, or meeting",
        "看不懂截止时间“{text}”",
        "写成 5 天、日期（如 2026-12-01）或 会议",
    ),
    "until-before-from": error(
        "“until” ({until}) is before “from”",
        "exchange the two dates",
        "结束日期（{until}）早于开始日期",
        "把两个日期对调",
    ),
    "unknown-kind": warning(
        "“{text}” is no kind of lesson",
        "write theory or applied",
        "没有“{text}”这种类型",
        "写 知识 或 实践",
    ),
    "unknown-lesson": warning(
        "there is no lesson “{lesson}” to come first",
        "write the path of a lesson without language and ending, for example meetings/01-quorum",
        "没有可以先修的课程“{lesson}”",
        "写课程的路径，不带语言和扩展名，例如 meetings/01-quorum",
    ),
}
