// Pictures and files. Only what the sandbox itself stores is loaded: nothing is asked of another host.

import { h, icon } from "./dom.js";
import { spoiler } from "./prose.js";

const LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"];

/** The stored file's path on this page's own origin, or null where the address leads elsewhere. */
function localPath(address, attachments) {
  const name = /^attachment:\/\/(.+)$/.exec(address)?.[1];
  const resolved = name ? attachments.find((each) => each.filename === name)?.url : address;
  try {
    const url = new URL(resolved, location.href);
    const ours = LOCAL_HOSTS.includes(url.hostname) && url.pathname.startsWith("/attachments/");
    return ours ? url.pathname : null;
  } catch {
    return null;
  }
}

function picture(media, description, context) {
  const path = localPath(media?.url ?? "", context.message.attachments ?? []);
  if (path) return h("img", { src: path, alt: description ?? "", loading: "eager" });
  return h("span", { class: "picture-missing", text: description || "A picture from another site, not loaded here" });
}

function opened(media, description, context) {
  const image = picture(media, description, context);
  if (image.tagName !== "IMG") return image;
  return h("a", {
    href: image.getAttribute("src"), target: "_blank", rel: "noopener noreferrer",
    "aria-label": description ? `Open picture: ${description}` : "Open picture",
  }, image);
}

export function drawThumbnail(component, context) {
  const image = h("div", { class: "thumbnail" }, opened(component.media, component.description, context));
  return component.spoiler ? spoiler([image], "div") : image;
}

export function drawGallery(component, context) {
  const items = component.items.map((item) => {
    const figure = h("div", { class: "gallery-item" }, opened(item.media, item.description, context));
    return item.spoiler ? spoiler([figure], "div") : figure;
  });
  return h("div", { class: "gallery", "data-count": Math.min(items.length, 5) }, items);
}

export function drawFile(component, context) {
  const attachments = context.message.attachments ?? [];
  const address = component.file?.url ?? "";
  const stored = attachments.find((each) => each.url === address || address === `attachment://${each.filename}`);
  const name = component.name ?? stored?.filename ?? address.split("/").pop();
  const row = fileRow(localPath(address, attachments), name, component.size ?? stored?.size);
  return component.spoiler ? spoiler([row], "div") : row;
}

/** The attachments that no component shows, as a message without components lists them. */
export function drawAttachments(attachments, context) {
  return attachments.map((each) => (each.content_type?.startsWith("image/")
    ? h("div", { class: "gallery", "data-count": 1 },
      h("div", { class: "gallery-item" }, opened({ url: each.url }, each.description, context)))
    : fileRow(localPath(each.url, attachments), each.filename, each.size)));
}

function fileRow(path, name, size) {
  const label = path
    ? h("a", { href: path, download: name, class: "file-name", text: name })
    : h("span", { class: "file-name", text: name });
  return h("div", { class: "file" },
    icon("file"),
    h("span", { class: "file-text" }, label, h("span", { class: "file-size", text: sizeText(size) })),
    path ? h("a", { href: path, download: name, class: "file-download", "aria-label": `Download ${name}` }, icon("download")) : null);
}

function sizeText(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
