// The strip that is the sandbox's own: what time it is here, whether the bot is there, what may go wrong.

import { openAbout } from "./about.js";
import { advanceClock, loseNextAnswer, restartBot } from "./api.js";
import { byId, flag, h, icon } from "./dom.js";
import { applyClock, emit, on, state } from "./state.js";
import { clockText, offsetText, secondsToMorning, tick } from "./time.js";

const HOUR_S = 3600;
const STEPS = [
  ["+1 hour", "Move the clock forward 1 hour", () => HOUR_S],
  ["Tomorrow 09:00", "Move the clock forward to tomorrow, 09:00 in your time zone", secondsToMorning],
  ["+7 days", "Move the clock forward 7 days", () => 7 * 24 * HOUR_S],
];
const TICK_MS = 1000;

export function createToolbar() {
  const clock = h("span", { class: "bar-clock", "aria-live": "off" });
  const offset = h("span", { class: "bar-offset" });
  const bot = h("span", { class: "bar-bot", role: "status" });
  const trouble = h("span", { class: "bar-trouble", role: "alert" });
  const restart = button("Kill and restart the bot", "The bot's process ends at once, and a new one carries on", kill);
  const fail = button("Lose the next answer", "The bot's next answer to a command, button or form comes too late: it fails, and can be tried again", arm);
  const controls = h("div", { class: "bar-controls", id: "bar-controls" },
    h("span", { class: "bar-time" }, icon("clock"), clock, offset),
    h("span", { class: "bar-group", role: "group", "aria-label": "Clock" },
      STEPS.map(([text, name, seconds]) => button(text, name, () => attempt(async () => applyClock(await advanceClock(seconds())))))),
    h("span", { class: "bar-group", role: "group", "aria-label": "Trouble" }, restart, fail),
    h("button", { type: "button", class: "bar-link", "aria-haspopup": "dialog", text: "What is this?", onclick: openAbout }));
  const more = button("Controls", "The sandbox's controls", () => {
    const open = byId("sandbox-bar").toggleAttribute("data-open");
    more.setAttribute("aria-expanded", String(open));
  });
  more.classList.add("bar-more");
  more.append(icon("chevron"));
  more.setAttribute("aria-expanded", "false");
  more.setAttribute("aria-controls", controls.id);
  let restarting = false;
  let wentOffline = false;

  async function attempt(act) {
    trouble.textContent = "";
    try {
      await act();
      return true;
    } catch (error) {
      trouble.textContent = error.message;
      return false;
    }
  }

  async function kill() {
    if (restarting) return;
    [restarting, wentOffline] = [true, false];
    drawBot();
    const begun = await attempt(restartBot);
    // It may be back already: then its going and coming was told before this answer.
    if (!begun || (wentOffline && state.bot.online)) restarting = false;
    drawBot();
  }

  async function arm() {
    if (state.faultArmed) return;
    if (await attempt(loseNextAnswer)) emit("fault");
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
    bot.textContent = state.connected ? `${name} is ${online ? "online" : restarting ? "restarting…" : "offline"}` : "Not connected";
    restart.hidden = !state.canRestart;
    flag(restart, "aria-disabled", restarting);
    flag(restart, "aria-busy", restarting);
    restart.textContent = restarting ? "Restarting the bot…" : "Kill and restart the bot";
  }

  function onBot() {
    if (!state.bot.online) wentOffline = true;
    else if (wentOffline) restarting = false;
    drawBot();
  }

  function drawFault() {
    fail.hidden = state.faultArmed === undefined;
    fail.setAttribute("aria-pressed", String(Boolean(state.faultArmed)));
    fail.textContent = state.faultArmed ? "The next answer is lost" : "Lose the next answer";
  }

  byId("sandbox-bar").append(
    h("span", { class: "bar-name" }, h("strong", { text: "Sandbox" }), more),
    bot, controls, trouble);
  on("world", () => {
    restarting = false;
    drawClock();
    drawBot();
    drawFault();
  });
  on("clock", () => { drawClock(); tick(); });
  on("bot", onBot);
  on("connection", drawBot);
  on("fault", drawFault);
  setInterval(() => { drawClock(); tick(); }, TICK_MS);
}

function button(text, title, onclick) {
  return h("button", { type: "button", class: "bar-button", title, text, onclick });
}
