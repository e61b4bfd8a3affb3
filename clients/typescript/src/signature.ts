/** Whether a call to a `totp_url` comes from who holds the signing secret: docs/totp-url-server.md. */
import { SignatureError } from "./errors.js";
import type { AskingRun } from "./models.js";

const PREFIX = "whsec_";
const BYTES = new TextEncoder();

/** A call whose signature is right. */
export interface TotpUrlRequest {
  /** The `webhook-id`: refuse one that you have seen. Undefined for a call that carries Skyvern's signature alone. */
  readonly id: string | undefined;
  /** Unix seconds. Undefined for a call that carries Skyvern's signature alone. */
  readonly sentAt: number | undefined;
  /** Who asks. */
  readonly run: AskingRun;
}

/** How a call is checked. */
export interface Verification {
  /**
   * Also take a call that has no `webhook-signature` at all but Skyvern's `x-skyvern-signature`. That one can be replayed for
   * ever, so it is refused unless asked for.
   */
  readonly skyvern?: boolean;
  /** How many seconds the time of the call may be off; 300 unless given. */
  readonly tolerance?: number;
  /** Unix seconds, for tests. */
  readonly now?: number;
}

/** The headers of a call: of fetch, or of Node. */
export type CallHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Checks a call to your `totp_url` before you use its body.
 *
 * @param body exactly as it came, before any parsing
 * @param secrets the signing secret (`whsec_…`), or several while one replaces another
 * @throws SignatureError the call is not to be answered
 */
export async function verifyTotpUrlRequest(
  headers: CallHeaders,
  body: string | Uint8Array,
  secrets: string | readonly string[],
  how: Verification = {},
): Promise<TotpUrlRequest> {
  const raw = typeof body === "string" ? BYTES.encode(body) : body;
  const keys = typeof secrets === "string" ? [secrets] : secrets;
  if (keys.length === 0 || keys.some((key) => !key)) throw new TypeError("There is no secret to check with");
  const named = lowered(headers);
  if (["webhook-signature", "webhook-id", "webhook-timestamp"].some((name) => named.has(name))) {
    const [id, sentAt] = await standard(named, raw, keys, how.tolerance ?? 300, how.now ?? Date.now() / 1000);
    return { id, sentAt, run: run(raw) };
  }
  const given = named.get("x-skyvern-signature");
  if (how.skyvern && given !== undefined) {
    await skyvern(given, raw, keys);
    return { id: undefined, sentAt: undefined, run: run(raw) };
  }
  throw new SignatureError("The call has no signature that is taken here");
}

async function standard(
  headers: Map<string, string>,
  raw: Uint8Array,
  secrets: readonly string[],
  tolerance: number,
  now: number,
): Promise<[string, number]> {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  if (!id || !/^\d{1,15}$/.test(timestamp)) {
    throw new SignatureError("The call's webhook-id or webhook-timestamp is missing or wrong");
  }
  const head = BYTES.encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + raw.length);
  signed.set(head);
  signed.set(raw, head.length);
  const given = (headers.get("webhook-signature") ?? "").split(/\s+/).flatMap((signature) => (signature.startsWith("v1,") ? decoded(signature.slice(3)) : []));
  let right = false;
  for (const secret of secrets) {
    const bytes = decoded(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
    if (bytes.length === 0) throw new TypeError("The secret is no signing secret: whsec_ and Base64");
    for (const value of given) {
      // Each is compared, whatever the ones before were; verify() takes constant time.
      right = (await matches(bytes[0]!, signed, value)) || right;
    }
  }
  if (!right) throw new SignatureError("The call is not signed by the secret");
  if (Math.abs(now - Number(timestamp)) > tolerance) throw new SignatureError("The call is too old, or a clock is wrong");
  return [id, Number(timestamp)];
}

async function skyvern(given: string, raw: Uint8Array, secrets: readonly string[]): Promise<void> {
  const hex = given.trim();
  const value = /^([0-9a-f]{2})+$/i.test(hex) ? Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16)) : new Uint8Array();
  let right = false;
  for (const secret of secrets) {
    right = (await matches(BYTES.encode(secret), raw, value)) || right;
  }
  if (!right) throw new SignatureError("The call is not signed by the secret");
}

async function matches(secret: Uint8Array, signed: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", secret as BufferSource, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, signature as BufferSource, signed as BufferSource);
}

/** The bytes of a Base64 text as the only item; empty for a text that is none. */
function decoded(text: string): Uint8Array[] {
  try {
    return text ? [Uint8Array.from(atob(text), (character) => character.charCodeAt(0))] : [];
  } catch {
    return [];
  }
}

function lowered(headers: CallHeaders): Map<string, string> {
  const named = new Map<string, string>();
  const add = (name: string, value: string | readonly string[] | undefined) => {
    if (value !== undefined) named.set(name.toLowerCase(), typeof value === "string" ? value : value.join(" "));
  };
  if (headers instanceof Headers) headers.forEach((value, name) => add(name, value));
  else Object.entries(headers).forEach(([name, value]) => add(name, value));
  return named;
}

function run(raw: Uint8Array): AskingRun {
  try {
    const told: unknown = raw.length > 0 ? JSON.parse(new TextDecoder().decode(raw)) : {};
    return typeof told === "object" && told !== null ? (told as AskingRun) : {};
  } catch {
    throw new SignatureError("The call's body is no JSON");
  }
}
