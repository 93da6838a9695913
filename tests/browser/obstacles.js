// Where axe-core can't be had: names for what can be operated, texts for pictures, contrast for texts.
() => {
  const NEEDS_NO_NAME = ["log", "status", "alert", "separator", "group", "presentation"];
  const LEAST_CONTRAST = 4.5;
  const seen = (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !each.closest("[aria-hidden=true], [inert]");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);

  const named = (each) => each.ariaLabel || each.title || each.textContent.trim()
    || each.labels?.length || each.getAttribute("aria-labelledby");
  const nameless = all("a, button, input, textarea, [role]")
    .filter((each) => !NEEDS_NO_NAME.includes(each.role) && !named(each))
    .map((each) => `nameless: ${each.tagName}.${each.className}`);
  const pictures = all("img").filter((each) => !each.hasAttribute("alt")).map((each) => `no text: ${each.src}`);

  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const over = ([red, green, blue, alpha = 1], under) =>
    [red, green, blue].map((each, at) => each * alpha + under[at] * (1 - alpha));
  const ground = (each) => {
    if (!each) return [49, 51, 56];
    const own = parts(getComputedStyle(each).backgroundColor);
    return own.length === 3 ? own : over(own, ground(each.parentElement));
  };
  const light = (colour) => colour.map((each) => each / 255)
    .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (each) => {
    const under = ground(each);
    const both = [light(under), light(over(parts(getComputedStyle(each).color), under))];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  };
  const faint = all("body *")
    .filter((each) => !each.closest(":disabled, option, svg, .skip-link"))
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((each) => contrast(each) < LEAST_CONTRAST)
    .map((each) => `faint: ${each.className}: ${each.textContent.slice(0, 30)}: ${contrast(each)}`);
  return [...nameless, ...pictures, ...faint];
}
