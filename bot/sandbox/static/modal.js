// A modal form as a dialog: focus stays within, Escape leaves, a failed submission keeps what was typed.

import { dismissModal, sendModal } from "./api.js";
import { avatar, byId, dots, flag, freshId, h, icon } from "./dom.js";
import { drawFields } from "./modal-fields.js";
import { begin } from "./interactions.js";
import { on, state } from "./state.js";

const TRY_AGAIN = "Nothing was lost: your text is still here, so you can try again.";
let current = null;

/** `giveFocusBack()` runs when it closes. */
export function openModal(modal, giveFocusBack) {
  current?.close();
  const owner = state.me;
  const fields = drawFields(modal.components);
  const title = h("h2", { id: freshId("modal-title"), text: modal.title });
  const problem = h("p", { class: "modal-problem", role: "alert" });
  const submit = h("button", { type: "submit", class: "button primary" }, h("span", { class: "button-content", text: "Submit" }), dots());
  const form = h("form", { class: "modal-form", novalidate: true, onsubmit: send },
    h("header", { class: "modal-header" }, h("span", { class: "modal-app" }, avatar({ bot: true }), title),
      h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: dismiss }, icon("close"))),
    h("div", { class: "modal-body" },
      h("p", { class: "modal-note", text: `What you submit goes to ${state.bot.name}. Don't write passwords or anything else that is secret.` }),
      fields.map((field) => field.element), problem),
    h("footer", { class: "modal-footer" },
      h("button", { type: "button", class: "button secondary", text: "Cancel", onclick: dismiss }), submit));
  const dialog = h("dialog", {
    class: "modal", "aria-labelledby": title.id, onkeydown: onKey,
    oncancel: (event) => { event.preventDefault(); dismiss(); },
  }, form);

  function onKey(event) {
    if (event.key === "Tab") keepInside(event, dialog);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }

  function send(event) {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true") return;
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) {
      wrong[0].focus();
      return;
    }
    problem.textContent = "";
    busy(true);
    const values = Object.fromEntries(fields.filter((field) => field.name).map((field) => [field.name, field.read()]));
    begin(() => sendModal(owner, modal.id, values), {
      giveFocusBack,
      acknowledged: close,
      abandoned: () => fail("The connection was lost before an answer came."),
      failed: fail,
    });
  }

  function fail(reason) {
    busy(false);
    problem.textContent = `${reason.replace(/[.!]?$/, ".")} ${TRY_AGAIN}`;
    problem.scrollIntoView({ block: "nearest" });
  }

  function busy(value) {
    flag(submit, "aria-busy", value);
    flag(submit, "aria-disabled", value);
  }

  function dismiss() {
    close();
    // The bot isn't told, as on Discord; a modal that the sandbox has forgotten is closed all the same.
    dismissModal(owner, modal.id).catch(() => {});
  }

  function close() {
    if (current?.dialog !== dialog) return;
    current = null;
    dialog.close();
    dialog.remove();
    giveFocusBack();
  }

  current = { dialog, close };
  byId("modal-root").append(dialog);
  dialog.showModal();
  (fields.find((field) => field.name) ?? { focus: () => submit.focus() }).focus();
}

function keepInside(event, dialog) {
  const stops = [...dialog.querySelectorAll("a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled)")];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

on("place", () => current?.close());
