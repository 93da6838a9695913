// What a select shows of itself while it is closed: a button, or a box in which typing narrows its list.

import { flag, freshId, h, icon } from "./dom.js";

/** `props` are the attributes of what takes the focus; `select` hears {open(), toggle()}. */
export function createButton(props, select) {
  const value = h("span", { class: "select-value" });
  const owner = h("button", { type: "button", class: "select-button", onclick: select.toggle, ...props }, value, icon("chevron"));

  function show(text, isPlaceholder) {
    value.textContent = text;
    flag(value, "data-placeholder", isPlaceholder);
  }

  return { element: owner, owner, show, opened() {}, typed: () => "" };
}

/** `select` hears {open(), toggle(), narrow()}; open, the box holds what is typed, closed, what is chosen. */
export function createSearchBox(props, select) {
  const owner = h("input", {
    type: "text", class: "select-search", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", ...props,
    oninput: select.narrow, onbeforeinput: beforeTyping, onclick: select.open,
  });
  const element = h("div", { class: "select-button", onmousedown: onPress }, owner, icon("chevron"));

  function isOpen() {
    return owner.getAttribute("aria-expanded") === "true";
  }

  function beforeTyping(event) {
    if (!isOpen()) select.open();
    if (!isOpen()) event.preventDefault();
  }

  function onPress(event) {
    if (event.target === owner) return;
    event.preventDefault();
    owner.focus();
    select.toggle();
  }

  function show(text, isPlaceholder) {
    if (!isOpen()) owner.value = isPlaceholder ? "" : text;
    owner.placeholder = text;
  }

  function opened() {
    owner.value = "";
  }

  return { element, owner, show, opened, typed: () => owner.value.trim().toLowerCase() };
}

/** Takes the choice away, where there may be none. */
export function createClearButton(label, onclick) {
  return h("button", {
    type: "button", class: "select-clear", id: freshId("clear"), "aria-label": `Clear ${label}`, title: "Clear", onclick,
  }, icon("close"));
}
