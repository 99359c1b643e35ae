/* A list to pick from: one button a line, with a title, what else is known, and a number. */
import "./marks.js";

const { element, walk } = globalThis.DatelineMarks;

export default function lines({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".dl-lines");
  root.replaceChildren(...data.lines.map((line) => {
    const button = element("button", "dl-line");
    button.type = "button";
    button.dataset.id = line.id;
    const text = element("span", "dl-text", undefined, button);
    if (line.pieces) {
      const told = element("span", "dl-say", undefined, text);
      for (const [words, kind] of line.pieces) element(kind ? "mark" : "span", kind ? "dl-" + kind : "", words, told);
    } else element("span", "dl-what", line.title, text);
    element("span", "dl-more", line.more, text);
    element("span", "dl-number", line.number, button);
    button.onclick = () => setTriggerValue("picked", line.id);
    walk(button);
    return button;
  }));
}
