// Asks the browser for a passkey, or for a new one. Without scripts, the passphrase is the way in.

/** Shows a form whose answer is a passkey, where passkeys are good. */
export function offer(form) {
  const kinds = globalThis.PublicKeyCredential;
  if (location.origin !== form.dataset.site || !kinds?.parseRequestOptionsFromJSON) return;
  form.hidden = false;
  document.querySelector("[data-no-passkey]")?.remove();
  const [button, said] = [form.querySelector("button"), form.querySelector("[role=alert]")];
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    button.disabled = true;
    said.hidden = true;
    try {
      form.elements.answer.value = JSON.stringify(await answer(form));
      form.submit();
    } catch {
      // What the browser says is for developers; mostly, somebody changed their mind.
      said.hidden = false;
      button.disabled = false;
    }
  });
}

async function answer(form) {
  const body = new URLSearchParams({ csrf: form.elements.csrf?.value ?? "" });
  const asked = await fetch(form.dataset.passkey, { method: "POST", body });
  const options = await asked.json();
  const credential = options.user
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return credential.toJSON();
}
