// Selects of members, roles or channels: those of the server, narrowed by typing.

import { avatar, h, icon } from "./dom.js";
import { createSelect } from "./select.js";
import { channelsFor, colourOf, everyone, state } from "./state.js";

const MEMBERS = () => everyone().map((member) => ({
  label: member.name, value: member.id, badge: member.bot ? "APP" : null, start: () => avatar(member, "small"),
}));
const ROLES = () => state.roles.map((role) => ({
  label: role.name, value: role.id, start: () => dot(colourOf(role)),
}));
const CHANNELS = (component) => channelsFor(component).map((channel) => ({
  label: channel.name, value: channel.id, start: () => icon(channel.parent ? "thread" : "hash"),
}));
const KINDS = { 5: [MEMBERS], 6: [ROLES], 7: [MEMBERS, ROLES], 8: [CHANNELS] };
export const ENTITY_SELECTS = Object.keys(KINDS).map(Number);

/** `component` is Discord's select of that type; the settings are those of createSelect. */
export function createEntitySelect(component, settings) {
  const chosen = new Set((component.default_values ?? []).map(({ id }) => id));
  const options = KINDS[component.type].flatMap((kind) => kind(component))
    .map((option) => ({ ...option, default: chosen.has(option.value) }));
  return createSelect({ ...component, options }, { ...settings, search: true });
}

function dot(colour) {
  const element = h("span", { class: "role-dot", "aria-hidden": "true" });
  if (colour) element.style.setProperty("--role", colour);
  return element;
}
