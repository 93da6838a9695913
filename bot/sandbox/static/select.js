// A string select: a button that opens a list. One choice is sent as it is made, several when it closes.

import { flag, freshId, h, icon } from "./dom.js";
import { createListbox } from "./listbox.js";

const GAP_PX = 4;
const MARGIN_PX = 8;

/** `component` is Discord's select object; `onCommit(values)` hears each finished choice. */
export function createSelect(component, { label, describedBy = null, required = true, onCommit = () => {} }) {
  const options = component.options;
  const most = Math.min(component.max_values ?? 1, options.length);
  const least = component.min_values ?? 1;
  const multiple = most > 1;
  const placeholder = component.placeholder || "Make a selection";
  let chosen = new Set(options.flatMap((option, index) => (option.default ? [index] : [])));
  let before = chosen;

  const value = h("span", { class: "select-value" });
  const button = h("button", {
    type: "button", class: "select-button", role: "combobox", id: freshId("select"),
    "aria-haspopup": "listbox", "aria-label": label || placeholder, "aria-describedby": describedBy,
    "data-key": component.custom_id, disabled: Boolean(component.disabled),
    onclick: () => (isOpen() ? close() : open()), onkeydown: onKey, onblur: () => close(),
  }, value, icon("chevron"));
  const listbox = createListbox({ owner: button, label: label || placeholder, onPick: pick, multiple });
  listbox.element.classList.add("select-list");
  listbox.element.setAttribute("popover", "manual");
  const element = h("div", { class: "select" }, button, listbox.element);
  draw();

  function isOpen() {
    return button.getAttribute("aria-expanded") === "true";
  }

  function open() {
    if (isOpen() || button.getAttribute("aria-disabled") === "true") return;
    before = new Set(chosen);
    listbox.expanded(true);
    listbox.element.showPopover();
    listbox.show(options.map((option, index) => ({
      label: option.label, description: option.description,
      emoji: option.emoji && !option.emoji.id ? option.emoji.name : null, selected: chosen.has(index),
    })), Math.max(0, [...chosen][0] ?? 0));
    if (multiple) limit();
    place();
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
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

  function pick(index) {
    if (multiple) {
      if (!chosen.delete(index) && chosen.size < most) chosen.add(index);
      listbox.mark(index, chosen.has(index));
      draw();
      limit();
      return;
    }
    const undone = !required && chosen.has(index);
    chosen = undone ? new Set() : new Set([index]);
    close();
    onCommit(values());
  }

  /** When as many are chosen as may be, the others can't be. */
  function limit() {
    options.forEach((_, index) => listbox.allow(index, chosen.has(index) || chosen.size < most));
  }

  function onKey(event) {
    const { key } = event;
    if (!isOpen()) {
      if (key !== "ArrowDown" && key !== "ArrowUp") return;
      event.preventDefault();
      open();
    } else if (key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(false);
    } else if (key === "Enter" || key === " ") {
      event.preventDefault();
      pick(listbox.active);
    } else if (listbox.move(key) || jump(key)) {
      event.preventDefault();
    }
  }

  function jump(key) {
    if (key.length !== 1) return false;
    const first = key.toLowerCase();
    const index = options.findIndex((option) => option.label.toLowerCase().startsWith(first));
    if (index >= 0) listbox.setActive(index);
    return index >= 0;
  }

  /** Under the button, or above it where there is more room; fixed, so that no scroller cuts it off. */
  function place() {
    const box = button.getBoundingClientRect();
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
    value.textContent = labels.length ? labels.join(", ") : placeholder;
    flag(value, "data-placeholder", !labels.length);
  }

  function ordered() {
    return [...chosen].sort((a, b) => a - b);
  }

  function values() {
    return ordered().map((index) => options[index].value);
  }

  return { element, button, values, isOpen };
}

function same(left, right) {
  return left.size === right.size && [...left].every((each) => right.has(each));
}
