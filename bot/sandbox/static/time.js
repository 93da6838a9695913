// Times follow the sandbox's clock, which may run days ahead of this computer's.

import { h } from "./dom.js";

const LOCALE = "en-GB";
const DAY_MS = 86_400_000;
const FORMATS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
// Each unit with how many of it make one of the next.
const UNITS = [
  ["second", 1, 60], ["minute", 60, 60], ["hour", 3600, 24],
  ["day", 86_400, 30], ["month", 2_592_000, 12], ["year", 31_536_000, Infinity],
];
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });
const formatters = new Map();

let skewMs = 0;

export function setClock(clock) {
  skewMs = Date.parse(clock.now) - Date.now();
}

export function nowMs() {
  return Date.now() + skewMs;
}

function formatted(ms, style) {
  if (!formatters.has(style)) {
    formatters.set(style, new Intl.DateTimeFormat(LOCALE, FORMATS[style]));
  }
  return formatters.get(style).format(ms);
}

function relativeText(ms) {
  const seconds = (ms - nowMs()) / 1000;
  const [unit, size] = UNITS.find(([, length, most]) => Math.abs(Math.round(seconds / length)) < most);
  return relative.format(Math.round(seconds / size), unit);
}

function midnight(ms) {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** From the sandbox's now to 09:00 of the next day, on the viewer's wall clock. */
export function secondsToMorning() {
  const morning = new Date(nowMs());
  morning.setDate(morning.getDate() + 1);
  morning.setHours(9, 0, 0, 0);
  return Math.max(1, Math.round((morning.getTime() - nowMs()) / 1000));
}

function headerText(ms) {
  const days = Math.round((midnight(nowMs()) - midnight(ms)) / DAY_MS);
  if (days === 0) return `Today at ${formatted(ms, "t")}`;
  if (days === 1) return `Yesterday at ${formatted(ms, "t")}`;
  return formatted(ms, "s");
}

function text(ms, style) {
  if (style === "R") return relativeText(ms);
  if (style === "header") return headerText(ms);
  return formatted(ms, style);
}

export function dayName(ms) {
  return formatted(ms, "D");
}

/** A <time> element, or null for an instant that no calendar holds. */
export function timeElement(ms, style, extra = {}) {
  if (!Number.isFinite(ms) || Number.isNaN(new Date(ms).getTime())) return null;
  return h("time", {
    datetime: new Date(ms).toISOString(), "data-ms": ms, "data-style": style,
    "aria-live": "off", title: formatted(ms, "F"), text: text(ms, style), ...extra,
  });
}

/** Rewrite the times that have moved on; their text nodes are kept, so nothing is announced. */
export function tick() {
  for (const element of document.querySelectorAll("time[data-ms]")) {
    const current = text(Number(element.dataset.ms), element.dataset.style);
    if (element.firstChild.data !== current) element.firstChild.data = current;
  }
}

export function clockText() {
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
  }).format(nowMs());
}

export function offsetText(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) return "real time";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts = [days && `${days} d`, hours && `${hours} h`, rest && `${rest} min`].filter(Boolean);
  return `${parts.join(" ")} ahead`;
}
