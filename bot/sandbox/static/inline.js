// Markdown within a line, as a tree of plain objects. One pass, bounded patterns, no backtracking:
// what looks for a closing mark in vain is remembered, so that a hostile text costs linear time.

const SPANS = [
  ["**", "strong"], ["__", "underline"], ["~~", "strike"], ["||", "spoiler"], ["*", "em"], ["_", "em"],
];
const MAX_DEPTH = 12;
const MAX_LABEL = 500;
const WORD = /[\p{L}\p{N}_]/u;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const ANGLES = [
  [/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, (m) => ({ type: "time", unix: Number(m[1]), style: m[2] ?? "f" })],
  [/<@!?(\d{1,20})>/y, (m) => ({ type: "mention", kind: "member", id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ type: "mention", kind: "role", id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ type: "mention", kind: "channel", id: m[1] })],
  [/<\/([^:<>\n]{1,100}):(\d{1,20})>/y, (m) => ({ type: "mention", kind: "command", name: m[1] })],
  [/<a?:(\w{1,32}):\d{1,20}>/y, (m) => ({ type: "emoji", name: m[1] })],
  [/<(https?:\/\/[^\s<>]{1,2000})>/y, (m) => link(m[1], [plain(m[1])])],
];
const BARE_URL = /https?:\/\/[^\s<]{1,2000}/y;
const TARGET = /\(\s{0,4}<?(https?:\/\/[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)>?(?:\s{1,4}"[^"\n]{0,200}")?\s{0,4}\)/y;

function plain(text) {
  return { type: "plain", text };
}

function link(address, children) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? { type: "link", url: url.href, children } : null;
  } catch {
    return null;
  }
}

export function parseInline(text, depth = 0) {
  const nodes = [];
  const hopeless = new Set();
  let start = 0;
  let at = 0;
  const flush = () => {
    if (start < at) nodes.push(plain(text.slice(start, at)));
  };
  while (at < text.length) {
    const found = depth < MAX_DEPTH ? tokenAt(text, at, depth, hopeless) : null;
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
      start = at;
    } else {
      at += 1;
    }
  }
  flush();
  return nodes;
}

function tokenAt(text, at, depth, hopeless) {
  switch (text[at]) {
    case "\\": return escape(text, at);
    case "`": return code(text, at, hopeless);
    case "<": return angle(text, at);
    case "[": return maskedLink(text, at, depth);
    case "h": return bareLink(text, at);
    case "@": return everyone(text, at);
    case "*": case "_": case "~": case "|": return span(text, at, depth, hopeless);
    default: return null;
  }
}

function escape(text, at) {
  const next = text[at + 1];
  return next && PUNCTUATION.test(next) ? { node: plain(next), end: at + 2 } : null;
}

function runLength(text, at) {
  let end = at;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

function code(text, at, hopeless) {
  const run = Math.min(runLength(text, at), 2);
  const mark = "`".repeat(run);
  if (hopeless.has(mark)) return null;
  const close = text.indexOf(mark, at + run + 1);
  if (close < 0) {
    hopeless.add(mark);
    return null;
  }
  const inner = text.slice(at + run, close);
  const trimmed = run === 2 ? inner.replace(/^ (?=`)/, "").replace(/(?<=`) $/, "") : inner;
  return { node: { type: "code", text: trimmed }, end: close + run };
}

function angle(text, at) {
  for (const [pattern, make] of ANGLES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && make(match);
    if (node) return { node, end: at + match[0].length };
  }
  return null;
}

function labelEnd(text, at) {
  let open = 0;
  const limit = Math.min(text.length, at + MAX_LABEL);
  for (let i = at; i < limit; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "[") open += 1;
    else if (text[i] === "]" && --open === 0) return i;
  }
  return -1;
}

function maskedLink(text, at, depth) {
  const close = labelEnd(text, at);
  const label = close < 0 ? "" : text.slice(at + 1, close);
  // A label that is itself an address could promise one place and lead to another.
  if (!label.trim() || /https?:\/\//.test(label)) return null;
  TARGET.lastIndex = close + 1;
  const match = TARGET.exec(text);
  const node = match && link(match[1], parseInline(label, depth + 1));
  return node ? { node, end: close + 1 + match[0].length } : null;
}

function bareLink(text, at) {
  BARE_URL.lastIndex = at;
  const match = BARE_URL.exec(text);
  if (!match || (at > 0 && WORD.test(text[at - 1]))) return null;
  const address = withoutTail(match[0]);
  const node = link(address, [plain(address)]);
  return node ? { node, end: at + address.length } : null;
}

/** The full stop after an address is the sentence's, and so is an unmatched bracket. */
function withoutTail(address) {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1];
    if (last === ")" && address.slice(0, end).includes("(")) break;
    if (!".,:;\"'!?)]|*".includes(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function everyone(text, at) {
  const word = ["@everyone", "@here"].find((each) => text.startsWith(each, at));
  return word ? { node: { type: "mention", kind: "all", name: word }, end: at + word.length } : null;
}

function span(text, at, depth, hopeless) {
  const run = runLength(text, at);
  if (run > 3) return { node: plain(text.slice(at, at + run)), end: at + run };
  for (const [mark, type] of SPANS) {
    if (!text.startsWith(mark, at) || hopeless.has(mark)) continue;
    if (mark.length === 1 && !mayOpen(text, at)) continue;
    const from = at + mark.length;
    const close = closing(text, from, mark);
    if (close < 0) hopeless.add(mark);
    else if (close > from) {
      return { node: { type, children: parseInline(text.slice(from, close), depth + 1) }, end: close + mark.length };
    }
  }
  return null;
}

function mayOpen(text, at) {
  if (!text[at + 1] || text[at + 1] === text[at] || /\s/.test(text[at + 1])) return false;
  return text[at] === "*" || at === 0 || !WORD.test(text[at - 1]);
}

function closing(text, from, mark) {
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === "\\") {
      i += 1;
    } else if (text[i] === "`") {
      const end = code(text, i, new Set())?.end;
      if (end) i = end - 1;
    } else if (text[i] === mark[0]) {
      const run = runLength(text, i);
      const close = closeInRun(text, i, run, mark);
      if (close >= 0) return close;
      i += run - 1;
    }
  }
  return -1;
}

/** Where in a run of equal marks this one closes: in "***" the single mark is the last, in "a**" none. */
function closeInRun(text, at, run, mark) {
  if (mark.length === 2) return run < 2 ? -1 : at + (run === 3 ? 1 : 0);
  if (run !== 1 && run !== 3) return -1;
  const close = at + run - 1;
  if (/\s/.test(text[at - 1] ?? " ")) return -1;
  return mark === "_" && WORD.test(text[close + 1] ?? " ") ? -1 : close;
}
