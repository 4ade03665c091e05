// Shows results while one types. The page is whole without it.
(() => {
  "use strict";
  const input = document.querySelector("input[data-live]");
  const into = input && document.getElementById(input.dataset.live);
  const heard = document.getElementById("heard"); // read out by screen readers: how many, not every line
  if (!into || !heard || !window.fetch || !window.DOMParser) return;
  let timer = 0;
  let running = null;
  let shown = input.value.trim();

  const show = async () => {
    const text = input.value.trim();
    if (text === shown) return;
    shown = text;
    if (running) running.abort();
    if (text.length < 2) {
      if (into.id === "live") into.replaceChildren();
      heard.textContent = "";
      return;
    }
    const mine = new AbortController();
    running = mine;
    try {
      const address = "/search?q=" + encodeURIComponent(text);
      const answer = await fetch(address, { signal: mine.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("results");
      if (!found || mine.signal.aborted) return;
      into.replaceChildren(...Array.from(found.childNodes, (n) => document.importNode(n, true)));
      const first = into.querySelector("h2, .blank p");
      heard.textContent = first ? first.textContent : "";
      if (into.id === "results") history.replaceState(null, "", address);
    } catch (e) {
      if (e.name !== "AbortError") shown = "";
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
})();
