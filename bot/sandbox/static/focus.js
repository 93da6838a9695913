// Who has the focus, to give it back after something else had it.

/** Returns a function that gives the focus back, to the same link drawn anew too; it tells whether it could. */
export function holdFocus() {
  const held = document.activeElement;
  const frame = held.closest("[id]")?.id;
  const address = held.getAttribute("href");
  return () => {
    const again = held.isConnected ? held : redrawn(frame, address);
    if (!again?.checkVisibility() || again === document.body) return false;
    again.focus();
    return true;
  };
}

function redrawn(frame, address) {
  return frame && address ? document.getElementById(frame)?.querySelector(`a[href="${CSS.escape(address)}"]`) : null;
}
