/* Days: bars to brush, a player that moves the map's own film, steps, jumps and presets.
 * Everything is told to the page as a range of days, `[first, last]`, both included. */
const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 56;
const MAP = 'iframe[title="streamlit_folium.st_folium"]';
const WAIT_MS = 60; // between looks at whether the film has reached the map
const EMPTY_MS = 90; // a step without an event is passed quickly
const PATIENCE_MS = 20000;
const DAY_MS = 86400000;
const bars = new WeakMap(); // the time bar of each place it stands in, kept from update to update
let current = null; // the one that the arrow keys move

function element(name, className, text, parent) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  if (parent) parent.appendChild(made);
  return made;
}

function node(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  if (parent) parent.appendChild(made);
  return made;
}

const toDay = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY_MS);
const toIso = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

class TimeBar {
  constructor(root) {
    this.root = root;
    this.timer = 0;
    this.step = 1;
    this.until = false;
    this.speed = 2;
    this.film = 0; // number of the film last asked for
  }

  update(data, tell) {
    this.data = data;
    this.tell = tell;
    [this.first, this.last, this.from, this.to] = [data.first, data.last, data.from, data.until].map(toDay);
    if (!this.svg) this.build();
    if (data.film === this.film) this.heard = true;
    else if (this.playing && this.heard) this.stop(); // days were chosen elsewhere
    this.drawBars();
    if (!this.playing) this.say("");
  }

  /* ---- made once ---- */
  build() {
    const { words } = this.data, row = element("div", "dl-player", undefined, this.root);
    const button = (sign, name, act) => {
      const made = element("button", "dl-key", sign, row);
      made.type = "button";
      made.title = name;
      made.setAttribute("aria-label", name);
      made.onclick = act;
      return made;
    };
    const select = (name, options, value, act) => {
      const made = element("select", "dl-choice", undefined, row);
      made.setAttribute("aria-label", name);
      made.title = name;
      for (const [key, text] of options) element("option", "", text, made).value = key;
      made.value = value;
      made.onchange = () => { act(made.value); this.replay(); };
      return made;
    };
    button("\u2039", words.back, () => this.move(-1));
    this.key = button("\u25B6", words.play, () => (this.playing ? this.pause() : this.play()));
    this.key.classList.add("dl-play");
    button("\u203A", words.on, () => this.move(1));
    select(words.step, [["1", words.day], ["7", words.week]], String(this.step), (value) => { this.step = Number(value); });
    select(words.window, [["", words.this], ["1", words.until]], this.until ? "1" : "", (value) => { this.until = value === "1"; });
    select(words.speed, [1, 2, 4, 8].map((times) => [String(times), `${times}\u00D7`]), String(this.speed), (value) => { this.speed = Number(value); });
    this.jump = element("input", "dl-choice", undefined, row);
    this.jump.type = "date";
    this.jump.setAttribute("aria-label", words.jump);
    this.jump.title = words.jump;
    [this.jump.min, this.jump.max] = [this.data.first, this.data.last];
    this.jump.onchange = () => { if (this.jump.value) this.goTo(Math.floor((toDay(this.jump.value) - this.first) / this.step)); };
    for (const [days, text] of [[7, words.last7], [30, words.last30], [0, words.all]]) {
      if (days && days > this.last - this.first) continue;
      const preset = element("button", "dl-preset", text, row);
      preset.type = "button";
      preset.onclick = () => this.choose(days ? this.last - days + 1 : this.first, this.last);
    }
    this.caption = element("output", "dl-caption", "", row);
    this.box = element("div", "dl-bars", undefined, this.root);
    this.svg = node("svg", { preserveAspectRatio: "none", role: "img" }, this.box);
    this.most = element("span", "dl-most", "", this.box);
    this.brush();
  }

  brush() {
    const { svg } = this;
    let start = null, end = null;
    const slotAt = (event) => {
      const box = svg.getBoundingClientRect(), slots = this.data.counts.length;
      return Math.max(0, Math.min(slots - 1, Math.floor(((event.clientX - box.left) / box.width) * slots)));
    };
    svg.onpointerdown = (event) => { this.stop(); start = end = slotAt(event); svg.setPointerCapture(event.pointerId); this.mark(start, end); };
    svg.onpointermove = (event) => { if (start !== null) { end = slotAt(event); this.mark(Math.min(start, end), Math.max(start, end)); } };
    svg.onpointerup = () => {
      if (start === null) return;
      const low = Math.min(start, end), high = Math.max(start, end), each = this.data.each;
      start = null;
      this.choose(this.first + low * each, this.first + (high + 1) * each - 1);
    };
    svg.onpointercancel = () => { start = null; this.paint(this.from, this.to); };
  }

  /* ---- the bars ---- */
  drawBars() {
    const { counts, label, most, first, each } = this.data, slots = counts.length, top = Math.max(1, ...counts);
    const drawn = JSON.stringify([counts, label, most, first, each]);
    if (drawn === this.drawn) { this.paint(this.from, this.to); return; } // a step changes the days alone
    this.drawn = drawn;
    const gap = slots > 140 ? 0 : 0.12;
    this.svg.setAttribute("viewBox", `0 0 ${slots} ${HEIGHT}`);
    this.svg.setAttribute("aria-label", label);
    this.rects = counts.map((count, slot) => {
      const height = count ? Math.max(2, (count / top) * (HEIGHT - 4)) : 0;
      return node("rect", { x: slot + gap, y: HEIGHT - height, width: 1 - 2 * gap, height });
    });
    const wholes = counts.map((count, slot) => {
      const whole = node("rect", { x: slot, y: 0, width: 1, height: HEIGHT, class: "dl-slot" });
      node("title", {}, whole).textContent = `${this.told(this.first + slot * this.data.each, this.first + (slot + 1) * this.data.each - 1)}: ${count.toLocaleString(this.data.locale)}`;
      return whole;
    });
    this.svg.replaceChildren(...this.rects, ...wholes);
    this.most.textContent = most;
    this.paint(this.from, this.to);
  }

  paint(from, to) {
    const slot = (day) => Math.floor((day - this.first) / this.data.each);
    this.mark(slot(from), slot(to));
  }

  mark(low, high) {
    this.rects.forEach((rect, slot) => rect.setAttribute("class", slot >= low && slot <= high ? "dl-in" : "dl-out"));
  }

  told(from, to) {
    this.format = this.format || new Intl.DateTimeFormat(this.data.locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    const day = (value) => this.format.format(value * DAY_MS);
    return from >= Math.min(to, this.last) ? day(from) : `${day(from)} \u2013 ${day(Math.min(to, this.last))}`;
  }

  say(text) { this.caption.textContent = text; }

  /* ---- steps ---- */
  steps() { return Math.floor((this.last - this.first) / this.step) + 1; }

  windowOf(number) {
    const start = this.first + number * this.step;
    return [this.until ? this.first : start, Math.min(start + this.step - 1, this.last)];
  }

  /* The step the chosen days end in; before the first when all days are chosen. */
  here() {
    if (this.from <= this.first && this.to >= this.last) return -1;
    return Math.floor((this.to - this.first) / this.step);
  }

  move(by) {
    const here = this.playing ? this.frame : this.here();
    this.goTo(here < 0 && by < 0 ? this.steps() - 1 : here + by);
  }

  goTo(number) {
    this.choose(...this.windowOf(Math.max(0, Math.min(this.steps() - 1, number))));
  }

  choose(from, to) {
    this.stop();
    [this.from, this.to] = [Math.max(from, this.first), Math.min(to, this.last)];
    this.paint(this.from, this.to);
    this.tell("days", [toIso(this.from), toIso(this.to)]);
  }

  /* ---- play: the map holds the film, and no frame asks the server ---- */
  play() {
    const here = this.here();
    this.frame = here < 0 || here >= this.steps() - 1 ? -1 : here - 1;
    this.ask();
  }

  ask() {
    this.playing = true;
    this.heard = false;
    this.film = Date.now();
    this.asked = performance.now();
    this.key.textContent = "\u275A\u275A";
    this.key.setAttribute("aria-label", this.data.words.pause);
    this.key.title = this.data.words.pause;
    this.say(this.data.words.loading);
    const map = this.map();
    this.tell("film", { step: this.step, until: this.until, key: this.film, ...(map ? map.view() : {}) });
    this.timer = setTimeout(() => this.tick(), WAIT_MS);
  }

  replay() { if (this.playing) { clearTimeout(this.timer); this.frame = Math.min(this.frame, this.steps() - 2); this.ask(); } }

  map() {
    const frame = document.querySelector(MAP);
    return frame && frame.contentWindow ? frame.contentWindow.Dateline : null;
  }

  tick() {
    const map = this.map();
    if (!map || !map.hasFilm(this.film)) {
      if (performance.now() - this.asked > PATIENCE_MS) { this.stop(); this.say(this.data.words.failed); return; }
      this.timer = setTimeout(() => this.tick(), WAIT_MS);
      return;
    }
    this.frame += 1;
    const [from, to] = this.windowOf(this.frame), count = map.frame(this.frame);
    this.paint(from, to);
    this.say(`${this.told(this.until ? to : from, to)} \u00B7 ${count.toLocaleString(this.data.locale)} ${this.data.words.onMap}`);
    if (this.frame >= this.steps() - 1) { this.timer = setTimeout(() => this.pause(), 1000 / this.speed); return; }
    this.timer = setTimeout(() => this.tick(), count ? 1000 / this.speed : Math.min(EMPTY_MS, 1000 / this.speed));
  }

  pause() {
    const frame = Math.max(0, this.frame);
    this.choose(...this.windowOf(frame));
  }

  stop() {
    clearTimeout(this.timer);
    if (!this.playing) return;
    this.playing = false;
    this.key.textContent = "\u25B6";
    this.key.setAttribute("aria-label", this.data.words.play);
    this.key.title = this.data.words.play;
  }
}

/* Left and right step through the days, unless the reader is in something that uses them. */
const TAKEN = 'input, textarea, select, [role="slider"], [contenteditable], [role="grid"], [role="tab"], [role="radio"]';
if (!window.datelineKeys) {
  window.datelineKeys = true;
  window.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    if (!current || !current.root.isConnected || (target.closest && target.closest(TAKEN))) return;
    event.preventDefault();
    current.move(by);
  });
}

export default function time({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".dl-time");
  if (!bars.has(root)) bars.set(root, new TimeBar(root));
  current = bars.get(root);
  current.update(data, setTriggerValue);
}
