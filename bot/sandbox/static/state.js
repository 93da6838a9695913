// What the page knows: who is looking, at which channel, and the world around them.

import { setClock } from "./time.js";

const FIRST_MEMBER = "100000000000000101";

export const state = {
  me: null,
  channel: null,
  server: { id: "", name: "" },
  channels: [],
  members: [],
  commands: [],
  clock: { now: "", offset_s: 0 },
  bot: { id: "", name: "The bot", online: false },
  connected: true,
  faultArmed: undefined,
  canRestart: undefined,
  unread: new Set(),
};

const bus = new EventTarget();

export function on(type, listener) {
  bus.addEventListener(type, (event) => listener(event.detail));
}

export function emit(type, detail = null) {
  bus.dispatchEvent(new CustomEvent(type, { detail }));
}

export function applyWorld(world) {
  const { server, channels, members, commands, clock, bot } = world;
  Object.assign(state, { server, channels, members, commands, clock, bot });
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

export function players() {
  return state.members.filter((member) => !member.bot);
}

export function me() {
  return state.members.find((member) => member.id === state.me) ?? { id: "", name: "You" };
}

export function currentChannel() {
  return state.channels.find((channel) => channel.id === state.channel) ?? { id: "", name: "" };
}

export function parentOf(channel) {
  return channel.parent ? state.channels.find((each) => each.id === channel.parent) ?? null : null;
}

/** As it is written in names: "#general", and a thread's title as it is. */
export function channelLabel(channel) {
  return channel.parent ? channel.name : `#${channel.name}`;
}

export function memberName(id) {
  if (id === state.bot.id) return state.bot.name;
  return state.members.find((member) => member.id === id)?.name ?? null;
}

/** The member and channel that the address names, by name or id; the first ones where it names none. */
export function wanted() {
  const hash = new URLSearchParams(location.hash.slice(1));
  return {
    me: (named(players(), hash.get("as")) ?? players()[0])?.id ?? FIRST_MEMBER,
    channel: (named(state.channels, hash.get("channel")) ?? state.channels[0])?.id ?? null,
  };
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
