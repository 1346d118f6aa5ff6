// A practice of its own for each suite: the real program on a temporary folder, in front of the scripted model server.

import { execFile, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { named, patients } from "./patients.js";

const run = promisify(execFile);
const anteroom = needed("ANTEROOM_BIN");
const scriptedUpstream = needed("SCRIPTED_UPSTREAM_BIN");

/** The passphrase of everybody in these suites. */
export const passphrase = "violin harbor mustard";

/** Who works at the invented practice. */
const people = [
  ["maya", "Maya Osei", "front-desk"],
  ["dana", "Dana Whitfield", "compliance-officer"],
  ["ines", "Ines Kowalski", "it-partner"],
  ["cora", "Cora Lindqvist", "licensed-clinician"],
];

/** What everybody was given first, and had to change. */
const given = "handed over on paper";

export class Practice {
  #folder = mkdtempSync(join(tmpdir(), "anteroom-pages-"));
  #children = [];
  #server;

  /** A server on a folder in which nothing is; `setupLink` opens it. */
  static async empty() {
    const practice = new Practice();
    await practice.#serve();
    return practice;
  }

  /**
   * A practice with accounts and, unless `approved` is false, a connection approved for de-identified text. It asks the first
   * of `models`, at `provider` where one is given. `settings` is its configuration file; so many `clinicians` and
   * `managers` more work there, named `c0`, `c1`, `m0` and so on.
   */
  static async invented({ approved = true, clinicians = 0, managers = 0, models = ["m-echo", "m-slow"], provider, settings = "" } = {}) {
    const practice = new Practice();
    const upstream = provider ?? (await practice.#start("upstream", scriptedUpstream, ["--record", practice.record], /http:\S+\n/));
    await practice.run("init", "--practice", "Elm Street Clinic", "--state", "OH");
    await practice.#connect(upstream, approved, models);
    writeFileSync(join(practice.#path("data"), "anteroom.toml"), settings, { mode: 0o600 });
    const file = practice.#write("passphrase", given);
    const more = Array.from({ length: clinicians }, (_, at) => [`c${at}`, `Clinician ${at}`, "licensed-clinician"]);
    const heads = Array.from({ length: managers }, (_, at) => [`m${at}`, `Manager ${at}`, "manager"]);
    const all = [...people, ...more, ...heads];
    for (const [id, name, role] of all) {
      await practice.run("user", "add", id, "--name", name, "--role", role, "--passphrase-file", file);
    }
    await practice.#serve();
    for (const [id] of all) await practice.#settle(id);
    return practice;
  }

  /** Starts an identity provider that vouches for whoever comes, lets it open somebody's account, and gives its address. */
  async withSingleSignOn(id, email) {
    const issuer = await this.#start("identity", needed("IDENTITY_PROVIDER_BIN"), ["--subject", "1001", "--email", email], /http:\S+\n/);
    const file = this.#write("client-secret", "s3cret+with/all:kinds%of=letters");
    await this.run("sso", "set", "--issuer", issuer, "--client-id", "anteroom-test", "--client-secret-file", file);
    await this.run("user", "link", id, "--email", email);
    return issuer;
  }

  /** Runs a command of the program on the practice's folder. */
  async run(...args) {
    const { stdout } = await run(anteroom, args, { env: this.#env() });
    return stdout;
  }

  /** The one-time link that the server printed. */
  get setupLink() {
    return /http:\S+\/setup\?code=\S+/.exec(this.log)[0];
  }

  /** What the server wrote. */
  get log() {
    return readFileSync(this.#path("serve.log"), "utf8");
  }

  /** Where the model server keeps what it received. */
  get record() {
    return this.#path("received.jsonl");
  }

  /** How many requests reached the model server; fails when one of them names a patient. */
  async received() {
    const lines = readFileSync(this.record, { encoding: "utf8", flag: "a+" }).split("\n").filter(Boolean);
    if (lines.length > 0) await run(scriptedUpstream, ["leaks", this.record]);
    return lines.length;
  }

  /** Stops everything; fails when the server's log names a patient or the record of what was done is not whole. */
  async close() {
    const { log } = this;
    for (const child of this.#children) child.kill();
    await Promise.all(this.#children.map((child) => child.exitCode ?? new Promise((end) => child.once("exit", end))));
    try {
      await this.run("audit", "verify");
      const shown = named(log, patients);
      if (shown.length > 0) throw new Error(`the server's log shows ${shown}`);
    } finally {
      rmSync(this.#folder, { recursive: true });
    }
  }

  /** Kills the server as a power cut would, and starts it again. */
  async crash() {
    const ended = new Promise((end) => this.#server.once("exit", end));
    this.#server.kill("SIGKILL");
    await ended;
    rmSync(this.#path("serve.log"));
    await this.#serve();
  }

  async #serve() {
    this.url = `http://127.0.0.1:${await freePort()}`;
    const listen = ["--no-open", "--listen", this.url.slice("http://".length)];
    await this.#start("serve", anteroom, ["serve", ...listen], /^(Pages:|Open) .*\n/m);
    this.#server = this.#children.at(-1);
  }

  /** Somebody chooses their own passphrase, which the first sign-in asks for. */
  async #settle(name) {
    const post = (path, cookie, fields) =>
      fetch(this.url + path, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams(fields) });
    const entered = await post("/sign-in", "", { name, passphrase: given });
    const [cookie] = entered.headers.get("set-cookie").split(";");
    const page = await fetch(`${this.url}/`, { headers: { cookie } });
    if (!page.url.endsWith("/account/passphrase")) throw new Error(`${name} was led to ${page.url}`);
    const [, csrf] = /name="csrf" value="(\w+)"/.exec(await page.text());
    const changed = await post("/account/passphrase", cookie, { csrf, old: given, new: passphrase });
    if (changed.status !== 303) throw new Error(`${name} could not choose a passphrase`);
    await post("/sign-out", cookie, { csrf });
  }

  async #connect(upstream, approved, names) {
    const key = this.#write("upstream.key", "upstream-secret");
    const models = names.flatMap((name) => ["--model", name]);
    const to = ["--provider", "mistral", "--base-url", upstream, "--key-file", key, ...models];
    await this.run("connection", "add", "mistral", ...to);
    if (!approved) return;
    const agreement = ["--agreement-until", "2999-12-31", "--no-training-use", "--approved-by", "Dana Whitfield"];
    await this.run("connection", "approve", "mistral", "--for", "deidentified", ...agreement);
  }

  /** Starts a program and waits until its output, kept in a file, says `ready`. */
  async #start(name, program, args, ready) {
    const file = this.#path(`${name}.log`);
    const output = openSync(file, "a");
    const child = spawn(program, args, { env: this.#env(), stdio: ["ignore", output, output] });
    closeSync(output);
    this.#children.push(child);
    process.once("exit", () => child.kill());
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(20)) {
      const found = ready.exec(readFileSync(file, "utf8"));
      if (found) return found[0].trim();
      if (child.exitCode !== null) break;
    }
    throw new Error(`${name} does not start: ${readFileSync(file, "utf8")}`);
  }

  #env() {
    return { ...process.env, ANTEROOM_DATA: this.#path("data") };
  }

  #path(name) {
    return join(this.#folder, name);
  }

  #write(name, content) {
    writeFileSync(this.#path(name), `${content}\n`);
    return this.#path(name);
  }
}

function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the suites with \`cargo xtask test browser\``);
  return value;
}

function pause(milliseconds) {
  return new Promise((end) => setTimeout(end, milliseconds));
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
