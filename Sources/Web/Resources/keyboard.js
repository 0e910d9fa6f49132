// Uploads, chosen or dropped, with how far they are; and the keyboard: ? shows what each key does.
"use strict";
(() => {
  const sections = {
    s: ["/", "start"], f: ["/findings", "findings"], c: ["/cases", "cases"],
    t: ["/techniques", "techniques"], m: ["/matrix", "matrix"], r: ["/reports", "reports"],
    e: ["/evidence", "evidence"], j: ["/jobs", "scans"],
  };
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

  // A button of the chosen row.
  function press(selector) {
    const button = document.querySelector(selector);
    if (button) button.click();
  }

  // Takes the words that are selected in a report into the form for a claim of one's own.
  function claim(event) {
    const form = document.querySelector("form[data-claim]");
    if (!form) return;
    event.preventDefault();
    const words = String(getSelection()).trim();
    if (words) form.words.value = words;
    (form.words.value ? form.subject : form.words).focus();
  }

  function help() {
    const open = document.querySelector("dialog.help");
    if (open) { open.remove(); return; }
    const keys = [
      ["/", "search"], ["j k", "next row, row before"], ["Enter", "open the row"],
      ["n", "next page"], ["a x", "accept, reject the claim"], ["c", "claim what is selected"],
      ["e", "to the form that takes lines in"], ["t", "make the step a task"], ["?", "this help"],
      ...Object.entries(sections).map(([key, [, name]]) => ["g " + key, name]),
    ];
    const dialog = document.createElement("dialog");
    dialog.className = "help";
    const heading = document.createElement("h2");
    heading.textContent = "Keys";
    const list = document.createElement("dl");
    for (const [key, name] of keys) {
      const term = list.appendChild(document.createElement("dt"));
      term.appendChild(document.createElement("kbd")).textContent = key;
      list.appendChild(document.createElement("dd")).textContent = name;
    }
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.remove());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(heading, list, close);
    document.body.append(dialog);
    dialog.showModal();
  }

  function send(drop, file) {
    const state = drop.querySelector("[data-state]");
    state.textContent = `Sending ${file.name} …`;
    // Unlike fetch it tells how much has gone out.
    const request = new XMLHttpRequest();
    request.open("POST", drop.dataset.drop + "?name=" + encodeURIComponent(file.name));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-form-token", drop.querySelector("[name=form_token]").value);
    request.upload.addEventListener("progress", (event) => {
      const share = Math.floor(100 * event.loaded / (event.total || 1));
      state.textContent = `Sending ${file.name}: ${share} %`;
    });
    request.addEventListener("load", () => {
      const location = request.getResponseHeader("location");
      if (request.status === 201 && location) window.location.assign(location);
      else state.textContent = request.responseText.startsWith("<")
        ? "It was not taken: load the page again." : request.responseText;
    });
    const button = drop.querySelector("button");
    const name = button.textContent;
    // The button is one that sends again as soon as the request has ended.
    const stop = (event) => { event.preventDefault(); request.abort(); };
    const end = (sentence) => {
      button.textContent = name;
      button.type = "submit";
      button.removeEventListener("click", stop);
      if (sentence) state.textContent = sentence;
    };
    request.addEventListener("load", () => end(""));
    request.addEventListener("error", () => end("It did not arrive, and nothing was kept: send it again."));
    request.addEventListener("abort", () => end("Stopped; nothing was kept."));
    button.textContent = "Stop";
    button.type = "button";
    button.addEventListener("click", stop);
    request.send(file);
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
      if (sections[event.key]) location.assign(sections[event.key][0]);
      return;
    }
    switch (event.key) {
      case "/": {
        const search = document.querySelector("[data-search]");
        if (search) { event.preventDefault(); search.focus(); }
        break;
      }
      case "?": help(); break;
      case "g": afterG = true; break;
      case "e": {
        const form = document.querySelector("form[data-take]");
        // What is written into the log of evidence stays there: the reason is looked at first.
        if (form) {
          event.preventDefault();
          form.scrollIntoView({ block: "center" });
          form.elements.purpose.select();
        }
        break;
      }
      case "c": claim(event); break;
      case "j": move(1); break;
      case "k": move(-1); break;
      case "t": press(".chosen [data-task]"); break;
      case "n": follow("[data-next]", document); break;
      case "a": press(".chosen button[value=accepted]"); break;
      case "x": press(".chosen button[value=rejected]"); break;
      case "Enter":
        if (row >= 0 && event.target === document.body) follow("a", document.querySelector(".chosen"));
        break;
    }
  });
})();
