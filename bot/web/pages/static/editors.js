// All works without this: files dropped on the page, how much of them is sent, how far a build is.
"use strict";

const form = document.querySelector("form.files");
const place = document.querySelector(".drop");

// A folder that was dropped, file by file, each with its path.
async function filesOf(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [[file, path + file.name]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesOf(one, `${path}${entry.name}/`)));
  }
}

function send(files) {
  const body = new FormData();
  body.append("seal", form.elements.seal.value);
  for (const [file, path] of files) body.append("files", file, path);
  const status = document.querySelector(".sending");
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    const percent = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
    status.textContent = `${status.dataset.sending} ${percent}%`;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) location.href = "/editors/files";
    else status.textContent = String(request.status);
  });
  request.open("POST", form.action);
  request.send(body);
}

if (form && place) {
  place.hidden = false;
  form.addEventListener("submit", () => {
    const status = document.querySelector(".sending");
    status.textContent = status.dataset.sending;
  });
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry()).filter(Boolean);
    const lists = await Promise.all(entries.map((one) => filesOf(one, "")));
    const files = lists.flat();
    if (files.length) send(files);
  });
}

const build = document.querySelector(".build");
if (build && build.dataset.events) {
  const events = new EventSource(build.dataset.events);
  events.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    build.querySelector("progress").value = told.percent;
    build.querySelector("[role=status]").textContent = told.text;
  });
  events.addEventListener("end", () => {
    events.close();
    location.replace("/editors");
  });
}
