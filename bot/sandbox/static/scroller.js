// Where the reader is in the log: kept at the newest message until they scroll away.

const NEAR_PX = 60;
const EDGE_PX = 12;

export function createScroller(container, jump) {
  let following = true;
  let lastTop = 0;
  let pinned = true;

  function atEnd() {
    return container.scrollHeight - container.scrollTop - container.clientHeight <= NEAR_PX;
  }

  function scrollTo(top) {
    container.scrollTop = top;
    lastTop = container.scrollTop;
    pinned = atEnd();
  }

  function toEnd() {
    following = true;
    jump.hidden = true;
    scrollTo(container.scrollHeight);
  }

  /** A message taller than the window is read from its top. */
  function showNewest(element) {
    following = true;
    jump.hidden = true;
    const fits = element.offsetHeight <= container.clientHeight - EDGE_PX;
    scrollTo(fits ? container.scrollHeight : container.scrollTop + offset(element) - EDGE_PX);
  }

  function offset(element) {
    return element.getBoundingClientRect().top - container.getBoundingClientRect().top;
  }

  function firstVisible(entries) {
    return entries.find((entry) => offset(entry.element) + entry.element.offsetHeight > 0);
  }

  /**
   * `change` edits or adds `entry`; `newest` tells whether it is the last one, `mine` whether the
   * reader set it off: then what grew or shrank is brought into view.
   */
  function during(entries, change, { entry, added, newest, mine }) {
    const anchor = firstVisible(entries);
    const top = anchor ? offset(anchor.element) : 0;
    const height = entry?.element?.offsetHeight ?? 0;
    change();
    if (newest && following && (added || entry.element.offsetHeight !== height)) {
      showNewest(entry.element);
      return;
    }
    hold(anchor?.element, top);
    if (added && newest) jump.hidden = atEnd();
    else if (mine && entry.element.offsetHeight !== height) reveal(entry.element);
  }

  function hold(element, top) {
    if (element?.isConnected) scrollTo(container.scrollTop + offset(element) - top);
  }

  /** The least scrolling that brings the whole element, or its top, into view. */
  function reveal(element) {
    const top = offset(element);
    const below = top + element.offsetHeight + EDGE_PX - container.clientHeight;
    const room = top - EDGE_PX;
    if (top < 0) scrollTo(container.scrollTop + room);
    else if (below > 0) scrollTo(container.scrollTop + Math.min(below, Math.max(room, 0)));
  }

  container.addEventListener("scroll", () => {
    const top = container.scrollTop;
    pinned = atEnd();
    if (pinned) {
      following = true;
      jump.hidden = true;
    } else if (top < lastTop - 1) {
      following = false;
    }
    lastTop = top;
  });
  // A picture that arrives late, a keyboard that opens: the newest message stays in sight.
  const stay = () => {
    if (following && pinned) toEnd();
  };
  new ResizeObserver(stay).observe(container);
  container.addEventListener("load", stay, true);
  jump.addEventListener("click", () => {
    toEnd();
    container.focus({ preventScroll: true });
  });

  return { during, reveal, toEnd, follow: () => { following = true; } };
}
