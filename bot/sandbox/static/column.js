// A column of the page: a channel, or a thread beside it, with its bar, its messages and its message box.

import { readMessages } from "./api.js";
import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { createHeader } from "./header.js";
import { createLog } from "./messages.js";
import { createPlace, on, state } from "./state.js";

/** `kind` is "channel" or "thread"; `onClose` for a thread. */
export function createColumn(kind, onClose = () => {}) {
  const place = createPlace(kind);
  const log = createLog(place, {
    focusComposer: () => composer.focus(),
    tryCommand: (name) => composer.tryCommand(name),
  });
  const composer = createComposer(place, log);
  const archived = h("p", { class: "archived-line", role: "status" });
  const element = h("section", { class: "column", "data-kind": kind, onkeydown: onKey },
    createHeader(place, onClose), log.element, archived, composer.element);
  let shown = "";
  let left = null;
  let fresh = true;

  function draw() {
    const { name, archived: isArchived } = place.channel;
    element.hidden = kind === "thread" && !place.id;
    element.setAttribute("aria-label", kind === "thread" ? `Thread ${name}` : `Channel ${name}`);
    archived.textContent = isArchived ? "This thread is archived." : "";
  }

  function onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented || kind !== "thread") return;
    event.preventDefault();
    onClose();
  }

  /** Somebody else, or somewhere else: nothing of what was here stays. */
  function arrive() {
    const where = `${state.me} ${place.id}`;
    if (where === shown) return;
    shown = where;
    fresh = true;
    log.clear();
    // What was typed before the page knew where it is stays.
    if (left) composer.clear();
    left = place.id;
  }

  /** Read what is said here: from the end where the place is new, else without moving the reader. */
  async function show() {
    if (!place.id) return;
    const where = shown;
    const { messages } = await readMessages(state.me, place.id);
    if (where !== shown) return;
    if (fresh) log.reset(messages);
    else log.merge(messages);
    fresh = false;
  }

  for (const type of ["world", "place", "channels"]) on(type, draw);
  on("place", arrive);
  draw();
  return {
    element, place, log, show,
    focus: () => composer.focus(),
    hasFocus: () => element.contains(document.activeElement),
    inSight: () => element.checkVisibility(),
  };
}
