/** What needs no server: settings, signatures, what is shown; and what a login does beside the cases. */
import assert from "node:assert/strict";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import test from "node:test";
import { inspect } from "node:util";
import { FaultProxy } from "./faults.mjs";
import { Forbidden, Postern, Problem, SettingsError, SignatureError, verifyTotpUrlRequest } from "postern-client";

const KEY = Buffer.alloc(32, "k");
const SECRET = `whsec_${KEY.toString("base64")}`;
const BODY = '{"workflow_run_id":"wr_1","task_id":null}';
const README = process.env.POSTERN_README ?? new URL("../README.md", import.meta.url).pathname;
const NO_POSTERN = process.env.POSTERN_URL ? false : "POSTERN_URL is not set: there is no Postern to try the client at";

function signed(body = BODY, key = KEY, id = "msg_1", at = 1_000_000) {
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return { "Webhook-Id": id, "Webhook-Timestamp": String(at), "Webhook-Signature": `v1,${signature}` };
}

const verify = (headers, body = BODY, secrets = SECRET, how = {}) => verifyTotpUrlRequest(headers, body, secrets, { now: 1_000_000, ...how });
const refused = (...how) => assert.rejects(verify(...how), SignatureError);

test("a call that is signed is taken and says who asks", async () => {
  const call = await verify(signed());
  assert.deepEqual([call.id, call.sentAt, call.run.workflow_run_id], ["msg_1", 1_000_000, "wr_1"]);
  await verify(new Headers(signed()), new TextEncoder().encode(BODY));
});

test("one of several signatures and one of several secrets is enough", async () => {
  const headers = signed();
  headers["Webhook-Signature"] = `v1,AAAA v2,x ${headers["Webhook-Signature"]}`;
  await verify(headers, BODY, [`whsec_${Buffer.alloc(32, "o").toString("base64")}`, SECRET]);
});

test("another body, id, time or secret is refused", async () => {
  for (const change of [{ "Webhook-Id": "msg_2" }, { "Webhook-Timestamp": "1000001" }, { "Webhook-Signature": "v1," }]) {
    await refused({ ...signed(), ...change });
  }
  await refused(signed(), `${BODY} `);
  await refused(signed(BODY, Buffer.alloc(32, "x")));
});

test("a call is taken for five minutes in both directions", async () => {
  for (const now of [1_000_000 - 300, 1_000_000 + 300]) await verify(signed(), BODY, SECRET, { now });
  for (const now of [1_000_000 - 301, 1_000_000 + 301]) await refused(signed(), BODY, SECRET, { now });
});

test("wrong headers are refused and fail nothing else", async () => {
  for (const name of Object.keys(signed())) {
    for (const value of ["", "x", "-1", "1e9", "½", "v1,½", "9".repeat(40)]) await refused({ ...signed(), [name]: value });
  }
  await refused({});
});

test("Skyvern's signature is taken where it is asked for", async () => {
  const value = createHmac("sha256", SECRET).update(BODY).digest("hex");
  await refused({ "x-skyvern-signature": value });
  const call = await verify({ "X-Skyvern-Signature": value }, BODY, SECRET, { skyvern: true });
  assert.deepEqual([call.id, call.run.workflow_run_id], [undefined, "wr_1"]);
  await refused({ "x-skyvern-signature": value.slice(0, -1) }, BODY, SECRET, { skyvern: true });
  // A wrong signature of the better kind is not made up for.
  await refused({ ...signed(), "Webhook-Id": "msg_2", "x-skyvern-signature": value }, BODY, SECRET, { skyvern: true });
});

test("a secret that is none is a mistake of the caller", async () => {
  for (const secrets of ["", [], [""], "whsec_???"]) await assert.rejects(verify(signed(), BODY, secrets), TypeError);
});

test("the client says what is missing and never shows its key", () => {
  const client = new Postern({ url: "https://me:pw@postern.example/base/", apiKey: "pk_secret" });
  assert.equal(String(client), "Postern https://postern.example");
  assert.doesNotMatch(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client), /pk_secret|pw/);
  for (const options of [{ url: "" }, { url: "http://x", apiKey: "" }, { url: "x", apiKey: "k" }, { url: "http://x", apiKey: "k\n1" }]) {
    assert.throws(() => new Postern(options), SettingsError);
  }
});

test("an address may be written in several ways, and none is shown where it is refused", () => {
  for (const [url, shown] of [
    ["HTTPS://postern.example:8443//", "https://postern.example:8443"],
    ["http://[::1]:8080/", "http://[::1]:8080"],
    [" http://me:p%40ss@10.0.0.1/a/b ", "http://10.0.0.1"],
    ["https://pöstern.example", "https://xn--pstern-wxa.example"],
  ]) {
    assert.equal(String(new Postern({ url, apiKey: "k" })), `Postern ${shown}`);
  }
  for (const url of ["http://me:pw@x/?a=b", "http://x/#a", "http://x:99999", "http://x:port", "http://[::1", "http://", "//x"]) {
    assert.throws(() => new Postern({ url, apiKey: "k" }), (error) => error instanceof SettingsError && !error.message.includes("pw"));
  }
});

test("a path and a user in the address are used", async () => {
  let seen;
  const fetch = async (url, init) => {
    seen = { url, ...init };
    return new Response('{"code": "1"}');
  };
  await new Postern({ url: "http://me:p%40ss@postern.example/base/", apiKey: "k", fetch }).preview("cred_1");
  assert.equal(seen.url, "http://postern.example/base/v1/credentials/cred_1/totp-code");
  assert.equal(seen.headers.authorization, `Basic ${Buffer.from("me:p@ss").toString("base64")}`);
});

test("a redirect tells the host alone", () => {
  for (const [location, place] of [
    ["https://other.example:8443/v1/codes?totp_identifier=secret", "https://other.example:8443"],
    ["https://me:pw@other.example/", "another address"],
    ["/login", "another address"],
  ]) {
    const said = Problem.of(302, new Headers({ location }), "<html>").message;
    assert.equal(said, `302: The server redirects to ${place}. Set POSTERN_URL to the address that answers itself`);
  }
});

test("a login needs somebody to send to, or a source", async () => {
  const client = new Postern({ url: "https://postern.example", apiKey: "k" });
  for (const wrong of [{}, { authenticator: "cred_1", identifier: "a@example.com" }]) await assert.rejects(client.open(wrong), TypeError);
});

test("problems of all forms are read", () => {
  for (const [content, words] of [
    ['{"type":"/problems/invalid-body","detail":"d","errors":[{"type":"t","pointer":"/a","detail":"e"}]}', "422: d; /a: e"],
    ['{"detail":[{"loc":["body","content"],"msg":"m","type":"t"}]}', "422: Fields are missing or wrong; /body/content: m"],
    ['{"detail":"plain"}', "422: plain"],
    ["<html>", "422: without a word"],
    ["[]", "422: without a word"],
  ]) {
    assert.equal(Problem.of(422, new Headers(), content).message, words);
  }
});

test("what was received is read page by page, and a login shows no code", { skip: NO_POSTERN }, async () => {
  const postern = new Postern();
  const identifier = `${randomUUID()}@example.com`;
  await postern.login(identifier, async (login) => {
    await postern.push(identifier, "Your verification code is 481920.");
    assert.equal(await login.code({ timeout: 20 }), "481920");
    assert.doesNotMatch(inspect(login, { depth: 9, showHidden: true }) + JSON.stringify(login) + login, /481920/);
  });
  await postern.push(identifier, "Your verification code is 481921.");
  let seen = [];
  // The list may be some milliseconds behind.
  for (let look = 0; look < 100 && seen.length < 2; look++) {
    seen = [];
    for await (const code of postern.codes({ identifier, pageSize: 1 })) seen.push(code.code);
  }
  assert.deepEqual(seen, ["481921", "481920"]);
});

test("an authenticator is asked when its code is needed", { skip: NO_POSTERN }, async () => {
  const postern = new Postern();
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const totp = [...randomBytes(32)].map((byte) => alphabet[byte % 32]).join("");
  const response = await fetch(`${process.env.POSTERN_URL}/v1/credentials`, {
    method: "POST",
    headers: { "x-api-key": process.env.POSTERN_API_KEY, "content-type": "application/json" },
    body: JSON.stringify({ name: "n", credential_type: "password", credential: { username: "u", password: "p", totp, totp_type: "authenticator" } }),
  });
  const authenticator = (await response.json()).credential_id;
  assert.match((await postern.preview(authenticator)).code, /^\d{6}$/);
  const login = await postern.open({ authenticator });
  assert.equal(login.requestId, undefined);
  assert.match(await login.code({ timeout: 45 }), /^\d{6}$/);
  await login.accepted();
  await login[Symbol.asyncDispose]();
  assert.equal(login.outcome, "accepted");
});

test("the ten lines log in, pasted twice in a row", { skip: NO_POSTERN }, async () => {
  const example = /```typescript\n(.*?)```/s.exec(readFileSync(README, "utf8"))[1];
  const number = `${randomUUID()}@example.com`;
  for (const code of ["481922", "481923"]) {
    const folder = mkdtempSync(new URL("./example-", import.meta.url).pathname);
    writeFileSync(`${folder}/login.mjs`, example);
    const { logIn } = await import(`${folder}/login.mjs`);
    rmSync(folder, { recursive: true });
    const typed = [];
    const clicks = [];
    const page = {
      getByRole: (_, { name }) => ({
        click: async () => {
          clicks.push(name);
          if (name === "Send me a code") await new Postern().push(number, `Your verification code is ${code}.`);
        },
      }),
      getByLabel: () => ({ fill: async (text) => typed.push(text) }),
    };
    await logIn(page, number);
    assert.deepEqual([typed, clicks], [[code], ["Send me a code", "Sign in"]]);
  }
});

test("a refused key fails at once", { skip: NO_POSTERN }, async () => {
  await assert.rejects(new Postern({ apiKey: "pk_wrong" }).open("user@example.com"), Forbidden);
});

test("a signal that is aborted as the login asks leaves no request behind", { skip: NO_POSTERN }, async () => {
  const proxy = await new FaultProxy(process.env.POSTERN_URL).listen();
  try {
    const identifier = `${randomUUID()}@example.com`;
    const abort = new AbortController();
    const reason = new Error("The run was stopped");
    proxy.fault({ on: "POST /v1/code-requests", do: "lose", times: 99 });
    const opening = new Postern({ url: proxy.url }).open({ identifier, signal: abort.signal });
    // The second call says that the first one is over, and was lost.
    await proxy.waitFor("POST /v1/code-requests", 2);
    proxy.heal();
    abort.abort(reason);
    await assert.rejects(opening, reason);
    const response = await fetch(`${process.env.POSTERN_URL}/v1/code-requests?limit=200`, { headers: { "x-api-key": process.env.POSTERN_API_KEY } });
    const mine = (await response.json()).code_requests.filter((one) => one.totp_identifier === identifier);
    assert.deepEqual(mine.map((one) => one.status), ["cancelled"]);
  } finally {
    proxy.close();
  }
});

test("a login whose signal is aborted gives its request up", { skip: NO_POSTERN }, async () => {
  const abort = new AbortController();
  const reason = new Error("The run was stopped");
  let left;
  const work = async (login) => {
    left = login;
    setTimeout(() => abort.abort(reason), 200);
    return login.code({ timeout: 60 });
  };
  await assert.rejects(new Postern().login({ identifier: `${randomUUID()}@example.com`, signal: abort.signal }, work), reason);
  assert.equal(left.outcome, "cancelled");
});
