/* The map as a PNG: ground, marks, soft circles, legend, what is shown in words, attribution.
 * Everything but the ground is one SVG, so that marks and letters stay sharp at twice the size. */
(function (root) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const SCALE = 2;
  const EDGE = 16; // pixels around the words
  const LINE = 20; // pixels of a line of the legend
  const COLUMN = 300; // pixels of a column of the legend
  const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray"];

  function node(name, attributes, parent, text) {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  /* Words in lines no longer than `width` pixels. */
  function wrap(pen, words, width) {
    const lines = [""];
    for (const word of words.split(/\s+/)) {
      const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
      if (pen.measureText(longer).width <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines.slice(0, 4);
  }

  function at(element, frame) {
    const box = element.getBoundingClientRect();
    return { x: box.left - frame.left, y: box.top - frame.top, width: box.width, height: box.height };
  }

  /* What lies over the ground, copied with the looks that styles gave it. */
  function overlay(box, frame, top, into) {
    const clip = node("svg", { x: 0, y: top, width: frame.width, height: frame.height, overflow: "hidden" }, into);
    for (const path of box.querySelectorAll(".dl-soft-pane path, .leaflet-dl-soft-pane path")) {
      const style = getComputedStyle(path), svg = path.ownerSVGElement, place = at(svg, frame);
      const [left, up] = (svg.getAttribute("viewBox") || "0 0 0 0").split(" ").map(Number);
      const copy = node("path", { d: path.getAttribute("d"), transform: `translate(${place.x - left} ${place.y - up})` }, clip);
      for (const name of KEPT) copy.setAttribute(name, style.getPropertyValue(name));
    }
    const icons = [...box.querySelectorAll(".leaflet-marker-pane .dl-pin > svg")];
    icons.sort((one, other) => (Number(one.closest(".dl-icon").style.zIndex) || 0) - (Number(other.closest(".dl-icon").style.zIndex) || 0));
    for (const icon of icons) {
      const place = at(icon, frame), copy = icon.cloneNode(true);
      for (const key of ["x", "y", "width", "height"]) copy.setAttribute(key, place[key]);
      for (const text of copy.querySelectorAll("text")) { text.setAttribute("font-family", FONT); text.setAttribute("font-weight", 650); text.setAttribute("fill", "#14171c"); }
      clip.appendChild(copy);
    }
  }

  function legend(rows, width, top, ink, into) {
    const columns = Math.max(1, Math.floor((width - 2 * EDGE) / COLUMN)), deep = Math.ceil(rows.length / columns);
    rows.forEach((row, number) => {
      const x = EDGE + Math.floor(number / deep) * COLUMN, y = top + (number % deep) * LINE, icon = row.querySelector("svg, i");
      if (icon && icon.tagName.toLowerCase() === "svg") {
        const copy = icon.cloneNode(true);
        for (const [key, value] of [["x", x], ["y", y], ["width", 16], ["height", 16]]) copy.setAttribute(key, value);
        into.appendChild(copy);
      } else if (icon) node("rect", { x, y, width: 16, height: 16, fill: getComputedStyle(icon).backgroundColor, stroke: ink }, into);
      else node("circle", { cx: x + 8, cy: y + 8, r: 7, fill: "none", stroke: ink, "stroke-dasharray": "3 3" }, into);
      node("text", { x: x + 22, y: y + 12, "font-family": FONT, "font-size": 12, fill: ink }, into, (row.querySelector("span:last-child") || row).textContent);
    });
    return deep * LINE;
  }

  function toImage(svg) {
    const image = new Image();
    const text = new XMLSerializer().serializeToString(svg);
    return new Promise((resolve, reject) => {
      image.onload = () => resolve(image);
      image.onerror = () => reject(new Error("the picture could not be drawn"));
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    });
  }

  async function picture(map, words, credits) {
    const box = map.getContainer(), frame = box.getBoundingClientRect(), looks = getComputedStyle(document.documentElement);
    const ink = looks.getPropertyValue("--ink").trim(), paper = looks.getPropertyValue("--sea").trim();
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), width = Math.round(frame.width);
    pen.font = `600 17px ${FONT}`;
    const title = wrap(pen, words, width - 2 * EDGE), rows = [...box.querySelectorAll(".dl-legend-row")];
    const head = title.length * 23 + 18, columns = Math.max(1, Math.floor((width - 2 * EDGE) / COLUMN));
    pen.font = `11px ${FONT}`;
    const source = wrap(pen, credits, width - 2 * EDGE);
    const foot = Math.ceil(rows.length / columns) * LINE + source.length * 15 + 30;
    const height = Math.round(head + frame.height + foot);
    const svg = node("svg", { xmlns: SVG, width: width * SCALE, height: height * SCALE, viewBox: `0 0 ${width} ${height}` });
    title.forEach((line, number) => node("text", { x: EDGE, y: 26 + number * 23, "font-family": FONT, "font-size": 17, "font-weight": 600, fill: ink }, svg, line));
    overlay(box, frame, head, svg);
    const deep = legend(rows, width, head + frame.height + 12, ink, svg);
    source.forEach((line, number) => node("text", { x: EDGE, y: head + frame.height + deep + 26 + number * 15, "font-family": FONT, "font-size": 11, fill: ink }, svg, line));

    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    pen.setTransform(SCALE, 0, 0, SCALE, 0, 0);
    pen.fillStyle = paper;
    pen.fillRect(0, 0, width, height);
    pen.save();
    pen.beginPath();
    pen.rect(0, head, frame.width, frame.height);
    pen.clip();
    for (const part of box.querySelectorAll(".leaflet-tile-loaded, canvas")) {
      if (!part.getClientRects().length) continue;
      const place = at(part, frame);
      if (part.width || part.naturalWidth) pen.drawImage(part, place.x, head + place.y, place.width, place.height);
    }
    pen.restore();
    pen.drawImage(await toImage(svg), 0, 0, width, height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  root.DatelinePicture = { picture };
})(window);
