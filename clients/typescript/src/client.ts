import { HandleUnusable, NotFound, SettingsError } from "./errors.js";
import { Login, type LoginOptions, type Patience, defined, unique } from "./login.js";
import type { CodeAnswer, CodesPage, OtpType, RedeemedCode, TOTPCode, TotpCodePreview } from "./models.js";
import { type Call, Deadline, Wire, checked, json } from "./wire.js";

// docs/rules.md, "Repeats": a text that one key pushes again within 15 seconds is one code.
const PUSH_AGAIN = 12;

/** Where Postern is, and how patient its client is. Times are in seconds. */
export interface PosternOptions {
  /** Else the variable `POSTERN_URL`. */
  readonly url?: string;
  /** Else the variable `POSTERN_API_KEY`. */
  readonly apiKey?: string;
  /** For how long calls that do not wait are tried again, such as the one that opens a login; 30 unless given. */
  readonly timeout?: number;
  /** For how long the server may hold one answer, 55 at most; less where a proxy cuts calls off. */
  readonly hold?: number;
  /** After how much longer a call counts as lost; 10 unless given. */
  readonly grace?: number;
  /** Is told what failed and is sent again, for your log. Never a code, an address or a key. */
  readonly log?: (line: string) => void;
  /** Instead of the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What belongs to a pushed message. */
export interface PushOptions {
  readonly taskId?: string;
  readonly workflowId?: string;
  readonly workflowRunId?: string;
  readonly source?: string;
  readonly expiredAt?: Date | string;
}

/** Which codes are listed. */
export interface CodesFilter {
  readonly identifier?: string;
  readonly state?: NonNullable<CodeAnswer["state"]>;
  readonly run?: string;
  readonly source?: string;
  readonly otpType?: OtpType;
  readonly receivedAfter?: Date | string;
  readonly receivedBefore?: Date | string;
  readonly pageSize?: number;
}

/** A client of a Postern server. */
export class Postern {
  readonly #wire: Wire;
  readonly #patience: Patience;
  readonly #shown: string;

  constructor(options: PosternOptions = {}) {
    const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    const url = (options.url ?? environment["POSTERN_URL"] ?? "").trim().replace(/\/+$/, "");
    const apiKey = (options.apiKey ?? environment["POSTERN_API_KEY"] ?? "").trim();
    if (!url) throw new SettingsError("Say where Postern is: new Postern({ url }) or the variable POSTERN_URL");
    if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url) || /[?#]/.test(url)) {
      // Without the address: a password may stand in it.
      throw new SettingsError("POSTERN_URL is an address such as https://postern.example.com, with a path at most");
    }
    if (!apiKey) throw new SettingsError("An API key is needed: new Postern({ apiKey }) or the variable POSTERN_API_KEY");
    if (!/^[\x20-\x7e]+$/.test(apiKey)) throw new SettingsError("The API key holds characters that no key has");
    const { origin, pathname, username, password } = new URL(url);
    this.#shown = origin;
    const user = username || password ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : "";
    const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#wire = new Wire(origin + pathname.replace(/\/+$/, ""), apiKey, user, fetch, options.log ?? (() => {}));
    this.#patience = { timeout: options.timeout ?? 30, hold: options.hold ?? 55, grace: Math.max(0.1, options.grace ?? 10) };
  }

  /** Never the key. */
  toString(): string {
    return `Postern ${this.#shown}`;
  }

  /**
   * A login that needs a code:
   *
   * ```ts
   * await postern.login("+15550001111", async (login) => {
   *   await page.click("text=Send me a code");
   *   await page.fill("#code", await login.code({ timeout: 60 }));
   * });
   * ```
   *
   * The request is made before the callback begins, so make the site send its code inside. When the callback ends, it is reported that the
   * site took the code, or the request is given up if no code was taken. A callback that throws after a code was taken
   * reports nothing: call `rejected`, `released` or `accepted` if you know.
   */
  async login<T>(to: string | LoginOptions, work: (login: Login) => Promise<T>): Promise<T> {
    const login = await this.open(to);
    let succeeded = false;
    try {
      const result = await work(login);
      succeeded = true;
      return result;
    } finally {
      await login.close(succeeded);
    }
  }

  /**
   * The form for `await using`. It cannot know whether the block failed, so report a code yourself:
   *
   * ```ts
   * await using login = await postern.open("+15550001111");
   * await page.click("text=Send me a code");
   * await page.fill("#code", await login.code());
   * await login.accepted();
   * ```
   */
  async open(to: string | LoginOptions): Promise<Login> {
    return new Login(this.#wire, this.#patience, typeof to === "string" ? { identifier: to } : to).begin();
  }

  /** Hands a received message, or a code, to Postern. Tried again for 12 seconds: a repeat within 15 counts once. */
  async push(identifier: string, content: string, options: PushOptions = {}): Promise<TOTPCode> {
    const body = defined({
      totp_identifier: identifier,
      content,
      task_id: options.taskId,
      workflow_id: options.workflowId,
      workflow_run_id: options.workflowRunId,
      source: options.source,
      expired_at: time(options.expiredAt),
    });
    return this.#json<TOTPCode>({ method: "POST", path: "/v1/credentials/totp", body, patience: 10 }, PUSH_AGAIN);
  }

  /** What was received, newest first; pages are fetched as they are needed. */
  async *codes(filter: CodesFilter = {}): AsyncGenerator<CodeAnswer, void, undefined> {
    const query = new URLSearchParams(
      defined({
        totp_identifier: filter.identifier,
        state: filter.state,
        run: filter.run,
        source: filter.source,
        otp_type: filter.otpType,
        received_after: time(filter.receivedAfter),
        received_before: time(filter.receivedBefore),
        limit: String(filter.pageSize ?? 50),
      }) as Record<string, string>,
    );
    for (;;) {
      const page = await this.#json<CodesPage>({ method: "GET", path: `/v1/codes?${query}`, patience: 10 });
      yield* page.codes ?? [];
      if (!page.next_cursor) return;
      query.set("cursor", page.next_cursor);
    }
  }

  /** The present code of a credential's authenticator, to look at. It hands nothing out: a login uses `authenticator`. */
  async preview(credentialId: string): Promise<TotpCodePreview> {
    const path = `/v1/credentials/${encodeURIComponent(credentialId)}/totp-code`;
    return this.#json<TotpCodePreview>({ method: "GET", path, patience: 10 });
  }

  /**
   * The code that a handle stands for, once: for the side that types what a language model must not see. It needs the scope `codes:redeem`.
   * A lost answer is asked for again.
   *
   * @param options.idempotencyKey your own random text, to call again with after a failure; one of its own unless given
   * @throws HandleUnusable when it was redeemed, its 60 seconds are over, or it is unknown here
   */
  async redeem(handle: string, options: { readonly idempotencyKey?: string } = {}): Promise<RedeemedCode> {
    const path = `/v1/code-handles/${encodeURIComponent(handle)}/redeem`;
    // By it the server knows a repeat of the call whose answer was lost.
    const headers = { "idempotency-key": options.idempotencyKey ?? unique() };
    let sent = 0;
    const call = (): Call => {
      sent++;
      return { method: "POST", path, headers, patience: 10 };
    };
    try {
      return json(checked(await this.#wire.send(call, Deadline.after(this.#patience.timeout)))) as RedeemedCode;
    } catch (failure) {
      if (failure instanceof NotFound && failure.type === "/problems/not-found") throw new HandleUnusable(sent > 1, { cause: failure });
      throw failure;
    }
  }

  async #json<T>(call: Call, timeout = this.#patience.timeout): Promise<T> {
    return json(checked(await this.#wire.send(() => call, Deadline.after(timeout)))) as T;
  }
}

function time(at: Date | string | undefined): string | undefined {
  return at instanceof Date ? at.toISOString() : at;
}
