// The server's name and channels, the drawer that holds them on a narrow screen, and the channel's header.

import { byId, h, icon } from "./dom.js";
import { createSwitcher } from "./members.js";
import { addressOf, currentChannel, on, state } from "./state.js";

export function createSidebar() {
  const sidebar = byId("sidebar");
  const title = h("p", { class: "server-name" });
  const list = h("ul", { class: "channel-list" });

  function draw() {
    title.textContent = state.server.name;
    list.replaceChildren(...state.channels.map((channel) => h("li", {}, link(channel))));
  }

  function link(channel) {
    const here = channel.id === state.channel;
    const unread = state.unread.has(channel.id);
    return h("a", {
      class: "channel-link", href: addressOf(state.me, channel.id), "aria-current": here ? "page" : null,
      "data-unread": unread ? "true" : null,
      "aria-label": unread ? `${channel.name}, unread` : channel.name, onclick: closeDrawer,
    }, icon("hash"), h("span", { text: channel.name }));
  }

  sidebar.append(title, h("nav", { "aria-label": "Channels" }, list), createSwitcher());
  on("world", draw);
  on("place", draw);
  on("unread", draw);
}

export function createHeader() {
  const title = h("h1", {});
  const topic = h("p", { class: "topic" });
  const button = h("button", {
    type: "button", class: "icon-button menu-button", id: "menu-button", "aria-label": "Channels and members",
    "aria-expanded": "false", "aria-controls": "sidebar", onclick: toggleDrawer,
  }, icon("menu"));
  const who = h("span", { class: "header-me" });
  byId("channel-header").append(button, h("span", { class: "header-hash" }, icon("hash")), title, topic, who);
  byId("drawer-backdrop").addEventListener("click", closeDrawer);
  byId("sidebar").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeDrawer();
  });

  function draw() {
    const { name, topic: about } = currentChannel();
    const me = state.members.find((member) => member.id === state.me);
    title.textContent = name;
    topic.textContent = about ?? "";
    who.textContent = me ? `as ${me.name}` : "";
    document.title = name ? `#${name} · ${me?.name ?? ""} · Greenroom sandbox` : "Greenroom sandbox";
    byId("log").setAttribute("aria-label", `Messages in #${name}`);
  }
  on("world", draw);
  on("place", draw);
}

function toggleDrawer() {
  if (document.body.classList.contains("drawer-open")) closeDrawer();
  else openDrawer();
}

function openDrawer() {
  document.body.classList.add("drawer-open");
  byId("drawer-backdrop").hidden = false;
  byId("menu-button").setAttribute("aria-expanded", "true");
  byId("sidebar").querySelector("a, button")?.focus();
}

export function closeDrawer() {
  if (!document.body.classList.contains("drawer-open")) return;
  document.body.classList.remove("drawer-open");
  byId("drawer-backdrop").hidden = true;
  const button = byId("menu-button");
  button.setAttribute("aria-expanded", "false");
  button.focus();
}
