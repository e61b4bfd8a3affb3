// Skyvern's own SDK for TypeScript, against the Postern of POSTERN_URL: another address, another key, and Postern's client for the waiting.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import { SkyvernClient } from "@skyvern/client";
import { Postern } from "postern-client";

const skyvern = new SkyvernClient({ baseUrl: process.env.POSTERN_URL, apiKey: process.env.POSTERN_API_KEY });

test("pushes a code, which the login that waits gets", async () => {
  const identifier = `${randomUUID()}@example.com`;
  await new Postern().login(identifier, async (login) => {
    const pushed = await skyvern.sendTotpCode({ totp_identifier: identifier, content: "Your verification code is 481920." });
    assert.equal(pushed.code, "481920");
    assert.equal(await login.code({ timeout: 30 }), "481920");
  });
});

test("keeps a credential and reads its present code", async () => {
  const credential = { username: "u@example.com", password: "correct horse", totp: "JBSWY3DPEHPK3PXP", totp_type: "authenticator" };
  const { credential_id: id } = await skyvern.createCredential({ name: "Example", credential_type: "password", credential });
  assert.equal((await skyvern.getCredential(id)).name, "Example");
  assert.match((await new Postern().preview(id)).code, /^\d{6}$/);
  await skyvern.deleteCredential(id);
  const left = await skyvern.getCredentials({ page: 1, page_size: 100 });
  assert.ok(left.every((one) => one.credential_id !== id));
});
