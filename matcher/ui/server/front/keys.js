// Tab walks through the cells of a grid, thousands of them: Escape leaves it for what stands after it.
document.addEventListener("keydown", (event) => {
  const grid = event.target instanceof HTMLCanvasElement && event.target.closest("[data-testid=stDataFrame]");
  if (event.key !== "Escape" || !grid) return;
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']")];
  const next = stops.find((stop) =>
    grid.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING &&
    !grid.contains(stop) && !stop.disabled && stop.offsetParent !== null);
  // The grid handles the key too, and keeps the focus while it does.
  if (next) setTimeout(() => next.focus());
}, true);
