// Uploads of logs and reports, chosen or dropped. Keys: / search, j and k through rows, Enter opens, n next page, g then s, f, t, r, c, m, e goes to a section; e takes a finding's lines in as exhibits.
"use strict";
(() => {
  const sections = { s: "/", f: "/findings", t: "/techniques", r: "/reports", c: "/cases", m: "/matrix", e: "/evidence" };
  let afterG = false;
  let row = -1;

  function move(step) {
    const rows = document.querySelectorAll("[data-row]");
    if (rows.length === 0) return;
    if (row >= 0) rows[row].classList.remove("chosen");
    row = Math.min(Math.max(row + step, 0), rows.length - 1);
    rows[row].classList.add("chosen");
    rows[row].scrollIntoView({ block: "nearest" });
  }

  function follow(selector, root) {
    const link = root && root.querySelector(selector);
    if (link) location.assign(link.href);
  }

  async function send(drop, file) {
    const state = drop.querySelector("[data-state]");
    state.textContent = `Sending and reading ${file.name} …`;
    try {
      const response = await fetch(drop.dataset.drop + "?name=" + encodeURIComponent(file.name), {
        method: "POST",
        headers: {
          "content-type": "application/octet-stream",
          "x-form-token": drop.querySelector("[name=form_token]").value,
        },
        body: file,
      });
      if (response.ok) location.assign(response.headers.get("location"));
      else state.textContent = await response.text();
    } catch {
      state.textContent = "The file could not be sent.";
    }
  }

  for (const drop of document.querySelectorAll("[data-drop]")) {
    drop.addEventListener("submit", (event) => {
      event.preventDefault();
      const file = drop.querySelector("[type=file]").files[0];
      if (file) send(drop, file);
    });
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files[0]) send(drop, event.dataTransfer.files[0]);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea, summary")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (afterG) {
      afterG = false;
      if (sections[event.key]) location.assign(sections[event.key]);
      return;
    }
    switch (event.key) {
      case "/": {
        const search = document.querySelector("[data-search]");
        if (search) { event.preventDefault(); search.focus(); }
        break;
      }
      case "g": afterG = true; break;
      case "e": {
        const form = document.querySelector("form[data-take]");
        if (form) form.requestSubmit();
        break;
      }
      case "j": move(1); break;
      case "k": move(-1); break;
      case "n": follow("[data-next]", document); break;
      case "Enter": if (row >= 0) follow("a", document.querySelector(".chosen")); break;
    }
  });
})();
