// The page's own HTTP routes. Every failure is an Error whose message is a sentence for the reader.

const UNREACHABLE = "The sandbox can't be reached. Is it still running?";

async function ask(path, body) {
  const request = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Error(UNREACHABLE);
  }
  const answer = await readJson(response);
  if (!response.ok) throw new Error(answer?.error ?? `The sandbox refused this (${response.status}).`);
  return answer;
}

async function readJson(response) {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function query(parameters) {
  return new URLSearchParams(parameters).toString();
}

export const readState = (as) => ask(`/sandbox/state?${query({ as })}`);
export const readMessages = (as, channel) => ask(`/sandbox/messages?${query({ as, channel })}`);
export const sendSlash = (as, channel, name, options) => ask("/sandbox/slash", { as, channel, name, options });
export const readChoices = (as, channel, name, options, focused) =>
  ask("/sandbox/autocomplete", { as, channel, name, options, focused });
export const sendComponent = (as, message, custom_id, values) =>
  ask("/sandbox/component", { as, message, custom_id, ...(values ? { values } : {}) });
export const sendModal = (as, modal, fields) => ask("/sandbox/modal", { as, modal, fields });
export const dismissModal = (as, modal) => ask("/sandbox/modal/dismiss", { as, modal });
export const dismissMessage = (as, message) => ask("/sandbox/message/dismiss", { as, message });
export const takeDirectMessages = (as, takes) => ask("/sandbox/direct-messages", { as, takes });
export const advanceClock = (advance_s) => ask("/sandbox/clock", { advance_s });
export const restartBot = () => ask("/sandbox/restart", {});
export const loseNextAnswer = () => ask("/sandbox/lose-answer", {});

export function openLive(as) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return new WebSocket(`${scheme}://${location.host}/sandbox/live?${query({ as })}`);
}
