// The live connection: events as they happen, and catching up after it was lost.

import { openLive } from "./api.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8000;

/**
 * `onOpen` resolves once the page has caught up; events that arrive meanwhile are held back, so
 * that the last word on each message is the newest. `onLost` runs when the connection breaks.
 */
export function connect(as, { onOpen, onEvent, onLost }) {
  let socket;
  let waitMs = FIRST_WAIT_MS;
  let timer;
  let stopped = false;
  let tasks = 0;
  let held = [];

  function open() {
    socket = openLive(as);
    socket.addEventListener("open", catchUp);
    socket.addEventListener("message", ({ data }) => {
      const event = JSON.parse(data);
      if (tasks) held.push(event);
      else onEvent(event);
    });
    socket.addEventListener("close", retry);
  }

  async function catchUp() {
    const current = socket;
    if (stopped) return;
    try {
      await holding(onOpen);
      waitMs = FIRST_WAIT_MS;
    } catch {
      current.close();
    }
  }

  /** Run `task` with the events held back until it, and any other that runs beside it, is done. */
  async function holding(task) {
    tasks += 1;
    try {
      await task();
    } finally {
      tasks -= 1;
      if (!tasks) release();
    }
  }

  function release() {
    const events = held;
    held = [];
    if (!stopped) events.forEach(onEvent);
  }

  function retry() {
    if (stopped) return;
    onLost();
    timer = setTimeout(open, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  open();
  return {
    holding,
    stop() {
      stopped = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
