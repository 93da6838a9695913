// Presses and choices on messages: which one waits for its answer, and which one failed.

import { sendComponent } from "./api.js";
import { byId } from "./dom.js";
import { begin } from "./interactions.js";
import { emit, state } from "./state.js";

const pending = new Map();
const failures = new Map();

export function pendingKey(messageId) {
  return pending.get(messageId) ?? null;
}

export function failureOf(messageId) {
  return failures.get(messageId) ?? null;
}

export function forgetFailure(messageId) {
  failures.delete(messageId);
}

/** One press at a time on each message, as on Discord; `otherwise` takes the focus when the message is gone. */
export function act(messageId, customId, values, otherwise) {
  if (pending.has(messageId)) return;
  pending.set(messageId, customId);
  failures.delete(messageId);
  emit("activity", messageId);
  const done = () => {
    pending.delete(messageId);
    emit("activity", messageId);
  };
  begin(() => sendComponent(state.me, messageId, customId, values), {
    giveFocusBack: () => focusOn(messageId, customId, otherwise),
    acknowledged: done,
    abandoned: done,
    failed(reason) {
      failures.set(messageId, reason);
      done();
    },
  });
}

/** The message may have been drawn anew since, so its control is looked up. */
function focusOn(messageId, customId, otherwise) {
  const message = byId(`message-${messageId}`);
  const control = message?.querySelector(`[data-key="${CSS.escape(customId)}"]:not(:disabled)`);
  if (message) (control ?? message).focus({ preventScroll: true });
  else otherwise();
}

export function forgetAll() {
  pending.clear();
  failures.clear();
}
