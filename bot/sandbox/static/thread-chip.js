// Below a message from which a thread was made: its name, how much was said there, and the way in.

import { h, icon } from "./dom.js";
import { addressOf, state } from "./state.js";

/** Put what holds now into the place that the message has for it; the focus stays on it. */
export function refreshChip(article, messageId) {
  const slot = article.querySelector(".message-thread");
  const thread = state.channels.find(({ id }) => id === messageId);
  const now = thread ? chip(thread) : null;
  const drawn = slot.firstChild;
  if (!now || drawn?.isEqualNode(now)) {
    if (!now) slot.replaceChildren();
    return;
  }
  const focused = drawn?.contains(document.activeElement);
  slot.replaceChildren(now);
  if (focused) now.focus({ preventScroll: true });
}

function chip(thread) {
  const said = counted(thread.message_count);
  return h("a", {
    class: "thread-chip", href: addressOf(state.me, thread.id), "aria-label": `Thread ${thread.name}, ${said}`,
  },
  h("span", { class: "chip-first" }, icon("thread"), h("span", { class: "chip-name", text: thread.name }),
    h("span", { class: "chip-count", text: `${said} ›` })),
  about(thread) ? h("span", { class: "chip-about", text: about(thread) }) : null);
}

function counted(count) {
  if (!count) return "See Thread";
  return count === 1 ? "1 Message" : `${count} Messages`;
}

function about(thread) {
  if (thread.archived) return "This thread is archived.";
  return thread.message_count ? null : "There are no recent messages in this thread.";
}
