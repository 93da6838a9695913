// Discord's Markdown as a tree of blocks; inline.js does what happens within a line.

import { parseInline } from "./inline.js";

const MAX_LENGTH = 20_000;
const FENCE = "```";
const LANGUAGE = /^[A-Za-z0-9_+\-.#]{1,30}$/;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const ITEM = /^( {0,40})([-*]|\d{1,9}\.) +(\S.*)$/;

export function parseMarkdown(source) {
  const text = source.replace(/\r\n?/g, "\n");
  if (text.length > MAX_LENGTH) return [{ type: "paragraph", children: [{ type: "plain", text }] }];
  return blocksOf(text, true);
}

function blocksOf(text, mayQuote) {
  return folded(piecesOf(text, mayQuote));
}

function piecesOf(text, mayQuote) {
  const pieces = [];
  let at = 0;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const quote = mayQuote ? quoteAt(text, at) : null;
    const fence = quote ? null : fenceIn(text, at, lineEnd);
    if (quote) {
      pieces.push({ kind: "block", block: { type: "quote", children: blocksOf(quote.text, false) } });
    } else if (fence) {
      if (fence.before.trim()) pieces.push(linePiece(fence.before));
      pieces.push({ kind: "block", block: { type: "fence", language: fence.language, text: fence.text } });
    } else {
      pieces.push(linePiece(text.slice(at, lineEnd)));
    }
    at = (quote ?? fence)?.end ?? lineEnd + 1;
  }
  return pieces;
}

function linePiece(line) {
  if (!line.trim()) return { kind: "blank" };
  const heading = HEADING.exec(line);
  if (heading) {
    const block = { type: "heading", level: heading[1].length, children: parseInline(heading[2]) };
    return { kind: "block", block };
  }
  const subtext = SUBTEXT.exec(line);
  if (subtext) return { kind: "block", block: { type: "subtext", children: parseInline(subtext[1]) } };
  const item = ITEM.exec(line);
  return item ? itemPiece(item) : { kind: "text", line };
}

function itemPiece([, indent, mark, text]) {
  const ordered = mark.length > 1;
  return { kind: "item", indent: indent.length, ordered, number: ordered ? parseInt(mark, 10) : 1, text };
}

/** Joins neighbouring lines; the empty lines before a block are kept as its `gap`. */
function folded(pieces) {
  const blocks = [];
  let at = 0;
  while (at < pieces.length) {
    let first = at;
    while (pieces[first]?.kind === "blank") first += 1;
    if (first === pieces.length) break;
    const gap = first > at && blocks.length > 0;
    const [made, end] = take(pieces, first);
    made.forEach((block, index) => blocks.push(gap && index === 0 ? { ...block, gap } : block));
    at = end;
  }
  return blocks;
}

function take(pieces, at) {
  if (pieces[at].kind === "block") return [[pieces[at].block], at + 1];
  return pieces[at].kind === "item" ? takeItems(pieces, at) : takeText(pieces, at);
}

function takeText(pieces, at) {
  let end = at;
  for (let i = at; pieces[i]?.kind === "text" || pieces[i]?.kind === "blank"; i += 1) {
    if (pieces[i].kind === "text") end = i;
  }
  const lines = pieces.slice(at, end + 1).map((piece) => piece.line ?? "");
  return [[{ type: "paragraph", children: parseInline(lines.join("\n")) }], end + 1];
}

function takeItems(pieces, at) {
  const items = [];
  let end = at;
  for (; end < pieces.length; end += 1) {
    const piece = pieces[end];
    if (piece.kind === "item") items.push({ ...piece });
    else if (piece.kind === "text" && piece.line.startsWith("  ")) items.at(-1).text += `\n${piece.line.trim()}`;
    else break;
  }
  return [nested(items), end];
}

function nested(items) {
  const lists = [];
  let at = 0;
  while (at < items.length) {
    const item = items[at];
    let end = at + 1;
    while (end < items.length && items[end].indent > item.indent) end += 1;
    const entry = { children: parseInline(item.text), lists: nested(items.slice(at + 1, end)) };
    const last = lists.at(-1);
    if (last && last.ordered === item.ordered) last.items.push(entry);
    else lists.push({ type: "list", ordered: item.ordered, start: item.number, items: [entry] });
    at = end;
  }
  return lists;
}

function endOfLine(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function quoteAt(text, at) {
  if (text.startsWith(">>> ", at)) return { text: text.slice(at + 4), end: text.length };
  const lines = [];
  let end = at;
  while (end < text.length && text.startsWith("> ", end)) {
    const stop = endOfLine(text, end);
    lines.push(text.slice(end + 2, stop));
    end = stop + 1;
  }
  return lines.length ? { text: lines.join("\n"), end } : null;
}

function fenceIn(text, at, lineEnd) {
  const column = text.slice(at, lineEnd).indexOf(FENCE);
  const open = at + column;
  if (column < 0 || text[open - 1] === "\\") return null;
  const close = text.indexOf(FENCE, open + FENCE.length);
  if (close < 0) return null;
  const inner = text.slice(open + FENCE.length, close);
  const firstLine = inner.slice(0, Math.max(inner.indexOf("\n"), 0));
  const language = LANGUAGE.test(firstLine) ? firstLine : "";
  const after = close + FENCE.length;
  return {
    before: text.slice(at, open),
    language,
    text: inner.slice(language.length).replace(/^\n+/, "").replace(/\n+$/, ""),
    end: text[after] === "\n" ? after + 1 : after,
  };
}
