/** Calls that are sent again until they are answered: docs/asking-for-a-code.md. */
import { PosternError, Problem, Unreachable } from "./errors.js";

// Passing trouble: the call may be sent again. Proxies and tunnels have statuses of their own for a server that is away, such as 520 to
// 530; 501 and 505 say that it will never do it.
const passing = (status: number) => [408, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505);
// A server that fails in one way each time is not asked for ever.
const MOST_INTERNAL_ERRORS = 3;
const FIRST_PAUSE = 0.2;
// Under the 15 seconds after which a caller counts as gone.
const LONGEST_PAUSE = 5;

/** One HTTP call. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds until the answer counts as lost. */
  readonly patience: number;
}

/** The answer to a call. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly content: string;
}

/** Where the server is, and the key. Neither is shown by `console.log`. */
export class Wire {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: typeof globalThis.fetch;

  /** Is told what failed and is sent again. Never a code, an address or a key. */
  readonly log: (line: string) => void;

  /** @param user of a proxy in front, sent by `Authorization: Basic` since `fetch` takes none in an address; empty for none */
  constructor(url: string, apiKey: string, user: string, fetch: typeof globalThis.fetch, log: (line: string) => void) {
    this.#url = url;
    this.#headers = {
      accept: "application/json",
      "x-api-key": apiKey,
      ...(user ? { authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(user)))}` } : {}),
    };
    this.#fetch = fetch;
    this.log = log;
  }

  /** Sends a call once. */
  async once(call: Call, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), call.patience * 1000);
    const stop = () => over.abort();
    signal?.addEventListener("abort", stop);
    try {
      const headers: Record<string, string> = { ...this.#headers, ...call.headers };
      if (call.body !== undefined) headers["content-type"] = "application/json";
      const response = await this.#fetch(this.#url + call.path, {
        method: call.method,
        headers,
        redirect: "manual",
        signal: over.signal,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      return { status: response.status, headers: response.headers, content: await response.text() };
    } catch (cause) {
      signal?.throwIfAborted();
      throw new Unreachable("The Postern server cannot be reached, or broke the connection", { cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * Sends a call until it is answered with something other than passing trouble, or the deadline is over. One call is sent in
   * any case. `call` makes each one anew, since a held call asks for the time that is left.
   */
  async send(call: () => Call, deadline: Deadline, signal?: AbortSignal): Promise<Answer> {
    let internalErrors = 0;
    for (let tries = 0; ; tries++) {
      let failure: PosternError;
      let pause: number | undefined;
      try {
        const answer = await this.once(call(), signal);
        if (!passing(answer.status)) return answer;
        failure = Problem.of(answer.status, answer.headers, answer.content);
        pause = retryAfter(answer.headers);
        if (answer.status === 500) internalErrors++;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        failure = error;
      }
      const left = deadline.remaining();
      if (left <= 0 || internalErrors >= MOST_INTERNAL_ERRORS) throw failure;
      this.log(`A call failed and is sent again: ${failure.message}`);
      // A server that asks for no pause is not asked without one.
      if (pause !== undefined && pause < FIRST_PAUSE) pause = undefined;
      pause ??= Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(tries, 10)) * (0.8 + 0.2 * Math.random());
      await sleep(Math.min(pause, left), signal);
    }
  }
}

/** Whether it is no passing trouble: more time would not help. */
export function refused(failure: PosternError): boolean {
  return failure instanceof Problem && !passing(failure.status);
}

/** The answer, or the problem that it tells. */
export function checked(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw Problem.of(answer.status, answer.headers, answer.content);
}

/** The JSON of an answer. */
export function json(answer: Answer): unknown {
  try {
    return answer.content ? JSON.parse(answer.content) : undefined;
  } catch {
    throw new PosternError("The server's answer is no JSON. Is this the address of a Postern?");
  }
}

/**
 * Seconds of a `Retry-After` (RFC 9110, section 10.2.3), as a number or a date; undefined without one. A date counts from the answer's
 * own `Date`, since the clock of this machine may be wrong.
 */
export function retryAfter(headers: Headers): number | undefined {
  const value = (headers.get("retry-after") ?? "").trim();
  if (/^\d+$/.test(value)) return Math.min(Number(value), 86_400);
  const at = date(value);
  return at === undefined ? undefined : Math.max(0, Math.min((at - (date(headers.get("date")) ?? Date.now())) / 1000, 86_400));
}

function date(value: string | null): number | undefined {
  const at = value !== null && /^\w{3}, /.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** A point of time on the clock that never jumps. */
export class Deadline {
  private constructor(private readonly at: number) {}

  static after(seconds: number): Deadline {
    return new Deadline(performance.now() + Math.max(0, seconds) * 1000);
  }

  /** Seconds; 0 when it is over. */
  remaining(): number {
    return Math.max(0, (this.at - performance.now()) / 1000);
  }
}

/** Does nothing for so many seconds. */
export function sleep(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
