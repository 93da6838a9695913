// Starts the page: goes where the address says, connects as its member, and hands each event to its part.

import { forgetAll } from "./acts.js";
import { readState } from "./api.js";
import { createSidebar } from "./channels.js";
import { createColumn } from "./column.js";
import { byId } from "./dom.js";
import { createDrawer } from "./drawer.js";
import { holdFocus } from "./focus.js";
import { abandonAll, settle } from "./interactions.js";
import { connect } from "./live.js";
import { createRoster } from "./members.js";
import { openModal } from "./modal.js";
import { addressOf, applyChannels, applyClock, applyWorld, channelLabel, emit, here, isDirect, me, on, pingsMe, state, wantedMember, wantedPlace } from "./state.js";
import { createToolbar } from "./toolbar.js";

createToolbar();
createSidebar();
createDrawer();
createRoster();
const channel = createColumn("channel");
const thread = createColumn("thread", () => { location.hash = addressOf(state.me, state.channel); });
const columns = [channel, thread];
byId("columns").append(...columns.map(({ element }) => element));
// From here on a thread stands beside its channel; below, it covers it.
const wide = matchMedia("(min-width: 1100px)");

const HANDLERS = {
  message: ({ message }) => onMessage(message),
  message_gone: ({ channel: there, id }) => {
    columnOf(there)?.log.remove(id);
    if (state.pings.get(there)?.delete(id)) emit("unread");
  },
  acknowledged: ({ interaction }) => settle(interaction, (entry) => entry.acknowledged()),
  failed: ({ interaction, reason }) => settle(interaction, (entry) => entry.failed(reason)),
  modal: ({ interaction, modal }) => settle(interaction, (entry) => {
    entry.acknowledged();
    openModal(modal, entry.giveFocusBack);
  }),
  clock: ({ clock }) => applyClock(clock),
  bot: ({ online }) => {
    state.bot = { ...state.bot, online };
    emit("bot");
  },
  fault: ({ armed }) => {
    state.faultArmed = armed;
    emit("fault");
  },
  channels: ({ channels }) => {
    applyChannels(channels);
    if (!here().id) follow();
  },
  direct_messages: ({ taken }) => {
    state.takesDirectMessages = taken;
    emit("taking");
  },
  commands: ({ commands }) => {
    state.commands = commands;
    emit("commands");
  },
};

let live = null;
let giveFocusBack = () => false;

function columnOf(channelId) {
  return columns.find(({ place }) => place.id === channelId);
}

function onMessage(message) {
  const column = columnOf(message.channel_id);
  column?.log.upsert(message);
  if (column?.inSight()) return;
  if (notePing(message) || !state.unread.has(message.channel_id)) {
    state.unread.add(message.channel_id);
    emit("unread");
  }
}

/** An edit pings nobody anew. */
function notePing(message) {
  if (message.edited_timestamp || !pingsMe(message)) return false;
  const { channel_id: there, id } = message;
  state.pings.set(there, (state.pings.get(there) ?? new Set()).add(id));
  return true;
}

function markRead() {
  const read = columns.filter((column) => column.inSight() && state.unread.delete(column.place.id));
  for (const { place } of read) state.pings.delete(place.id);
  if (read.length) emit("unread");
}

function goLive() {
  live?.stop();
  live = connect(state.me, {
    onOpen: catchUp,
    onEvent: (event) => HANDLERS[event.type]?.(event),
    onLost() {
      state.connected = false;
      emit("connection");
    },
  });
}

async function catchUp() {
  const member = state.me;
  const world = await readState(member);
  if (member !== state.me) return;
  abandonAll();
  applyWorld(world);
  emit("commands");
  move();
  await showAll();
  state.connected = true;
  emit("connection");
}

/** Go where the address says, as whom it says; what was pending there stays behind. */
async function follow() {
  const member = wantedMember();
  if (member === state.me) {
    move();
    await live.holding(showAll).catch(() => {});
  } else {
    become(member);
  }
}

/** What they see, and whether they see the place that the address names, is known once they are connected. */
function become(member) {
  state.me = member;
  state.unread.clear();
  state.pings.clear();
  abandonAll();
  forgetAll();
  emit("place");
  goLive();
}

function move() {
  const there = wantedPlace();
  const opens = there.thread && there.thread !== state.thread;
  const closes = state.thread && !there.thread;
  const fromThread = thread.hasFocus();
  if (opens && !fromThread) giveFocusBack = holdFocus();
  const moves = there.channel !== state.channel || there.thread !== state.thread;
  const arrives = state.channel === null;
  Object.assign(state, there);
  history.replaceState(null, "", addressOf(state.me, here().id));
  if (!moves) return;
  document.body.classList.toggle("thread-open", Boolean(there.thread));
  document.body.classList.toggle("direct-open", isDirect(here()));
  emit("place");
  markRead();
  if (opens && !arrives) thread.focus();
  else if (closes && fromThread && !giveFocusBack()) channel.focus();
}

function showAll() {
  return Promise.all(columns.map((column) => column.show()));
}

function drawTitle() {
  const place = here();
  const pings = [...state.pings.values()].reduce((sum, { size }) => sum + size, 0);
  const title = place.name ? `${channelLabel(place)} · ${me().name} · Greenroom sandbox` : "Greenroom sandbox";
  document.title = pings ? `(${pings}) ${title}` : title;
}

function drawBanner() {
  const { name, online } = state.bot;
  const lost = "The connection to the sandbox was lost. Reconnecting…";
  const offline = `${name} is offline: commands and buttons get no answer until it is back.`;
  byId("banner").textContent = state.connected ? (online ? "" : offline) : lost;
}

/** Who the members are is known only once someone has asked; the first one always exists. */
async function meet() {
  let asked;
  do {
    asked = wantedMember();
    applyWorld(await readState(asked));
  } while (asked !== wantedMember());
}

async function start() {
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 8000)) {
    try {
      await meet();
      break;
    } catch (error) {
      byId("banner").textContent = error.message;
      await new Promise((resolve) => { setTimeout(resolve, waitMs); });
    }
  }
  addEventListener("hashchange", follow);
  become(wantedMember());
  move();
}

for (const type of ["world", "bot", "connection"]) on(type, drawBanner);
for (const type of ["world", "place", "channels", "unread"]) on(type, drawTitle);
wide.addEventListener("change", markRead);
byId("skip-link").addEventListener("click", (event) => {
  event.preventDefault();
  columns.find((column) => column.inSight()).focus();
});
start();
