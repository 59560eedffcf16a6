// What a reader could not see on a page in which an incident runs, of what axe does not judge: edges, ticks, icons, the bar.
() => {
  const found = [];
  const parse = text => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return { parts: [red, green, blue], alpha };
  };
  const luminance = colour => {
    const [red, green, blue] = colour.parts
      .map(part => part / 255)
      .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (front, back) => {
    if (!front.alpha) return 1;
    const [dark, light] = [luminance(front), luminance(back)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = element => {
    if (!element) return parse("rgb(255, 255, 255)");
    const { parts, alpha } = parse(getComputedStyle(element).backgroundColor);
    if (alpha === 1) return { parts, alpha };
    const below = behind(element.parentElement).parts;
    return { parts: parts.map((part, at) => alpha * part + (1 - alpha) * below[at]), alpha: 1 };
  };
  const seen = selector =>
    [...document.querySelectorAll(selector)].filter(
      element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".ol-vh"),
    );
  const name = element => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 30)}`;
  const edges = element => {
    const style = getComputedStyle(element);
    return ["Top", "Bottom", "Left", "Right"]
      .filter(side => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1)
      .map(side => contrast(parse(style[`border${side}Color`]), behind(element.parentElement)));
  };

  const fields = ".md-content :is(input:not([type=file]), textarea, select)";
  const parts = ".ol-card, .ol-door, .ol-box, .ol-stopline, .ol-cmd, .ol-msg, .ol-begin, .ol-tag, .ol-log__box";
  for (const element of seen(`${fields}, ${parts}, .ol-btn:not(.ol-cmd *), .md-button`)) {
    const filled = contrast(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement));
    if (Math.max(filled, ...edges(element)) < 3) found.push(`no edge: ${name(element)}`);
  }
  for (const box of seen(".ol-step__box")) {
    if (!edges(box).length) found.push(`a box without a border: ${name(box.parentElement)}`);
    const tick = parse(getComputedStyle(box.nextElementSibling, "::before").borderRightColor);
    if (box.checked && contrast(tick, behind(box)) < 3) found.push(`no tick in: ${name(box.parentElement)}`);
  }
  for (const element of seen(".ol-incident, .ol-incident *, .md-header .md-icon, .md-search__icon, .md-tabs__link")) {
    if (contrast(parse(getComputedStyle(element).color), behind(element)) < 4.5) found.push(`cannot be read: ${name(element)}`);
  }
  for (const bar of document.querySelectorAll(".ol-incident")) {
    if (parse(getComputedStyle(bar).backgroundColor).alpha < 1) found.push("the page shows through the bar");
  }
  return found;
};
