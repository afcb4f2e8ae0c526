// Who holds which place on the last day that the filter shows: a layer of the map, by claims and nothing else.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("held")?.textContent || "null");
  if (!told) return;
  const form = document.getElementById("filters");
  const toggle = document.getElementById("holding");
  const dayShown = document.getElementById("holding-day");
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  let map = null;
  let layer = null;

  const holds = ({ start, end }, day) => start <= day && (!end || day < end || (start === end && day === start));
  const today = () => {
    const to = form?.elements.to?.value;
    return to && to < told.last ? to : told.last;
  };

  function node(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function popup(place, lines) {
    const body = node("div", "", "kept");
    const head = node("h3");
    const link = node("a", place.name);
    link.href = place.href;
    head.append(link);
    body.append(head);
    for (const line of lines) {
      const part = node("p");
      part.append(node("strong", line.status), node("span", `${line.days}; ${line.standings}`, "meta"));
      const by = node("span", "", "by");
      line.claims.forEach(([name, href], i) => {
        const who = node(href ? "a" : "span", name);
        if (href) who.href = href;
        by.append(i ? ", " : "by the word of ", who);
      });
      part.append(by);
      body.append(part);
    }
    return body;
  }

  function hatching(pane) {
    const drawn = pane.querySelector("svg");
    if (!drawn || drawn.querySelector("#hatch")) return;
    const make = (name, values) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
      return made;
    };
    const pattern = make("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(make("path", { d: "M1.5 0V6", class: "hatching" }));
    const defs = make("defs", {});
    defs.append(pattern);
    drawn.prepend(defs);
  }

  function draw() {
    if (!map) return;
    layer.clearLayers();
    const day = today();
    if (dayShown) dayShown.textContent = words.format(new Date(`${day}T00:00:00Z`));
    if (toggle && !toggle.checked) return;
    for (const place of told.places) {
      const lines = place.lines.filter((line) => holds(line, day));
      if (!lines.length) continue;
      const kinds = new Set(lines.map((line) => line.css));
      const css = kinds.size > 1 ? "contested" : kinds.values().next().value;
      const disc = L.circleMarker([place.lat, place.lon], {
        pane: "held",
        radius: 19,
        className: `holding ${css}`,
        fillColor: css === "contested" ? "url(#hatch)" : undefined,
      }).addTo(layer);
      disc.bindPopup(() => popup(place, lines), { maxWidth: 300, maxHeight: 260 });
      const shape = disc.getElement();
      shape.setAttribute("tabindex", "0");
      shape.setAttribute("role", "button");
      shape.setAttribute("aria-label", `${place.name}: ${lines.map((line) => line.status).join(", ")}`);
      shape.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          disc.openPopup();
        }
      });
    }
    hatching(map.getPane("held"));
  }

  document.addEventListener("onrecord:map", (event) => {
    map = event.detail;
    map.createPane("held").style.zIndex = 430;
    layer = L.layerGroup().addTo(map);
    draw();
  });
  document.addEventListener("onrecord:shown", draw);
  toggle?.addEventListener("change", draw);
})();
