// The message box: it takes commands only. "/" opens the list, a chosen command becomes a form.

import { sendSlash } from "./api.js";
import { createCommandForm } from "./command-form.js";
import { flatten, matching } from "./commands.js";
import { avatar, h, icon } from "./dom.js";
import { begin } from "./interactions.js";
import { createListbox } from "./listbox.js";
import { channelLabel, commandsIn, isDirect, me, on, state } from "./state.js";

const SERVER_ONLY = "Commands are used in the channels of the server. Here, press the buttons of a message.";
const COMMANDS_ONLY = "Only commands are sent here. Type / to choose one.";

/** `log` is where the place's commands on their way are shown. */
export function createComposer(place, log) {
  const hintLine = h("p", { class: "composer-hint", role: "status" });
  const alarmLine = h("p", { class: "composer-alarm", role: "alert" });
  const input = h("input", {
    class: "composer-input", type: "text", role: "combobox", autocomplete: "off",
    spellcheck: "false", maxlength: "2000", "aria-autocomplete": "list", "aria-haspopup": "listbox",
    oninput: onInput, onfocus: onInput, onclick: onInput, onblur: () => picker.expanded(false), onkeydown: onKey,
  });
  const picker = createListbox({ owner: input, label: "Commands", onPick: (index) => choose(found[index]) });
  const popupTitle = h("p", { class: "popup-title", "aria-hidden": "true" });
  const popup = h("div", { class: "composer-popup" }, popupTitle, picker.element);
  const plus = h("button", {
    type: "button", class: "icon-button plus-button", "aria-label": "Use a command", title: "Use a command", onclick: openPicker,
  }, icon("plus"));
  const plainForm = h("form", { class: "plain-form", onsubmit: (event) => { event.preventDefault(); explain(); } }, plus, input);
  const box = h("div", { class: "composer-box" }, plainForm);
  const element = h("div", { class: "composer" }, h("div", { class: "composer-lines" }, hintLine, alarmLine), popup, box);
  let found = [];
  let form = null;

  function say(text, line = hintLine) {
    hintLine.textContent = "";
    alarmLine.textContent = "";
    line.textContent = text;
  }

  function onInput() {
    const text = input.value;
    say("");
    if (!text.startsWith("/")) {
      picker.expanded(false);
      return;
    }
    const all = flatten(commandsIn(place.channel));
    const complete = text.endsWith(" ") ? all.find((command) => `/${command.name} ` === text.toLowerCase()) : null;
    if (complete && !all.some((command) => command.name.startsWith(`${complete.name} `))) choose(complete);
    else list(matching(all, text.slice(1)));
  }

  function list(commands) {
    found = commands;
    const typed = input.value.slice(1).trim();
    popupTitle.textContent = typed ? `Commands matching /${typed}` : `Commands of ${state.bot.name}`;
    picker.show(found.map(({ name, description, options }) => ({
      label: `/${name}`, description, tags: options.map((option) => option.name), end: state.bot.name,
      start: avatar({ id: state.bot.id, name: state.bot.name, bot: true }),
    })));
    picker.expanded(found.length > 0);
    if (found.length) picker.setActive(0);
    else say(noneFound());
  }

  function noneFound() {
    if (commandsIn(place.channel).length) return "No command is called that.";
    return isDirect(place.channel) ? SERVER_ONLY : `${state.bot.name} has no commands yet.`;
  }

  function onKey(event) {
    if (input.getAttribute("aria-expanded") !== "true") return;
    if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) {
      event.preventDefault();
      choose(found[picker.active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      picker.expanded(false);
    } else if (event.key.startsWith("Arrow") && picker.move(event.key)) {
      event.preventDefault();
    }
  }

  function openPicker() {
    if (!input.value.startsWith("/")) input.value = "/";
    input.focus();
    onInput();
  }

  function explain() {
    if (input.value.trim()) say(commandsIn(place.channel).length ? COMMANDS_ONLY : noneFound());
  }

  function choose(command) {
    picker.expanded(false);
    say("");
    form = createCommandForm(command, {
      place, send, cancel: toText, hint: (text) => say(text), alarm: (text) => say(text, alarmLine),
    });
    box.replaceChildren(form.element);
    form.focus();
  }

  function toText() {
    clear();
    input.focus();
  }

  function clear() {
    form = null;
    input.value = "";
    say("");
    if (!plainForm.isConnected) box.replaceChildren(plainForm);
  }

  function send(name, options) {
    const [who, channel] = [me(), place.id];
    let takeAway = () => {};
    const notice = (text, failed) => (channel === place.id && who.id === state.me
      ? log.addNotice({ who, command: name, text, failed }) : () => {});
    begin(() => sendSlash(who.id, channel, name, options), {
      sent() {
        if (box.contains(document.activeElement) || document.activeElement === document.body) toText();
        takeAway = notice("Sending command…", false);
      },
      refused: (reason) => say(reason, alarmLine),
      giveFocusBack: focus,
      acknowledged: () => takeAway(),
      abandoned: () => takeAway(),
      failed(reason) {
        takeAway();
        notice(reason, true);
      },
    });
  }

  function focus() {
    (form ?? input).focus();
  }

  function tryCommand(wanted) {
    const command = matching(flatten(commandsIn(place.channel)), wanted)[0];
    if (command) choose(command);
  }

  function name() {
    const label = `Message ${channelLabel(place.channel)}`;
    input.setAttribute("aria-label", label);
    input.placeholder = label;
  }

  for (const type of ["world", "place", "channels"]) on(type, name);
  name();
  return { element, clear, focus, tryCommand };
}
