// The bar above the messages: which channel or thread this is, and what it is for.

import { createMenuButton } from "./drawer.js";
import { h, icon } from "./dom.js";
import { addressOf, isDirect, me, on, state } from "./state.js";

/** `onClose` is for a thread, which can be closed. */
export function createHeader(place, onClose) {
  const parent = h("a", { class: "header-parent" });
  const title = h("h1", {});
  const topic = h("p", { class: "topic" });
  const who = h("span", { class: "header-me" });
  const isThread = place.kind === "thread";
  const mark = h("span", { class: "header-mark" });
  const element = h("header", { class: "channel-header" }, createMenuButton(), isThread ? parent : null,
    mark, title, topic, who,
    isThread ? closeButton(onClose) : rosterButton());

  function draw() {
    const { name, topic: about, parent: parentId } = place.channel;
    mark.replaceChildren(icon(isThread ? "thread" : isDirect(place.channel) ? "at" : "hash"));
    title.textContent = name;
    topic.textContent = about ?? "";
    who.textContent = `as ${me().name}`;
    if (!parentId) return;
    parent.href = addressOf(state.me, parentId);
    parent.replaceChildren(icon("hash"), state.channels.find(({ id }) => id === parentId)?.name ?? "",
      h("span", { "aria-hidden": "true", text: "›" }));
  }

  for (const type of ["world", "place", "channels"]) on(type, draw);
  return element;
}

function closeButton(onclick) {
  return h("button", { type: "button", class: "icon-button", "aria-label": "Close thread", title: "Close thread", onclick }, icon("close"));
}

function rosterButton() {
  const button = h("button", {
    type: "button", class: "icon-button roster-button", "aria-label": "Member list", title: "Member list",
    "aria-pressed": "true", "aria-controls": "roster", onclick: toggle,
  }, icon("people"));

  function toggle() {
    const hidden = document.body.classList.toggle("roster-hidden");
    button.setAttribute("aria-pressed", String(!hidden));
  }

  return button;
}
