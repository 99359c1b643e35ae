/* The list of events beside the map: one button a row, the chosen one marked and kept in view. */
import "./marks.js";

const { mark, element, walk } = globalThis.DatelineMarks;

export default function list({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("[role=group]");
  const had = root.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement.dataset.id : null;
  const rows = data.rows.map((row) => {
    const button = element("button", data.kind);
    button.type = "button";
    button.dataset.id = row.id;
    if (row.id === data.chosen) button.setAttribute("aria-current", "true");
    button.appendChild(mark(row.type, 22, row.pale));
    const text = element("span", "dl-text", undefined, button);
    element("span", "dl-when", row.when, text);
    element("span", "dl-what", row.headline, text);
    element("span", "dl-more", row.more, text);
    if (row.said) element("span", "dl-more", row.said, text);
    if (row.also) element("span", "dl-more", row.also, text);
    for (const sentence of row.sentences || []) element("q", "dl-also", sentence, text);
    button.onclick = () => setTriggerValue("picked", row.id);
    walk(button);
    return button;
  });
  root.replaceChildren(...rows);
  const chosen = root.querySelector("[aria-current]");
  if (chosen) {
    const box = chosen.getBoundingClientRect(), frame = root.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) root.scrollTop += box.top - frame.top - frame.height / 3;
  }
  if (had) root.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
}
