// What an agent does with the tools of Postern, by the official client of the Model Context Protocol
// (npm install @modelcontextprotocol/sdk). The model sees `shown` and nothing else; the browser's side redeems the handle with a key
// of its own. With POSTERN_JAR the tools are reached by `java -jar postern.jar mcp`, otherwise by HTTP.
import assert from "node:assert/strict";
import { randomInt, randomUUID } from "node:crypto";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const { POSTERN_URL: url, POSTERN_API_KEY: key, POSTERN_BROWSER_KEY: browserKey, POSTERN_PUSH_KEY: pushKey, POSTERN_JAR: jar } = process.env;
const shown = [];
const client = new Client({ name: "agent", version: "1.0.0" });
await client.connect(
  jar
    ? new StdioClientTransport({ command: process.env.POSTERN_JAVA ?? "java", args: ["-jar", jar, "mcp"], env: { POSTERN_URL: url, POSTERN_API_KEY: key } })
    : new StreamableHTTPClientTransport(new URL(url + "/mcp"), { requestInit: { headers: { "x-api-key": key } } }),
);

async function tool(name, args = {}) {
  const result = await client.callTool({ name, arguments: args });
  shown.push(JSON.stringify(result));
  assert.ok(!result.isError, JSON.stringify(result));
  return result.structuredContent;
}

async function post(path, as, body) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "x-api-key": as, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
}

const names = (await client.listTools()).tools.map((each) => each.name).sort();
assert.deepEqual(names, ["explain_wait", "list_waiting", "report_outcome", "request_code", "wait_for_code"]);

// The site sends its code after the request was made.
const identifier = `${randomUUID()}@example.com`;
const code = String(randomInt(100000, 1000000));
const asked = await tool("request_code", { identifier, page_origin: "https://example.com" });
const id = asked.code_request_id;
assert.equal((await tool("list_waiting")).waiting.length, 1);
await tool("explain_wait", { code_request_id: id });
const waiting = tool("wait_for_code", { code_request_id: id, seconds: 30 });
await post("/v1/credentials/totp", pushKey, { totp_identifier: identifier, content: `Canary words: ${code} is your verification code` });
const { code_handle: handle } = await waiting;

// The browser's side.
const redeemed = await post(`/v1/code-handles/${handle}/redeem`, browserKey);
assert.equal(redeemed.json.code, code);
assert.equal((await post(`/v1/code-handles/${handle}/redeem`, browserKey)).status, 404);

assert.equal((await tool("report_outcome", { code_request_id: id, outcome: "accepted" })).status, "accepted");
assert.ok(!shown.join().includes(code), "a model was told the code");
assert.ok(!shown.join().includes("Canary"), "a model was told a message");
await client.close();
console.log("logged in by " + (jar ? "stdio" : "http"));
