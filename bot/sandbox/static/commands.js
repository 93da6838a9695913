// Commands as the composer needs them: flat, searchable, with required options first.

const SUBCOMMAND = 1;
const GROUP = 2;
export const OPTION = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, number: 10 };

/** A subcommand becomes a command of its own, named as it is typed: "interview start". */
export function flatten(commands) {
  return commands.filter((command) => (command.type ?? 1) === 1).flatMap((command) => leaves(command, command.name));
}

function leaves(node, name) {
  const options = node.options ?? [];
  const children = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (children.length) return children.flatMap((child) => leaves(child, `${name} ${child.name}`));
  return [{ name, description: node.description, options: requiredFirst(options) }];
}

function requiredFirst(options) {
  return [...options.filter((option) => option.required), ...options.filter((option) => !option.required)];
}

/** Those whose name holds what was typed, the ones that begin with it first. */
export function matching(commands, typed) {
  const wanted = typed.toLowerCase().trim();
  const found = commands.filter((command) => command.name.includes(wanted));
  return found.sort((a, b) => Number(b.name.startsWith(wanted)) - Number(a.name.startsWith(wanted)));
}

export function constraint(option) {
  const { min_value: least, max_value: most, min_length: shortest, max_length: longest } = option;
  if (least !== undefined && most !== undefined) return `from ${least} to ${most}`;
  if (least !== undefined) return `at least ${least}`;
  if (most !== undefined) return `at most ${most}`;
  if (shortest !== undefined && longest !== undefined) return `${shortest} to ${longest} characters`;
  if (longest !== undefined) return `at most ${longest} characters`;
  return "";
}
