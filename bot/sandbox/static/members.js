// Who is who: the switcher in the sidebar, and the list of members beside a wide channel.

import { avatar, byId, h } from "./dom.js";
import { addressOf, on, players, state } from "./state.js";

export function createSwitcher() {
  const list = h("div", { class: "switcher-list", role: "radiogroup", "aria-labelledby": "switcher-title" });

  function draw() {
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...players().map(choice));
    if (focused) list.querySelector("[aria-checked=true]")?.focus();
  }

  function choice(member) {
    const chosen = member.id === state.me;
    return h("button", {
      type: "button", role: "radio", class: "member-choice", "aria-checked": String(chosen), "aria-label": member.name,
      tabindex: chosen ? "0" : "-1", onclick: () => become(member), onkeydown: onKey,
    },
    avatar(member),
    h("span", { class: "member-text" },
      h("span", { class: "member-name", text: member.name }),
      h("span", { class: "member-role", text: roleOf(member, chosen) })));
  }

  function become(member) {
    location.hash = addressOf(member.id, state.channel);
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = players();
    const at = all.findIndex((member) => member.id === state.me);
    become(all[(at + step + all.length) % all.length]);
  }

  on("world", draw);
  on("place", draw);
  return h("section", { class: "switcher" }, h("h2", { id: "switcher-title", text: "You are" }), list);
}

function roleOf(member, chosen) {
  return [member.manager ? "Manages the server" : null, chosen ? "this tab" : null].filter(Boolean).join(" · ") || "Member";
}

export function createRoster() {
  const roster = byId("roster");

  function draw() {
    const bots = state.members.filter((member) => member.bot);
    const known = bots.length ? bots : [{ ...state.bot, bot: true }];
    roster.replaceChildren(
      h("h2", { text: `Members — ${players().length}` }), h("ul", {}, players().map(row)),
      h("h2", { text: "Apps" }), h("ul", {}, known.map(row)));
  }

  function row(member) {
    const offline = member.bot && !(state.bot.online && state.connected);
    return h("li", { class: "roster-row", "data-offline": offline ? "true" : null },
      avatar(member),
      h("span", { class: "member-text" },
        h("span", { class: "member-name" }, member.name, member.bot ? h("span", { class: "app-tag", text: "APP" }) : null),
        h("span", { class: "member-role", text: member.bot ? (offline ? "Offline" : "Online") : roleOf(member, member.id === state.me) })));
  }

  on("world", draw);
  on("place", draw);
  on("bot", draw);
  on("connection", draw);
}
