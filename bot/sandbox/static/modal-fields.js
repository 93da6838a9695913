// What stands in a modal: labelled fields of each kind, and plain text between them.

import { CHECKBOX, choiceField, GROUPS, tickField } from "./modal-choices.js";
import { freshId, h } from "./dom.js";
import { createEntitySelect, ENTITY_SELECTS } from "./entity-select.js";
import { errorLine, heading, note } from "./field-parts.js";
import { prose } from "./prose.js";
import { createSelect } from "./select.js";

/** Each field is {element, name, read(), check(), focus()}; text has no name and is always right. */
export function drawFields(components) {
  return components.map((component) => {
    if (component.type === 18) return drawLabelled(component.component, component.label, component.description);
    if (component.type === 1) return drawLabelled(component.components[0], component.components[0].label, null);
    if (component.type === 10) return plain(prose(component.content));
    return unsupported(component);
  });
}

function plain(element) {
  return { element, name: null, read: () => null, check: () => true, focus() {} };
}

function unsupported(component) {
  return plain(h("p", { class: "unsupported", text: `This page can't show component type ${component.type} yet.` }));
}

function drawLabelled(component, label, description) {
  if (component.type === 4) return textField(component, label, description);
  if (component.type === 3 || component.type === 5) return selectField(component, label, description);
  if (GROUPS.includes(component.type)) return choiceField(component, label, description);
  if (component.type === CHECKBOX) return tickField(component, label, description);
  return unsupported(component);
}

function lengthOf(text) {
  return [...text].length;
}

function textField(component, label, description) {
  const required = component.required ?? true;
  const most = component.max_length ?? 4000;
  const least = component.min_length ?? 0;
  const about = note(description, "field-description");
  const counter = h("span", { class: "field-counter", id: freshId("counter") });
  const error = errorLine();
  const long = component.style === 2;
  const input = h(long ? "textarea" : "input", {
    id: freshId("field"), class: "field-input", rows: long ? "6" : null, type: long ? null : "text", autocomplete: "off",
    placeholder: component.placeholder || null, "aria-required": required ? "true" : null,
    "aria-describedby": [about?.id, counter.id, error.id].filter(Boolean).join(" "), oninput: onInput,
  });
  input.value = component.value ?? "";
  const element = h("div", { class: "field" }, heading(null, input.id, label, required), about, input,
    h("div", { class: "field-under" }, error, counter));
  count();

  function onInput() {
    count();
    if (error.textContent) check();
  }

  // No maxlength: a long paste is kept whole, and the writer decides what to cut.
  function count() {
    const length = lengthOf(input.value);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle("over", length > most);
  }

  function problem() {
    const length = lengthOf(input.value);
    if (required && !input.value.trim()) return "This field is required.";
    if (length > most) return `Shorten this by ${length - most} ${length - most === 1 ? "character" : "characters"}.`;
    if (length && length < least) return `Write at least ${least} characters; this is ${length}.`;
    return "";
  }

  function check() {
    error.textContent = problem();
    input.setAttribute("aria-invalid", String(Boolean(error.textContent)));
    return !error.textContent;
  }

  function focus() {
    input.focus();
    if (input.value) input.setSelectionRange(input.value.length, input.value.length);
  }

  return { element, name: component.custom_id, read: () => input.value, check, focus };
}

function selectField(component, label, description) {
  const required = component.required ?? true;
  const about = note(description, "field-description");
  const error = errorLine();
  const describedBy = [about?.id, error.id].filter(Boolean).join(" ");
  const create = ENTITY_SELECTS.includes(component.type) ? createEntitySelect : createSelect;
  const select = create(component, { label, describedBy, required, onCommit: () => error.textContent && check() });
  const element = h("div", { class: "field" }, heading(null, select.button.id, label, required), about, select.element,
    h("div", { class: "field-under" }, error));

  function check() {
    const missing = required && select.values().length < Math.max(1, component.min_values ?? 1);
    error.textContent = missing ? "Choose an option." : "";
    return !missing;
  }

  return { element, name: component.custom_id, read: select.values, check, focus: () => select.button.focus() };
}
