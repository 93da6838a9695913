// On a narrow screen the sidebar is a drawer: it comes out over the messages, and goes back.

import { byId, h, icon } from "./dom.js";

let opener = null;

export function createDrawer() {
  byId("drawer-backdrop").addEventListener("click", closeDrawer);
  byId("sidebar").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeDrawer();
  });
}

export function createMenuButton() {
  const button = h("button", {
    type: "button", class: "icon-button menu-button", "aria-label": "Channels and members",
    "aria-expanded": "false", "aria-controls": "sidebar", onclick: () => (opener ? closeDrawer() : openDrawer(button)),
  }, icon("menu"));
  return button;
}

function openDrawer(button) {
  opener = button;
  document.body.classList.add("drawer-open");
  byId("drawer-backdrop").hidden = false;
  button.setAttribute("aria-expanded", "true");
  byId("sidebar").querySelector("a, button")?.focus();
}

export function closeDrawer() {
  if (!opener) return;
  document.body.classList.remove("drawer-open");
  byId("drawer-backdrop").hidden = true;
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
  opener = null;
}
