// A chosen command with its options as fields: required ones first, the others a press away.

import { readChoices } from "./api.js";
import { avatar, h, icon } from "./dom.js";
import { createOptionField, hintText } from "./option-field.js";
import { state } from "./state.js";

/** `composer` is {place, send(name, options), cancel(), hint(text), alarm(text)}. */
export function createCommandForm(command, composer) {
  const fields = [];
  const slots = h("div", { class: "option-slots" });
  const extras = h("div", { class: "option-extras", role: "group", "aria-label": "Optional" });
  const submit = h("button", { type: "submit", class: "send-button", "aria-label": `Send /${command.name}` },
    icon("send"), h("span", { text: "Send" }));
  const element = h("form", {
    class: "command-form", "aria-label": `/${command.name}`, novalidate: true, onsubmit: send,
    onkeydown: onKey, onfocusin: explain,
  },
  h("span", { class: "command-chip" }, avatar({ bot: true }, "tiny"), `/${command.name}`), slots, extras,
  h("span", { class: "command-end" }, submit,
    h("button", { type: "button", class: "icon-button", "aria-label": "Cancel the command", onclick: composer.cancel }, icon("close"))));

  for (const option of command.options) if (option.required) add(option);
  drawExtras();

  function add(option) {
    const field = createOptionField(option, { suggest, next, remove });
    fields.push(field);
    slots.append(field.element);
    return field;
  }

  function drawExtras() {
    const left = command.options.filter((option) => !fields.some((field) => field.option === option));
    extras.hidden = !left.length;
    extras.replaceChildren(...left.map((option) => h("button", {
      type: "button", class: "option-add", "data-option": option.name, "aria-label": `Add ${option.name}`,
      title: hintText(option), text: `+ ${option.name}`, onclick: () => choose(option),
    })));
  }

  function choose(option) {
    const field = add(option);
    drawExtras();
    field.input.focus();
  }

  function remove(option) {
    const at = fields.findIndex((field) => field.option === option);
    if (option.required) {
      if (at === 0) composer.cancel();
      else fields[at - 1].input.focus();
      return;
    }
    fields.splice(at, 1)[0].element.remove();
    drawExtras();
    (fields[at - 1]?.input ?? submit).focus();
  }

  async function suggest(name, text) {
    try {
      const options = { ...Object.fromEntries(typed()), [name]: text };
      const { choices } = await readChoices(state.me, composer.place.id, command.name, options, name);
      return choices;
    } catch {
      return [];
    }
  }

  function typed() {
    return fields.map((field) => [field.option.name, field.read().value]).filter(([, value]) => value !== undefined);
  }

  function next() {
    const empty = fields.find((field) => field.option.required && !field.typed());
    (empty?.input ?? submit).focus();
  }

  function explain(event) {
    const name = event.target.closest("[data-option]")?.dataset.option;
    const option = command.options.find((each) => each.name === name);
    composer.hint(option ? `${option.name}: ${hintText(option)}` : `/${command.name}: ${command.description}. Enter sends it.`);
  }

  function onKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      composer.cancel();
    } else if (event.key === "Backspace" && event.target === submit) {
      event.preventDefault();
      if (fields.length) fields.at(-1).input.focus();
      else composer.cancel();
    }
  }

  function send(event) {
    event.preventDefault();
    const wrong = fields.find((field) => field.read().error);
    for (const field of fields) field.input.setAttribute("aria-invalid", String(field === wrong));
    if (wrong) {
      wrong.input.focus();
      composer.alarm(wrong.read().error);
      return;
    }
    composer.send(command.name, Object.fromEntries(typed()));
  }

  return { element, focus: () => (fields[0]?.input ?? submit).focus() };
}
