"""Sentences on headings, options, answers and the lines below them."""

from content.sentence import error, notice, warning

SENTENCES = {
    "near-keyword": warning(
        "“{heading}” is nearly a keyword, but is not one",
        "begin the heading with “{near}:”",
        "“{heading}”很像关键词，但不是",
        "标题以“{near}：”开头",
    ),
    "no-hash": warning(
        "this line reads like the heading of an activity, but has no #",
        "write # before it: # {text}",
        "这一行像是活动的标题，但前面没有 #",
        "在前面加 #：# {text}",
    ),
    "stray-answers": warning(
        "answers stand below this heading, but it begins no question",
        "begin the heading with “Question:”",
        "标题下面有选项或答案，但它不是题目",
        "标题以“问题：”开头",
    ),
    "near-key": warning(
        "“{key}” is nearly a key, but is not one",
        "write “{near}:”",
        "“{key}”很像一个键，但不是",
        "写“{near}：”",
    ),
    "empty-question": error(
        "nothing is asked here",
        "write the question after the colon or below the heading",
        "这里没有写问什么",
        "在冒号后面或标题下面写出题目",
    ),
    "no-answer": error(
        "this question has neither options nor an answer",
        "write options such as - [x] Yes, or a line Answer: …",
        "这道题既没有选项也没有答案",
        "写选项（如 - [x] 是），或写一行 答案：……",
    ),
    "no-right-answer": error(
        "no option is marked as right",
        "put an x in the box of the right one: - [x]",
        "没有标出正确选项",
        "在正确选项的方框里写 x：- [x]",
    ),
    "answer-without-option": error(
        "the answer “{answer}” is none of the options",
        "write the letter of an option that is there, or its text",
        "答案“{answer}”不在选项里",
        "写一个存在的选项字母，或选项原文",
    ),
    "answer-disagrees": error(
        "the answer “{answer}” is not what the boxes mark",
        "keep the boxes or the answer line, not both",
        "答案“{answer}”与方框里的标记不一致",
        "方框和答案行只留一个",
    ),
    "one-option": error(
        "there is only one option",
        "write at least two",
        "只有一个选项",
        "至少写两个",
    ),
    "no-options": error(
        "there are no options to choose from",
        "write at least two lines such as - [ ] Budget",
        "没有可选的选项",
        "至少写两行选项，如 - [ ] 预算",
    ),
    "empty-option": error(
        "this option has no text",
        "write its text, or delete the line",
        "这个选项没有文字",
        "写上文字，或删掉这一行",
    ),
    "duplicate-option": error(
        "“{text}” stands here a second time; the first is in line {first}",
        "change or delete one of them",
        "“{text}”重复，第一次在第 {first} 行",
        "改掉或删掉其中一个",
    ),
    "unreadable-mark": error(
        "the mark “{mark}” cannot be read",
        "write - [x] before a right option and - [ ] before a wrong one",
        "看不懂标记“{mark}”",
        "正确选项前写 - [x]，错误选项前写 - [ ]",
    ),
    "survey-with-right-answer": error(
        "a survey has no right answer, but one is marked",
        "write - [ ] before every option, or call it Question",
        "调查没有正确答案，但标出了一个",
        "每个选项前都写 - [ ]，或改成 问题",
    ),
    "all-right": warning(
        "every option is marked as right",
        "add a wrong option, or take out marks that are too many",
        "所有选项都标为正确",
        "加一个错误选项，或去掉多余的标记",
    ),
    "too-few-steps": error(
        "fewer than two steps to put in order",
        "write them as 1. … 2. … in their right order",
        "要排序的步骤不足两个",
        "按正确顺序写成 1. …… 2. ……",
    ),
    "too-few-pairs": error(
        "fewer than two pairs to match",
        "write at least two lines such as - Chair = leads the meeting",
        "要连线的不足两对",
        "至少写两行，如 - 主席 = 主持会议",
    ),
    "unreadable-pair": error(
        "“{text}” is no pair",
        "write the left side, = and the right side",
        "“{text}”不是一对",
        "写左边、= 和右边",
    ),
    "card-without-back": error(
        "the card has nothing on its back",
        "write the back below the heading",
        "卡片背面没有内容",
        "在标题下面写背面的内容",
    ),
    "unreadable-number": error(
        "no number can be read from “{text}”",
        "write a number and its tolerance: 12 ± 0.5",
        "看不懂数字“{text}”",
        "写数字和误差：12 ± 0.5",
    ),
    "unreadable-points": warning(
        "no points can be read from “{text}”",
        "write a whole number from 0 to 100",
        "看不懂分值“{text}”",
        "写 0 到 100 的整数",
    ),
    "unreadable-yes": warning(
        "“{text}” is neither yes nor no",
        "write yes or no",
        "“{text}”既不是“是”也不是“否”",
        "写 是 或 否",
    ),
    "unreadable-proof": warning(
        "“{text}” names no kind of proof",
        "write text, photo or voice",
        "“{text}”不是一种证明方式",
        "写 文字、照片 或 语音",
    ),
    "unreadable-span": error(
        "no span of time can be read from “{text}”",
        "write for example 4 days",
        "看不懂时长“{text}”",
        "写成例如 4 天",
    ),
    "too-long": notice(
        "too long for a native quiz, sent as text with lettered buttons",
        "nothing has to be done; with up to 300 signs in the question and 100 in each of at most"
        " 12 options it is sent as a native quiz",
        "超过原生测验的长度，将以文字加字母按钮发送",
        "不必修改；题目不超过 300 字、最多 12 个选项且各不超过 100 字时，以原生测验发送",
    ),
}
