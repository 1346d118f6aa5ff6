// Files in and out: rich text pasted, files chosen and dropped, a result taken as Word and PDF.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
after(async () => {
  await closeBrowser();
  await practice.close();
});

const rich = "<p>Plan for <b>today</b>:</p><ul><li>rest</li><li>fluids</li></ul><ol start='3'><li>call</li></ol>" +
  "<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>A</td><td>5 mg</td></tr></table><script>alert(1)</script>";

/** Pastes rich text where the cursor is, as a word processor offers it. */
function paste(area, html) {
  return area.evaluate((element, content) => {
    element.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", content);
    clipboardData.setData("text/plain", "plain");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

test("rich text and files become plain text in the field, and other files say what to do", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.getByRole("link", { name: "Summarize a note" }).click();
  const note = page.getByLabel("The note");
  await paste(note, rich);
  assert.equal(await note.inputValue(), "Plan for today:\n\n- rest\n- fluids\n\n3. call\n\nDrug | Dose\nA | 5 mg");
  await note.fill("");
  await page.getByText("Put in a text file").first().click();
  const chosen = page.getByLabel("Text or CSV file").first();
  await chosen.setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("\ufeffday,pain\r\n1,5\r\n") });
  await page.getByText("The text is in the field.").waitFor();
  assert.equal(await note.inputValue(), "day,pain\n1,5\n");
  for (const [content, says] of [
    [Buffer.from("PK\x03\x04", "latin1"), "Word, Excel and zip files come later"],
    [Buffer.from("caf\xe9", "latin1"), "Its letters cannot be read."],
    [Buffer.alloc(2 << 20, "a"), "This file is larger than 1 MB."],
  ]) {
    await chosen.setInputFiles({ name: "a", mimeType: "", buffer: content });
    await page.getByText(says).waitFor();
    assert.equal(await note.inputValue(), "day,pain\n1,5\n");
  }
  await note.fill("");
  await note.evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["Cough, 3 days."], "note.txt"));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByText("The text is in the field.").waitFor();
  assert.equal(await note.inputValue(), "Cough, 3 days.");
}));

test("a result is taken as Word and as PDF", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.getByRole("link", { name: "Summarize a note" }).click();
  await page.getByLabel("The note").fill("Harriet Lindgren, phone 614-555-0142, has had a cough for 3 days. Lungs clear.");
  await page.getByLabel("quality").check();
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByLabel("I read what will be sent.").check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
  for (const [name, begins, end] of [["Word", "PK", ".docx"], ["PDF", "%PDF-", ".pdf"]]) {
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name, exact: true }).click();
    const file = await coming;
    assert.match(file.suggestedFilename(), /^summarize-note-\d{4}-\d{2}-\d{2}\./);
    assert.ok(file.suggestedFilename().endsWith(end));
    assert.ok((await readFile(await file.path(), "latin1")).startsWith(begins));
  }
}));

const table = "MRN,Patient name,DOB,Diagnosis,Plan,Shoe\n" +
  "00482913,Harriet Lindgren,03/14/1951,Asthma,Harriet Lindgren uses albuterol,7\n" +
  "77120944,Oluwaseun Adeyemi,11/02/1987,Gout,Allopurinol,9\n";

/** Takes what the task needs of the first patient, and goes on to the answer; `see` looks at the pages on the way. */
async function takes(window, see = look) {
  const { page } = window;
  await page.getByRole("group", { name: "Which patient is it about?" }).waitFor();
  await see(window, "export-choice");
  await page.getByLabel("00482913, Harriet Lindgren, 03/14/1951").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Take only what this task needs" }).focus();
  await page.keyboard.press("Enter");
  const said = page.getByRole("status").filter({ hasText: "Only what this task needs is left" });
  await said.waitFor();
  for (const left of ["record number", "date of birth", "name", "not known to this task"]) assert.match(await said.innerText(), new RegExp(left));
  assert.equal(await page.getByLabel("The note").inputValue(), "Diagnosis: Asthma\nPlan: Harriet Lindgren uses albuterol");
  await see(window, "export-taken");
  await page.getByLabel("quality").check();
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByRole("heading", { name: "Read before you send" }).waitFor();
  assert.doesNotMatch(await page.getByRole("region", { name: "What will be sent" }).innerText(), /Harriet|Lindgren/);
  await page.getByLabel("I read what will be sent.").check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check before you use it" }).waitFor();
}

test("a list of patients is refused while it is pasted, and what the task needs of one is taken", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.locator(".card").getByRole("link", { name: "Summarize a note" }).click();
  const before = await practice.received();
  await page.getByLabel("The note").fill(table);
  await page.locator("#look-says", { hasText: "Anteroom never sends those." }).waitFor();
  await look(window, "export-refused");
  await walk(window, "export-refused");
  await page.getByRole("button", { name: "Take only what this task needs" }).click();
  await page.getByRole("alert").getByText("Choose the patient first.").waitFor();
  assert.equal(await practice.received(), before);
  await takes(window);
  assert.ok((await practice.received()) > before);
}));

const untitled = "Lindgren, Harriet; 3/14/1951; 740-555-0141; asthma, Harriet uses albuterol\n" +
  "Adeyemi, Oluwaseun; 11/2/1987; 740-555-0142; gout\nOkonjo, Tamsin; 2/4/1971; 740-555-0143; angina\n";

test("of a list without titles somebody says what the columns are", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.locator(".card").getByRole("link", { name: "Summarize a note" }).click();
  await page.getByLabel("The note").fill(untitled);
  await page.locator("#look-says", { hasText: "Anteroom never sends those." }).waitFor();
  await page.getByRole("button", { name: "Take only what this task needs" }).click();
  await page.getByRole("alert").getByText("Choose the patient first.").waitFor();
  await look(window, "untitled-choice");
  await walk(window, "untitled-choice");
  await page.getByLabel("Lindgren, Harriet · 3/14/1951").check();
  await page.getByLabel("Column 1: Lindgren, Harriet").selectOption("name, left out");
  await page.getByRole("button", { name: "Take only what this task needs" }).click();
  await page.getByRole("alert").getByText("Nothing that is said of this patient is needed for this task.").waitFor();
  assert.ok(await page.getByLabel("Lindgren, Harriet · 3/14/1951").isChecked());
  await page.getByLabel("Column 4: asthma").selectOption("diagnosis");
  await page.getByRole("button", { name: "Take only what this task needs" }).click();
  await page.getByRole("status").filter({ hasText: "Only what this task needs is left" }).waitFor();
  assert.equal(await page.getByLabel("The note").inputValue(), "Diagnosis: asthma, Harriet uses albuterol");
}));

test("without scripts an export is taken apart just so", visit(practice, async (window) => {
  const { page } = window;
  await signIn(window, "cora");
  await page.locator(".card").getByRole("link", { name: "Summarize a note" }).click();
  await page.getByLabel("The note").fill(table);
  await page.getByRole("button", { name: "Check my text" }).click();
  await takes(window, () => {});
}, { scripts: false }));
