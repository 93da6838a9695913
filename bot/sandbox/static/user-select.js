// A select of members: those of the server, bots too, narrowed by typing.

import { avatar } from "./dom.js";
import { createSelect } from "./select.js";
import { everyone } from "./state.js";

/** `component` is Discord's user select; the settings are those of createSelect. */
export function createUserSelect(component, settings) {
  const chosen = new Set((component.default_values ?? []).map(({ id }) => id));
  const options = everyone().map((member) => ({
    label: member.name, value: member.id, default: chosen.has(member.id), badge: member.bot ? "APP" : null,
    start: () => avatar(member, "small"),
  }));
  return createSelect({ ...component, options }, { ...settings, search: true });
}
