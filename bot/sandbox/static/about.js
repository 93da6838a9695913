// "What is this?": a dialog that says what the sandbox is, and what it isn't.

import { byId, h, icon } from "./dom.js";

const IS = [
  "The bot is the real one: the same program that runs on Discord, with its own database.",
  "Discord is played by this page and a small server on your computer. Nothing leaves it, and no token is needed.",
  "Ada, Grace and Linus are yours to play, and Mina, who was invented with sixteen weeks of practice behind her. Change who you are at the bottom left, or open a second tab.",
  "The strip at the top belongs to the sandbox alone: move its clock, kill the bot in the middle of something, let an answer of its come too late.",
];
const IS_NOT = [
  "It isn't Discord, and isn't made by Discord. It knows servers, channels, threads, direct messages, commands, buttons, selects and forms, and no more.",
  "Plain messages can't be sent: the bot reads commands only.",
  "What you do here stays here, in a folder of yours. Delete the folder, and it begins anew.",
];

export function openAbout() {
  const opener = document.activeElement;
  const close = () => dialog.close();
  const title = h("h2", { id: "about-title", text: "What is this?" });
  const dialog = h("dialog", {
    class: "modal", "aria-labelledby": title.id,
    onclose() {
      dialog.remove();
      opener?.focus();
    },
  },
  h("div", { class: "modal-form" },
    h("header", { class: "modal-header" }, title,
      h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: close }, icon("close"))),
    h("div", { class: "about-body", tabindex: "0" },
      h("p", { text: "A sandbox: a local stand-in for Discord in which to try the bot." }),
      h("h3", { text: "What it is" }), list(IS),
      h("h3", { text: "What it isn't" }), list(IS_NOT))));
  byId("modal-root").append(dialog);
  dialog.showModal();
}

function list(sentences) {
  return h("ul", {}, sentences.map((text) => h("li", { text })));
}
