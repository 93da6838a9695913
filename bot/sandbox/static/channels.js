// The rail, the server's channels with their threads, and the reader's direct messages.

import { avatar, byId, h, icon } from "./dom.js";
import { closeDrawer } from "./drawer.js";
import { createUserPanel } from "./members.js";
import { addressOf, here, isDirect, on, state } from "./state.js";

export function createSidebar() {
  const title = h("p", { class: "server-name" });
  const server = h("span", { class: "rail-server", "aria-hidden": "true" });
  const list = h("ul", { class: "channel-list" });
  const direct = h("ul", { class: "channel-list", "aria-label": "Direct messages" });
  const directHeading = h("h2", { class: "channel-heading", text: "Direct messages" });

  function draw() {
    title.textContent = state.server.name;
    server.textContent = initials(state.server.name);
    server.title = state.server.name;
    const { channel: focused } = document.activeElement.dataset;
    const [ours, mine] = [state.channels.filter((each) => !isDirect(each)), state.channels.filter(isDirect)];
    list.replaceChildren(...ours.filter(({ parent }) => !parent).map(channelItem));
    direct.replaceChildren(...mine.map((each) => h("li", {}, link(each, avatar({ ...state.bot, bot: true }, "small")))));
    for (const part of [directHeading, direct]) part.hidden = !mine.length;
    if (focused) nav.querySelector(`[data-channel="${focused}"]`)?.focus();
  }

  function channelItem(channel) {
    const threads = state.channels.filter((each) => each.parent === channel.id && inList(each));
    return h("li", {}, link(channel, icon("hash")),
      threads.length ? h("ul", { class: "thread-list", "aria-label": `Threads in ${channel.name}` },
        threads.map((thread) => h("li", {}, link(thread)))) : null);
  }

  function link(channel, mark = null) {
    const unread = state.unread.has(channel.id);
    const pings = state.pings.get(channel.id)?.size ?? 0;
    return h("a", {
      class: "channel-link", href: addressOf(state.me, channel.id), "data-channel": channel.id,
      "aria-current": channel.id === here().id ? "page" : null, "data-unread": unread ? "true" : null,
      "aria-label": [channel.name, unread && "unread", pings && mentions(pings)].filter(Boolean).join(", "),
      onclick: closeDrawer,
    }, mark, h("span", { class: "channel-name", text: channel.name }),
    pings ? h("span", { class: "ping-badge", text: pings }) : null);
  }

  const nav = h("nav", { "aria-label": "Channels" },
    h("h2", { class: "channel-heading", text: "Text channels" }), list, directHeading, direct);
  byId("sidebar").append(
    h("div", { class: "rail" }, server, h("span", { class: "rail-line" })),
    h("div", { class: "channels" }, title, nav),
    createUserPanel());
  for (const type of ["world", "place", "unread", "channels"]) on(type, draw);
}

function mentions(count) {
  return count === 1 ? "1 mention" : `${count} mentions`;
}

/** An archived thread leaves the list, but for the reader who has it open. */
function inList(thread) {
  return !thread.archived || thread.id === state.thread;
}

function initials(name) {
  return name.split(/\s+/).map((word) => [...word][0] ?? "").join("").slice(0, 3);
}
