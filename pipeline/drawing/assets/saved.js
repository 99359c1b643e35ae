/* The saved page: map, days, list and card of one file that needs neither server nor network. */
(function () {
  "use strict";
  const { mark, element, walk } = DatelineMarks;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { layer, rows, first, last, words } = read("dateline-data");
  const byId = new Map(rows.map((row) => [row.id, row]));
  const $ = (id) => document.getElementById(id);
  const shown = { chosen: null, area: null, move: false };
  const map = L.map("map", { minZoom: 2, maxZoom: 12, center: [49, 31.5], zoom: 5 });

  function within(row) {
    const from = $("from").value, to = $("to").value;
    const whole = (!from || from <= first) && (!to || to >= last);
    if (!row.first && !row.last) return whole;
    return (!from || (row.last || row.first) >= from) && (!to || (row.first || row.last) <= to);
  }

  function draw() {
    const kept = rows.filter(within), ids = new Set(kept.map((row) => row.id));
    if (shown.chosen && !ids.has(shown.chosen)) shown.chosen = null;
    const row = byId.get(shown.chosen);
    const chosen = row && row.dot ? { ...row.dot, move: shown.move } : null;
    Dateline.show(map, { ...layer, events: layer.events.filter((event) => ids.has(event[4])), chosen });
    $("count").textContent = kept.length === rows.length ? "" : words.shown.replace("{n}", kept.length).replace("{total}", rows.length);
    card(row);
    list(shown.area ? kept.filter((one) => one.dot && inside(one.dot, shown.area)) : kept);
    $("all").hidden = !shown.area;
  }

  const inside = (dot, [south, west, north, east]) =>
    dot.lat >= south - 1e-4 && dot.lat <= north + 1e-4 && dot.lon >= west - 1e-4 && dot.lon <= east + 1e-4;

  function list(kept) {
    $("list").replaceChildren(...kept.map((row) => {
      const button = element("button", "dl-row");
      button.type = "button";
      if (row.id === shown.chosen) button.setAttribute("aria-current", "true");
      button.appendChild(mark(row.type, 22, row.pale));
      const text = element("span", "dl-text", undefined, button);
      element("span", "dl-when", row.when, text);
      element("span", "dl-what", row.headline, text);
      element("span", "dl-more", row.more, text);
      button.onclick = () => pick(row.id, true);
      walk(button);
      return button;
    }));
    const current = $("list").querySelector("[aria-current]");
    if (current && !shown.move) current.scrollIntoView({ block: "nearest" });
  }

  function card(row) {
    const box = $("card");
    box.hidden = !row;
    box.replaceChildren();
    if (!row) return;
    element("p", "dl-kind", row.label, box);
    element("h2", "", row.headline, box);
    const quote = element("blockquote", "", undefined, box);
    for (const [text, kind] of row.quote) element(kind ? "mark" : "span", kind ? "dl-" + kind : "", text, quote);
    for (const fact of row.facts) element("p", "dl-fact", fact, box);
    if (row.url) {
      const link = element("a", "", words.open, element("p", "", undefined, box));
      link.href = row.url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
    const close = element("button", "dl-plain", words.close, box);
    close.type = "button";
    close.onclick = () => { shown.chosen = null; draw(); };
  }

  function pick(id, move) {
    shown.chosen = id;
    shown.move = move;
    draw();
    $("card").scrollIntoView({ block: "nearest" });
  }

  Dateline.mount(map, {
    words: words.map,
    ground: [read("dateline-ground"), read("dateline-names")],
    tell: (message) => {
      if (message.what === "pick") pick(message.pick, false);
      if (message.what === "area") { shown.area = message.area; draw(); }
    },
  });
  for (const id of ["from", "to"]) {
    $(id).min = first; $(id).max = last;
    $(id).value = id === "from" ? first : last;
    $(id).onchange = draw;
  }
  $("days").hidden = !first || first === last;
  $("all").onclick = () => { shown.area = null; draw(); };
  draw();
})();
