// Draws one message, or one local notice that stands among the messages.

import { failureOf, pendingKey } from "./acts.js";
import { drawComponents } from "./components.js";
import { avatar, dots, flag, h, icon } from "./dom.js";
import { drawAttachments } from "./media.js";
import { prose } from "./prose.js";
import { memberName } from "./state.js";
import { timeElement } from "./time.js";

const COMPONENTS_V2 = 1 << 15;

function nameOf(user) {
  return memberName(user.id) ?? user.global_name ?? user.username ?? user.name ?? "unknown-user";
}

/** `context` is {act(customId, values), dismiss(), quoted}: `quoted` is the message that this one answers. */
export function drawMessage(message, context) {
  const author = { id: message.author.id, name: nameOf(message.author), bot: message.author.bot, system: message.author.system };
  const name = h("span", { class: "author", id: `author-${message.id}`, text: author.name });
  const sent = Date.parse(message.timestamp);
  const time = timeElement(sent, "header", { id: `time-${message.id}`, class: "message-time" });
  return h("article", {
    class: "message", id: `message-${message.id}`, tabindex: "-1", "data-message-id": message.id,
    "data-private": message.private ? "true" : null, "data-loading": message.loading ? "true" : null,
    "aria-labelledby": `author-${message.id} time-${message.id}`,
  },
  contextLine(message, context),
  avatar(author, "large"),
  timeElement(sent, "t", { class: "gutter-time", "aria-hidden": "true" }),
  h("div", { class: "message-main" },
    h("div", { class: "message-header" }, name, author.bot ? h("span", { class: "app-tag", text: author.system ? "SYSTEM" : "APP" }) : null, time),
    h("div", { class: "message-body" }, drawBody(message, author, context)),
    h("div", { class: "message-foot" }),
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

function contextLine(message, { quoted }) {
  const origin = message.interaction_metadata ?? message.interaction;
  const command = origin?.name ?? message.interaction?.name;
  if (origin?.user && command) return usedLine(nameOf(origin.user), origin.user, command);
  if (!quoted) return null;
  return h("div", { class: "context-line" },
    h("span", { class: "context-name", text: nameOf(quoted.author) }),
    h("span", { class: "context-text", text: summary(quoted) }));
}

function usedLine(name, user, command) {
  return h("div", { class: "context-line" },
    avatar({ id: user.id, name }, "tiny"),
    h("span", {}, h("span", { class: "context-name", text: name }), " used ",
      h("span", { class: "mention", text: `/${command}` })));
}

function summary(message) {
  const texts = [message.content, ...textsIn(message.components ?? [])].filter(Boolean);
  return (texts[0] ?? "a message").split("\n")[0].replace(/[*_`#>|~]+/g, "").trim().slice(0, 80);
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

/** Show on an already drawn message what is pressed and what failed. */
export function decorate(article, messageId) {
  const pressed = pendingKey(messageId);
  for (const control of article.querySelectorAll("[data-key]")) {
    flag(control, "aria-busy", pressed === control.dataset.key);
    flag(control, "aria-disabled", pressed !== null);
  }
  const reason = failureOf(messageId);
  article.querySelector(".message-foot").replaceChildren(...(reason ? [failureLine(reason)] : []));
}

/** A notice is {id, who, command, text, failed}: a command on its way, or one that came to nothing. */
export function drawNotice(notice, dismiss) {
  return h("div", { class: "notice", "data-notice": notice.id, "data-private": notice.failed ? "true" : null },
    notice.command ? usedLine(notice.who.name, notice.who, notice.command) : null,
    notice.failed ? failureLine(notice.text) : h("p", { class: "thinking" }, dots(), notice.text),
    notice.failed ? privateLine(dismiss) : null);
}
