// The map: land, grid, town names and incidents, drawn by Leaflet from files of this site and nothing else.
"use strict";
(() => {
  const box = document.getElementById("map");
  if (!box || !window.L) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    zoomSnap: 0.5,
    minZoom: 2,
    maxZoom: 12,
    maxBounds: [[-85, -220], [85, 220]],
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: false,
    scrollWheelZoom: false,
  });
  map.attributionControl.setPrefix("Leaflet");
  const lines = box.dataset.lines && window.onrecordLines;
  const plain = (text) => {
    const made = document.createElement("span");
    made.textContent = text;
    return made.innerHTML; // Leaflet takes credits as markup
  };
  const border = lines ? plain(`Lines: ${box.dataset.lines}.`) : "No borders drawn.";
  map.attributionControl.addAttribution(`Land: Natural Earth. Places: GeoNames. ${border}`);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  // the wheel scrolls the page until the map is in use
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur mouseout", () => map.scrollWheelZoom.disable());

  function land() {
    const { per_degree: unit, polygons } = window.onrecordLand;
    const ring = (flat) => {
      let x = 0;
      let y = 0;
      const points = [];
      for (let i = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        points.push([y / unit, x / unit]);
      }
      return points;
    };
    const shapes = polygons.map((rings) => rings.map(ring));
    L.polygon(shapes, { className: "land", stroke: true, weight: 1, interactive: false, smoothFactor: 0.6 }).addTo(map);
  }

  const grid = L.layerGroup().addTo(map);
  function drawGrid() {
    grid.clearLayers();
    const bounds = map.getBounds();
    const wide = bounds.getEast() - bounds.getWest();
    const step = [0.25, 0.5, 1, 2, 5, 10, 20, 30].find((s) => wide / s <= 7) || 45;
    const line = (points) => L.polyline(points, { className: "grid", weight: 1, interactive: false }).addTo(grid);
    const first = (edge) => Math.ceil(edge / step) * step;
    for (let lon = first(bounds.getWest()); lon < bounds.getEast(); lon += step) line([[-85, lon], [85, lon]]);
    for (let lat = first(bounds.getSouth()); lat < bounds.getNorth(); lat += step) line([[lat, -360], [lat, 360]]);
  }

  const townPane = map.createPane("towns");
  townPane.style.zIndex = 450;
  townPane.style.pointerEvents = "none";
  const towns = L.layerGroup().addTo(map);
  const names = JSON.parse(document.getElementById("towns")?.textContent || "[]");
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  function drawTowns(taken) {
    towns.clearLayers();
    const size = map.getSize();
    const most = size.x * size.y / 9000;
    let count = 0;
    for (const [name, lat, lon] of names) {
      if (count >= most) break;
      const at = map.latLngToContainerPoint([lat, lon]);
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) continue;
      const wide = name.length * 6.8 + 6;
      const sides = [[at.x + 8, "right"], [at.x - 8 - wide, "left"]];
      const rooms = sides.map(([left, side]) => [[left, at.y - 8, left + wide, at.y + 8], side]);
      const free = rooms.find(([r]) => r[0] > 0 && r[2] < size.x && !taken.some((t) => meet(r, t)));
      if (!free) continue;
      taken.push(free[0], [at.x - 3, at.y - 3, at.x + 3, at.y + 3]);
      count += 1;
      const label = document.createElement("span");
      label.className = free[1];
      label.textContent = name;
      L.marker([lat, lon], {
        pane: "towns",
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: "town", html: label, iconSize: [0, 0] }),
      }).addTo(towns);
    }
  }

  const incidents = Array.from(document.querySelectorAll("#cards > .card"))
    .filter((node) => node.dataset.lat && node.dataset.lon)
    .map((node) => ({ node, at: L.latLng(+node.dataset.lat, +node.dataset.lon), size: +node.dataset.size }));
  let shown = new Set(incidents.map((one) => one.node).filter((node) => !node.hidden));
  const marks = L.layerGroup().addTo(map);
  const markOf = new Map();

  // incidents that would lie on one another, by where they fall on the screen at this zoom
  function groups(zoom) {
    const found = [];
    for (const one of incidents) {
      if (!shown.has(one.node)) continue;
      const point = map.project(one.at, zoom);
      const near = found.find((group) => group.point.distanceTo(point) < 30);
      if (near) near.all.push(one);
      else found.push({ point, all: [one] });
    }
    return found;
  }

  // a flower of six around one: the places of marks that share a spot
  function petal(i, count, room) {
    if (count === 1 || (count === 7 && i === 6)) return L.point(0, 0);
    const around = Math.min(count, 6);
    const reach = around < 3 ? room / 2 : room / (2 * Math.sin(Math.PI / around));
    const angle = (2 * Math.PI * i) / around - Math.PI / 2;
    return L.point(reach * Math.cos(angle), reach * Math.sin(angle));
  }

  const titleOf = (node) => node.querySelector("h3").textContent;

  function popup(list) {
    const body = document.createElement("div");
    for (const { node } of list) {
      const part = document.createElement("div");
      part.className = "pop";
      part.append(node.querySelector(".glyph").cloneNode(true), node.querySelector("div").cloneNode(true));
      body.append(part);
    }
    return body;
  }

  function put(at, html, size, name, list) {
    const marker = L.marker(at, {
      icon: L.divIcon({ className: "mark", html, iconSize: [size, size] }),
      riseOnHover: true,
    }).addTo(marks);
    const element = marker.getElement();
    element.setAttribute("aria-label", name);
    element.dataset.count = list.length;
    marker.bindPopup(() => popup(list), { maxWidth: 300, maxHeight: 280, autoPanPadding: [20, 20] });
    for (const { node } of list) markOf.set(node, element);
    return marker;
  }

  function drawMarks() {
    map.closePopup();
    marks.clearLayers();
    markOf.clear();
    const zoom = map.getZoom();
    const taken = [];
    for (const { point, all } of groups(zoom)) {
      const spread = all.length <= 7 ? all : [];
      const room = 1.8 * Math.max(...all.map((one) => one.size));
      spread.forEach((one, i) => {
        const at = point.add(petal(i, all.length, room));
        const glyph = one.node.querySelector(".glyph").cloneNode(true);
        put(map.unproject(at, zoom), glyph, one.size * 2, titleOf(one.node), [one]);
        const pixel = at.subtract(map.getPixelOrigin()).add(L.DomUtil.getPosition(map.getPane("mapPane")));
        taken.push([pixel.x - one.size, pixel.y - one.size, pixel.x + one.size, pixel.y + one.size]);
      });
      if (!spread.length) {
        const badge = document.createElement("span");
        badge.textContent = all.length;
        const bounds = L.latLngBounds(all.map((one) => one.at));
        const marker = put(map.unproject(point, zoom), badge, 38, `${all.length} incidents`, all);
        const wide = map.project(bounds.getNorthEast(), 12).distanceTo(map.project(bounds.getSouthWest(), 12));
        if (wide > 30 && zoom < 12) {
          marker.unbindPopup();
          marker.on("click keypress", () => map.fitBounds(bounds.pad(0.3), { animate: !still }));
        }
        const pixel = map.latLngToContainerPoint(marker.getLatLng());
        taken.push([pixel.x - 19, pixel.y - 19, pixel.x + 19, pixel.y + 19]);
      }
    }
    drawTowns(taken);
  }

  document.addEventListener("onrecord:shown", (event) => {
    shown = event.detail;
    drawMarks();
  });
  const hot = (on) => (event) => {
    const card = event.target.closest?.(".card");
    if (card) markOf.get(card)?.classList.toggle("hot", on);
  };
  const list = document.getElementById("cards");
  list.addEventListener("pointerover", hot(true));
  list.addEventListener("pointerout", hot(false));
  list.addEventListener("focusin", hot(true));
  list.addEventListener("focusout", hot(false));

  const [south, west, north, east] = box.dataset.bounds.split(",").map(Number);
  map.fitBounds([[south, west], [north, east]], { animate: false });
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxZoom: 12, attribution: plain(box.dataset.tilesSource || "") }).addTo(map);
  } else {
    land();
  }
  if (lines) L.geoJSON(lines, { interactive: false, style: { className: "lines", weight: 1.2, fill: false } }).addTo(map);
  document.dispatchEvent(new CustomEvent("onrecord:map", { detail: map }));
  drawGrid();
  drawMarks();
  map.on("zoomend", drawMarks);
  map.on("moveend", drawGrid);
  map.on("dragend", drawMarks);
  box.dataset.ready = "yes";
})();
