"use strict";
// Sorts the rows of a heat map by a column, and hides those whose name does not hold what is typed.
for (const table of document.querySelectorAll("table[data-sorts]")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const place = head.querySelector("span") || head;
    if (place.querySelector("a")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...place.childNodes);
    place.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const text = row.cells[column].textContent.trim();
        const number = Number(text);
        return text !== "" && !Number.isNaN(number) ? number : text === "?" || text === "·" || text === "–" ? -1 : text;
      };
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        return typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
      });
      if (down) rows.reverse();
      body.append(...rows);
    });
  });
  if (body.rows.length < 10 || heads[0].textContent === "no.") continue;
  const label = document.createElement("label");
  label.className = "filter";
  const input = document.createElement("input");
  input.type = "search";
  label.append("Find a student: ", input);
  table.closest(".scroll").before(label);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of body.rows) row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
  });
}
