"use strict";
(function () {
  const table = document.getElementById("class");
  if (!table) return;
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
  const key = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  const sort = (head, at) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sign = down ? -1 : 1;
    const rows = Array.from(body.rows);
    rows.sort((a, b) => sign * compare(key(a, at), key(b, at)));
    body.append(...rows);
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, at));
    head.append(button);
  });
  const filter = document.getElementById("filter");
  const field = filter.querySelector("input");
  const count = filter.querySelector("output");
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = wanted ? shown + " of " + body.rows.length : "";
  });
  filter.hidden = false;
})();
