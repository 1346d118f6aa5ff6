// Text that comes from elsewhere: pasted, dropped or chosen. It is read in the browser, put into the field, and sent nowhere.

const MOST = 1 << 20;

const PACKED = "Word, Excel and zip files come later, and are not opened. For now, open the file yourself, copy the text that you need, and paste it here.";
const LATER = "This kind of file comes later. For now, open it, copy the text that you need, and paste it here.";
const IMAGE = "Pictures and scans cannot be checked, so they are never taken. Type the part that you need.";
const LETTERS = "Its letters cannot be read. Save it as plain text (UTF-8), or open it, copy the text and paste it here.";
const BEGINNINGS = [
  ["%PDF-", LATER], ["{\\rtf", LATER], ["\xd0\xcf\x11\xe0", LATER], ["PK\x03\x04", PACKED], ["PK\x05\x06", PACKED], ["\x1f\x8b", PACKED],
  ["7z\xbc\xaf", PACKED], ["Rar!", PACKED], ["\x89PNG", IMAGE], ["\xff\xd8\xff", IMAGE], ["GIF8", IMAGE], ["II*\0", IMAGE], ["MM\0*", IMAGE],
];

export function takeFiles(form) {
  for (const put of form.querySelectorAll(".put")) {
    const area = put.parentElement.querySelector("textarea");
    const says = put.querySelector("[role=status]");
    const chosen = put.querySelector("input[type=file]");
    const take = async (file) => {
      if (!file) return;
      try {
        insert(area, await textOf(file));
        says.textContent = "The text is in the field. Read it there.";
      } catch (error) {
        put.open = true;
        says.textContent = error.message;
      }
    };
    put.querySelector("button").hidden = true;
    chosen.addEventListener("change", async () => {
      await take(chosen.files[0]);
      chosen.value = "";
    });
    area.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      area.parentElement.classList.add("dropping");
    });
    area.addEventListener("dragleave", () => area.parentElement.classList.remove("dropping"));
    area.addEventListener("drop", (event) => {
      area.parentElement.classList.remove("dropping");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    });
    area.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length && !event.clipboardData.types.includes("text/plain")) {
        event.preventDefault();
        take(event.clipboardData.files[0]);
        return;
      }
      const html = event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      write(area, plain(html));
    });
  }
}

/// The text of a file, as the server reads it (textfile.rs).
async function textOf(file) {
  if (file.size > MOST) throw new Error("This file is larger than 1 MB. Copy the part that you need, and paste it here.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begins = String.fromCharCode(...bytes.slice(0, 8));
  const known = BEGINNINGS.find(([beginning]) => begins.startsWith(beginning));
  if (known) throw new Error(known[1]);
  const kind = begins.startsWith("\xff\xfe") ? "utf-16le" : begins.startsWith("\xfe\xff") ? "utf-16be" : "utf-8";
  let text;
  try {
    text = new TextDecoder(kind, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(LETTERS);
  }
  if (/[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/.test(text)) throw new Error(LETTERS);
  if (!text.trim()) throw new Error("Choose a file with text in it first.");
  return text.replace(/\r\n?/g, "\n");
}

/// Puts a file's text behind what stands in the field.
function insert(area, text) {
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  write(area, (area.value.trim() ? "\n\n" : "") + text);
}

/// Writes where the cursor is, so that it can be undone.
function write(area, text) {
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

const BLOCKS = new Set(["ADDRESS", "ARTICLE", "BLOCKQUOTE", "DIV", "DL", "DD", "DT", "H1", "H2", "H3", "H4", "H5", "H6", "OL", "P", "PRE", "SECTION", "TABLE", "UL"]);
const SILENT = new Set(["HEAD", "SCRIPT", "STYLE", "TEMPLATE", "TITLE"]);

/// Rich text as plain text: a line a point, a line a row.
export function plain(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const lines = said(body).split("\n").map((line) => line.replace(/[^\S\n]+/g, " ").trim());
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

function said(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.tagName)) return "";
  const inner = () => [...node.childNodes].map(said).join("");
  switch (node.tagName) {
    case "BR":
      return "\n";
    case "LI": {
      const list = node.parentElement;
      const at = [...list.children].indexOf(node) + (list.start ?? 1);
      return `\n${list.tagName === "OL" ? `${at}.` : "-"} ${inner().trim()}`;
    }
    case "TR":
      return `\n${[...node.cells].map((cell) => said(cell).replace(/\s+/g, " ").trim()).join(" | ")}`;
    case "PRE":
      return `\n\n${node.textContent}\n\n`;
    default:
      return BLOCKS.has(node.tagName) ? `\n${inner()}\n` : inner();
  }
}
