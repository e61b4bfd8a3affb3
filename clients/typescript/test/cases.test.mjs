/** Replays clients/cases against the Postern of POSTERN_URL. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Postern, PosternError } from "postern-client";
import { FaultProxy } from "./faults.mjs";

const CASES = process.env.POSTERN_CASES ?? fileURLToPath(new URL("../../cases", import.meta.url));
const AT_ONCE = 12;
const NO_POSTERN = process.env.POSTERN_URL ? false : "POSTERN_URL is not set: there is no Postern to replay the cases against";

const camel = (options = {}) =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), value]));

async function direct(method, route, body, more = {}) {
  const headers = { "x-api-key": process.env.POSTERN_API_KEY, "content-type": "application/json", ...more };
  const response = await fetch(process.env.POSTERN_URL + route, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(response.ok, `${route}: ${response.status}`);
  return response.json();
}

class Replay {
  identifier = `case-${randomUUID()}@example.com`;
  said = [];
  left = false;
  later = [];

  constructor(told) {
    this.told = told;
  }

  async play() {
    this.proxy = await new FaultProxy(process.env.POSTERN_URL).listen();
    this.client = new Postern({ url: this.proxy.url, ...camel(this.told.client), log: (line) => this.said.push(line) });
    try {
      for (const [what, ...how] of this.told.steps) await this[what](...how);
      assert.ok(this.left || !this.done || this.told.requests.length === 0, "The case forgot to leave its block");
      await Promise.all(this.later);
      const wanted = this.told.requests.map((status) => status.replace(/(\w+)\+/, "$1( $1)*")).join(" ");
      assert.match((await this.statuses()).join(" "), new RegExp(`^${wanted}$`));
      for (const line of this.said) assert.doesNotMatch(line, /4819\d\d|case-|token=|pk_/);
    } finally {
      this.proxy.close();
    }
  }

  /** The callback form, whose callback is the rest of the case up to leaving. */
  async open(expected = {}) {
    const { promise, resolve, reject } = withResolvers();
    this.block = { resolve, reject };
    const opened = withResolvers();
    this.done = this.client.login({ identifier: this.identifier, ...camel(this.told.login) }, (login) => {
      opened.resolve(login);
      return promise;
    });
    this.done.catch(opened.reject);
    await this.expect(async () => {
      this.login = await opened.promise;
    }, expected);
  }

  async leave() {
    this.left = true;
    this.block.resolve();
    await this.done;
  }

  async leave_by_error() {
    this.left = true;
    this.block.reject(new RangeError("the page has no such button"));
    await assert.rejects(this.done, RangeError);
  }

  code(expected) {
    return this.expect(() => this.login.code({ timeout: expected.timeout ?? 20 }), expected);
  }

  link(expected) {
    return this.expect(() => this.login.link({ timeout: expected.timeout ?? 20 }), expected);
  }

  rejected(expected) {
    return this.expect(() => this.login.rejected({ timeout: expected.timeout ?? 20 }), expected);
  }

  begin(what, expected) {
    this.begun = this.login[what]({ timeout: expected.timeout ?? 20 });
    this.begun.catch(() => {});
  }

  end(expected) {
    return this.expect(() => this.begun, expected);
  }

  async seen(expected) {
    for (const [call, times] of Object.entries(expected)) await this.proxy.waitFor(call, times);
  }

  heal() {
    this.proxy.heal();
  }

  async handle(text) {
    const asked = await direct("POST", "/v1/code-requests", { totp_identifier: this.identifier, deliver: "handle" });
    await this.push(text);
    const told = await direct("GET", `/v1/code-requests/${asked.code_request_id}`, undefined, { prefer: "wait=20" });
    this.kept = told.code_handle;
  }

  redeem(expected) {
    return this.expect(async () => {
      const redeemed = await this.client.redeem(expected.handle ?? this.kept);
      assert.equal(redeemed.otp_type, "totp");
      return redeemed.code;
    }, expected);
  }

  async report(outcome) {
    await this.login[outcome]();
    assert.equal(this.login.outcome, outcome);
  }

  push(text) {
    return direct("POST", "/v1/credentials/totp", { totp_identifier: this.identifier, content: text });
  }

  push_later(text, seconds) {
    this.later.push(sleep(seconds * 1000).then(() => this.push(text)));
  }

  fault(fault) {
    this.proxy.fault(fault);
  }

  calls(expected) {
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, this.proxy.calls[name] ?? 0])), expected);
  }

  async expect(call, expected) {
    let given;
    try {
      given = await call();
    } catch (error) {
      if (!(error instanceof PosternError) || expected.fails === undefined) throw error;
      assert.equal(error.name, expected.fails, error.message);
      assert.ok(error.message.includes(expected.says ?? ""), error.message);
      if (expected.hints) assert.deepEqual(error.hints.map((hint) => hint.kind), expected.hints);
      return;
    }
    assert.equal(expected.fails, undefined, "It did not fail");
    if (expected.gives !== undefined) assert.equal(given, expected.gives);
  }

  async statuses() {
    const found = [];
    for (let cursor = ""; cursor !== null; ) {
      const page = await direct("GET", `/v1/code-requests?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...page.code_requests.filter((one) => one.totp_identifier === this.identifier).map((one) => one.status));
      cursor = page.next_cursor;
    }
    return found;
  }
}

function withResolvers() {
  let resolve, reject;
  const promise = new Promise((onResolve, onReject) => ([resolve, reject] = [onResolve, onReject]));
  return { promise, resolve, reject };
}

test("every case is replayed", { skip: NO_POSTERN, concurrency: AT_ONCE }, async (t) => {
  const files = readdirSync(CASES).filter((name) => name.endsWith(".json"));
  assert.ok(files.length > 20);
  await Promise.all(
    files.map((name) => {
      const told = JSON.parse(readFileSync(path.join(CASES, name), "utf8"));
      return t.test(`${name}: ${told.name}`, () => new Replay(told).play());
    }),
  );
});
