// All works without this: it says at once that an answer is being made, sends on Ctrl+Enter, and copies an address.
"use strict";

for (const form of document.querySelectorAll("form[action='/ask']")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const working = document.querySelector(".working");
    if (working) working.textContent = working.dataset.working;
    form.querySelector("button").classList.add("busy");
  });
}

for (const field of document.querySelectorAll("textarea")) {
  field.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (sends && field.value.trim()) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });
}

// Back from an answer, the browser may show the page as it was left: busy.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
  for (const button of document.querySelectorAll(".busy")) button.classList.remove("busy");
  for (const working of document.querySelectorAll(".working")) working.textContent = "";
});

for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.copied;
  });
}
