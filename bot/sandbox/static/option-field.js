// One option of a command, as a labelled field: a list, a number or plain text.

import { createChoiceField } from "./choice-field.js";
import { constraint, OPTION } from "./commands.js";
import { freshId, h } from "./dom.js";
import { channelsFor, everyone, state } from "./state.js";

const YES_NO = [{ name: "True", value: true }, { name: "False", value: false }];
const NUMBERS = [OPTION.integer, OPTION.number];

/**
 * `form` is {suggest(name, text), next(), remove(option)}. A field is {option, element, input,
 * read()} where read() returns {value}, {} when empty, or {error}.
 */
export function createOptionField(option, form) {
  const id = freshId("option");
  const hint = h("span", { class: "visually-hidden", id: `${id}-hint`, text: hintText(option) });
  const inner = makeInner(option, form, id, hint.id);
  const element = h("div", { class: "option-field", "data-option": option.name },
    h("label", { class: "option-name", for: id, text: option.name }), inner.input, hint, inner.popup ?? null);
  inner.input.addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || inner.input.value || event.repeat) return;
    event.preventDefault();
    form.remove(option);
  });
  const resize = () => { inner.input.size = Math.min(28, Math.max(6, inner.input.value.length + 1)); };
  for (const type of ["input", "resized"]) inner.input.addEventListener(type, resize);
  resize();
  return { option, element, input: inner.input, read: () => checked(option, inner.read()), typed: inner.typed };
}

export function hintText(option) {
  const limits = constraint(option);
  return [option.description, limits, option.required ? "required" : "optional"].filter(Boolean).join(" · ");
}

function makeInner(option, form, id, describedBy) {
  const fixed = fixedChoices(option);
  const shared = { id, describedBy, title: `${option.name}: ${hintText(option)}`, onChosen: form.next };
  if (fixed) {
    const source = async (text) => fixed.filter((choice) => choice.name.toLowerCase().includes(text.trim().toLowerCase()));
    return createChoiceField(option, { ...shared, source, fixed });
  }
  if (option.autocomplete) {
    const source = (text) => form.suggest(option.name, text);
    const parse = NUMBERS.includes(option.type) ? Number : undefined;
    return createChoiceField(option, { ...shared, source, parse });
  }
  return plainInner(option, id, describedBy);
}

function fixedChoices(option) {
  if (option.choices?.length) return option.choices;
  if (option.type === OPTION.boolean) return YES_NO;
  if (option.type === OPTION.user) return everyone().map(({ name, id }) => ({ name, value: id }));
  if (option.type === OPTION.role) return state.roles.map(({ name, id }) => ({ name, value: id }));
  if (option.type === OPTION.channel) return channelsFor(option).map(({ name, id }) => ({ name: `#${name}`, value: id }));
  return null;
}

function plainInner(option, id, describedBy) {
  const number = NUMBERS.includes(option.type);
  const input = h("input", {
    id, class: "option-input", type: "text", inputmode: number ? "decimal" : null, autocomplete: "off",
    placeholder: number ? constraint(option) || null : null,
    "aria-describedby": describedBy, "aria-required": option.required ? "true" : null,
  });
  const read = () => {
    const text = input.value.trim();
    if (!text) return {};
    return number ? numberFrom(text, option) : { value: text };
  };
  return { input, read, typed: () => input.value };
}

function numberFrom(text, option) {
  const value = Number(text);
  const whole = option.type === OPTION.integer;
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return { error: `${option.name} takes a ${whole ? "whole " : ""}number.` };
  }
  return { value };
}

function checked(option, result) {
  if (result.error) return result;
  const { value } = result;
  if (value === undefined) return option.required ? { error: `${option.name} is required.` } : {};
  const size = typeof value === "string" ? [...value].length : value;
  const least = option.min_value ?? option.min_length;
  const most = option.max_value ?? option.max_length;
  if (typeof size === "number" && ((least !== undefined && size < least) || (most !== undefined && size > most))) {
    return { error: `${option.name} must be ${constraint(option)}.` };
  }
  return result;
}
