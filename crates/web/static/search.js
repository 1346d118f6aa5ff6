// A search is posted, so that its words stand in no address; its result is put into this page, so that going back to it needs
// no second sending.

import { swap } from "/static/swap.js";

export function search(form, dress) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const response = await fetch(form.getAttribute("action"), { method: "POST", body }).catch(() => undefined);
    delete form.dataset.sent;
    if (response?.redirected) return location.assign(response.url);
    if (!response || !(await swap(response, dress))) return form.submit();
    document.querySelector("[role=search] input[type=search]")?.focus();
  });
}
