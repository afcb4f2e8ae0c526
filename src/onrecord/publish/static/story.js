// Lights up the words that a ledger entry rests on, and the entry that words belong to, by pointer and by keyboard.
"use strict";
(() => {
  const pieces = Array.from(document.querySelectorAll("[data-owners]"));
  const entries = Array.from(document.querySelectorAll("[data-owner]"));
  const owners = (piece) => piece.dataset.owners.split(" ");

  function light(ids) {
    const lit = new Set(ids);
    for (const piece of pieces) piece.classList.toggle("lit", owners(piece).some((id) => lit.has(id)));
    for (const entry of entries) entry.classList.toggle("lit", lit.has(entry.dataset.owner));
  }
  for (const entry of entries) {
    const on = () => light([entry.dataset.owner]);
    entry.addEventListener("pointerenter", on);
    entry.addEventListener("focusin", on);
    entry.addEventListener("pointerleave", () => light([]));
    entry.addEventListener("focusout", () => light([]));
  }
  for (const piece of pieces) {
    const on = () => light(owners(piece));
    piece.addEventListener("pointerenter", on);
    piece.addEventListener("focusin", on);
    piece.addEventListener("pointerleave", () => light([]));
    piece.addEventListener("focusout", () => light([]));
  }
})();
