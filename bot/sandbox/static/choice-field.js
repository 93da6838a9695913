// An option with a list: fixed choices, or suggestions that the bot makes while one types.

import { h } from "./dom.js";
import { createListbox } from "./listbox.js";

const PAUSE_MS = 150;
const MOST = 25;

/**
 * `source(text)` resolves to the choices, {name, value}; with `fixed`, those are all, and nothing
 * else is allowed. `onChosen` runs after a choice. read() returns {value} or {error}, and {} for
 * an empty field.
 */
export function createChoiceField(option, { id, describedBy, title, source, fixed, onChosen, parse = (text) => text }) {
  const input = h("input", {
    id, class: "option-input", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-describedby": describedBy,
    "aria-required": option.required ? "true" : null,
    oninput: onInput, onfocus: () => refresh(0), onclick: () => refresh(0), onblur: close, onkeydown: onKey,
  });
  const listbox = createListbox({ owner: input, label: `Choices for ${option.name}`, onPick: pick });
  const popup = h("div", { class: "composer-popup" },
    h("p", { class: "popup-title", "aria-hidden": "true", text: title }), listbox.element);
  let choices = [];
  let picked = null;
  let asked = 0;
  let waiting = false;
  let takeFirst = false;
  let timer;

  function onInput() {
    picked = null;
    refresh(fixed ? 0 : PAUSE_MS);
  }

  function refresh(pauseMs) {
    clearTimeout(timer);
    asked += 1;
    const question = asked;
    waiting = true;
    takeFirst = false;
    timer = setTimeout(async () => {
      const text = picked ? "" : input.value;
      const answer = await source(text);
      // A later question has been asked, or the reader has moved on.
      if (question !== asked || document.activeElement !== input) return;
      show(answer.slice(0, MOST));
    }, pauseMs);
  }

  function show(found) {
    choices = found;
    waiting = false;
    if (takeFirst && found.length) {
      pick(0);
      return;
    }
    listbox.show(found.map((choice) => ({ label: choice.name, selected: choice.name === picked?.name })),
      Math.max(0, found.findIndex((choice) => choice.name === picked?.name)));
    listbox.expanded(found.length > 0);
    if (found.length) listbox.setActive(listbox.active);
  }

  function isOpen() {
    return input.getAttribute("aria-expanded") === "true";
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    waiting = false;
    listbox.expanded(false);
  }

  function pick(index, then = true) {
    picked = choices[index];
    input.value = picked.name;
    input.dispatchEvent(new Event("resized"));
    close();
    if (then) onChosen();
  }

  function onKey(event) {
    if (event.key === "Enter" && waiting && input.value && !picked) {
      // What the list shows belongs to an earlier text: choose from the answer that is on its way.
      event.preventDefault();
      takeFirst = true;
      return;
    }
    if (!isOpen()) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        refresh(0);
      }
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      pick(listbox.active);
    } else if (event.key === "Tab" && !event.shiftKey && input.value && !picked) {
      pick(listbox.active, false);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && listbox.move(event.key)) {
      event.preventDefault();
    }
  }

  function read() {
    const text = input.value.trim();
    if (!text) return {};
    if (picked && picked.name === input.value) return { value: picked.value };
    const exact = (fixed ?? choices).find((choice) => choice.name.toLowerCase() === text.toLowerCase());
    if (exact) return { value: exact.value };
    return fixed ? { error: `Choose one of the values listed for ${option.name}.` } : { value: parse(text) };
  }

  return { input, popup, read, typed: () => input.value };
}
