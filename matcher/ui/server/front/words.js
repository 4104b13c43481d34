// Puts our words in the place of the few that Streamlit writes itself. WORDS and HOME stand above.
// Only Streamlit's own parts of a page are touched, and only texts that are exactly its own: what
// somebody typed into a name stays as typed. A text that a new version words otherwise stays English.
(() => {
  const TOLD = ["aria-label", "title", "placeholder", "aria-valuetext"];
  const OWN = [
    "stSkipToContent", "InputInstructions", "stDataFrame", "stDialog", "stStatusWidget", "stTooltipContent",
    "stTooltipErrorContent", "stConnectionStatus", "stFileUploader", "stDateInput",
  ].map((id) => `[data-testid^=${id}]`).join() + ", #portal, [data-testid=portal], [data-live-announcer], [role=listbox], [id^=react-aria-description]";
  const NOT_OWN = "canvas, [role=option][data-key], [data-testid=stMarkdownContainer] [data-testid=stMarkdownContainer]";
  const exact = new Map();
  const patterns = [];
  for (const [key, words] of Object.entries(WORDS)) {
    const place = key.indexOf("{it}");
    if (place < 0) exact.set(key, words);
    else patterns.push([key.slice(0, place), key.slice(place + 4), words]);
  }
  const before = new WeakMap();  // node → what Streamlit wrote, by attribute
  let language = "";

  const find = (text) => {
    if (exact.has(text)) return exact.get(text)[language];
    for (const [start, end, words] of patterns)
      if (text.length > start.length + end.length && text.startsWith(start) && text.endsWith(end))
        return words[language].replace("{it}", () => text.slice(start.length, text.length - end.length));
    return null;
  };
  const say = (node, what, now, write) => {
    const known = before.get(node) ?? {};
    const last = known[what];
    const own = last && now === last.ours ? last.own : now;  // Streamlit has not rewritten it since
    const ours = find(own.trim());
    if (ours === null) return;
    before.set(node, { ...known, [what]: { own, ours } });
    if (ours !== now) write(ours);
  };
  const sayText = (node) => {
    const parent = node.parentElement;
    if (node.data.trim() && parent && parent.closest(OWN) && !parent.closest(NOT_OWN))
      say(node, "text", node.data, (ours) => { node.data = ours; });
  };
  const sayLabels = (element) => {
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml" || element.closest("canvas")) return;
    for (const name of TOLD)
      if (element.hasAttribute(name))
        say(element, name, element.getAttribute(name), (ours) => element.setAttribute(name, ours));
  };
  const sayAll = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { sayText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    sayLabels(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      walker.currentNode.nodeType === Node.TEXT_NODE ? sayText(walker.currentNode) : sayLabels(walker.currentNode);
  };
  const readLanguage = () => {
    const drawn = document.querySelector("[data-spoken]");
    const asked = drawn ? drawn.dataset.spoken : new URLSearchParams(location.search).get("lang");
    return asked === "en" || asked === "zh" ? asked : language || HOME;
  };
  const watch = new MutationObserver((records) => {
    const spoken = readLanguage();
    if (spoken !== language) {
      language = spoken;
      document.documentElement.lang = spoken === "zh" ? "zh-CN" : "en";
      sayAll(document.body);
      return;
    }
    for (const record of records) {
      if (record.type === "attributes") sayLabels(record.target);
      else if (record.type === "characterData") sayText(record.target);
      else record.addedNodes.forEach(sayAll);
    }
  });
  watch.observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...TOLD, "data-spoken"],
  });
})();
