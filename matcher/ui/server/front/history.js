// Keeps the browser's Back button meaning "where I was". What a page fills into its own address, such as the
// newest version it shows, is no step of its own; nor is what Streamlit does on the way to another page, which
// is to write that page's parameters over the address of this one first.
(() => {
  const FILLED_IN = ["plan", "import", "against", "scenario", "season", "lang", "as", "plain"];
  const push = history.pushState;
  const isFilledIn = (next) => {
    if (next.pathname !== location.pathname) return false;
    const now = new URLSearchParams(location.search);
    for (const key of now.keys())
      if (String(next.searchParams.getAll(key)) !== String(now.getAll(key))) return false;
    for (const key of next.searchParams.keys()) if (!now.has(key) && !FILLED_IN.includes(key)) return false;
    return true;
  };
  let onTheWay = { address: "", at: 0 };  // the last step within one page
  const IN_ONE_GO_MS = 3000;
  history.pushState = function (state, unused, url) {
    const next = new URL(url ?? location.href, location.href);
    const isLeaving = next.pathname !== location.pathname;
    const isSameStep = isLeaving && onTheWay.address === location.pathname + location.search
      && next.search === location.search && performance.now() - onTheWay.at < IN_ONE_GO_MS;
    const isReplacing = isSameStep || isFilledIn(next);
    const wasOnTheWay = onTheWay.address === location.pathname + location.search;
    (isReplacing ? history.replaceState : push).call(this, state, unused, url);
    if (isLeaving) onTheWay = { address: "", at: 0 };
    else if (!isReplacing || wasOnTheWay)
      onTheWay = { address: location.pathname + location.search, at: performance.now() };
  };
})();
