"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  for (const head of table.tHead.rows[0].cells) {
    head.querySelector("button").addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const first = head.dataset.order === "ascending" || head.dataset.order === "none" ? "ascending" : "descending";
      const order = now === null ? first : now === "ascending" ? "descending" : "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const key = row => {
        const cell = row.cells[head.cellIndex];
        return cell.dataset.value ?? cell.textContent;
      };
      const compare = (a, b) => {
        const left = key(a), right = key(b);
        if (left === "" || right === "") return (left === "") - (right === "");
        const numbers = Number(left) - Number(right);
        return sign * (Number.isNaN(numbers) ? left.localeCompare(right) : numbers);
      };
      for (const body of table.tBodies) body.append(...[...body.rows].sort(compare));
    });
  }
}
const filter = document.getElementById("filter");
filter?.addEventListener("input", () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const row of document.getElementById("edge-table").tBodies[0].rows) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
  }
});
const focus = name => {
  document.body.classList.toggle("focused", name !== null);
  for (const part of document.querySelectorAll("[data-series]")) {
    part.classList.toggle("hot", part.dataset.series === name);
  }
};
for (const part of document.querySelectorAll(".series li, .figures tr[data-series]")) {
  part.addEventListener("mouseenter", () => focus(part.dataset.series));
  part.addEventListener("mouseleave", () => focus(null));
  part.addEventListener("focusin", () => focus(part.dataset.series));
  part.addEventListener("focusout", () => focus(null));
}
