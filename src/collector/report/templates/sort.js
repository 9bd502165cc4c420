for (const [column, head] of [...document.querySelectorAll("#bank-table thead th")].entries()) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const isUp = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const body = document.querySelector("#bank-table tbody");
    const key = (row) => row.cells[column].dataset.order ?? row.cells[column].textContent.replace("≥", "");
    const compare = (a, b) => {
      const [x, y] = [parseFloat(key(a)), parseFloat(key(b))];
      if (Number.isNaN(x) || Number.isNaN(y)) {
        return Number.isNaN(x) - Number.isNaN(y) || key(a).localeCompare(key(b), "zh");
      }
      return x - y;
    };
    body.append(...[...body.rows].sort((a, b) => (isUp ? 1 : -1) * compare(a, b)));
  });
}
