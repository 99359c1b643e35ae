/* The ground of the map, drawn from files of our own: sea, land, borders, regions, names. */
(function (root) {
  "use strict";
  const FONT = '"Source Sans", "Source Sans 3", system-ui, -apple-system, "Segoe UI", sans-serif';
  const GROUNDS = {
    light: { land: "#f8f6f1", coast: "#9aa7b4", border: "#7d8694", region: "#c4c7cd", country: "#626976", city: "#2f3744", halo: "rgba(255,255,255,.9)" },
    dark: { land: "#262d37", coast: "#465261", border: "#78869a", region: "#414c5a", country: "#8b97a8", city: "#d5dce6", halo: "rgba(16,21,28,.9)" },
  };

  function decode(topology) {
    const [sx, sy] = topology.transform.scale, [tx, ty] = topology.transform.translate;
    return topology.arcs.map((arc) => {
      let x = 0, y = 0;
      return unwrap(arc.map(([dx, dy]) => [((y += dy) * sy) + ty, ((x += dx) * sx) + tx]));
    });
  }

  /* A line that jumps over the date line goes on beyond it instead. */
  function unwrap(line) {
    for (let i = 1; i < line.length; i++) {
      const jump = line[i][1] - line[i - 1][1];
      if (Math.abs(jump) > 180) line[i] = [line[i][0], line[i][1] - 360 * Math.round(jump / 360)];
    }
    return line;
  }

  /* What goes beyond the date line stands on the other side of the map too. */
  function bothSides(shapes, points) {
    const moved = (shape, by) => (typeof shape[0] === "number" ? [shape[0], shape[1] + by] : shape.map((part) => moved(part, by)));
    return shapes.flatMap((shape) => {
      const lons = points(shape).map((point) => point[1]);
      const copies = [shape];
      if (lons.some((lon) => lon > 180)) copies.push(moved(shape, -360));
      if (lons.some((lon) => lon < -180)) copies.push(moved(shape, 360));
      return copies;
    });
  }

  function ring(numbers, arcs) {
    const line = [];
    for (const number of numbers) {
      const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
      for (let i = line.length ? 1 : 0; i < arc.length; i++) line.push(arc[i]);
    }
    return unwrap(line);
  }

  /* Arcs by how many shapes meet there: one is a coast, two are a border. */
  function mesh(shapes, arcs) {
    const owners = new Map();
    shapes.forEach((shape) => {
      const key = shape.id || shape;
      shape.arcs.flat(2).forEach((number) => {
        const arc = number < 0 ? ~number : number;
        if (!owners.has(arc)) owners.set(arc, new Set());
        owners.get(arc).add(key);
      });
    });
    const coasts = [], borders = [];
    owners.forEach((keys, arc) => (keys.size > 1 ? borders : coasts).push(arcs[arc]));
    return { coasts, borders };
  }

  /* Labels are [name, lat, lon, rank, more]: `more` is a country's code, or a city's name in Ukrainian. */
  function named(labels, locale) {
    if (!locale.startsWith("uk")) return labels;
    const countries = new Intl.DisplayNames([locale], { type: "region" });
    return labels.map(([name, lat, lon, rank, more]) => [!more ? name : rank < 0 ? countries.of(more) : more, lat, lon, rank]);
  }

  const Names = L.Layer.extend({
    initialize(labels, locale) { this._labels = named(labels, locale); this._ground = GROUNDS.light; },
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide dl-names", map.getPane("dl-names"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend resize viewreset", this.draw, this);
      this.draw();
    },
    onRemove(map) { map.off("moveend resize viewreset", this.draw, this); this._canvas.remove(); },
    paint(ground) { this._ground = ground; if (this._map) this.draw(); },
    draw() {
      const map = this._map, zoom = map.getZoom(), view = map.getSize(), ratio = window.devicePixelRatio || 1;
      if (!view.x || !view.y) return;
      const pad = view.multiplyBy(0.25), size = view.multiplyBy(1.5);
      const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1));
      const canvas = this._canvas, pen = canvas.getContext("2d");
      canvas.width = size.x * ratio; canvas.height = size.y * ratio;
      canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
      L.DomUtil.setPosition(canvas, corner);
      pen.scale(ratio, ratio);
      pen.textBaseline = "middle"; pen.lineJoin = "round";
      const taken = new Map();
      for (const [name, lat, lon, rank] of this._labels) {
        const country = rank < 0;
        if (country ? zoom < -rank || zoom > -rank + 4 : zoom < rank) continue;
        const at = map.latLngToLayerPoint([lat, lon]).subtract(corner);
        if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) continue;
        pen.font = country ? `600 ${zoom > 4 ? 14 : 12}px ${FONT}` : `${rank < zoom - 1 ? 13 : 12}px ${FONT}`;
        const text = country ? name.toUpperCase() : name;
        const width = pen.measureText(text).width;
        const box = country
          ? [at.x - width / 2 - 4, at.y - 9, at.x + width / 2 + 4, at.y + 9]
          : [at.x - 4, at.y - 9, at.x + 8 + width, at.y + 9];
        if (!this._place(taken, box)) continue;
        pen.lineWidth = 3; pen.strokeStyle = this._ground.halo;
        pen.fillStyle = country ? this._ground.country : this._ground.city;
        const x = country ? at.x - width / 2 : at.x + 6;
        pen.strokeText(text, x, at.y); pen.fillText(text, x, at.y);
        if (!country) { pen.beginPath(); pen.arc(at.x, at.y, 2, 0, 7); pen.stroke(); pen.fill(); }
      }
    },
    _place(taken, box) {
      const cells = [];
      for (let x = Math.floor(box[0] / 80); x <= box[2] / 80; x++)
        for (let y = Math.floor(box[1] / 40); y <= box[3] / 40; y++) cells.push(x + "," + y);
      for (const cell of cells)
        for (const other of taken.get(cell) || [])
          if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      for (const cell of cells) taken.has(cell) ? taken.get(cell).push(box) : taken.set(cell, [box]);
      return true;
    },
  });

  class Ground {
    constructor(map, topology, labels, locale) {
      const arcs = decode(topology), { countries, regions } = topology.objects;
      const lines = mesh(countries.geometries, arcs), inner = mesh(regions.geometries, arcs);
      const parts = countries.geometries.flatMap((shape) => shape.arcs.map((rings) => rings.map((r) => ring(r, arcs))));
      const land = bothSides(parts, (rings) => rings[0]), whole = (line) => line;
      map.createPane("dl-ground").style.zIndex = 150;
      map.createPane("dl-names").style.zIndex = 450;
      map.getPane("dl-names").style.pointerEvents = "none";
      const common = { renderer: L.canvas({ pane: "dl-ground", padding: 0.4 }), pane: "dl-ground", interactive: false };
      this.map = map;
      this.land = L.polygon(land, { ...common, stroke: false, fillOpacity: 1 }).addTo(map);
      this.regions = L.polyline(inner.borders, { ...common, weight: 0.8 }).addTo(map);
      this.coasts = L.polyline(bothSides(lines.coasts, whole), { ...common, weight: 0.8 }).addTo(map);
      this.borders = L.polyline(bothSides(lines.borders, whole), { ...common, weight: 1.2 }).addTo(map);
      this.names = new Names(labels, locale).addTo(map);
      this.arcs = arcs;
      this.geometries = new Map();
      for (const shape of [...countries.geometries, ...regions.geometries]) this.geometries.set(shape.id, [...(this.geometries.get(shape.id) || []), ...shape.arcs]);
      map.on("zoomend", () => this.paint(this.theme));
    }

    /* The outline of a country or region by its id; null when there is none. */
    shape(id) {
      const found = this.geometries.get(id);
      return found ? bothSides(found.map((rings) => rings.map((r) => ring(r, this.arcs))), (rings) => rings[0]) : null;
    }

    paint(theme) {
      this.theme = theme;
      const ground = GROUNDS[theme] || GROUNDS.light, far = this.map.getZoom() < 5;
      this.land.setStyle({ fillColor: ground.land });
      this.coasts.setStyle({ color: ground.coast });
      this.borders.setStyle({ color: ground.border, weight: far ? 0.8 : 1.4 });
      this.regions.setStyle({ color: ground.region, opacity: far ? 0 : 1 });
      this.names.paint(ground);
    }

    /* Tiles bring a ground and names of their own. */
    hide(hidden) {
      this.map.getPane("dl-ground").style.display = hidden ? "none" : "";
      this.map.getPane("dl-names").style.display = hidden ? "none" : "";
    }
  }

  root.DatelineGround = Ground;
})(window);
