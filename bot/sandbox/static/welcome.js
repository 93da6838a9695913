// What stands above the first message of a channel, and invites where nothing has been said.

import { h, icon } from "./dom.js";
import { channelLabel, commandsIn, isDirect, state } from "./state.js";

/** `tryCommand(name)` opens a command in the place's message box. */
export function createWelcome(place, tryCommand) {
  const element = h("div", { class: "greeting" });
  let shown = "";

  /** `empty` is whether no message follows. Drawn anew only when it says something else: a reader hears it. */
  function draw(empty) {
    const { channel } = place;
    const wanted = JSON.stringify([channel.id, channel.name, channel.topic, channel.kind, empty, empty && state.commands.length]);
    if (wanted === shown) return element;
    shown = wanted;
    element.replaceChildren(
      h("span", { class: "greeting-mark" }, icon(channel.parent ? "thread" : isDirect(channel) ? "at" : "hash")),
      h("h2", { text: channel.parent || isDirect(channel) ? channel.name : `Welcome to #${channel.name}!` }),
      h("p", { text: startOf(channel) }), ...(empty && !isDirect(channel) ? invitation(channel, tryCommand) : []));
    return element;
  }

  return { draw };
}

function startOf(channel) {
  if (isDirect(channel)) return `This is the start of your direct messages with ${channel.name}. Only you see them.`;
  if (channel.kind === "private_thread") return "This is a private thread: only those in it and the server's managers see it.";
  const start = `This is the start of ${channelLabel(channel)}.`;
  return channel.topic ? `${start} ${channel.topic}` : start;
}

function invitation(channel, tryCommand) {
  const commands = commandsIn(channel);
  const command = commands.find((each) => each.name === "interview") ?? commands[0];
  if (!command) {
    return [h("p", { text: `${state.bot.name} hasn't registered its commands yet. They appear here as soon as it is online.` })];
  }
  return [h("p", {}, "Type ", h("kbd", { text: `/${command.name}` }), " in the box below to begin."),
    h("button", { type: "button", class: "button primary", text: `Try /${command.name}`, onclick: () => tryCommand(command.name) })];
}
