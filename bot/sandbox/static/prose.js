// Draws a Markdown tree.

import { h } from "./dom.js";
import { highlighted } from "./highlight.js";
import { parseInline } from "./inline.js";
import { parseMarkdown } from "./markdown.js";
import { addressOf, colourOf, memberName, on, state } from "./state.js";
import { timeElement } from "./time.js";

const INLINE_TAGS = { strong: "strong", em: "em", underline: "u", strike: "s" };

export function prose(source) {
  return h("div", { class: "prose" }, parseMarkdown(source).map(drawBlock));
}

function drawBlock(block) {
  const element = BLOCKS[block.type](block);
  if (block.gap) element.classList.add("gap");
  return element;
}

const BLOCKS = {
  paragraph: (block) => h("p", {}, drawAll(block.children)),
  // The page's own title is the first level.
  heading: (block) => h(`h${block.level + 1}`, { class: `heading-${block.level}` }, drawAll(block.children)),
  subtext: (block) => h("p", { class: "subtext" }, drawAll(block.children)),
  quote: (block) => h("blockquote", {}, block.children.map(drawBlock)),
  list: drawList,
  fence: drawFence,
};

function drawList(list) {
  const items = list.items.map((item) => h("li", {}, drawAll(item.children), item.lists.map(drawBlock)));
  if (!list.ordered) return h("ul", {}, items);
  return h("ol", { start: list.start }, items);
}

function drawFence({ language, text }) {
  return h("div", { class: "fence" },
    h("pre", {}, h("code", { "data-language": language || null }, highlighted(text, language).map(drawToken))));
}

function drawToken({ kind, text }) {
  return kind ? h("span", { class: `code-${kind}`, text }) : document.createTextNode(text);
}

function drawAll(nodes) {
  return nodes.map(drawNode);
}

function drawNode(node) {
  switch (node.type) {
    case "plain": return document.createTextNode(node.text);
    case "code": return h("code", { text: node.text });
    case "link": return outerLink(node.url, { title: node.url }, drawAll(node.children));
    case "spoiler": return spoiler(drawAll(node.children));
    case "time": return stamp(node);
    case "mention": return mention(node);
    case "emoji": return h("span", { class: "custom-emoji", text: `:${node.name}:` });
    default: return h(INLINE_TAGS[node.type], {}, drawAll(node.children));
  }
}

export function outerLink(url, props, ...children) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", ...props }, ...children);
}

function stamp({ unix, style }) {
  return timeElement(unix * 1000, style, { class: "stamp" })
    ?? document.createTextNode(`<t:${unix}:${style}>`);
}

function mention(node) {
  if (node.kind === "channel") return channelMention(node.id);
  if (node.kind === "role") return roleMention(node);
  return h("span", { class: "mention", text: mentionText(node) });
}

function roleMention(node) {
  const colour = colourOf(roleOf(node.id));
  const element = h("span", { class: colour ? "mention role-mention" : "mention", text: mentionText(node) });
  if (colour) element.style.setProperty("--role", colour);
  return element;
}

function roleOf(id) {
  return state.roles.find((role) => role.id === id);
}

function channelMention(id) {
  const channel = state.channels.find((each) => each.id === id);
  const text = mentionText({ kind: "channel", id });
  return channel
    ? h("a", { class: "mention", "data-mention": id, href: addressOf(state.me, id), text })
    : h("span", { class: "mention", "data-mention": id, text });
}

/** A thread may come, or be gone for the reader, after the message that mentions it was drawn. */
function mentionAnew() {
  for (const drawn of document.querySelectorAll("[data-mention]")) {
    const now = channelMention(drawn.dataset.mention);
    if (!drawn.isEqualNode(now)) drawn.replaceWith(now);
  }
}

for (const type of ["world", "channels"]) on(type, mentionAnew);

function mentionText({ kind, id, name }) {
  if (kind === "all") return name;
  if (kind === "command") return `/${name}`;
  if (kind === "channel") return `#${state.channels.find((each) => each.id === id)?.name ?? "unknown"}`;
  if (kind === "role") return `@${(roleOf(id)?.name ?? "deleted-role").replace(/^@/, "")}`;
  return `@${memberName(id) ?? "unknown-user"}`;
}

/** The first line of a text with its marks taken away, for where there is room for no more. */
export function firstLine(source) {
  const line = source.split("\n").map((each) => each.replace(LINE_MARKS, "").trim()).find(Boolean) ?? "";
  return parseInline(line).map(textOf).join("");
}

const LINE_MARKS = /^(?:#{1,3} |-# |>>> |> |[-*] |```\w*)+/;

function textOf(node) {
  if (node.type === "mention") return mentionText(node);
  if (node.type === "emoji") return `:${node.name}:`;
  if (node.type === "time") return stamp(node).textContent;
  return node.text ?? (node.type === "spoiler" ? "■■■" : node.children.map(textOf).join(""));
}

/** Hidden from sight, from readers and from Tab until it is pressed. */
export function spoiler(children, tag = "span") {
  const content = h(tag, { class: "spoiler-content", inert: true, "aria-hidden": "true" }, children);
  const cover = h(tag, {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler, press to show",
    onclick: reveal, onkeydown: onKey,
  }, content);

  function onKey(event) {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    reveal();
  }
  function reveal() {
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    for (const name of ["inert", "aria-hidden"]) content.removeAttribute(name);
    cover.classList.add("shown");
  }
  return cover;
}
