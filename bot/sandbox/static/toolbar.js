// The strip that is the sandbox's own: where we are, what time it is here, whether the bot is there.

import { advanceClock } from "./api.js";
import { byId, h, icon } from "./dom.js";
import { applyClock, on, state } from "./state.js";
import { clockText, offsetText, tick } from "./time.js";

const HOUR_S = 3600;
const STEPS = [
  ["+1 hour", "Move the clock forward 1 hour", HOUR_S],
  ["+1 day", "Move the clock forward 1 day", 24 * HOUR_S],
  ["+7 days", "Move the clock forward 7 days", 7 * 24 * HOUR_S],
];
const TICK_MS = 1000;

export function createToolbar() {
  const clock = h("span", { class: "bar-clock", "aria-live": "off" });
  const offset = h("span", { class: "bar-offset" });
  const bot = h("span", { class: "bar-bot", role: "status" });
  const trouble = h("span", { class: "bar-trouble", role: "alert" });

  async function advance(seconds) {
    trouble.textContent = "";
    try {
      applyClock(await advanceClock(seconds));
    } catch (error) {
      trouble.textContent = error.message;
    }
  }

  function drawClock() {
    if (!state.clock.now) return;
    const text = clockText();
    if (clock.textContent !== text) clock.textContent = text;
    offset.textContent = offsetText(state.clock.offset_s);
  }

  function drawBot() {
    const { name, online } = state.bot;
    bot.dataset.online = String(online && state.connected);
    bot.textContent = state.connected ? `${name} is ${online ? "online" : "offline"}` : "Not connected";
  }

  const steps = STEPS.map(([text, name, seconds]) => h("button", {
    type: "button", class: "bar-step", "aria-label": name, title: name, text, onclick: () => advance(seconds),
  }));
  byId("sandbox-bar").append(
    h("span", { class: "bar-name" }, h("strong", { text: "Sandbox" }), h("span", { class: "bar-note", text: "a local stand-in for Discord" })),
    bot,
    h("span", { class: "bar-time" }, icon("clock"), clock),
    offset,
    h("span", { class: "bar-steps", role: "group", "aria-label": "Clock" }, steps),
    trouble);

  on("world", () => { drawClock(); drawBot(); });
  on("clock", () => { drawClock(); tick(); });
  on("bot", drawBot);
  on("connection", drawBot);
  setInterval(() => { drawClock(); tick(); }, TICK_MS);
}
