/* Shapes of event types as SVG nodes: used by the map, its legend, the list and the saved page.
 * Text only ever enters the page through textContent or setAttribute, never as markup. */
(function (root) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const OUTLINES = {
    circle: "M12 4.2a7.8 7.8 0 1 1 0 15.6a7.8 7.8 0 1 1 0-15.6z",
    ring: "M12 3.2a8.8 8.8 0 1 1 0 17.6a8.8 8.8 0 1 1 0-17.6zM12 8.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8z",
    square: "M4.8 4.8h14.4v14.4h-14.4z",
    diamond: "M12 2.4l9.6 9.6l-9.6 9.6l-9.6-9.6z",
    triangle: "M12 3l10 17.4h-20z",
    star: "M12 1.8l2.9 6.7l7.3.7l-5.5 4.8l1.6 7.1l-6.3-3.7l-6.3 3.7l1.6-7.1l-5.5-4.8l7.3-.7z",
    arrow: "M2.6 9h9.2v-5.6l9.8 8.6l-9.8 8.6v-5.6h-9.2z",
  };

  function node(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(made);
    return made;
  }

  function colour(value) {
    return /^#[0-9a-f]{6}$/i.test(value) ? value : "#7a7a7a";
  }

  /* One event: filled shape, dark outline, light halo so that it stands on any ground. */
  function mark(type, size, pale) {
    const svg = node("svg", { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" });
    const d = OUTLINES[type.shape] || OUTLINES.circle;
    node("path", { d, fill: "none", stroke: "#fff", "stroke-width": 5, "stroke-linejoin": "round", "stroke-opacity": 0.85 }, svg);
    if (pale) node("path", { d, fill: "#fff", "fill-rule": "evenodd" }, svg);
    node("path", {
      d, fill: colour(type.colour), "fill-rule": "evenodd", "fill-opacity": pale ? 0.4 : 1,
      stroke: "#14171c", "stroke-width": (1.7 * 24) / size, "stroke-linejoin": "round",
    }, svg);
    return svg;
  }

  function wedge(from, to, outer, inner) {
    const at = (turn, radius) => [
      (24 + radius * Math.sin(turn * 2 * Math.PI)).toFixed(2),
      (24 - radius * Math.cos(turn * 2 * Math.PI)).toFixed(2),
    ].join(" ");
    const large = to - from > 0.5 ? 1 : 0;
    return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}L${at(to, inner)}` +
      `A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}z`;
  }

  /* Several events: a ring that shows the mix of types, with their number in the middle. */
  function donut(mix, types, count, size) {
    const svg = node("svg", { viewBox: "0 0 48 48", width: size, height: size, "aria-hidden": "true" });
    node("circle", { cx: 24, cy: 24, r: 23.2, fill: "#fff", "fill-opacity": 0.9 }, svg);
    let from = 0;
    if (mix.length === 1) node("circle", { cx: 24, cy: 24, r: 21.5, fill: colour(types[mix[0][0]].colour) }, svg);
    else for (const [index, number] of mix) {
      const to = Math.min(from + number / count, 0.99999);
      node("path", { d: wedge(from, to, 21.5, 14), fill: colour(types[index].colour), stroke: "#fff", "stroke-width": 0.8 }, svg);
      from += number / count;
    }
    node("circle", { cx: 24, cy: 24, r: 21.7, fill: "none", stroke: "#14171c", "stroke-width": (1.6 * 48) / size }, svg);
    node("circle", { cx: 24, cy: 24, r: 14, fill: "#fff", stroke: "#14171c", "stroke-width": 48 / size }, svg);
    const text = node("text", { x: 24, y: 24, "text-anchor": "middle", "dominant-baseline": "central", "class": "dl-count", "font-size": (Math.min(12.5, 9 + size / 14) * 48) / size }, svg);
    text.textContent = short(count);
    return svg;
  }

  function short(count) {
    if (count < 1000) return String(count);
    if (count < 10000) return (count / 1000).toFixed(1).replace(".0", "") + "k";
    if (count < 1000000) return Math.round(count / 1000) + "k";
    return (count / 1000000).toFixed(1).replace(".0", "") + "M";
  }

  function element(name, className, text, parent) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined && text !== null) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  /* Up and down go to the line above or below, in a list of buttons. */
  function walk(button) {
    button.onkeydown = (event) => {
      const next = { ArrowDown: button.nextElementSibling, ArrowUp: button.previousElementSibling }[event.key];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
  }

  root.DatelineMarks = { mark, donut, element, short, walk };
})(typeof globalThis !== "undefined" ? globalThis : window);
