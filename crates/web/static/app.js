// Small helpers for every page. Every page works without them.

// Ctrl or Cmd and Enter press the main button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = document.activeElement?.closest("form");
  const button = form?.querySelector("button.primary:not([disabled])");
  if (button) {
    event.preventDefault();
    button.click();
  }
});
