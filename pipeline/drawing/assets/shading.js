/* A shaded map of regions, and a heat layer: other looks of the same events. */
(function (root) {
  "use strict";
  const { element } = root.DatelineMarks;
  const SHADES = {
    light: ["#fdeccc", "#fbcf92", "#f2a25a", "#d5702f", "#8c3d14"],
    dark: ["#4b3826", "#7b5128", "#b06d2c", "#df9850", "#ffd8a6"],
  };
  const HEAT = { light: ["#fee6a8", "#f7a55b", "#d1495b", "#6a1b6e"], dark: ["#3b1d5e", "#a13a6f", "#f07f4f", "#fff0a8"] };
  const REACH = 26; // pixels a point of heat glows

  const shades = (count, theme) => (count <= 1 ? [SHADES[theme][3]] : Array.from({ length: count }, (_, place) => SHADES[theme][Math.round((place * 4) / (count - 1))]));

  function shade(map, ground, data, theme, ink, locale, tip, pick) {
    const group = L.layerGroup(), colours = shades(data.breaks.length, theme);
    for (const [id, name, number, klass, country, admin1] of data.shapes) {
      const rings = ground.shape(id);
      if (!rings) continue;
      const area = L.polygon(rings, { pane: "dl-shade", renderer: shade.renderer || (shade.renderer = L.svg({ pane: "dl-shade", padding: 0.5 })), fillColor: colours[klass], fillOpacity: 0.86, color: ink, weight: 0.8, className: "dl-region" });
      area.on("mousemove", (event) => tip(event.latlng, [name, `${number.toLocaleString(locale)} ${data.unit}`]));
      area.on("mouseout", () => tip(null));
      area.on("click", (event) => { L.DomEvent.stop(event); pick(country, admin1); });
      area.addTo(group);
    }
    return group;
  }

  function shadeRows(data, theme, words) {
    const told = (count) => count.toLocaleString(words.locale);
    return shades(data.breaks.length, theme).map((colour, place) => {
      const low = data.breaks[place], next = data.breaks[place + 1], box = element("i", "dl-shade-key");
      box.style.background = colour;
      return [box, next === undefined ? words.or_more.replace("{n}", told(low)) : next - 1 === low ? String(low) : `${told(low)}\u2013${told(next - 1)}`];
    });
  }

  const Heat = L.Layer.extend({
    initialize(points, theme) { this._points = points; this._theme = theme; },
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide dl-heat", map.getPane("dl-shade"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend resize viewreset", this.draw, this);
      this.draw();
    },
    onRemove(map) { map.off("moveend resize viewreset", this.draw, this); this._canvas.remove(); },
    draw() {
      const map = this._map, size = map.getSize(), canvas = this._canvas, pen = canvas.getContext("2d", { willReadFrequently: true });
      if (!size.x || !size.y) return;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      canvas.width = size.x;
      canvas.height = size.y;
      const most = Math.max(1, ...this._points.map((point) => point[2])), glow = dot();
      for (const [lat, lon, number] of this._points) {
        const at = map.latLngToContainerPoint([lat, lon]);
        pen.globalAlpha = Math.max(0.08, Math.log1p(number) / Math.log1p(most)) * 0.75;
        pen.drawImage(glow, at.x - REACH, at.y - REACH);
      }
      const picture = pen.getImageData(0, 0, size.x, size.y), colours = ramp(HEAT[this._theme]);
      for (let i = 0; i < picture.data.length; i += 4) {
        const level = picture.data[i + 3];
        if (!level) continue;
        [picture.data[i], picture.data[i + 1], picture.data[i + 2]] = colours.subarray(level * 4, level * 4 + 3);
        picture.data[i + 3] = Math.min(225, level * 2.4);
      }
      pen.putImageData(picture, 0, 0);
    },
  });

  function dot() {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    canvas.width = canvas.height = 2 * REACH;
    const fade = pen.createRadialGradient(REACH, REACH, 0, REACH, REACH, REACH);
    fade.addColorStop(0, "rgba(0,0,0,1)");
    fade.addColorStop(1, "rgba(0,0,0,0)");
    pen.fillStyle = fade;
    pen.fillRect(0, 0, 2 * REACH, 2 * REACH);
    return canvas;
  }

  function ramp(colours) {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    canvas.width = 256;
    canvas.height = 1;
    const fade = pen.createLinearGradient(0, 0, 256, 0);
    colours.forEach((colour, place) => fade.addColorStop(place / (colours.length - 1), colour));
    pen.fillStyle = fade;
    pen.fillRect(0, 0, 256, 1);
    return pen.getImageData(0, 0, 256, 1).data;
  }

  function heatRow(theme, words) {
    const box = element("i", "dl-shade-key");
    box.style.background = `linear-gradient(90deg, ${HEAT[theme].join(",")})`;
    return [box, words.heat];
  }

  root.DatelineShading = { shade, shadeRows, Heat, heatRow };
})(window);
