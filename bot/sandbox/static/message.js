// Draws one message, or one local notice that stands among the messages.

import { failureOf, pendingKey } from "./acts.js";
import { drawComponents } from "./components.js";
import { avatar, dots, flag, h, icon } from "./dom.js";
import { drawAttachments } from "./media.js";
import { firstLine, prose } from "./prose.js";
import { memberName, pingsMe } from "./state.js";
import { refreshChip } from "./thread-chip.js";
import { timeElement } from "./time.js";

const COMPONENTS_V2 = 1 << 15;

function nameOf(user) {
  return memberName(user.id) ?? user.global_name ?? user.username ?? user.name ?? "unknown-user";
}

/**
 * `context` is {act(customId, values), dismiss(), quoted, jump}: `quoted` is the message that this one answers, null
 * where it is gone; `jump()` goes there, where it stands in the log.
 */
export function drawMessage(message, context) {
  const author = { id: message.author.id, name: nameOf(message.author), bot: message.author.bot, system: message.author.system };
  const name = h("span", { class: "author", id: `author-${message.id}`, text: author.name });
  const sent = Date.parse(message.timestamp);
  const time = timeElement(sent, "header", { id: `time-${message.id}`, class: "message-time" });
  return h("article", {
    class: "message", id: `message-${message.id}`, tabindex: "-1", "data-message-id": message.id,
    "data-private": message.private ? "true" : null, "data-loading": message.loading ? "true" : null,
    "data-pings": pingsMe(message) ? "true" : null,
    "aria-labelledby": `author-${message.id} time-${message.id}`,
  },
  contextLine(message, context),
  avatar(author, "large"),
  timeElement(sent, "t", { class: "gutter-time", "aria-hidden": "true" }),
  h("div", { class: "message-main" },
    h("div", { class: "message-header" }, name, author.bot ? h("span", { class: "app-tag", text: author.system ? "SYSTEM" : "APP" }) : null, time),
    h("div", { class: "message-body" }, drawBody(message, author, context)),
    h("div", { class: "message-foot" }),
    h("div", { class: "message-thread" }),
    message.private ? privateLine(context.dismiss) : null));
}

function drawBody(message, author, { act }) {
  if (message.loading) return h("p", { class: "thinking" }, dots(), `${author.name} is thinking…`);
  const context = { message, act };
  const v2 = Boolean(message.flags & COMPONENTS_V2);
  return [
    message.content ? drawContent(message) : null,
    h("div", { class: "components" }, drawComponents(message.components ?? [], context)),
    v2 ? null : drawAttachments(message.attachments ?? [], context),
  ].flat();
}

function drawContent(message) {
  const content = prose(message.content);
  if (message.edited_timestamp) content.append(h("span", { class: "edited", text: "(edited)" }));
  return content;
}

function contextLine(message, { quoted, jump }) {
  const origin = message.interaction_metadata ?? message.interaction;
  const command = origin?.name ?? message.interaction?.name;
  if (origin?.user && command) return usedLine(nameOf(origin.user), origin.user, command);
  if (!quoted) return message.message_reference ? h("div", { class: "context-line context-gone", text: "Original message was deleted" }) : null;
  const { id, bot } = quoted.author;
  const name = nameOf(quoted.author);
  const line = [
    avatar({ id, name, bot, system: quoted.author.system }, "tiny"),
    h("span", { class: "context-name", text: message.message_reference ? `@${name}` : name }),
    h("span", { class: "context-text", text: summary(quoted) }),
  ];
  return h("div", { class: "context-line" },
    jump ? h("button", { type: "button", class: "context-jump", title: "Go to this message", onclick: jump }, line) : line);
}

function usedLine(name, user, command) {
  return h("div", { class: "context-line" },
    avatar({ id: user.id, name }, "tiny"),
    h("span", {}, h("span", { class: "context-name", text: name }), " used ",
      h("span", { class: "mention", text: `/${command}` })));
}

function summary(message) {
  const texts = [message.content, ...textsIn(message.components ?? [])].filter(Boolean);
  return [...firstLine(texts[0] ?? "a message")].slice(0, 80).join("");
}

function textsIn(components) {
  return components.flatMap((each) => (each.type === 10 ? [each.content] : textsIn(each.components ?? [])));
}

function privateLine(dismiss) {
  return h("p", { class: "private-line" },
    icon("eye"), "Only you can see this · ",
    h("button", { type: "button", class: "text-button", text: "Dismiss message", onclick: dismiss }));
}

function failureLine(reason) {
  return h("p", { class: "failure" }, icon("warning"), reason);
}

/** Show on an already drawn message what is pressed, what failed, and the thread that was made from it. */
export function decorate(article, messageId) {
  const pressed = pendingKey(messageId);
  for (const control of article.querySelectorAll("[data-key]")) {
    flag(control, "aria-busy", pressed === control.dataset.key);
    flag(control, "aria-disabled", pressed !== null);
  }
  const reason = failureOf(messageId);
  article.querySelector(".message-foot").replaceChildren(...(reason ? [failureLine(reason)] : []));
  refreshChip(article, messageId);
}

/** A notice is {id, who, command, text, failed}: a command on its way, or one that came to nothing. */
export function drawNotice(notice, dismiss) {
  return h("div", { class: "notice", "data-notice": notice.id, "data-private": notice.failed ? "true" : null },
    notice.command ? usedLine(notice.who.name, notice.who, notice.command) : null,
    notice.failed ? failureLine(notice.text) : h("p", { class: "thinking" }, dots(), notice.text),
    notice.failed ? privateLine(dismiss) : null);
}
