// Shows how far a job is as the server tells it, and loads the page again when it is over.
"use strict";
(() => {
  const live = document.querySelector("[data-live]");
  if (!live) return;
  const bar = live.querySelector("progress");
  const sentence = live.querySelector("[data-sentence]");
  const provisional = live.querySelector("[data-provisional]");
  const moving = ["receiving", "waiting", "scanning"];
  const events = new EventSource(live.dataset.live);
  events.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    sentence.textContent = told.sentence;
    // Markup of the server's own, as the page itself is; sent only when it changed.
    if (told.provisional) provisional.innerHTML = told.provisional;
    if (bar && told.status.bytes_read) bar.value = told.status.bytes_read;
    if (!moving.includes(told.status.state)) {
      events.close();
      location.reload();
    }
  });
})();
