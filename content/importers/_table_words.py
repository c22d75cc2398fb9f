"""What the columns of question tables are called, by those who make them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from content.format.signs import word
from content.forms import KEYWORDS

COLUMNS: Mapping[str, tuple[str, ...]] = {
    meaning: tuple(words.split())
    for meaning, words in {
        "question": """
            questiontext question questions questiontitle questionstem questioncontent
            questionbody questiondescription questionname stem q quiz prompt item query
            problem statement thequestion frage pregunta domanda 题目 题干 问题 试题 题
            题目内容 试题内容 试题题干 题面 题目描述 题干内容 试题题目 题目题干 题目名称
            试题名称 考题 题文 问题内容 题目标题 试题描述 题干描述 题目正文 题目文本 内容
            題目 題幹 問題
        """,
        "answer": """
            correctanswer correctanswers correct answer answers rightanswer right
            rightanswers key keys answerkey correctoption correctoptions solution
            correctchoice correctchoices correctresponse correctanswerindex correctindex
            answerindex correctanswernumber correctletter correctanswerletter ans
            acceptedanswers modelanswer expectedanswer bestanswer goldanswer label antwort
            respuesta answertext 正确答案 答案 标准答案 参考答案 正确选项 正确项 试题答案
            题目答案 标答 正解 答案内容 正确 正確答案 解答 本题答案 答案选项 客观题答案
        """,
        "options": """
            options choices option choice answeroptions answerchoices alternatives
            possibleanswers 选项 选项内容 备选项 备选答案 候选答案 答案选项 题目选项
            试题选项 选择项 選項 可选项 答案列表 选项列表
        """,
        "wrong": """
            incorrectanswers wronganswers incorrect wrong distractors incorrectanswer
            wronganswer distractor incorrectoptions 错误答案 干扰项 错误选项
        """,
        "explanation": """
            explanation answerexplanation explanations feedback generalfeedback rationale
            explain reason justification comment comments solution correctfeedback
            detailedexplanation reasoning answerdescription 解析 答案解析 试题解析 题目解析
            解释 说明 详解 解题思路 解析内容 试题分析 分析 答案说明 答题解析 解說 详细解析
            题目分析 答案分析 点评
        """,
        "type": """
            type questiontype qtype kind format itemtype typeofquestion 题型 题目类型
            试题类型 类型 题类 题目题型 试题题型 問題類型 題型 题目种类
        """,
        "topic": """
            topic subject category chapter section unit module theme lesson topics domain
            deck quizname questioncategory 主题 章节 分类 知识点 科目 类别 专业 模块
            所属章节 所属题库 课程 知识点分类 章节名称 一级分类 学科 题目分类 试题分类 目录
            單元
        """,
        "points": """
            points point score mark marks questionscore maxpoints grade 分值 分数 得分
            题目分值 试题分数 试题分值 分 题目分数 本题分值
        """,
        "tags": "tags tag labels keywords 标签 关键词 关键字 標籤",
        "source": "source sources reference references 来源 出处 依据 题目来源",
        "id": """
            id questionid qid guid uid uuid identifier externalid itemid 编号 题目编号
            试题编号 题目id 试题id 編號
        """,
        "tolerance": "tolerance margin errormargin 误差 允许误差 容差",
        "front": "front term word concept 正面 术语 名词 词语 单词",
        "back": "back definition meaning 背面 定义 释义 含义",
        "shuffle": "shuffle 打乱 选项乱序 乱序",
        "picture": """
            image imagelink imageurl picture media mediafile questionimage 图片 图片链接
            题目图片
        """,
    }.items()
}
"""Which header words name which column; the earlier word wins where two columns have one."""

_TYPES: Mapping[str, str] = {
    said: form
    for form, words in {
        "choice": """
            single singlechoice singleselect singleanswer sc radio mc mcq multiplechoice
            choice choose quiz checkbox checkboxes multiple ma multi multiselect
            multipleselect multipleanswer multipleanswers mr multipleresponse multianswer
            multiplechoicemultiple multichoice dropdown multiplechoicesingle radiobutton
            mcma mcsa select 单选 多选 不定项 选择 单项选择 多项选择 不定项选择 單選題
            多選題 单选题型 a1型题 a1 a2型题 a2 a1a2 最佳选择题
        """,
        "truefalse": """
            truefalse trueorfalse tf boolean bool yesno truth 判断 是非 是非题 对错题
            判断正误 判斷題 对错
        """,
        "short": """
            short shortanswer fillintheblank fillintheblanks fillin fib blank text fill
            typeanswer typetheanswer typedanswer identification words cloze shorttext 填空
            填充题
        """,
        "number": "number numeric numerical num slider 计算题 数字题",
        "open": """
            essay ess openended openresponse longanswer freetext subjective paragraph
            longtext brainstorm 简答 问答 论述 开放 思考 主观题 案例分析题 名词解释
            名词解释题 论述题 综合题 案例分析 分析题 開放題
        """,
        "card": "flashcard flashcards basic 闪卡 抽认卡",
        "survey": "vote opinion survey poll 投票题 调查题",
        "order": "ordering sort sorting reorder sequence ord puzzle 排序",
        "match": "matching pairs mat 连线 配对 匹配题 匹配",
        "reading": "slide content info reading texttoread 材料 知识 阅读",
    }.items()
    for said in words.split()
}
KNOWN = frozenset(said for words in COLUMNS.values() for said in words)
"""Every header word."""
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\s[-–—]\s?.*$|[（【][^）】]*[）】]", re.S)
_NO_WORD = re.compile(r"[\W_]+")


def named(cell: str) -> str:
    """A header cell as it is compared: lower case, letters and digits alone, without remarks."""
    plain = unicodedata.normalize("NFKC", cell[:300]).strip().lower().replace("#", "number")
    return _NO_WORD.sub("", _REMARK.sub("", plain)) or _NO_WORD.sub("", plain)


def form_named(cell: str) -> str | None:
    """The form a type column means (`choice` where the answers decide); empty for none said,
    None for a kind that we do not know."""
    said = named(cell)
    if not said:
        return ""
    if said in _TYPES:
        return _TYPES[said]
    forms = KEYWORDS.get(word(cell.strip()), ())
    if len(forms) == 1:
        return forms[0].name
    for ending in ("题", "questions", "question"):
        if said.endswith(ending) and said.removesuffix(ending) in _TYPES:
            return _TYPES[said.removesuffix(ending)]
    return _by_chinese(said) if not said.isascii() else "" if forms else None


def _by_chinese(said: str) -> str | None:
    """Chinese kinds are made of a few words: `安全知识单选题`."""
    for part, form in _PARTS.items():
        if part in said:
            return form
    return None


_PARTS = {
    part: form
    for form, parts in {
        "choice": "选",
        "truefalse": "判断 是非",
        "short": "填空",
        "open": "简答 问答 论述 案例 分析 计算 开放 主观 名词",
        "order": "排序",
        "match": "连线 配对",
    }.items()
    for part in parts.split()
}
