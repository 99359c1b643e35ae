/* Events per day above the slider. Dragging across the bars chooses the days; the slider follows. */
const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 56;

function node(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  parent.appendChild(made);
  return made;
}

export default function histogram({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".dl-histogram");
  const { counts, from, until, label, words } = data, slots = counts.length, most = Math.max(1, ...counts);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${slots} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const bars = counts.map((count, slot) => {
    const height = count ? Math.max(2, (count / most) * (HEIGHT - 4)) : 0;
    const gap = slots > 140 ? 0 : 0.12;
    const bar = node("rect", { x: slot + gap, y: HEIGHT - height, width: 1 - 2 * gap, height }, svg);
    const whole = node("rect", { x: slot, y: 0, width: 1, height: HEIGHT, class: "dl-slot" }, svg);
    const title = node("title", {}, whole);
    title.textContent = words[slot];
    return bar;
  });
  const paint = (first, last) => bars.forEach((bar, slot) => bar.setAttribute("class", slot >= first && slot <= last ? "dl-in" : "dl-out"));
  paint(from, until);

  let start = null, end = null;
  const slotAt = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(slots - 1, Math.floor(((event.clientX - box.left) / box.width) * slots)));
  };
  svg.onpointerdown = (event) => { start = end = slotAt(event); svg.setPointerCapture(event.pointerId); paint(start, end); };
  svg.onpointermove = (event) => { if (start !== null) { end = slotAt(event); paint(Math.min(start, end), Math.max(start, end)); } };
  svg.onpointerup = () => {
    if (start === null) return;
    const range = [Math.min(start, end), Math.max(start, end)];
    start = null;
    setTriggerValue("brushed", range);
  };
  svg.onpointercancel = () => { start = null; paint(from, until); };
  const top = document.createElement("span");
  top.className = "dl-most";
  top.textContent = data.most;
  root.replaceChildren(svg, top);
}
