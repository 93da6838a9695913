// A modal's radio group, checkbox group and single checkbox.

import { freshId, h } from "./dom.js";
import { errorLine, heading, note } from "./field-parts.js";

const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;
export const GROUPS = [RADIO_GROUP, CHECKBOX_GROUP];
export const CHECKBOX = 23;

/** One of several, or several of several. */
export function choiceField(component, label, description) {
  const single = component.type === RADIO_GROUP;
  const required = component.required ?? true;
  const most = single ? 1 : component.max_values ?? component.options.length;
  const least = required ? Math.max(1, component.min_values ?? 1) : 0;
  const about = note(description, "field-description");
  const error = errorLine();
  const title = heading(freshId("group"), null, label, required);
  const inputs = component.options.map((option) => choiceInput(single ? "radio" : "checkbox", component.custom_id, option));
  const element = h("div", {
    class: "field", role: single ? "radiogroup" : "group", "aria-labelledby": title.id,
    "aria-required": single && required ? "true" : null,
    "aria-describedby": [about?.id, error.id].filter(Boolean).join(" "), onchange: onChange,
  }, title, about, h("div", { class: "choices" }, inputs.map(([, row]) => row)), h("div", { class: "field-under" }, error));
  limit();

  function chosen() {
    return inputs.flatMap(([input], index) => (input.checked ? [component.options[index].value] : []));
  }

  function onChange() {
    limit();
    if (error.textContent) check();
  }

  /** When as many are ticked as may be, the others can't be. */
  function limit() {
    if (single) return;
    const full = chosen().length >= most;
    for (const [input] of inputs) input.disabled = full && !input.checked;
  }

  function check() {
    const missing = chosen().length < least;
    error.textContent = missing ? (least === 1 ? "Choose an option." : `Choose at least ${least} options.`) : "";
    return !missing;
  }

  const read = () => (single ? chosen()[0] ?? null : chosen());
  return { element, name: component.custom_id, read, check, focus: () => (inputs.find(([input]) => input.checked) ?? inputs[0])[0].focus() };
}

function choiceInput(type, name, option) {
  const about = option.description
    ? h("span", { class: "choice-description", id: freshId("choice"), text: option.description }) : null;
  const input = h("input", { type, name, "aria-label": option.label, "aria-describedby": about?.id });
  input.checked = Boolean(option.default);
  const text = h("span", { class: "choice-text" }, h("span", { class: "choice-label", text: option.label }), about);
  return [input, h("label", { class: "choice" }, input, text)];
}

/** A single box; ticked or not, it is always right. */
export function tickField(component, label, description) {
  const [input, row] = choiceInput("checkbox", component.custom_id, { label, description, default: component.default });
  return {
    element: h("div", { class: "field" }, row), name: component.custom_id,
    read: () => input.checked, check: () => true, focus: () => input.focus(),
  };
}
