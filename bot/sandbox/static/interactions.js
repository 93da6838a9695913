// What a member set off and is waiting for. An outcome may overtake the answer that names its id.

const REMEMBERED = 50;
const sentHere = new Map();
const early = new Map();

/**
 * `send` posts the interaction and resolves to {interaction: id}. `entry` has acknowledged(),
 * failed(reason, messageId), abandoned() and giveFocusBack(), for after a form; `refused`, where given, takes the sentence of a
 * request that was turned down, and `sent` runs once it was accepted.
 */
export async function begin(send, entry) {
  let id;
  try {
    ({ interaction: id } = await send());
  } catch (error) {
    (entry.refused ?? entry.failed)(error.message, null);
    return;
  }
  entry.sent?.();
  remember(sentHere, id, entry);
  for (const outcome of early.get(id) ?? []) outcome(entry);
  early.delete(id);
}

/** Outcomes of another tab's interactions wait here for an entry that never comes, and are forgotten. */
export function settle(id, outcome) {
  const entry = sentHere.get(id);
  if (entry) outcome(entry);
  else remember(early, id, [...(early.get(id) ?? []), outcome]);
}

/** After a lost connection nobody will tell how these ended. */
export function abandonAll() {
  const entries = [...sentHere.values()];
  sentHere.clear();
  early.clear();
  for (const entry of entries) entry.abandoned();
}

function remember(map, key, value) {
  map.set(key, value);
  if (map.size > REMEMBERED) map.delete(map.keys().next().value);
}
