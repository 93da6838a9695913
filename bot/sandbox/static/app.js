// Starts the page: reads the address, connects as its member, and hands each event to its part.

import { forgetAll } from "./acts.js";
import { readMessages, readState } from "./api.js";
import { createDrawer, createSidebar } from "./channels.js";
import { createComposer } from "./composer.js";
import { byId } from "./dom.js";
import { createHeader } from "./header.js";
import { abandonAll, settle } from "./interactions.js";
import { connect } from "./live.js";
import { createRoster } from "./members.js";
import { createLog } from "./messages.js";
import { openModal } from "./modal.js";
import { addressOf, applyClock, applyWorld, emit, on, state, wanted } from "./state.js";
import { createToolbar } from "./toolbar.js";

createToolbar();
createSidebar();
createHeader();
createDrawer();
createRoster();
const log = createLog(byId("log"));
createComposer(log);

const HANDLERS = {
  message: ({ message }) => onMessage(message),
  message_gone: ({ channel, id }) => channel === state.channel && log.remove(id),
  acknowledged: ({ interaction }) => settle(interaction, (entry) => entry.acknowledged()),
  failed: ({ interaction, reason }) => settle(interaction, (entry) => entry.failed(reason)),
  modal: ({ interaction, modal }) => settle(interaction, (entry) => {
    entry.acknowledged();
    openModal(modal, entry.opener);
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
    state.channels = channels;
    if (channels.some(({ id }) => id === state.channel)) emit("channels");
    else follow();
  },
  commands: ({ commands }) => {
    state.commands = commands;
    emit("commands");
  },
};

let live = null;
let shown = "";

function onMessage(message) {
  if (message.channel_id === state.channel) {
    log.upsert(message);
  } else if (!state.unread.has(message.channel_id)) {
    state.unread.add(message.channel_id);
    emit("unread");
  }
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
  await showChannel();
  state.connected = true;
  emit("connection");
}

/** Read the channel: from the end where it is new here, in place where it was shown before. */
async function showChannel() {
  const { me, channel } = state;
  if (!channel) return;
  const { messages } = await readMessages(me, channel);
  if (me !== state.me || channel !== state.channel) return;
  const place = `${me} ${channel}`;
  if (shown === place) log.merge(messages);
  else log.reset(messages);
  shown = place;
}

/** Go where the address says; what was pending there stays behind. */
async function follow() {
  const { me, channel } = wanted();
  const changedMember = me !== state.me;
  if (changedMember || channel !== state.channel) {
    shown = "";
    log.clear();
  }
  Object.assign(state, { me, channel });
  if (changedMember) {
    state.unread.clear();
    abandonAll();
    forgetAll();
  }
  state.unread.delete(channel);
  history.replaceState(null, "", addressOf(me, channel));
  emit("place");
  if (changedMember) goLive();
  else await live.holding(showChannel).catch(() => {});
}

function drawBanner() {
  const { name, online } = state.bot;
  const lost = "The connection to the sandbox was lost. Reconnecting…";
  const offline = `${name} is offline: commands and buttons get no answer until it is back.`;
  byId("banner").textContent = state.connected ? (online ? "" : offline) : lost;
}

async function start() {
  // Who the members are is known only once someone has asked; the first one always exists.
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 8000)) {
    try {
      applyWorld(await readState(wanted().me));
      break;
    } catch (error) {
      byId("banner").textContent = error.message;
      await new Promise((resolve) => { setTimeout(resolve, waitMs); });
    }
  }
  addEventListener("hashchange", follow);
  await follow();
}

for (const type of ["world", "bot", "connection"]) on(type, drawBanner);
byId("skip-link").addEventListener("click", (event) => {
  event.preventDefault();
  byId("composer-input")?.focus();
});
start();
