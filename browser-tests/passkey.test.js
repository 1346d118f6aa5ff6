// Signing in with a passkey: an authenticator of Chromium's own holds it.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { walk } from "./support/keyboard.js";
import { look } from "./support/look.js";
import { Practice, passphrase } from "./support/practice.js";
import { closeBrowser, signIn, visit } from "./support/window.js";

const practice = await Practice.invented();
// Browsers keep passkeys for names, not for numbers.
practice.url = practice.url.replace("127.0.0.1", "localhost");
after(async () => {
  await closeBrowser();
  await practice.close();
});

/** What the authenticator holds, for the next window. */
let held;

test("somebody adds a passkey, names it anew, and may not add it twice", visit(practice, async (window) => {
  const { page } = window;
  const authenticator = await Authenticator.in(window);
  await signIn(window, "maya");
  await page.goto("/account");
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await page.waitForURL("/account/passkeys");
  await look(window, "passkeys-none");
  await add(page, "My phone", "violin harbor ketchup");
  assert.match(await page.getByRole("alert").innerText(), /passphrase is not right/);
  await look(window, "passkeys-wrong");
  await authenticator.empty();
  await add(page, "My phone", passphrase);
  await page.getByText("Since").waitFor();
  held = await authenticator.held();
  await page.getByLabel("Name of My phone").fill("My new phone");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByText("My new phone").first().waitFor();
  await look(window, "passkeys");
  await walk(window, "passkeys");
  await add(page, "Again", passphrase);
  await page.getByText("No passkey was made").waitFor();
}));

test("a passkey opens the door, once for each question", visit(practice, async (window) => {
  const { page } = window;
  const authenticator = await Authenticator.in(window, held);
  await page.goto("/sign-in");
  await look(window, "sign-in-passkey");
  const sent = page.waitForRequest((request) => new URL(request.url()).pathname === "/sign-in/passkey");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL("/");
  assert.match(await page.getByRole("banner").innerText(), /Maya Osei/);
  // Its counter went up, and goes up from there: an authenticator that counts from below is a copy.
  held = await authenticator.held();
  const answer = (await sent).postData();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const replay = (body) => fetch(`${practice.url}/sign-in/passkey`, { method: "POST", redirect: "manual", headers, body });
  const replayed = await replay(answer);
  assert.equal(replayed.headers.get("location"), "/sign-in?again");
  assert.equal(replayed.headers.get("set-cookie"), null);
  const nonsense = await replay("answer=%7B%7D");
  assert.equal(nonsense.status, 403);
}));

test("an answer from another site, or with another key, opens nothing", visit(practice, async (window) => {
  const { page } = window;
  await Authenticator.in(window, held);
  for (const change of [otherOrigin, otherSignature, otherChallenge]) {
    await page.goto("/sign-in");
    await page.route("**/sign-in/passkey", async (route) => {
      const fields = new URLSearchParams(route.request().postData());
      const answer = JSON.parse(fields.get("answer"));
      change(answer.response);
      fields.set("answer", JSON.stringify(answer));
      await route.continue({ postData: fields.toString() });
    });
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL(/sign-in(\/passkey|\?again)/);
    await page.unroute("**/sign-in/passkey");
    await page.goto("/");
    assert.equal(new URL(page.url()).pathname, "/sign-in", change.name);
  }
}));

test("where everybody needs a second step, a passkey is one, and the passphrase is no way around it", visit(practice, async (window) => {
  const { page } = window;
  await practice.run("user", "require-second-step", "on");
  await Authenticator.in(window, held);
  await signIn(window, "maya");
  assert.match(await page.getByRole("alert").first().innerText(), /yours is a passkey/);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL("/");
  await practice.run("user", "require-second-step", "off");
  await page.goto("/account/passkeys");
  await page.getByRole("button", { name: "Take it away: My new phone" }).click();
  await page.waitForURL("/account/passkeys");
  assert.equal(await page.getByText("Since").count(), 0);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByText("This passkey opens nothing here").waitFor();
}));

test("without scripts, and at another address, the passphrase is the way in", visit(practice, async (window) => {
  const { page } = window;
  await page.goto("/sign-in");
  assert.equal(await page.getByRole("button", { name: "Use a passkey" }).count(), 0);
  await signIn(window, "maya");
  await page.waitForURL("/");
  await page.goto("/account/passkeys");
  assert.match(await page.getByRole("main").innerText(), /current browser, at http:\/\/localhost/);
}, { scripts: false }));

/** An authenticator that verifies its owner by itself. */
class Authenticator {
  static async in({ context, page }, credentials = []) {
    const authenticator = new Authenticator();
    authenticator.cdp = await context.newCDPSession(page);
    await authenticator.cdp.send("WebAuthn.enable");
    const options = {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    };
    const added = await authenticator.cdp.send("WebAuthn.addVirtualAuthenticator", { options });
    authenticator.id = added.authenticatorId;
    for (const credential of credentials) {
      await authenticator.cdp.send("WebAuthn.addCredential", { authenticatorId: authenticator.id, credential });
    }
    return authenticator;
  }

  async held() {
    return (await this.cdp.send("WebAuthn.getCredentials", { authenticatorId: this.id })).credentials;
  }

  async empty() {
    await this.cdp.send("WebAuthn.clearCredentials", { authenticatorId: this.id });
  }
}

async function add(page, name, words) {
  await page.getByLabel("What you call it").fill(name);
  await page.getByLabel("Your passphrase").fill(words);
  await page.getByRole("button", { name: "Add a passkey" }).click();
}

function otherOrigin(response) {
  const data = JSON.parse(Buffer.from(response.clientDataJSON, "base64url"));
  data.origin = "https://evil.example";
  response.clientDataJSON = Buffer.from(JSON.stringify(data)).toString("base64url");
}

function otherSignature(response) {
  const signature = Buffer.from(response.signature, "base64url");
  signature[signature.length - 1] ^= 1;
  response.signature = signature.toString("base64url");
}

function otherChallenge(response) {
  const data = JSON.parse(Buffer.from(response.clientDataJSON, "base64url"));
  data.challenge = Buffer.alloc(16).toString("base64url");
  response.clientDataJSON = Buffer.from(JSON.stringify(data)).toString("base64url");
}
