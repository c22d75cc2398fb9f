// One message as a bubble: text, picture, file, quiz, buttons.

import { make, rich, size } from "./rich.js";
import { word } from "./words.js";

// `does` are the acts of a person: tap, vote, reply, command; `frame` tells time and names.
export function bubble(message, does, frame) {
  const who = message.mine ? word("you") : frame.bot.name;
  const time = frame.time(message.date);
  const node = make("article", {
    class: `bubble ${message.mine ? "mine" : "theirs"}`, tabindex: "-1", "data-id": message.id,
    "aria-label": `${who}, ${time}`,
  });
  if (message.service) {
    node.className = "service";
    node.append(word(message.service === "new_chat_members" ? "joined" : message.service));
    return node;
  }
  if (message.forwarded) {
    node.append(make("p", { class: "tiny" }, word("forwarded", { name: message.forwarded })));
  }
  if (message.reply) node.append(make("p", { class: "quoted", dir: "auto" }, message.reply));
  if (message.file) node.append(file(message.file));
  if (message.poll) node.append(poll(message, does));
  if (message.text) node.append(make("div", { class: "text", dir: "auto" }, rich(message.text, does.command)));
  node.append(foot(message, time, does));
  if (message.buttons) node.append(buttons(message, does));
  return node;
}

function foot(message, time, does) {
  const edited = message.edited ? `${word("edited")} ` : "";
  const stamp = make("span", { class: "stamp" }, edited, time);
  if (message.mine) return make("footer", {}, stamp);
  const reply = make("button", { type: "button", class: "answer", "data-key": "reply",
    onclick: () => does.reply(message) }, word("reply"));
  return make("footer", {}, reply, stamp);
}

function file(item) {
  if (item.kind === "photo") {
    return make("a", { class: "photo", href: item.url, target: "_blank", "aria-label": word("picture") },
      make("img", { src: item.url, alt: word("picture"), width: item.width, height: item.height, loading: "lazy" }));
  }
  if (item.kind === "voice" || item.kind === "audio") {
    return make("audio", { controls: true, src: item.url, "aria-label": word("voice"), preload: "none" });
  }
  const parts = item.name.split(".");
  const kind = parts.length > 1 ? parts.pop().slice(0, 4).toUpperCase() : word("file");
  return make("a", { class: "file", href: item.url, download: item.name,
    "aria-label": word("download", { name: item.name }) },
  make("span", { class: "kind", "aria-hidden": "true" }, kind),
  make("span", { class: "name", dir: "auto" }, item.name, make("small", {}, size(item.size))));
}

function buttons(message, does) {
  const rows = message.buttons.map((row, y) => make("div", { class: "row" },
    ...row.map((item, x) => button(message, item, `b${y}.${x}`, does))));
  return make("div", { class: "buttons", role: "group", "aria-label": word("answers") }, ...rows);
}

function button(message, item, key, does) {
  const inside = item.url ? does.inside(item.url) : null;
  if (item.url && inside === null) {
    return make("a", { class: "tap", href: item.url, target: "_blank", rel: "noopener noreferrer",
      "data-key": key, dir: "auto" }, item.text, make("span", { class: "hidden" }, ` (${word("link")})`));
  }
  const act = inside === null ? () => does.tap(message, item.data) : () => does.start(inside);
  const node = make("button", { type: "button", class: "tap", "data-key": key, dir: "auto" }, item.text);
  node.addEventListener("click", () => {
    node.classList.add("pressed");
    setTimeout(() => node.classList.remove("pressed"), 4000);
    act();
  });
  return node;
}

// A poll that can be answered is a form, an answered one a list with marks.
function poll(message, does) {
  const item = message.poll;
  const open = !item.closed && (!item.voted || (item.revoting && !item.quiz));
  const kind = item.multiple ? (item.quiz ? "severalQuiz" : "severalPoll") : item.quiz ? "quiz" : "poll";
  const state = item.closed ? ` · ${word("closed")}` : "";
  const told = item.voted || item.closed;
  const node = make("fieldset", { class: "poll" },
    make("legend", {}, make("strong", { dir: "auto" }, rich(item.question)),
      make("span", { class: "tiny" }, word(kind), state)));
  if (item.about) node.append(make("p", { class: "about" }, rich(item.about)));
  if (open && !told) node.append(...choices(message, item, does));
  else node.append(results(item));
  if (item.voted && item.quiz) node.append(verdict(item));
  if (item.explanation) {
    node.append(make("div", { class: "explained" },
      make("span", { class: "tiny" }, word("explanation")), make("p", { dir: "auto" }, rich(item.explanation))));
  }
  if (item.voted && open) {
    node.append(make("button", { type: "button", class: "quiet", "data-key": "retract",
      onclick: () => does.vote(message, []) }, word("retract")));
  }
  return node;
}

function choices(message, item, does) {
  if (!item.multiple) {
    return item.options.map((option) => make("button", {
      type: "button", class: "choice", "data-key": `o${option.index}`, dir: "auto",
      onclick: () => does.vote(message, [option.index]),
    }, make("span", { class: "ring", "aria-hidden": "true" }), make("span", {}, option.text)));
  }
  const send = make("button", { type: "button", class: "primary", "data-key": "vote", disabled: true }, word("vote"));
  const boxes = item.options.map((option) => make("input", { type: "checkbox", "data-key": `o${option.index}`,
    value: option.index }));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => Number(box.value));
  for (const box of boxes) box.addEventListener("change", () => { send.disabled = !chosen().length; });
  send.addEventListener("click", () => does.vote(message, chosen()));
  const labels = item.options.map((option, i) => make("label", { class: "choice", dir: "auto" }, boxes[i],
    make("span", { class: "ring square", "aria-hidden": "true" }), make("span", {}, option.text)));
  return [...labels, send];
}

function results(item) {
  const total = Math.max(item.voters, 1);
  const rows = item.options.map((option) => {
    const share = Math.round((100 * option.votes) / total);
    const [mark, said, look] = marks(item, option);
    return make("li", { class: `result ${look}` },
      make("span", { class: "mark", "aria-hidden": "true" }, mark),
      make("span", { class: "option", dir: "auto" }, option.text,
        said ? make("span", { class: "hidden" }, ` (${said})`) : null),
      make("span", { class: "share" }, item.voters > 1 ? `${share} %` : ""),
      make("meter", { min: 0, max: 100, value: share, "aria-label": `${option.text}: ${share} %` }));
  });
  const list = make("ul", { class: "results" }, ...rows);
  return item.voters > 1
    ? make("div", {}, list, make("p", { class: "tiny" }, word("voters", { n: item.voters })))
    : list;
}

function marks(item, option) {
  if (item.quiz && option.right) return ["✓", word("rightMark"), "right"];
  if (item.quiz && option.chosen) return ["✗", word("wrongMark"), "wrong"];
  if (option.chosen) return ["●", word("chosen"), "chosen"];
  return ["", "", "plain"];
}

function verdict(item) {
  const look = item.right ? "right" : "wrong";
  return make("p", { class: `verdict ${look}` }, item.right ? "✓ " : "✗ ", word(look));
}
