// What every field of a form has: its label, a note, and the line that names what is wrong.

import { freshId, h } from "./dom.js";

export function heading(id, forId, label, required) {
  return h(forId ? "label" : "span", { class: "field-label", id, for: forId },
    label, required ? h("span", { class: "field-required", "aria-hidden": "true", text: " *" }) : null);
}

export function note(text, kind) {
  return text ? h("p", { class: kind, id: freshId("note"), text }) : null;
}

export function errorLine() {
  return h("p", { class: "field-error", id: freshId("error"), role: "alert" });
}
