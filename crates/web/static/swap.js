/** Puts the page that came in the place of this one; `dress` is called on it. Gives whether it is one of our pages. */
export async function swap(response, dress) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("main");
  if (!fresh) return false;
  document.querySelector("main").replaceChildren(...fresh.childNodes);
  document.title = page.title;
  dress();
  return true;
}
