"""Sentences on files that cannot be read, or not well."""

from content.sentence import error, notice

SENTENCES = {
    "unreadable-file": error(
        "this cannot be read ({reason})",
        "check that the file is there and that you may open it",
        "无法读取（{reason}）",
        "检查文件是否存在、是否有权打开",
    ),
    "unwritable-file": error(
        "this cannot be written ({reason})",
        "check that you may change the file and that the disk is not full",
        "无法写入（{reason}）",
        "检查是否有权修改文件、磁盘是否已满",
    ),
    "not-a-file": error(
        "this is a link or a device, not a file",
        "put the lesson itself here, not a link to it",
        "这是链接或设备，不是普通文件",
        "把课程文件本身放在这里，不要放链接",
    ),
    "file-too-large": error(
        "the file is larger than {most} KB",
        "split it into several lessons; put pictures in files of their own",
        "文件超过 {most} KB",
        "拆成几个课程；图片放在单独的文件里",
    ),
    "bad-name": error(
        "this file name cannot be used",
        "name it with letters, digits and hyphens, for example 01-quorum.en.md",
        "文件名不可用",
        "用字母、数字和连字符命名，例如 01-quorum.zh.md",
    ),
    "too-deep": error(
        "folders are nested more than {most} deep",
        "move the lessons further up",
        "文件夹嵌套超过 {most} 层",
        "把课程往上移",
    ),
    "too-many-files": error(
        "more than {most} lesson files; the others are left out",
        "divide them over several content folders",
        "课程文件超过 {most} 个，其余没有读取",
        "分到几个内容文件夹里",
    ),
    "not-text": error(
        "this is not a text file",
        "save it as plain text in UTF-8",
        "这不是文本文件",
        "另存为 UTF-8 纯文本",
    ),
    "encoding-guessed": notice(
        "the file is not UTF-8; it was read as {encoding}",
        "save it as UTF-8",
        "文件不是 UTF-8，已按 {encoding} 读取",
        "另存为 UTF-8",
    ),
    "unseen-sign": error(
        "an invisible sign ({sign}) that can mislead readers",
        "delete it, or type the line again",
        "有看不见的、会误导读者的字符（{sign}）",
        "删掉它，或重新输入这一行",
    ),
    "empty-file": error(
        "nothing to read or to answer in this file",
        "write a text, or a heading such as # Question: …",
        "文件里没有可读或可答的内容",
        "写一段文字，或写一个标题，如 # 问题：……",
    ),
    "duplicate-lesson": error(
        "another file holds the same lesson in the same language: {other}",
        "rename one of them, or put the language in its name (.en.md)",
        "另一个文件是同一课程、同一语言：{other}",
        "改一个文件名，或在文件名里写上语言（.zh.md）",
    ),
    "code-open": error(
        "a code block begins here and never ends",
        "write ``` on a line of its own where the code ends",
        "代码块从这里开始却没有结束",
        "在代码结束处单独写一行 ```",
    ),
}
