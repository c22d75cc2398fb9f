// The page's own words, in each of its languages. What the bot says is not touched.

const WORDS = {
  en: {
    language: "English", other: "中文", sandbox: "Sandbox", skip: "Skip to writing",
    clock: "Clock of this demo", moves: "Move the clock", chats: "Chats", history: "Chat history",
    messages: "Messages", answers: "Suggested answers", commands: "Commands of the bot",
    attach: "Send a picture, voice note or file", write: "Message", send: "Send", start: "Start",
    newer: "New messages", replying: "Reply to", unreply: "Do not reply", reply: "Reply", ok: "OK",
    hour: "+1 hour", tomorrow: "Tomorrow morning", monday: "Next Monday", meeting: "Meeting day",
    tomorrowShort: "Tomorrow", mondayShort: "Monday", meetingShort: "Meeting",
    busy: "Living through the time in between…", typing: "{name} is writing…",
    empty: "No messages yet. Press Start to begin.", today: "Today", yesterday: "Yesterday",
    edited: "edited", you: "You", forwarded: "Forwarded from {name}", file: "File",
    picture: "Picture", voice: "Voice note", download: "Download {name}", quiz: "Quiz", poll: "Poll",
    severalQuiz: "Quiz, several answers", severalPoll: "Poll, several answers", vote: "Vote",
    closed: "closed", right: "Right", wrong: "Not quite", chosen: "your answer",
    rightMark: "right answer", wrongMark: "your answer, not right", voters: "{n} answered",
    retract: "Take the vote back", lost: "The sandbox does not answer. Trying again…",
    failed: "That did not work: {why}", unread: "{n} new", blocked: "This person has blocked the bot.",
    joined: "joined the group", link: "opens a page", explanation: "Explanation", quote: "show all",
  },
  zh: {
    language: "中文", other: "English", sandbox: "沙盒", skip: "跳到输入框",
    clock: "演示的时钟", moves: "拨动时钟", chats: "聊天", history: "聊天记录",
    messages: "消息", answers: "可选的回答", commands: "机器人的命令",
    attach: "发送图片、语音或文件", write: "消息", send: "发送", start: "开始",
    newer: "有新消息", replying: "回复", unreply: "取消回复", reply: "回复", ok: "好",
    hour: "+1 小时", tomorrow: "明天早上", monday: "下个星期一", meeting: "会议当天",
    tomorrowShort: "明早", mondayShort: "周一", meetingShort: "会议日",
    busy: "正在度过这段时间……", typing: "{name} 正在输入……",
    empty: "还没有消息。点“开始”。", today: "今天", yesterday: "昨天",
    edited: "已编辑", you: "你", forwarded: "转发自 {name}", file: "文件",
    picture: "图片", voice: "语音", download: "下载 {name}", quiz: "测验", poll: "投票",
    severalQuiz: "测验（可多选）", severalPoll: "投票（可多选）", vote: "提交",
    closed: "已结束", right: "答对了", wrong: "不太对", chosen: "你的回答",
    rightMark: "正确答案", wrongMark: "你的回答，不正确", voters: "{n} 人作答",
    retract: "撤回投票", lost: "沙盒没有回应，正在重试……",
    failed: "没有成功：{why}", unread: "{n} 条新消息", blocked: "此人已屏蔽机器人。",
    joined: "加入了群", link: "打开网页", explanation: "解释", quote: "展开",
  },
};

const KEY = "studybot-sandbox-language";

function remembered() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

const wanted = remembered() ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
export let language = wanted in WORDS ? wanted : "en";

export function word(name, values = {}) {
  let text = WORDS[language][name] ?? name;
  for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, value);
  return text;
}

export function switchLanguage() {
  language = language === "en" ? "zh" : "en";
  try { localStorage.setItem(KEY, language); } catch { /* private mode: it lasts for this visit */ }
}

// Puts the words into the parts of the page that carry data-word (text) or data-label (name).
export function wordPage() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  document.getElementById("write").placeholder = word("write");
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = word(node.dataset.label);
  }
}
