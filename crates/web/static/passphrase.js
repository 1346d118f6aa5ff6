// A passphrase that is chosen can be looked at while it is typed, so it is typed once. Without scripts it is typed twice.

export function show(again) {
  const field = document.getElementById(again.dataset.again);
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox" });
  label.className = "choice";
  label.append(box, " Show what I type");
  again.replaceChildren(label);
  again.classList.remove("field-error");
  delete again.dataset.again;
  const cover = () => { field.type = box.checked ? "text" : "password"; };
  field.autocapitalize = "none";
  field.spellcheck = false;
  box.addEventListener("change", cover);
  // A text field is kept by browsers for the next form, so what is sent is covered again.
  field.form.addEventListener("submit", () => { field.type = "password"; });
  window.addEventListener("pageshow", cover);
}
