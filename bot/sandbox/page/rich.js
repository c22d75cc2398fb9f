// Small builders: elements, and formatted text from words and spans (never from HTML).

export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// Draws the buttons of a box anew; the one that has the focus keeps it, by its place.
export function redraw(box, nodes) {
  const buttons = () => [...box.querySelectorAll("button")];
  const held = buttons().indexOf(document.activeElement);
  box.replaceChildren(...nodes);
  if (held >= 0) buttons()[held]?.focus({ preventScroll: true });
}

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const SAFE = /^(https?|mailto|tel|tg):/i;

function link(address) {
  return SAFE.test(address)
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" })
    : make("span");
}

function spoiler() {
  const node = make("button", { type: "button", class: "spoiler", "aria-expanded": "false" });
  node.addEventListener("click", () => node.setAttribute("aria-expanded", "true"), { once: true });
  return node;
}

function shell(span, inside, onCommand) {
  switch (span.type) {
    case "text_link": return link(span.url);
    case "url": return link(inside);
    case "email": return link(`mailto:${inside}`);
    case "spoiler": return spoiler();
    case "bot_command":
      return make("button", { type: "button", class: "command", onclick: () => onCommand(inside) });
    default: return make(TAGS[span.type] ?? "span");
  }
}

// Offsets count UTF-16 units, which is what a JavaScript string counts too.
export function rich(text, onCommand = () => {}) {
  const spans = [...text.spans].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text.words, 0, text.words.length, spans, onCommand);
  return fragment;
}

function fill(parent, words, from, to, spans, onCommand) {
  let at = from;
  for (let i = 0; i < spans.length; i += 1) {
    const span = spans[i];
    const end = Math.min(span.offset + span.length, to);
    if (span.offset < at) continue;
    parent.append(words.slice(at, span.offset));
    const inner = spans.slice(i + 1).filter((other) => other.offset < end);
    const node = shell(span, words.slice(span.offset, end), onCommand);
    fill(node, words, span.offset, end, inner, onCommand);
    parent.append(node);
    at = end;
  }
  parent.append(words.slice(at, to));
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
