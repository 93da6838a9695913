// The bar above the messages: which channel or thread this is, and what it is for.

import { byId, h, icon } from "./dom.js";
import { addressOf, channelLabel, currentChannel, me, on, parentOf, state } from "./state.js";

export function createHeader() {
  const mark = h("span", { class: "header-mark" });
  const parent = h("a", { class: "header-parent" });
  const title = h("h1", {});
  const topic = h("p", { class: "topic" });
  const who = h("span", { class: "header-me" });
  const menu = h("button", {
    type: "button", class: "icon-button menu-button", id: "menu-button", "aria-label": "Channels and members",
    "aria-expanded": "false", "aria-controls": "sidebar",
  }, icon("menu"));
  const roster = h("button", {
    type: "button", class: "icon-button roster-button", "aria-label": "Member list", title: "Member list",
    "aria-pressed": "true", "aria-controls": "roster", onclick: toggleRoster,
  }, icon("people"));
  byId("channel-header").append(menu, parent, mark, title, topic, who, roster);

  function toggleRoster() {
    const hidden = document.body.classList.toggle("roster-hidden");
    roster.setAttribute("aria-pressed", String(!hidden));
  }

  function draw() {
    const channel = currentChannel();
    const above = parentOf(channel);
    mark.replaceChildren(icon(above ? "thread" : "hash"));
    parent.hidden = !above;
    if (above) {
      parent.href = addressOf(state.me, above.id);
      parent.replaceChildren(icon("hash"), above.name, h("span", { "aria-hidden": "true", text: "›" }));
    }
    title.textContent = channel.name;
    topic.textContent = channel.archived ? "This thread is archived." : channel.topic ?? "";
    const { name } = me();
    who.textContent = `as ${name}`;
    document.title = channel.name ? `${channelLabel(channel)} · ${name} · Greenroom sandbox` : "Greenroom sandbox";
    byId("log").setAttribute("aria-label", `Messages in ${channelLabel(channel)}`);
  }
  for (const type of ["world", "place", "channels"]) on(type, draw);
}
