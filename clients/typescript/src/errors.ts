/** Everything that this package throws. No error holds a code, a message, an address or a key. */
import type { Hint } from "./models.js";

/** The root of all errors of this package. */
export class PosternError extends Error {
  override name = "PosternError";
}

/** The address or the key of the server is missing or wrong. */
export class SettingsError extends PosternError {
  override name = "SettingsError";
}

/** There is no connection to the server, or it breaks each time. `cause` is the error of fetch. */
export class Unreachable extends PosternError {
  override name = "Unreachable";
}

/** A call to a `totp_url` is not signed by the secret, or is too old. */
export class SignatureError extends PosternError {
  override name = "SignatureError";
}

/** One wrong field of a request: where it stands, and what is wrong with it. */
export interface FieldError {
  readonly type: string;
  readonly pointer: string;
  readonly detail: string;
}

interface Told {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: string | undefined;
}

/** The server refused a call: problem details (RFC 9457), or the form of Skyvern's routes. */
export class Problem extends PosternError {
  override name = "Problem";
  /** Such as `/problems/not-found`; empty on Skyvern's routes. */
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly instance: string | undefined;
  readonly errors: readonly FieldError[];
  /** What the server said in `Retry-After`. */
  readonly retryAfter: string | undefined;

  constructor(
    readonly status: number,
    told: Told = {},
  ) {
    const errors = told.errors ?? [];
    const said = told.detail || told.title || "without a word";
    const fields = errors.map((error) => `; ${error.pointer}: ${error.detail}`).join("");
    super(`${status}: ${said}${fields}${told.instance ? ` (${told.instance})` : ""}`);
    this.type = told.type ?? "";
    this.title = told.title ?? "";
    this.detail = told.detail ?? "";
    this.instance = told.instance;
    this.errors = errors;
    this.retryAfter = told.retryAfter;
  }

  /** The problem of an answer, whatever its body is. */
  static of(status: number, headers: Headers, content: string): Problem {
    let told: Record<string, unknown> = {};
    try {
      const read: unknown = JSON.parse(content);
      if (typeof read === "object" && read !== null && !Array.isArray(read)) told = read as Record<string, unknown>;
    } catch {
      // Somebody in between answered.
    }
    const detail = told["detail"] ?? told["error"];
    const errors = [...objects(told["errors"]), ...objects(detail)].map(fieldError);
    const Kind = KINDS[status] ?? Problem;
    return new Kind(status, {
      type: text(told["type"]),
      title: text(told["title"]),
      detail: text(detail) || (errors.length > 0 ? "Fields are missing or wrong" : redirected(status, headers)),
      instance: text(told["instance"]) || undefined,
      errors,
      retryAfter: headers.get("retry-after") ?? undefined,
    });
  }
}

/** 401 and 403: the key is missing, unknown or revoked, or lacks the scope. */
export class Forbidden extends Problem {
  override name = "Forbidden";
}

/** 404: there is no such thing, or it is another organisation's. */
export class NotFound extends Problem {
  override name = "NotFound";
}

/** 409: the call contradicts the present state, such as a second and different outcome. */
export class Conflict extends Problem {
  override name = "Conflict";
}

/** 422: fields are missing or wrong; `errors` names them. */
export class Invalid extends Problem {
  override name = "Invalid";
}

/** 429: a limit of the organisation or the key is used up. */
export class TooManyRequests extends Problem {
  override name = "TooManyRequests";
}

/** 503: passing trouble that did not pass in time. */
export class Unavailable extends Problem {
  override name = "Unavailable";
}

const KINDS: Record<number, typeof Problem> = {
  401: Forbidden,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  422: Invalid,
  429: TooManyRequests,
  503: Unavailable,
};

/**
 * A handle gives no code: it was redeemed, its 60 seconds are over, its request has an outcome, or it is none of this organisation. The
 * server tells these apart to nobody; `cause` is its answer.
 */
export class HandleUnusable extends PosternError {
  override name = "HandleUnusable";

  constructor(
    /**
     * Whether an earlier try of the call had no answer, and the next came too late to get it. Then that try may have redeemed it, and nobody
     * has the code: report its request as `released` and ask anew.
     */
    readonly answerLost: boolean,
    options?: ErrorOptions,
  ) {
    const then = answerLost
      ? "An earlier try had no answer and may have redeemed it: report its request as released and ask anew"
      : "Ask its request again: unless it was redeemed, the answer has a new one";
    super(
      `The handle gives no code: it was redeemed, its 60 seconds are over, its request has an outcome, or it is unknown here. ${then}`,
      options,
    );
  }
}

/** A call of the login is running. One login is one attempt, and its calls go one after another. */
export class LoginBusy extends PosternError {
  override name = "LoginBusy";

  constructor() {
    super("Another call of this login is running. Its calls go one after another; use a login for each attempt");
  }
}

/** The block of the login was left. A call that was waiting then ends by this error, too. */
export class LoginOver extends PosternError {
  override name = "LoginOver";

  constructor(options?: ErrorOptions) {
    super("The login is over: its block was left", options);
  }
}

/** There is no code: see the two kinds. */
export class NoCode extends PosternError {
  override name = "NoCode";

  constructor(
    message: string,
    readonly requestId: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The code did not come in time. The login still waits: ask again, or leave the block to give up. */
export class CodeTimeout extends NoCode {
  override name = "CodeTimeout";

  constructor(
    readonly seconds: number,
    requestId: string | undefined,
    /** What the server knows: a message without a code, a code that was not given and why. Empty without the scope `codes:read`. */
    readonly hints: readonly Hint[] = [],
    readonly warnings: readonly string[] = [],
    /** The last failure of a call, if calls failed. */
    readonly trouble?: PosternError,
  ) {
    const told = [...hints.flatMap((hint) => hint.text ?? []), ...warnings];
    if (trouble !== undefined) told.push(`the last call failed: ${trouble.message}`);
    const because = told.map((line) => `\n- ${line}`).join("");
    super(`No code came in ${seconds} seconds for ${requestId}${told.length > 0 ? ":" : ""}${because}`, requestId, { cause: trouble });
  }
}

/** Somebody else ended the request: it was cancelled, or its outcome was reported elsewhere. */
export class RequestEnded extends NoCode {
  override name = "RequestEnded";

  constructor(
    requestId: string | undefined,
    readonly status: string,
  ) {
    super(`The request ${requestId} was ended elsewhere: it is ${status}`, requestId);
  }
}

/**
 * What to do about an address that leads elsewhere. The key is sent nowhere but to the address that was set. A browser tells 0 of a
 * redirect, and not to where.
 */
function redirected(status: number, headers: Headers): string {
  if (status !== 0 && (status < 300 || status >= 400)) return "";
  const place = /^https?:\/\/[^/?#@]+(?=[/?#]|$)/i.exec(headers.get("location") ?? "")?.[0] ?? "another address";
  return `The server redirects to ${place}. Set POSTERN_URL to the address that answers itself`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

function fieldError(item: Record<string, unknown>): FieldError {
  const place = item["loc"];
  return {
    type: text(item["type"]),
    pointer: Array.isArray(place) ? `/${place.join("/")}` : text(item["pointer"]),
    detail: text(item["detail"]) || text(item["msg"]),
  };
}
