// The log of one place: messages in order, days between them, notices among them.

import { act, failureOf, forgetFailure } from "./acts.js";
import { dismissMessage } from "./api.js";
import { h } from "./dom.js";
import { decorate, drawMessage, drawNotice } from "./message.js";
import { createScroller } from "./scroller.js";
import { channelLabel, on, state } from "./state.js";
import { refreshChip } from "./thread-chip.js";
import { dayName } from "./time.js";
import { createWelcome } from "./welcome.js";

const GROUP_MS = 7 * 60_000;
// With this many messages at hand there may be older ones that the sandbox didn't send.
const MOST_SENT = 100;

function compareIds(left, right) {
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}

function compare(left, right) {
  return compareIds(left.id, right.id) || left.sequence - right.sequence;
}

/** `focusComposer()` and `tryCommand(name)` go to the message box below it. */
export function createLog(place, { focusComposer, tryCommand }) {
  const container = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0" });
  const jump = h("button", { type: "button", class: "jump", hidden: true, text: "New messages below" });
  const scroller = createScroller(container, jump);
  const welcome = createWelcome(place, tryCommand);
  let entries = [];
  let notices = 0;
  let pressed = null;

  function reset(messages) {
    container.setAttribute("aria-busy", "true");
    entries = messages.map(entryOf).sort(compare);
    // Once all are there: some quote others.
    for (const entry of entries) entry.element = drawEntry(entry);
    arrange();
    container.removeAttribute("aria-busy");
    scroller.toEnd();
  }

  /** Catch up without moving the reader: what changed is drawn anew, the rest is left alone. */
  function merge(messages) {
    const known = new Set(messages.map((message) => message.id));
    for (const { id } of entries.filter((entry) => entry.message && !known.has(entry.id))) remove(id);
    messages.forEach(upsert);
  }

  function clear() {
    entries = [];
    container.replaceChildren();
  }

  function entryOf(message) {
    return { id: message.id, sequence: 0, message, source: JSON.stringify(message), element: null };
  }

  function drawEntry({ message }) {
    const element = drawMessage(message, {
      act(customId, values) {
        pressed = message.id;
        act(message.id, customId, values, focusComposer);
      },
      dismiss: () => dismiss(message.id),
      ...answered(message),
    });
    decorate(element, message.id);
    return element;
  }

  /** The message that this one answers, and the way there. */
  function answered(message) {
    const id = message.interaction_metadata?.interacted_message_id ?? originalOf(message);
    const there = id && find(id);
    if (!there) return { quoted: message.referenced_message ?? null, jump: null };
    return { quoted: there.message, jump: () => goTo(id) };
  }

  function goTo(id) {
    const element = find(id)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    element.classList.add("jumped-to");
    element.addEventListener("animationend", () => element.classList.remove("jumped-to"), { once: true });
  }

  function find(id) {
    return entries.find((entry) => entry.message?.id === id);
  }

  function upsert(message) {
    const entry = find(message.id);
    if (!entry) {
      const made = entryOf(message);
      made.element = drawEntry(made);
      insert(made);
      return;
    }
    const source = JSON.stringify(message);
    if (source === entry.source) return;
    forgetFailure(message.id);
    redraw(entry, message, source);
    redrawReplies(message.id, message);
  }

  function remove(id) {
    removeWhere((entry) => entry.message?.id === id);
    redrawReplies(id, null);
  }

  /** What they quote was changed, or is gone. */
  function redrawReplies(id, original) {
    for (const entry of entries.filter(({ message }) => message && originalOf(message) === id)) {
      redraw(entry, { ...entry.message, referenced_message: original }, "");
    }
  }

  function redraw(entry, message, source) {
    const old = entry.element;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const newest = entries.at(-1) === entry;
    scroller.during(entries, () => {
      Object.assign(entry, { message, source });
      entry.element = drawEntry(entry);
      old.replaceWith(entry.element);
      arrange();
      if (focused) refocus(entry.element, focused);
    }, { entry, added: false, newest, mine: message.id === pressed });
  }

  /** A select whose id has changed is known by its name; a button isn't, or a held key would press on. */
  function refocus(element, { dataset: { key }, role, ariaLabel }) {
    const same = role === "combobox" ? `[role=combobox][aria-label="${CSS.escape(ariaLabel)}"]` : null;
    const again = [key && `[data-key="${CSS.escape(key)}"]`, same].filter(Boolean)
      .map((selector) => element.querySelector(`${selector}:not(:disabled)`)).find(Boolean);
    (again || element).focus({ preventScroll: true });
  }

  function insert(entry) {
    const place = entries.findLastIndex((each) => compare(each, entry) < 0) + 1;
    const newest = place === entries.length;
    scroller.during(entries, () => {
      entries.splice(place, 0, entry);
      arrange();
    }, { entry, added: true, newest, mine: false });
  }

  function removeWhere(matches) {
    const gone = entries.filter(matches);
    if (!gone.length) return;
    const focused = gone.some((entry) => entry.element.contains(document.activeElement));
    entries = entries.filter((entry) => !matches(entry));
    scroller.during(entries, () => arrange(), { entry: null, added: false, newest: false, mine: false });
    if (focused) focusComposer();
  }

  async function dismiss(id) {
    try {
      await dismissMessage(state.me, id);
      remove(id);
    } catch (error) {
      addNotice({ text: error.message, failed: true });
    }
  }

  /** Returns a function that takes the notice away again. */
  function addNotice(notice) {
    notices += 1;
    const id = `notice-${notices}`;
    const remove = () => removeWhere((entry) => entry.notice === id);
    const entry = { id: entries.at(-1)?.id ?? "0", sequence: notices, notice: id, element: null };
    entry.element = drawNotice({ ...notice, id }, remove);
    if (!notice.failed) scroller.follow();
    insert(entry);
    return remove;
  }

  /** Put the elements in order with as few moves as possible: what stands right is not touched. */
  function arrange() {
    const whole = entries.length < MOST_SENT;
    const wantedNodes = [...(whole ? [welcome.draw(!entries.length)] : []), ...withDays()];
    const keep = new Set(wantedNodes);
    for (const node of [...container.children]) if (!keep.has(node)) node.remove();
    let before = container.firstChild;
    for (const node of wantedNodes) {
      if (node === before) before = before.nextSibling;
      else container.insertBefore(node, before);
    }
  }

  function withDays() {
    const nodes = [];
    let previous = null;
    for (const entry of entries) {
      const day = entry.message ? dayName(Date.parse(entry.message.timestamp)) : previous?.day;
      if (day && day !== previous?.day) nodes.push(dayLine(entry, day));
      entry.element.classList.toggle("grouped", joins(entry, previous, day));
      nodes.push(entry.element);
      previous = { entry, day };
    }
    return nodes;
  }

  function dayLine(entry, day) {
    if (entry.dayLine?.dataset.day !== day) {
      entry.dayLine = h("div", { class: "day", role: "separator", "aria-label": day, "data-day": day }, h("span", { text: day }));
    }
    return entry.dayLine;
  }

  for (const type of ["commands", "channels"]) on(type, () => welcome.draw(!entries.length));

  for (const type of ["world", "channels", "counts"]) {
    on(type, () => {
      for (const { message, element } of entries) if (message) refreshChip(element, message.id);
    });
  }

  on("activity", (id) => {
    const entry = find(id);
    if (!entry) return;
    decorate(entry.element, id);
    if (id === pressed && failureOf(id)) scroller.reveal(entry.element.querySelector(".failure"));
  });

  const name = () => container.setAttribute("aria-label", `Messages in ${channelLabel(place.channel)}`);
  for (const type of ["world", "place", "channels"]) on(type, name);

  const element = h("div", { class: "log-frame" }, container, jump);
  return { element, reset, merge, clear, upsert, addNotice, remove };
}

function originalOf(message) {
  return message.message_reference?.message_id;
}

function joins(entry, previous, day) {
  const above = previous?.entry.message;
  const message = entry.message;
  if (!above || !message || previous.day !== day) return false;
  return above.author.id === message.author.id && !message.interaction_metadata && !message.interaction
    && !message.message_reference && above.private === message.private
    && Date.parse(message.timestamp) - Date.parse(above.timestamp) < GROUP_MS;
}
