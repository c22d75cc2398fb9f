"""What the columns of a roster and the words in them are called, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from records.model import Role

COLUMNS: Mapping[str, tuple[str, ...]] = {
    meaning: tuple(words.split())
    for meaning, words in {
        "name": """
            name fullname membername displayname membersname nameofmember person member members
            participant employeename vorundnachname nombre nom 姓名 名字 名称 成员 成员姓名 会员姓名
            党员姓名 职工姓名 员工姓名 学员姓名 全名 人员 成員 會員姓名
        """,
        "first": "firstname givenname forename first given vorname prenom 名",
        "last": "lastname familyname surname last family nachname apellido 姓 姓氏",
        "id": """
            id memberid membernumber memberno membershipid membershipnumber membershipno personid
            staffid staffnumber staffno employeeid employeenumber employeeno personnelnumber uid
            mitgliedsnummer 编号 成员编号 会员编号 会员号 党员编号 工号 职工号 员工号 学号 证号
            會員編號 編號
        """,
        "mail": "email emailaddress mail mailaddress 邮箱 电子邮箱 邮件 电子邮件 郵箱 電子郵件",
        "phone": """
            phone phonenumber telephone telephonenumber tel mobile mobilenumber mobilephone cell
            cellphone whatsapp handy telefon 电话 电话号码 手机 手机号 手机号码 联系电话 電話 手機
        """,
        "contact": """
            contact contacts contactdetails contactinfo reachableat telegram wechat weixin
            联系方式 联系 微信 微信号 聯繫方式 聯絡方式
        """,
        "branch": """
            branch branchname branchkey chapter section local group groupname team department unit
            division cell ortsgruppe 支部 所属支部 党支部 分会 分部 小组 部门 所在支部 基层组织 组别
            單位 单位 工会小组
        """,
        "language": "language languages lang locale sprache 语言 语种 語言",
        "role": "role roles function office duty 角色 职务 身份 职位 職務",
    }.items()
}
"""Which header words name which column; the earlier word wins where two columns have one."""

KNOWN = frozenset(said for words in COLUMNS.values() for said in words)

TELLING = ("id", "mail", "phone", "contact", "branch", "language", "role")
"""Columns one of which makes a table with names a roster."""

ROLES: Mapping[str, Role] = {
    said: role
    for role, words in {
        Role.MEMBER: "member participant ordinary none no 成员 会员 党员 普通成员 无 组员",
        Role.ORGANIZER: """
            organizer organiser organizers organisers leader lead chair chairperson secretary
            coordinator 组织者 组织员 负责人 书记 支部书记 组长 联络员 召集人
        """,
        Role.ADMINISTRATOR: "administrator admin admins 管理员 系统管理员",
    }.items()
    for said in words.split()
}

LANGUAGES: Mapping[str, str] = {
    said: code
    for code, words in {
        "en": "en english eng 英文 英语 英語",
        "zh": "zh chinese mandarin cn zhcn zhhans simplifiedchinese 中文 汉语 简体中文 普通话 漢語",
        "ar": "ar arabic 阿拉伯语 阿拉伯文",
        "de": "de german deutsch 德语 德文",
        "es": "es spanish espanol 西班牙语",
        "fr": "fr french francais 法语 法文",
        "pl": "pl polish 波兰语", "pt": "pt portuguese 葡萄牙语", "ru": "ru russian 俄语 俄文",
        "tr": "tr turkish 土耳其语", "uk": "uk ukrainian 乌克兰语", "vi": "vi vietnamese 越南语",
    }.items()
    for said in words.split()
}  # fmt: skip
"""Words for a language, by its tag; what the organisation does not speak is told."""
