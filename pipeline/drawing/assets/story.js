/* A story for a talk: one event a step, with arrow keys, on a map that needs no network. */
(function () {
  "use strict";
  const { mark, element } = DatelineMarks;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const story = read("dateline-data"), { steps, layer, words } = story;
  const $ = (id) => document.getElementById(id);
  const last = steps.length + 1; // the first slide is the title, the last one the sources
  let now = 0;
  const map = L.map("map", { minZoom: 2, maxZoom: 12, center: [49, 31.5], zoom: 5 });

  function show(number) {
    now = Math.max(0, Math.min(last, number));
    const step = steps[now - 1], slide = $("slide");
    const dot = step && step.dot;
    Dateline.show(map, { ...layer, chosen: dot || null });
    if (!dot && (now === 0 || now === last) && layer.fit) home();
    slide.replaceChildren();
    if (step) tell(step, slide);
    else if (now === 0) title(slide);
    else sources(slide);
    slide.scrollTop = 0;
    $("place").textContent = step ? words.step.replace("{n}", now).replace("{total}", steps.length) : "";
    $("previous").disabled = now === 0;
    $("next").disabled = now === last;
    document.body.dataset.step = String(now);
  }

  function home() {
    const [south, west, north, east] = layer.fit.box;
    map.fitBounds([[south, west], [north, east]], { padding: [30, 30], maxZoom: 9 });
  }

  function tell(step, slide) {
    element("p", "dl-when-big", step.when, slide);
    const kind = element("p", "dl-kind", undefined, slide);
    kind.appendChild(mark(step.type, 26, false));
    element("span", "", `${step.kind} · ${step.where}`, kind);
    element("h2", "", step.headline, slide);
    if (step.caption) element("p", "dl-caption-big", step.caption, slide);
    const quote = element("blockquote", "", undefined, slide);
    for (const [text, what] of step.quote) element(what ? "mark" : "span", what ? "dl-" + what : "", text, quote);
    if (step.harm) element("p", "", step.harm, slide);
    if (!step.dot) element("p", "dl-small", words.no_mark, slide);
    element("p", "dl-small", step.source, slide);
  }

  function title(slide) {
    element("h1", "", story.title, slide);
    element("p", "dl-caption-big", story.about, slide);
    element("p", "dl-small", words.keys, slide);
  }

  function sources(slide) {
    element("h2", "", words.sources, slide);
    const list = element("ul", "", undefined, slide);
    for (const source of story.sources) element("li", "", source, list);
    element("p", "dl-small", story.footer, slide);
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
  }

  const KEYS = {
    ArrowRight: () => show(now + 1), PageDown: () => show(now + 1), " ": () => show(now + 1), ArrowDown: () => show(now + 1),
    ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1), ArrowUp: () => show(now - 1),
    Home: () => show(0), End: () => show(last), f: full, F: full,
  };
  window.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " && event.target.tagName === "BUTTON") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, true);
  for (const [id, act] of [["previous", () => show(now - 1)], ["next", () => show(now + 1)], ["full", full]]) {
    $(id).textContent = words[id];
    $(id).onclick = act;
  }
  Dateline.mount(map, {
    words: words.map,
    ground: [read("dateline-ground"), read("dateline-names")],
    tell: (message) => {
      if (message.what !== "pick") return;
      const number = steps.findIndex((step) => step.dot && step.dot.id === message.pick);
      if (number >= 0) show(number + 1);
    },
  });
  show(0);
})();
