// Shows who holds which place on the day the slider stands at; the last day of a line belongs to the line that follows.
"use strict";
(() => {
  const slider = document.getElementById("day");
  if (!slider) return;
  const rows = Array.from(document.querySelectorAll("tr[data-place]"));
  const marks = Array.from(document.querySelectorAll("circle.hold"));
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  function show() {
    const at = new Date(slider.dataset.first + "T00:00:00Z");
    at.setUTCDate(at.getUTCDate() + Number(slider.value));
    const day = at.toISOString().slice(0, 10);
    document.getElementById("on").textContent = words.format(at);
    slider.setAttribute("aria-valuetext", words.format(at));
    const held = new Map();
    for (const row of rows) {
      const { place, start, end, css } = row.dataset;
      const holds = start <= day && (!end || day < end || (start === end && day === start));
      row.classList.toggle("past", !holds);
      if (holds) held.set(place, (held.get(place) || new Set()).add(css));
    }
    for (const mark of marks) {
      const found = held.get(mark.dataset.place);
      const css = !found ? "nobody" : found.size > 1 ? "contested" : found.values().next().value;
      mark.setAttribute("class", "hold " + css);
    }
  }
  slider.addEventListener("input", show);
  show();
})();
