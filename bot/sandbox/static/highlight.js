// Colours for code: one pass from left to right, each token found by a pattern without nested repeats.

const WORD = /[A-Za-z_$][\w$-]*/y;
const NUMBER = /\d[\w.]*/y;
const NAMES = {
  python: "python", py: "python", python3: "python",
  sh: "sh", bash: "sh", shell: "sh", console: "sh", zsh: "sh",
  html: "html", jinja: "html", xml: "html", svg: "html",
  json: "json", yaml: "yaml", yml: "yaml",
};
const LANGUAGES = {
  python: {
    comment: "#", quotes: ['"""', "'''", '"', "'"], decorator: /@[\w.]+/y,
    keywords: words(`and as assert async await break case class continue def del elif else except finally for from
      global if import in is lambda match nonlocal not or pass raise return try while with yield True False None`),
  },
  sh: {
    comment: "#", quotes: ['"', "'"], decorator: /\$\{?\w+\}?/y,
    keywords: words("if then else elif fi for in do done while until case esac function return export local set source exit sudo cd"),
  },
  json: { comment: null, quotes: ['"'], keywords: words("true false null"), keys: true },
  yaml: { comment: "#", quotes: ['"', "'"], keywords: words("true false null yes no"), keys: true },
};

function words(text) {
  return new Set(text.split(/\s+/));
}

/** The text as [{kind, text}]; kind is null for what has no colour. The texts join to the whole. */
export function highlighted(text, language) {
  const name = NAMES[language.toLowerCase()];
  if (!name) return [{ kind: null, text }];
  return merged(name === "html" ? markup(text) : code(text, LANGUAGES[name]));
}

function merged(tokens) {
  const joined = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last && last.kind === token.kind) last.text += token.text;
    else joined.push({ ...token });
  }
  return joined;
}

function code(text, rules) {
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    const [kind, end] = tokenAt(text, at, rules, tokens);
    tokens.push({ kind, text: text.slice(at, end) });
    at = end;
  }
  return tokens;
}

function tokenAt(text, at, rules, before) {
  if (opensComment(text, at, rules.comment)) return ["comment", endOfLine(text, at)];
  const quote = rules.quotes.find((each) => text.startsWith(each, at));
  if (quote) {
    const end = endOfString(text, at, quote);
    return [rules.keys && isKey(text, end) ? "name" : "string", end];
  }
  const decorated = rules.decorator && matchEnd(rules.decorator, text, at);
  if (decorated) return ["attribute", decorated];
  const word = matchEnd(WORD, text, at);
  if (word) return [wordKind(text, at, word, rules, before), word];
  const number = matchEnd(NUMBER, text, at);
  return number ? ["number", number] : [null, at + 1];
}

function opensComment(text, at, mark) {
  return Boolean(mark) && text.startsWith(mark, at) && (at === 0 || /\s/.test(text[at - 1]));
}

function wordKind(text, at, end, rules, before) {
  const word = text.slice(at, end);
  if (rules.keys && isKey(text, end)) return "name";
  if (rules.keywords.has(word)) return "keyword";
  const previous = before.findLast((token) => token.text.trim());
  if (previous && ["def", "class", "function"].includes(previous.text)) return "name";
  return text[end] === "(" ? "name" : null;
}

function isKey(text, end) {
  return text[end] === ":" && /\s|$/.test(text[end + 1] ?? " ");
}

function matchEnd(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

function endOfLine(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** A string of one line ends with it at the latest; one in three quotes may run on. */
function endOfString(text, at, quote) {
  for (let i = at + quote.length; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text.startsWith(quote, i)) return i + quote.length;
    else if (text[i] === "\n" && quote.length === 1) return i;
  }
  return text.length;
}

const BLOCKS = [["<!--", "-->", "comment"], ["{#", "#}", "comment"], ["{{", "}}", "attribute"], ["{%", "%}", "keyword"]];
const TAG = /<[/!]?[A-Za-z][\w:-]*/y;
const ATTRIBUTE = /[A-Za-z_@:][\w:.-]*/y;

/** HTML and Jinja: tags with their attributes, comments, {{ … }} and {% … %}. */
function markup(text) {
  const tokens = [];
  let inTag = false;
  let at = 0;
  while (at < text.length) {
    const [kind, end] = blockAt(text, at) ?? (inTag ? withinTag(text, at) : tagAt(text, at));
    if (kind === "name") inTag = true;
    else if (text[at] === ">") inTag = false;
    tokens.push({ kind, text: text.slice(at, end) });
    at = end;
  }
  return tokens;
}

function blockAt(text, at) {
  const found = BLOCKS.find(([open]) => text.startsWith(open, at));
  if (!found) return null;
  const end = text.indexOf(found[1], at + found[0].length);
  return [found[2], end < 0 ? text.length : end + found[1].length];
}

function tagAt(text, at) {
  const end = matchEnd(TAG, text, at);
  return end ? ["name", end] : [null, at + 1];
}

function withinTag(text, at) {
  const quote = ["\"", "'"].find((each) => text[at] === each);
  if (quote) {
    const end = text.indexOf(quote, at + 1);
    return ["string", end < 0 ? text.length : end + 1];
  }
  const end = matchEnd(ATTRIBUTE, text, at);
  return end ? ["attribute", end] : [null, at + 1];
}
