/* Events per day as bars of families, one on the other; what a bar holds is told beside it. */
import "./marks.js";

const { element } = globalThis.DatelineMarks;
const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 170;
const safe = (colour) => (/^#[0-9a-f]{6}$/i.test(colour) ? colour : "#7a7a7a");

function node(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  parent.appendChild(made);
  return made;
}

export default function families({ data, parentElement }) {
  const root = parentElement.querySelector(".dl-families");
  const { series, totals, words, label } = data, most = Math.max(1, ...totals);
  const figure = element("figure", "dl-figure");
  element("figcaption", "dl-caption", label, figure);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${totals.length} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  totals.forEach((total, slot) => {
    let top = HEIGHT;
    for (const { colour, counts } of series) {
      if (!counts[slot]) continue;
      const height = (counts[slot] / most) * (HEIGHT - 6);
      top -= height;
      node("rect", { x: slot + 0.08, y: top, width: 0.84, height, fill: safe(colour), class: "dl-part" }, svg);
    }
    const whole = node("rect", { x: slot, y: 0, width: 1, height: HEIGHT, class: "dl-slot" }, svg);
    const held = series.filter(({ counts }) => counts[slot]).map(({ label: name, counts }) => `${name}: ${counts[slot]}`);
    node("title", {}, whole).textContent = [words[slot], ...held].join("\n");
  });
  figure.appendChild(svg);
  const ends = element("div", "dl-ends", undefined, figure);
  element("span", "", words[0], ends);
  element("span", "", words[words.length - 1], ends);
  const legend = element("ul", "dl-key", undefined, figure);
  for (const { colour, label: name, total } of series) {
    const item = element("li", "", undefined, legend);
    element("i", "", undefined, item).style.background = safe(colour);
    element("span", "", `${name} (${total})`, item);
  }
  root.replaceChildren(figure);
  figure.classList.toggle("dl-thin", svg.getBoundingClientRect().width < 5 * totals.length);
}
