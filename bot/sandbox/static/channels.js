// The rail, the server's channels with their threads, and the drawer that holds them on a narrow screen.

import { byId, h, icon } from "./dom.js";
import { createUserPanel } from "./members.js";
import { addressOf, on, state } from "./state.js";

export function createSidebar() {
  const title = h("p", { class: "server-name" });
  const server = h("span", { class: "rail-server", "aria-hidden": "true" });
  const list = h("ul", { class: "channel-list" });

  function draw() {
    title.textContent = state.server.name;
    server.textContent = initials(state.server.name);
    server.title = state.server.name;
    list.replaceChildren(...state.channels.filter(({ parent }) => !parent).map(channelItem));
  }

  function channelItem(channel) {
    const threads = state.channels.filter((each) => each.parent === channel.id && inList(each));
    return h("li", {}, link(channel, "hash"),
      threads.length ? h("ul", { class: "thread-list", "aria-label": `Threads in ${channel.name}` },
        threads.map((thread) => h("li", {}, link(thread)))) : null);
  }

  function link(channel, mark = null) {
    const here = channel.id === state.channel;
    const unread = state.unread.has(channel.id);
    return h("a", {
      class: "channel-link", href: addressOf(state.me, channel.id), "aria-current": here ? "page" : null,
      "data-unread": unread ? "true" : null,
      "aria-label": unread ? `${channel.name}, unread` : channel.name, onclick: closeDrawer,
    }, mark ? icon(mark) : null, h("span", { text: channel.name }));
  }

  byId("sidebar").append(
    h("div", { class: "rail" }, server, h("span", { class: "rail-line" })),
    h("div", { class: "channels" }, title,
      h("nav", { "aria-label": "Channels" },
        h("h2", { class: "channel-heading", text: "Text channels" }), list)),
    createUserPanel());
  for (const type of ["world", "place", "unread", "channels"]) on(type, draw);
}

/** An archived thread leaves the list, but for the reader who has it open. */
function inList(thread) {
  return !thread.archived || thread.id === state.channel;
}

function initials(name) {
  return name.split(/\s+/).map((word) => [...word][0] ?? "").join("").slice(0, 3);
}

export function createDrawer() {
  byId("menu-button").addEventListener("click", toggleDrawer);
  byId("drawer-backdrop").addEventListener("click", closeDrawer);
  byId("sidebar").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeDrawer();
  });
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
