/* An article's text with its events, places and dates marked; a click tells which was meant.
 * Pieces of text enter the page through textContent alone. */
import "./marks.js";

const { mark, element } = globalThis.DatelineMarks;

export default function article({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".dl-article");
  const begun = new Set();
  const pieces = data.pieces.map(([text, events, hint, kind, also]) => {
    const piece = element("span", events.length ? "dl-event" : also ? "dl-too" : "");
    const number = events.length ? events[events.length - 1] : also?.[0];
    if (also && !events.length) piece.title = also.map((one) => data.events[one].label).join(", ");
    for (const one of events.filter((event) => !begun.has(event))) {
      begun.add(one);
      const event = data.events[one];
      const button = element("button", "dl-pick", undefined, piece);
      button.type = "button";
      button.dataset.id = event.id;
      button.title = event.label;
      button.setAttribute("aria-label", event.label);
      button.appendChild(mark(event.type, 17, event.pale));
      button.onclick = () => setTriggerValue("picked", event.id);
      piece.append("\u2060"); // keeps the mark on the line of its first word
    }
    if (number !== undefined) {
      piece.style.setProperty("--dl-hue", /^#[0-9a-f]{6}$/i.test(data.events[number].type.colour) ? data.events[number].type.colour : "#7a7a7a");
      if ([...events, ...(also || [])].some((event) => data.events[event].id === data.chosen)) piece.classList.add("dl-now");
    }
    if (!kind) { piece.append(text); return piece; }
    const { id, words } = data.hints[hint];
    const marked = element("mark", `dl-${kind}`, text, piece);
    marked.title = words;
    if (id) {
      marked.tabIndex = 0;
      marked.setAttribute("role", "link");
      const go = () => setTriggerValue("place", id);
      marked.onclick = go;
      marked.onkeydown = (event) => { if (event.key === "Enter") go(); };
    }
    return piece;
  });
  root.replaceChildren(...pieces);
  const now = root.querySelector(".dl-now");
  if (now && data.scroll) now.scrollIntoView({ block: "center" });
}
