// What the page knows: who is looking, at which channel and thread, and the world around them.

import { setClock } from "./time.js";

const FIRST_MEMBER = "100000000000000101";

export const state = {
  me: null,
  channel: null,
  // Open beside it, or nothing.
  thread: null,
  server: { id: "", name: "" },
  channels: [],
  roles: [],
  members: [],
  commands: [],
  takesDirectMessages: true,
  clock: { now: "", offset_s: 0 },
  bot: { id: "", name: "The bot", online: false },
  connected: true,
  faultArmed: undefined,
  canRestart: undefined,
  unread: new Set(),
  // By channel, the ids of the messages that ping the reader and that they haven't seen.
  pings: new Map(),
};

const bus = new EventTarget();

export function on(type, listener) {
  bus.addEventListener(type, (event) => listener(event.detail));
}

export function emit(type, detail = null) {
  bus.dispatchEvent(new CustomEvent(type, { detail }));
}

export function applyWorld(world) {
  const { server, channels, roles, members, commands, clock, bot } = world;
  Object.assign(state, { server, channels, roles, members, commands, clock, bot });
  state.takesDirectMessages = world.takes_direct_messages;
  state.faultArmed = world.fault_armed;
  state.canRestart = world.can_restart;
  setClock(clock);
  emit("world");
}

export function applyClock(clock) {
  state.clock = clock;
  setClock(clock);
  emit("clock");
}

/** What was said in threads is counted often; what else changed of them is rare. */
export function applyChannels(channels) {
  const same = JSON.stringify(channels.map(uncounted)) === JSON.stringify(state.channels.map(uncounted));
  state.channels = channels;
  if (!same) emit("channels");
  emit("counts");
}

function uncounted(channel) {
  return { ...channel, message_count: 0 };
}

export function players() {
  return state.members.filter((member) => !member.bot);
}

/** The members of the server, bots too, by name. */
export function everyone() {
  return [...state.members, { ...state.bot, bot: true }].sort((a, b) => a.name.localeCompare(b.name));
}

export function me() {
  return state.members.find((member) => member.id === state.me) ?? { id: "", name: "You", roles: [] };
}

export function pingsMe(message) {
  return message.mention_everyone || message.mentions.some(({ id }) => id === state.me)
    || message.mention_roles.some((id) => me().roles.includes(id));
}

/** Of a role, as CSS writes it; nothing where it has none. */
export function colourOf(role) {
  return role?.color ? `#${role.color.toString(16).padStart(6, "0")}` : null;
}

const IN_SERVER = 0;
const WITH_BOT = 1;

/** Whether a channel is the reader's own with the bot, in no server. */
export function isDirect(channel) {
  return channel.kind === "direct_messages";
}

/** Those commands that can be used there. */
export function commandsIn(channel) {
  const context = isDirect(channel) ? WITH_BOT : IN_SERVER;
  return state.commands.filter(({ contexts }) => !contexts?.length || contexts.includes(context));
}

const CHANNEL_TYPES = { text: 0, public_thread: 11, private_thread: 12 };

/** Those that a select, or a command's option, takes. */
export function channelsFor({ channel_types: types }) {
  const inServer = state.channels.filter((channel) => !isDirect(channel));
  return inServer.filter(({ kind }) => !types?.length || types.includes(CHANNEL_TYPES[kind]));
}

function channelOf(id) {
  return state.channels.find((channel) => channel.id === id);
}

/** One of the page's two places, whatever stands there: the "channel", or the "thread" beside it. */
export function createPlace(kind) {
  return {
    kind,
    get id() { return state[kind]; },
    get channel() { return channelOf(state[kind]) ?? { id: "", name: "" }; },
  };
}

/** Where the reader is, as the address says. */
export function here() {
  return channelOf(state.thread ?? state.channel) ?? { id: "", name: "" };
}

/** As it is written in names: "#general", "@Greenroom", and a thread's title as it is. */
export function channelLabel(channel) {
  if (isDirect(channel)) return `@${channel.name}`;
  return channel.parent ? channel.name : `#${channel.name}`;
}

export function memberName(id) {
  if (id === state.bot.id) return state.bot.name;
  return state.members.find((member) => member.id === id)?.name ?? null;
}

/** The member that the address names, by name or id; the first one where it names none. */
export function wantedMember() {
  return (named(players(), inAddress("as")) ?? players()[0])?.id ?? FIRST_MEMBER;
}

/** The channel or thread that it names; where that isn't there, or no longer, the reader stays in the channel. */
export function wantedPlace() {
  const there = named(state.channels, inAddress("channel")) ?? channelOf(state.channel) ?? state.channels[0];
  if (there?.parent) return { channel: there.parent, thread: there.id };
  return { channel: there?.id ?? null, thread: null };
}

function inAddress(key) {
  return new URLSearchParams(location.hash.slice(1)).get(key);
}

function named(list, text) {
  if (!text) return undefined;
  return list.find((item) => item.id === text)
    ?? list.find((item) => item.name.toLowerCase() === text.toLowerCase());
}

export function addressOf(memberId, channelId) {
  const hash = new URLSearchParams({
    as: shortest(players(), memberId),
    channel: shortest(state.channels, channelId),
  });
  return `#${hash}`;
}

function shortest(list, id) {
  const item = list.find((each) => each.id === id);
  const unique = item && list.filter((each) => each.name === item.name).length === 1;
  return unique ? item.name : id;
}
