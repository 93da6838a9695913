// The list of options that the command picker, the option fields and the select menus open.

import { flag, freshId, h, icon } from "./dom.js";

/**
 * `owner` keeps the focus and names the active option; `onPick(index)` hears of a choice.
 * Options are {label, description?, emoji?, selected?, start?, badge?}: `start` is an element before
 * the label, `badge` a word in a frame after it; in the picker of commands also {tags, end}: words
 * after the label, a word at the end.
 */
export function createListbox({ owner, label, onPick, multiple = false }) {
  const element = h("div", {
    class: "listbox", id: freshId("listbox"), role: "listbox", "aria-label": label, "aria-live": "off",
    "aria-multiselectable": multiple ? "true" : null,
    // The owner keeps the focus while the list is clicked or its bar is dragged.
    onmousedown: (event) => event.preventDefault(),
  });
  owner.setAttribute("aria-controls", element.id);
  let rows = [];
  let active = -1;

  function show(options, startAt = 0) {
    rows = options.map(row);
    element.replaceChildren(...rows);
    setActive(rows.length ? Math.min(startAt, rows.length - 1) : -1);
  }

  function row(option, index) {
    const description = option.description
      ? h("span", { class: "option-description", id: freshId("description"), text: option.description })
      : null;
    return h("div", {
      role: "option", class: "option", id: freshId("option"), "aria-label": option.label,
      "aria-selected": String(Boolean(option.selected)), "aria-describedby": description?.id ?? null,
      onclick: () => onPick(index), onmousemove: () => setActive(index),
    },
    option.start ?? null,
    option.emoji ? h("span", { class: "option-emoji", "aria-hidden": "true", text: option.emoji }) : null,
    h("span", { class: "option-text" }, h("span", { class: "option-label" }, option.label, badge(option), tags(option)), description),
    option.end ? h("span", { class: "option-end", "aria-hidden": "true", text: option.end }) : null,
    h("span", { class: "option-check" }, icon("check")));
  }

  function setActive(index) {
    if (rows[active]) rows[active].classList.remove("active");
    active = index;
    const current = rows[active];
    if (!current) {
      owner.removeAttribute("aria-activedescendant");
      return;
    }
    current.classList.add("active");
    owner.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  }

  function move(key) {
    const last = rows.length - 1;
    if (last < 0) return false;
    if (key === "ArrowDown") setActive(active >= last ? 0 : active + 1);
    else if (key === "ArrowUp") setActive(active <= 0 ? last : active - 1);
    else if (key === "Home") setActive(0);
    else if (key === "End") setActive(last);
    else return false;
    return true;
  }

  function mark(index, on) {
    rows[index].setAttribute("aria-selected", String(on));
  }

  function allow(index, on) {
    flag(rows[index], "aria-disabled", !on);
  }

  function expanded(on) {
    element.hidden = !on;
    owner.setAttribute("aria-expanded", String(on));
    if (!on) flag(owner, "aria-activedescendant", false);
  }

  expanded(false);
  return {
    element, show, move, mark, allow, expanded, setActive,
    get active() { return active; },
  };
}

function badge(option) {
  return option.badge ? h("span", { class: "app-tag", "aria-hidden": "true", text: option.badge }) : null;
}

function tags(option) {
  if (!option.tags?.length) return null;
  return h("span", { class: "option-tags", "aria-hidden": "true" }, option.tags.map((text) => h("span", { class: "option-tag", text })));
}
