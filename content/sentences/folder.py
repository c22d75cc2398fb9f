"""Sentences on what shows only when all lessons are seen together."""

from content.sentence import error, notice, warning

SENTENCES = {
    "duplicate-id": error(
        "the id “{id}” is already used in {other}",
        "give one of the two another Id: line, or delete the line",
        "编号“{id}”已在 {other} 使用",
        "给其中一个换一个编号，或删掉这一行",
    ),
    "known-by-place": notice(
        "this question was changed ({likeness} % alike); it counts as the one that stood here",
        "nothing has to be done; if it is a new question, add a line Id: with a new name",
        "这道题改过（相似度 {likeness} %），仍算作原来那道题",
        "不必修改；如果是新题，加一行 编号：新的名字",
    ),
    "below-quota": warning(
        "in {month} only {share} % of the items are applied, fewer than {quota} %",
        "add tasks or cases, or write kind: applied where a lesson is about doing",
        "{month} 只有 {share} % 是实践内容，少于 {quota} %",
        "增加任务或案例，或在讲怎么做的课程里写 类型：实践",
    ),
    "folder-below-quota": warning(
        "only {share} % of the items in “{language}” are applied, fewer than {quota} %",
        "add tasks or cases, or write kind: applied where a lesson is about doing",
        "“{language}”的内容只有 {share} % 是实践，少于 {quota} %",
        "增加任务或案例，或在讲怎么做的课程里写 类型：实践",
    ),
    "ids-unreadable": warning(
        "the memory of question ids cannot be read; changed questions may count as new",
        "restore the file from a backup, or delete it",
        "无法读取题目编号的记录，改过的题可能被当作新题",
        "从备份恢复这个文件，或把它删掉",
    ),
    "same-form": warning(
        "all {count} questions of the week from {day} have the same form ({form})",
        "change one of them, for example into a task or an order",
        "从 {day} 起的一周里 {count} 道题形式都相同（{form}）",
        "换掉其中一道，例如改成任务或排序题",
    ),
    "few-days": notice(
        "days of content in “{language}”: {days} at one item a day, fewer than {most}",
        "add lessons",
        "“{language}”的内容按每天一项只够 {days} 天，少于 {most} 天",
        "增加课程",
    ),
}
