// Elements are only ever made here, from names and text: no string becomes markup.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  hash: "M5 9h15M4 15h15M10 3 8 21M16 3l-2 18",
  at: "M16 8v5a3 3 0 0 0 6 0v-1a10 10 0 1 0-4 8M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6 6 18",
  chevron: "m6 9 6 6 6-6",
  check: "m5 12 5 5 9-10",
  external: "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  file: "M6 2h8l5 5v14a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM14 2v6h5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  warning: "M12 3 2 20h20L12 3zM12 10v4M12 17v.5",
  send: "M4 12 20 4l-5 16-4-6-7-2z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
  slash: "M15 4 9 20",
  plus: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM12 8v8M8 12h8",
  thread: "M6 3 5 7M10 3 9 7M2 7h11M1 13h7M4 18l1-5M9 21h11a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2h-6a2 2 0 0 0-2 2v5z",
  people: "M9 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM2 20c0-4 3-6 7-6s7 2 7 6zM16 5a3.5 3.5 0 0 1 0 7M19 20h3c0-3-1.500-5-4-5.600",
  crown: "M4 18h16M3 7l4 4 5-6 5 6 4-4-2 8H5z",
};

/** A prop is an attribute, except: class, text, and on… (a listener). null and false leave it out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", fill: "none",
    stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round",
  })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function byId(id) {
  return document.getElementById(id);
}

let counter = 0;

export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

export function flag(element, attribute, on) {
  if (on) element.setAttribute(attribute, "true");
  else element.removeAttribute(attribute);
}

/** `user` is {id, name, bot, system}; a system's messages are the sandbox's own. */
export function avatar(user, size = "") {
  const shape = `avatar ${size}`.trim();
  if (user.system) return h("span", { class: shape, "data-system": "true", "aria-hidden": "true", text: "S" });
  if (user.bot) return h("img", { class: shape, src: "/static/favicon.svg", alt: "" });
  const hue = Number(BigInt(user.id || 0) % 5n);
  return h("span", { class: shape, "data-hue": hue, "aria-hidden": "true", text: [...user.name][0] ?? "?" });
}

/** An avatar with the dot that tells whether its owner is there. */
export function avatarWithStatus(user, online) {
  return h("span", { class: "avatar-frame", "data-status": online ? "online" : "offline" }, avatar(user));
}

/** Three dots that stand for "working on it"; the words beside them say so to a reader. */
export function dots() {
  return h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}
