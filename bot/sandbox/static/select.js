// A select: a button, or a box to type in, that opens a list. One choice is sent as it is made, several when it closes.

import { freshId, h } from "./dom.js";
import { createListbox } from "./listbox.js";
import { createButton, createClearButton, createSearchBox } from "./select-control.js";

const GAP_PX = 4;
const MARGIN_PX = 8;
const NONE = "Nobody is called that.";

/**
 * `component` is Discord's select object; `onCommit(values)` hears each finished choice. With
 * `search`, typing narrows the list; an option may have {start(), badge} for the list.
 */
export function createSelect(component, { label, describedBy = null, required = true, search = false, onCommit = () => {} }) {
  const options = component.options;
  const most = Math.min(component.max_values ?? 1, options.length);
  const least = component.min_values ?? 1;
  const multiple = most > 1;
  const placeholder = component.placeholder || "Make a selection";
  const name = label || placeholder;
  let chosen = new Set(options.flatMap((option, index) => (option.default ? [index] : [])));
  let before = chosen;
  // The options in the list, in its order.
  let listed = [];

  const control = (search ? createSearchBox : createButton)({
    role: "combobox", id: freshId("select"), "aria-haspopup": "listbox", "aria-label": name, "aria-describedby": describedBy,
    "data-key": component.custom_id, disabled: Boolean(component.disabled), onkeydown: onKey, onblur: () => close(),
  }, { open, toggle: () => (isOpen() ? close() : open()), narrow });
  const { owner } = control;
  const listbox = createListbox({ owner, label: name, onPick: pick, multiple });
  listbox.element.classList.add("select-list");
  listbox.element.setAttribute("popover", "manual");
  const clearButton = required ? null : createClearButton(name, clear);
  const element = h("div", { class: "select" }, control.element, clearButton, listbox.element);
  draw();

  function isOpen() {
    return owner.getAttribute("aria-expanded") === "true";
  }

  function isBusy() {
    return owner.disabled || owner.getAttribute("aria-disabled") === "true";
  }

  function open() {
    if (isOpen() || isBusy()) return;
    before = new Set(chosen);
    listbox.expanded(true);
    listbox.element.showPopover();
    control.opened();
    list();
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
  }

  function list() {
    const typed = control.typed();
    listed = options.flatMap((option, index) => (option.label.toLowerCase().includes(typed) ? [index] : []));
    const rows = listed.map((index) => row(options[index], index));
    listbox.show(rows.length ? rows : [{ label: NONE }], Math.max(0, listed.findIndex((index) => chosen.has(index))));
    if (!rows.length) listbox.allow(0, false);
    else if (multiple) limit();
    place();
  }

  function row({ label: text, description, emoji, start, badge }, index) {
    return {
      label: text, description, badge, start: start?.(), selected: chosen.has(index),
      emoji: emoji && !emoji.id ? emoji.name : null,
    };
  }

  function narrow() {
    open();
    list();
  }

  function close(keep = true) {
    if (!isOpen()) return;
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    listbox.expanded(false);
    listbox.element.hidePopover();
    if (!keep || (multiple && chosen.size < least && !(chosen.size === 0 && !required))) chosen = before;
    draw();
    if (multiple && !same(chosen, before)) onCommit(values());
  }

  function pick(at) {
    const index = listed[at];
    if (index === undefined) return;
    if (multiple) {
      if (!chosen.delete(index) && chosen.size < most) chosen.add(index);
      listbox.mark(at, chosen.has(index));
      draw();
      limit();
      return;
    }
    const undone = !required && chosen.has(index);
    chosen = undone ? new Set() : new Set([index]);
    close();
    onCommit(values());
  }

  function clear() {
    if (isBusy()) return;
    close(false);
    owner.focus();
    chosen = new Set();
    draw();
    onCommit(values());
  }

  /** When as many are chosen as may be, the others can't be. */
  function limit() {
    listed.forEach((index, at) => listbox.allow(at, chosen.has(index) || chosen.size < most));
  }

  function onKey(event) {
    const { key } = event;
    if (!isOpen()) {
      if (key !== "ArrowDown" && key !== "ArrowUp" && !(search && key === "Enter")) return;
      event.preventDefault();
      open();
    } else if (key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(false);
    } else if (key === "Enter" || (key === " " && !search)) {
      event.preventDefault();
      pick(listbox.active);
    } else if (moves(key) || (!search && jump(key))) {
      event.preventDefault();
    }
  }

  /** In a box to type in, Home and End move within the text. */
  function moves(key) {
    return !(search && (key === "Home" || key === "End")) && listbox.move(key);
  }

  function jump(key) {
    if (key.length !== 1) return false;
    const first = key.toLowerCase();
    const index = options.findIndex((option) => option.label.toLowerCase().startsWith(first));
    if (index >= 0) listbox.setActive(index);
    return index >= 0;
  }

  /** Under the control, or above it where there is more room; fixed, so that no scroller cuts it off. */
  function place() {
    const box = control.element.getBoundingClientRect();
    const below = innerHeight - box.bottom - GAP_PX - MARGIN_PX;
    const above = box.top - GAP_PX - MARGIN_PX;
    const under = below >= Math.min(listbox.element.scrollHeight, 240) || below >= above;
    const { style } = listbox.element;
    style.left = `${Math.max(MARGIN_PX, box.left)}px`;
    style.width = `${box.width}px`;
    style.maxHeight = `${Math.max(120, Math.min(320, under ? below : above))}px`;
    style.top = under ? `${box.bottom + GAP_PX}px` : "auto";
    style.bottom = under ? "auto" : `${innerHeight - box.top + GAP_PX}px`;
  }

  function draw() {
    const labels = ordered().map((index) => options[index].label);
    control.show(labels.join(", ") || placeholder, !labels.length);
    if (clearButton) clearButton.hidden = !labels.length || owner.disabled;
  }

  function ordered() {
    return [...chosen].sort((a, b) => a - b);
  }

  function values() {
    return ordered().map((index) => options[index].value);
  }

  return { element, button: owner, values, isOpen };
}

function same(left, right) {
  return left.size === right.size && [...left].every((each) => right.has(each));
}
