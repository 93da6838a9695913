// Message components, each type drawn by a function of its own.

import { dots, h, icon } from "./dom.js";
import { createEntitySelect, ENTITY_SELECTS } from "./entity-select.js";
import { drawFile, drawGallery, drawThumbnail } from "./media.js";
import { outerLink, prose, spoiler } from "./prose.js";
import { createSelect } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const KINDS = {
  1: drawRow, 2: drawButton, 3: drawSelect, 9: drawSection, 10: drawText, 11: drawThumbnail,
  12: drawGallery, 13: drawFile, 14: drawSeparator, 17: drawContainer,
  ...Object.fromEntries(ENTITY_SELECTS.map((type) => [type, drawSelect])),
};

/** `context` is {message, act(customId, values)}. */
export function drawComponents(components, context) {
  return components.map((component) => draw(component, context));
}

function draw(component, context) {
  const kind = KINDS[component.type];
  if (kind) return kind(component, context);
  return h("p", { class: "unsupported", text: `This page can't show component type ${component.type} yet.` });
}

function drawContainer(component, context) {
  const inner = h("div", { class: "container" }, drawComponents(component.components, context));
  if (typeof component.accent_color === "number") {
    inner.classList.add("accented");
    inner.style.setProperty("--accent", `#${component.accent_color.toString(16).padStart(6, "0")}`);
  }
  return component.spoiler ? spoiler([inner], "div") : inner;
}

function drawText(component) {
  return prose(component.content ?? "");
}

function drawSection(component, context) {
  return h("div", { class: "section" },
    h("div", { class: "section-texts" }, drawComponents(component.components, context)),
    component.accessory ? h("div", { class: "section-accessory" }, draw(component.accessory, context)) : null);
}

function drawSeparator(component) {
  const spacing = component.spacing === 2 ? "wide" : "narrow";
  return component.divider === false
    ? h("div", { class: `separator ${spacing} invisible` })
    : h("hr", { class: `separator ${spacing}` });
}

function drawRow(component, context) {
  return h("div", { class: "action-row" }, drawComponents(component.components, context));
}

function drawButton(component, context) {
  const content = [emoji(component.emoji), component.label ? h("span", { class: "button-label", text: component.label }) : null];
  const name = component.label ? null : component.emoji?.name ?? "Button";
  if (component.style === 5) return linkButton(component, name, content);
  return h("button", {
    type: "button", class: `button ${STYLES[component.style] ?? "secondary"}`, "aria-label": name,
    "data-key": component.custom_id, disabled: Boolean(component.disabled),
    onclick: (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") !== "true") context.act(component.custom_id);
    },
  }, h("span", { class: "button-content" }, content), dots());
}

function linkButton(component, name, content) {
  const safe = /^https?:\/\//i.test(component.url ?? "");
  const inner = h("span", { class: "button-content" }, content, icon("external"));
  if (component.disabled || !safe) {
    return h("button", { type: "button", class: "button link", disabled: true, "aria-label": name }, inner);
  }
  return outerLink(component.url, { class: "button link", "aria-label": name, title: component.url }, inner);
}

function emoji(value) {
  if (!value) return null;
  return h("span", { class: "emoji", "aria-hidden": "true", text: value.id ? `:${value.name}:` : value.name });
}

function drawSelect(component, context) {
  const select = (ENTITY_SELECTS.includes(component.type) ? createEntitySelect : createSelect)(component, {
    label: component.placeholder || "Make a selection",
    required: (component.min_values ?? 1) > 0,
    onCommit: (values) => context.act(component.custom_id, values),
  });
  return select.element;
}
