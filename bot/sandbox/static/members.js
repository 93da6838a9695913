// Who is who: the panel of the member whose tab this is, and the list beside a wide channel.

import { takeDirectMessages } from "./api.js";
import { avatar, avatarWithStatus, byId, h, icon } from "./dom.js";
import { addressOf, here, me, on, players, state } from "./state.js";

/** The panel at the bottom left; where Discord has its microphone, this one changes who you are. */
export function createUserPanel() {
  const who = h("div", { class: "user-card" });
  const list = h("div", { class: "switcher-list", role: "radiogroup", "aria-label": "You are" });
  const direct = createDirectSwitch();

  function draw() {
    const focused = [list, direct].find((each) => each.contains(document.activeElement));
    list.replaceChildren(...players().map(choice));
    const current = me();
    who.replaceChildren(avatarWithStatus(current, state.connected),
      h("span", { class: "member-text" },
        h("span", { class: "member-name", text: current.name }),
        h("span", { class: "member-role", text: state.connected ? "Online" : "Not connected" })), list, direct);
    if (focused) (focused === direct ? direct : list.querySelector("[aria-checked=true]"))?.focus();
  }

  function choice(member) {
    const chosen = member.id === state.me;
    return h("button", {
      type: "button", role: "radio", class: "member-choice", "aria-checked": String(chosen), "aria-label": member.name,
      title: chosen ? `You are ${member.name}` : `Become ${member.name}`,
      tabindex: chosen ? "0" : "-1", onclick: () => become(member), onkeydown: onKey,
    }, avatar(member, "small"));
  }

  function become(member) {
    location.hash = addressOf(member.id, here().id);
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = players();
    const at = all.findIndex((member) => member.id === state.me);
    become(all[(at + step + all.length) % all.length]);
  }

  for (const type of ["world", "place", "connection"]) on(type, draw);
  return h("section", { class: "user-panel", "aria-label": "You" }, who);
}

/** Whether the bot may write to this member, as Discord lets each one say. */
function createDirectSwitch() {
  const button = h("button", { type: "button", class: "direct-switch", role: "switch", onclick: turn });

  /** Where it fails, the banner already says that the sandbox is away. */
  function turn() {
    takeDirectMessages(state.me, !state.takesDirectMessages).catch(() => {});
  }

  function draw() {
    const open = state.takesDirectMessages;
    button.setAttribute("aria-checked", String(open));
    button.textContent = `Direct messages: ${open ? "open" : "closed"}`;
  }

  for (const type of ["world", "taking"]) on(type, draw);
  return button;
}

export function createRoster() {
  const roster = byId("roster");

  function draw() {
    const bots = state.members.filter((member) => member.bot);
    const known = bots.length ? bots : [{ ...state.bot, bot: true }];
    const here = state.bot.online && state.connected;
    const online = [...players(), ...(here ? known : [])].sort((a, b) => a.name.localeCompare(b.name));
    roster.replaceChildren(...group("Online", online, true), ...(here ? [] : group("Offline", known, false)));
  }

  function group(title, members, online) {
    return [h("h2", { text: `${title} — ${members.length}` }),
      h("ul", {}, members.map((member) => row(member, online)))];
  }

  function row(member, online) {
    return h("li", { class: "roster-row", "data-offline": online ? null : "true" },
      avatarWithStatus(member, online),
      h("span", { class: "member-name" }, member.name, tag(member)));
  }

  for (const type of ["world", "place", "bot", "connection"]) on(type, draw);
}

function tag(member) {
  if (member.bot) return h("span", { class: "app-tag", text: "APP" });
  if (!member.manager) return null;
  return h("span", { class: "crown", role: "img", "aria-label": "Manages the server", title: "Manages the server" }, icon("crown"));
}
