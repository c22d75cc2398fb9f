// The page: keeps the state of the chats, draws it, and does what the person at the keys does.

import { bubble } from "./bubbles.js";
import { busyNote, note, toast } from "./notes.js";
import { make, redraw } from "./rich.js";
import { clockTime, day, dayName, live, time } from "./when.js";
import { language, switchLanguage, word, wordPage } from "./words.js";

const at = (id) => document.getElementById(id);
const chats = new Map();
let frame = null;
let shown = null;
let revision = 0;
let replyTo = null;
let moving = "";
let settled = Infinity;

// What the person does

async function post(path, body) {
  const raw = body instanceof Blob;
  const headers = { "Content-Type": raw ? "application/octet-stream" : "application/json" };
  try {
    const answer = await fetch(`/page/${path}`, { method: "POST", headers, body: raw ? body : JSON.stringify(body) });
    if (answer.ok) return await answer.json();
    const problem = await answer.json().catch(() => ({ problem: answer.status }));
    toast(word("failed", { why: problem.problem }));
  } catch {
    toast(word("lost"));
  }
  return null;
}

const act = (path, body) => post(path, { chat: shown, ...body });

const does = {
  tap: (message, data) => act("tap", { message: message.id, data }),
  vote: (message, options) => act("vote", { message: message.id, options }),
  start: (payload) => act("start", { payload }),
  command: (text) => act("say", { text }),
  reply(message) {
    replyTo = message.id;
    at("quote").textContent = message.text?.words ?? message.poll?.question.words ?? word("file");
    at("replying").hidden = false;
    at("write").focus();
  },
  // A link to this very bot stays on the page: it is a Start button.
  inside(address) {
    const hit = /^https:\/\/t\.me\/(\w+)\?start=([\w-]{1,64})$/.exec(address);
    return hit && hit[1].toLowerCase() === frame.bot.username.toLowerCase() ? hit[2] : null;
  },
};

async function say() {
  const text = at("write").value.trim();
  if (!text) return;
  const sent = await act("say", { text, reply_to: replyTo });
  if (!sent) return;
  at("write").value = "";
  grow();
  noReply();
}

function noReply() {
  replyTo = null;
  at("replying").hidden = true;
}

async function attach() {
  const [file] = at("file").files;
  if (!file) return;
  const kind = /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? "photo" : file.type.startsWith("audio/") ? "voice" : "document";
  const query = new URLSearchParams({ chat: shown, kind, name: file.name });
  await post(`file?${query}`, file);
  at("file").value = "";
}

// Busy from the press until the news of its end is here: the answer to the press may come first.
async function move(to) {
  moving = to;
  drawClock();
  const done = await post("clock", { to });
  settled = done ? done.revision : 0;
  settle();
}

function settle() {
  if (revision < settled) return;
  moving = "";
  settled = Infinity;
  drawClock();
}

// Drawing

function drawClock() {
  at("now").textContent = clockTime();
  at("now").dateTime = new Date(frame.now * 1000).toISOString();
  const busy = moving || frame.busy;
  document.body.classList.toggle("busy", Boolean(busy));
  redraw(at("moves"), frame.moves.map((to) => make("button", {
    type: "button", class: "move", "data-move": to, "aria-disabled": busy ? "true" : null, "aria-label": word(to),
    title: word(to), onclick: () => (moving || frame.busy ? null : move(to)),
  }, make("span", { class: "long" }, word(to)), make("span", { class: "short" }, to === "hour" ? word(to) : word(`${to}Short`)))));
  busyNote(busy ? word("busy") : "");
}

function drawPeople() {
  redraw(at("people"), [...chats.values()].map((chat) => make("li", {}, make("button", {
    type: "button", class: "person", "aria-current": chat.id === shown ? "true" : null,
    "data-chat": chat.id, onclick: () => show(chat.id),
  },
  make("span", { class: `face tone${chat.tone}`, "aria-hidden": "true" }, initial(chat.name)),
  make("span", { class: "about" }, make("b", { dir: "auto" }, chat.name), make("small", {}, chat.role)),
  chat.unread ? make("span", { class: "unread" }, make("span", { "aria-hidden": "true" }, String(chat.unread)),
    make("span", { class: "hidden" }, word("unread", { n: chat.unread }))) : null))));
}

const initial = (name) => [...name][0]?.toUpperCase() ?? "?";

function drawHead(chat) {
  at("title").textContent = `${chat.name} · ${frame.bot.name}`;
  at("role").textContent = chat.blocked ? word("blocked") : chat.role;
  at("face").textContent = initial(chat.name);
  at("face").className = `face tone${chat.tone}`;
  document.title = `${chat.name} · ${frame.bot.name}`;
}

function drawFoot(chat) {
  const fresh = !chat.started;
  at("empty").hidden = chat.order.length > 0;
  at("empty").textContent = chat.about || word("empty");
  at("start").hidden = !fresh && !chat.blocked;
  at("form").hidden = fresh || chat.blocked;
  at("menu").hidden = !chat.commands.length;
  at("typing").textContent = chat.typing ? word("typing", { name: frame.bot.name }) : "";
  at("chips").hidden = !chat.keyboard.length || fresh;
  redraw(at("chips"), chat.keyboard.flat().map((text) =>
    make("button", { type: "button", class: "chip", onclick: () => act("say", { text }) }, text)));
  redraw(at("commands"), chat.commands.map((item) => make("li", {}, make("button", {
    type: "button", onclick: () => { menu(false); does.command(`/${item.command}`); },
  }, make("b", {}, `/${item.command}`), make("span", {}, item.description)))));
}

function drawLog(chat) {
  at("log").setAttribute("aria-busy", "true");
  const nodes = [];
  let last = null;
  for (const id of chat.order) {
    const message = chat.messages.get(id);
    if (day(message.date) !== last) nodes.push(separator(message.date));
    last = day(message.date);
    nodes.push(bubble(message, does, { ...frame, time }));
  }
  at("log").replaceChildren(...nodes);
  at("log").setAttribute("aria-busy", "false");
}

const separator = (stamp) => make("h2", { class: "day", "data-day": day(stamp) }, make("span", {}, dayName(stamp)));

// Puts changed messages in their place without drawing the others again, keeping the focus.
function drawChanges(chat, changes) {
  const near = nearEnd();
  for (const { id, gone } of changes) {
    const old = at("log").querySelector(`[data-id="${id}"]`);
    if (gone) { old?.remove(); continue; }
    const message = chat.messages.get(id);
    const node = bubble(message, does, { ...frame, time });
    if (old) replaceKeepingFocus(old, node);
    else append(message, node);
  }
  if (near) toEnd(); else at("newer").hidden = false;
}

function append(message, node) {
  const days = at("log").querySelectorAll(".day");
  if (days[days.length - 1]?.dataset.day !== day(message.date)) at("log").append(separator(message.date));
  node.classList.add("arriving");
  at("log").append(node);
}

function replaceKeepingFocus(old, node) {
  const held = old.contains(document.activeElement);
  const key = document.activeElement?.dataset?.key;
  old.replaceWith(node);
  if (held) (node.querySelector(`[data-key="${key}"]`) ?? node).focus({ preventScroll: true });
}

function show(id) {
  shown = id;
  const chat = chats.get(id);
  chat.unread = 0;
  noReply();
  menu(false);
  drawPeople();
  drawHead(chat);
  drawLog(chat);
  drawFoot(chat);
  at("people").querySelector(`[data-chat="${id}"]`)?.focus();
  toEnd();
}

function drawAll() {
  wordPage();
  at("tongue").textContent = word("other");
  at("tongue").lang = language === "zh" ? "en" : "zh-Hans";
  drawClock();
  const chat = chats.get(shown);
  drawPeople();
  drawHead(chat);
  drawLog(chat);
  drawFoot(chat);
}

function menu(open) {
  at("commands").hidden = !open;
  at("menu").setAttribute("aria-expanded", String(open));
  if (open) at("commands").querySelector("button")?.focus();
}

function nearEnd() {
  const box = at("scroll");
  return box.scrollHeight - box.scrollTop - box.clientHeight < 120;
}

function toEnd() {
  at("scroll").scrollTop = at("scroll").scrollHeight;
  at("newer").hidden = true;
}

function grow() {
  const box = at("write");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
}

// News from the sandbox

function take(news) {
  const first = frame === null;
  const zoneDay = frame && day(frame.now);
  frame = { bot: news.bot, now: news.now, zone: news.zone, busy: news.busy, moves: news.moves };
  live(news.now, news.zone);
  if (news.fresh) chats.clear();
  news.chats.forEach((fresh, place) => takeChat(fresh, place, news.fresh));
  revision = news.revision;
  settle();
  if (shown === null || !chats.has(shown)) shown = news.chats[0].id;
  if (first || news.fresh || zoneDay !== day(frame.now)) {
    const near = first || nearEnd();
    drawAll();
    if (near) toEnd();
    return;
  }
  const chat = chats.get(shown);
  if (chat.changes.length) drawChanges(chat, chat.changes);
  drawClock();
  drawPeople();
  drawHead(chat);
  drawFoot(chat);
}

function takeChat(fresh, place, all) {
  const old = chats.get(fresh.id) ?? { messages: new Map(), order: [], unread: 0, alerts: null };
  const known = new Set(old.order);
  for (const message of fresh.messages) {
    if (message.gone) old.messages.delete(message.id);
    else old.messages.set(message.id, message);
    const news = !message.gone && !message.mine && !known.has(message.id);
    if (news && !all && fresh.id !== shown) old.unread += 1;
  }
  if (old.alerts && fresh.id === shown) fresh.alerts.slice(old.alerts.length).forEach(note);
  const order = [...old.messages.keys()].sort((a, b) => a - b);
  chats.set(fresh.id, { ...fresh, messages: old.messages, order, unread: old.unread, tone: place % 4, changes: fresh.messages });
}

async function news() {
  try {
    const answer = await fetch(`/page/state?since=${revision}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function listen() {
  for (;;) {
    const heard = await news();
    at("trouble").textContent = heard ? "" : word("lost");
    at("trouble").hidden = Boolean(heard);
    if (heard) take(heard);
    else await new Promise((done) => { setTimeout(done, 1500); });
  }
}

at("form").addEventListener("submit", (event) => { event.preventDefault(); say(); });
at("write").addEventListener("input", grow);
at("write").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); say(); }
  if (event.key === "Escape") noReply();
});
at("attach").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", attach);
at("unreply").addEventListener("click", () => { noReply(); at("write").focus(); });
at("menu").addEventListener("click", () => menu(at("commands").hidden));
at("commands").addEventListener("keydown", (event) => {
  if (event.key === "Escape") { menu(false); at("menu").focus(); }
});
at("newer").addEventListener("click", () => { toEnd(); at("write").focus(); });
at("scroll").addEventListener("scroll", () => { if (nearEnd()) at("newer").hidden = true; });
at("start").addEventListener("click", () => does.start(chats.get(shown).payload));
at("tongue").addEventListener("click", () => { switchLanguage(); drawAll(); });
wordPage();
listen();
