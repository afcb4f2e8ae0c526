// One filter for list, map and timeline; its state stands in the address, so that a view can be shared.
"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const part = form.dataset.served === "part"; // a server holds more than this page shows: it does the filtering
  const fields = ["q", "type", "claimant", "standing", "place", "from", "to"];
  const low = document.querySelector("input[name=low]");
  const high = document.querySelector("input[name=high]");
  const bars = Array.from(document.querySelectorAll(".bars g"));
  const cards = Array.from(document.querySelectorAll("#cards > .card"), (node) => ({
    node,
    type: node.dataset.type,
    family: node.dataset.family,
    claimants: node.dataset.claimants.split("|"),
    standings: node.dataset.standings.split(" "),
    place: node.dataset.place,
    start: node.dataset.start || node.dataset.end,
    end: node.dataset.end || node.dataset.start,
    words: node.dataset.words,
  }));

  const read = () => Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));

  const fits = (card, f) =>
    (!f.type || card.type === f.type || card.family === f.type) &&
    (!f.claimant || card.claimants.includes(f.claimant)) &&
    (!f.standing || card.standings.includes(f.standing)) &&
    (!f.place || card.place === f.place) &&
    (!f.from || (card.end && card.end >= f.from)) &&
    (!f.to || (card.start && card.start <= f.to)) &&
    f.q.toLowerCase().split(/\s+/).every((word) => card.words.includes(word));

  function drawBars(shown) {
    const counts = bars.map((bar) => {
      const { start, end } = bar.dataset;
      return shown.filter((card) => card.start && card.start >= start && card.start <= end).length;
    });
    bars.forEach((bar, i) => {
      const all = bar.querySelector(".all");
      let now = bar.querySelector(".now");
      if (!now) {
        now = all.cloneNode();
        now.setAttribute("class", "now");
        bar.append(now);
      }
      const total = Number(bar.dataset.count || (bar.dataset.count = counts[i]));
      const height = total ? (Number(all.getAttribute("height")) * counts[i]) / total : 0;
      now.setAttribute("height", height.toFixed(1));
      now.setAttribute("y", (62 - height).toFixed(1));
    });
  }

  function setSliders(f) {
    if (!low) return;
    const first = f.from ? bars.findIndex((bar) => bar.dataset.end >= f.from) : 0;
    const last = f.to ? bars.findLastIndex((bar) => bar.dataset.start <= f.to) : bars.length - 1;
    low.value = first < 0 ? bars.length - 1 : first;
    high.value = last < 0 ? 0 : last;
    low.setAttribute("aria-valuetext", bars[low.value].dataset.start);
    high.setAttribute("aria-valuetext", bars[high.value].dataset.end);
    bars.forEach((bar, i) => bar.classList.toggle("out", i < Number(low.value) || i > Number(high.value)));
  }

  function remember(f) {
    const kept = new URLSearchParams(Object.entries(f).filter(([, value]) => value)).toString();
    try {
      history.replaceState(null, "", kept ? "?" + kept : location.pathname);
    } catch {
      location.hash = kept; // a page opened from a file may not change the rest of its address
    }
  }

  function apply(event) {
    const f = read();
    const shown = cards.filter((card) => {
      const fit = part || fits(card, f);
      card.node.hidden = !fit;
      return fit;
    });
    const some = shown.length < cards.length;
    document.getElementById("shown").textContent = some ? `${shown.length} of ${cards.length}` : `${cards.length}`;
    document.getElementById("none").hidden = shown.length > 0 || cards.length === 0;
    drawBars(shown);
    setSliders(f);
    if (event) remember(f);
    document.dispatchEvent(new CustomEvent("onrecord:shown", { detail: new Set(shown.map((card) => card.node)) }));
  }

  function slid() {
    const [a, b] = [Number(low.value), Number(high.value)].sort((x, y) => x - y);
    form.elements.from.value = a === 0 ? "" : bars[a].dataset.start;
    form.elements.to.value = b === bars.length - 1 ? "" : bars[b].dataset.end;
    apply(true);
  }

  const asked = new URLSearchParams(location.search || location.hash.slice(1));
  for (const name of part ? [] : fields) {
    const value = asked.get(name);
    if (value) form.elements[name].value = value;
  }
  form.addEventListener("input", apply);
  if (part) {
    form.addEventListener("change", () => form.requestSubmit());
    for (const end of [low, high]) end?.addEventListener("change", () => form.requestSubmit());
  } else {
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  form.addEventListener("reset", () => setTimeout(() => apply(true)));
  document.querySelector("#none button").addEventListener("click", () => form.reset());
  low?.addEventListener("input", slid);
  high?.addEventListener("input", slid);
  bars.forEach((bar, i) =>
    bar.addEventListener("click", () => {
      low.value = high.value = i;
      slid();
    }),
  );
  apply();
})();
