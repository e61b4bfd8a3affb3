/** The life of one login: docs/asking-for-a-code.md. */
import { CodeTimeout, Conflict, LoginBusy, LoginOver, PosternError, Problem, RequestEnded } from "./errors.js";
import type { CodeRequestAnswer, CodeRequestFields, OtpType } from "./models.js";
import { type Answer, type Call, Deadline, type Wire, checked, json, refused, sleep } from "./wire.js";

const ROUTE = "/v1/code-requests";
// Postern holds an answer no longer.
const LONGEST_HOLD = 55;
// How often a login that is not waiting shows that it is there. After 15 seconds it counts as gone.
const ATTEND_EVERY = 10;
// docs/rules.md, "Which code answers which request": a time in the future counts as now, by the server's clock. So the clock of
// this machine does not matter.
const NOW = "9999-12-31T00:00:00Z";
// An answer that comes back sooner without being final was not held. It is not asked for at once again.
const NOT_HELD = 0.3;

/** What a login asks for. Each login needs an identifier, an authenticator, a credential or a totpUrl. */
export interface LoginOptions {
  /** The address or number to which the site sends its code. */
  readonly identifier?: string;
  /** Instead, the id of a stored credential whose seed makes the code (`cred_…`). */
  readonly authenticator?: string;
  /** The id of a stored credential: its seed, else the address at which its codes arrive. */
  readonly credential?: string;
  /** Your own server that knows the code. */
  readonly totpUrl?: string;
  /** The origin of the page on which the code is typed, such as `https://example.com`. */
  readonly pageOrigin?: string;
  /** Only codes from this address, domain, number or name. */
  readonly sender?: string;
  /** `totp` or `magic_link`, where it is known before. */
  readonly otpType?: OtpType;
  /** Your name of this attempt; one of its own unless given. */
  readonly run?: string;
  readonly workflowId?: string;
  /** Only codes that came after this time; unless given, after the login was opened. */
  readonly receivedAfter?: Date;
  readonly hesitationSeconds?: number;
  readonly minRemainingSeconds?: number;
  /** How many seconds a request lives; a login that waits longer asks anew. 900 unless given. */
  readonly lifetime?: number;
  /** Ends every waiting of the login with the signal's reason. Leaving the block then gives the request up. */
  readonly signal?: AbortSignal;
}

/** How patient calls are, in seconds. */
export interface Patience {
  readonly timeout: number;
  readonly hold: number;
  readonly grace: number;
}

/** How long to wait for a code, in seconds; 60 unless given. */
export interface Waiting {
  readonly timeout?: number;
}

type Outcome = "accepted" | "rejected" | "released";

/**
 * One login: see `Postern.login` and `Postern.open`. Its calls go one after another: one that begins while another runs throws `LoginBusy`.
 * When the block is left, a call that still waits throws `LoginOver`.
 */
export class Login {
  readonly #wire: Wire;
  readonly #patience: Patience;
  readonly #fields: Partial<CodeRequestFields>;
  readonly #lazy: boolean;
  readonly #signal: AbortSignal | undefined;
  /** Ends what waits: by the caller's signal, or because the block was left. */
  readonly #stop = new AbortController();
  readonly #obey = () => this.#stop.abort(this.#signal?.reason);
  #wanted: OtpType | undefined;
  #since: string | undefined;
  #id: string | undefined;
  #answer: CodeRequestAnswer | undefined;
  #taken = false;
  #closed = false;
  #outcome: Outcome | "cancelled" | undefined;
  #warnings: string[] = [];
  #askedAt = 0;
  #running = false;
  /** The key and the body of a request that had no answer yet. It may have been made. */
  #asking: { readonly key: string; readonly body: string } | undefined;
  /** The outcome that was sent and had no answer yet. It may have been noted. */
  #unanswered: Outcome | undefined;
  #unattended: string | undefined;
  /** The kind of code that follows a rejected one and did not come yet. */
  #next: OtpType | undefined;
  #attending: ReturnType<typeof setInterval> | undefined;

  /** @internal Made by `Postern`. */
  constructor(wire: Wire, patience: Patience, options: LoginOptions) {
    if (options.authenticator !== undefined && (options.identifier !== undefined || options.credential !== undefined)) {
      throw new TypeError("An authenticator makes its codes itself: it goes without an identifier and without a credential");
    }
    const credential = options.authenticator ?? options.credential;
    if (options.identifier === undefined && credential === undefined && options.totpUrl === undefined) {
      throw new TypeError("A login needs an identifier, an authenticator, a credential or a totpUrl");
    }
    this.#wire = wire;
    this.#patience = patience;
    this.#lazy = options.authenticator !== undefined;
    this.#signal = options.signal;
    if (this.#signal?.aborted) this.#obey();
    this.#signal?.addEventListener("abort", this.#obey);
    this.#wanted = options.otpType;
    this.#since = options.receivedAfter?.toISOString();
    this.#fields = defined({
      totp_identifier: options.identifier,
      credential_id: credential,
      totp_url: options.totpUrl,
      page_origin: options.pageOrigin,
      sender: options.sender,
      workflow_id: options.workflowId,
      hesitation_seconds: options.hesitationSeconds,
      min_remaining_seconds: options.minRemainingSeconds,
      workflow_run_id: options.run ?? `wr_${unique()}`,
      timeout_seconds: Math.max(1, Math.min(86_400, Math.ceil(options.lifetime ?? 900))),
    });
  }

  /** The id of the present request (`cr_…`); undefined before there is one. It may be logged. */
  get requestId(): string | undefined {
    return this.#id;
  }

  /** What was reported of the present code, once the server noted it; else undefined. */
  get outcome(): string | undefined {
    return this.#outcome;
  }

  /** Why the code may be another login's (docs/rules.md, "Doubt"); undefined for no doubt. */
  get doubt(): string | undefined {
    return this.#answer?.doubt ?? undefined;
  }

  /** Never the code. */
  toString(): string {
    return `Login ${this.#id ?? "not asked yet"} ${this.#outcome ?? (this.#closed ? "closed" : "open")}`;
  }

  /**
   * Waits for the code. Asked again it gives the code again, until `rejected`.
   *
   * @throws CodeTimeout after so many seconds without a code; it may be called again
   */
  code(waiting: Waiting = {}): Promise<string> {
    return this.#alone(() => this.#code(waiting.timeout ?? 60, "totp"));
  }

  /** Waits for the link to click, as `code` does for a code. */
  link(waiting: Waiting = {}): Promise<string> {
    return this.#alone(() => this.#code(waiting.timeout ?? 60, "magic_link"));
  }

  /**
   * Reports that the site refused the code or link, and waits for the next one of its kind. Asked again before there is one, it waits on;
   * asked again after it gave one, it reports that one.
   */
  rejected(waiting: Waiting = {}): Promise<string> {
    return this.#alone(async () => {
      const kind = this.#next ?? this.#type();
      if (this.#next === undefined) await this.#reportTaken("rejected");
      this.#next = kind;
      return this.#code(waiting.timeout ?? 60, kind);
    });
  }

  /** Reports that the site took the code. The callback form does so at its end, too. */
  accepted(): Promise<void> {
    return this.#alone(() => this.#reportTaken("accepted"));
  }

  /** Reports that the code was not used, so that other logins may have it. */
  released(): Promise<void> {
    return this.#alone(() => this.#reportTaken("released"));
  }

  /** @internal Makes the request, before the caller makes the site send its code. An authenticator's is made when it is needed. */
  async begin(): Promise<this> {
    try {
      if (!this.#lazy) await this.#ask(Deadline.after(this.#patience.timeout));
    } catch (failure) {
      this.#signal?.removeEventListener("abort", this.#obey);
      // The caller's signal was aborted. What was asked for may have been made.
      if (this.#stop.signal.aborted) await this.close(false);
      throw failure;
    }
    this.#attending = setInterval(() => void this.#attend(), ATTEND_EVERY * 1000);
    // In Node a login that is waiting for nothing keeps no process alive.
    (this.#attending as unknown as { unref?: () => void }).unref?.();
    return this;
  }

  /**
   * Ends the login: reports that the code was accepted, or gives the request up. After a failure with a code in hand nothing
   * is reported: nobody knows whether the site saw it. It stays this run's, and nobody else types a spent code.
   *
   * Never throws for the sake of the server: the login itself is done. `Postern.login` calls it.
   *
   * @param succeeded whether a code that was taken was right; undefined where that is not known
   */
  async close(succeeded?: boolean): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#attending);
    this.#signal?.removeEventListener("abort", this.#obey);
    this.#stop.abort(new LoginOver());
    // A call that still runs may be about to report another outcome.
    const sure = succeeded === true && !this.#running;
    const most = Math.min(10, this.#patience.timeout);
    const deadline = Deadline.after(succeeded === false ? most / 3 : most);
    try {
      if (this.#taken) {
        if (sure && this.#outcome === undefined) await this.#report("accepted", deadline);
      } else if (this.#id !== undefined && ["waiting", "delivered"].includes(this.#status())) {
        await this.#giveUp(deadline);
      } else if (this.#asking !== undefined) {
        // It may have been made, and its answer was lost. Joined by its key it has an id, and can be given up.
        await this.#make(Deadline.after(0));
        await this.#giveUp(deadline);
      }
    } catch (failure) {
      if (!(failure instanceof PosternError)) throw failure;
      this.#wire.log(`The end of a login could not be reported: ${failure.message}; ${this.#id}`);
    }
  }

  /**
   * `await using` cannot know whether the block failed. So a code whose outcome was not reported by `accepted` or `rejected` is left
   * without one.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LoginOver();
    if (this.#running) throw new LoginBusy();
    this.#running = true;
    try {
      return await work();
    } catch (failure) {
      // What ends a call whose block was left while it ran is that.
      if (this.#closed && failure instanceof PosternError && !(failure instanceof LoginOver)) throw new LoginOver({ cause: failure });
      throw failure;
    } finally {
      this.#running = false;
    }
  }

  async #ask(deadline: Deadline): Promise<void> {
    await this.#make(deadline, this.#stop.signal);
  }

  async #make(deadline: Deadline, signal?: AbortSignal): Promise<void> {
    const body = { ...this.#fields, received_after: this.#since ?? NOW, ...(this.#wanted ? { otp_type: this.#wanted } : {}) };
    this.#id = this.#answer = this.#outcome = this.#unanswered = undefined;
    this.#taken = false;
    // Each try carries one key, also one after a time-out or an aborted signal: a request whose answer was lost is joined, not made twice.
    const written = JSON.stringify(body);
    if (this.#asking?.body !== written) this.#asking = { key: unique(), body: written };
    const headers = { "idempotency-key": this.#asking.key };
    const call: Call = { method: "POST", path: ROUTE, body, headers, patience: this.#patience.grace };
    const answer = await this.#wire.send(() => call, deadline, signal);
    this.#asking = undefined;
    this.#note(answer);
    this.#askedAt = performance.now();
  }

  /** Takes over what an answer says of the request. */
  #note(answer: Answer): void {
    if (answer.status === 409) {
      const problem = Problem.of(answer.status, answer.headers, answer.content);
      this.#id ??= answer.headers.get("location")?.split("/").pop() || undefined;
      if (problem.type !== "/problems/page-origin-mismatch" || this.#id === undefined) throw problem;
      this.#wire.log(`A code was withheld: it is bound to another site than pageOrigin; ${this.#id}`);
      if (!this.#warnings.includes(problem.detail)) this.#warnings.push(problem.detail);
      return;
    }
    const told = json(checked(answer)) as CodeRequestAnswer | null | undefined;
    if (typeof told?.code_request_id !== "string" || typeof told.status !== "string") {
      throw new PosternError("The server's answer is no code request. Is this the address of a Postern?");
    }
    this.#answer = told;
    this.#id = told.code_request_id;
    // Later requests of the login take codes from here on, by the server's clock.
    this.#since ??= told.created_at ?? undefined;
  }

  /** While the script is busy elsewhere, the server is told that the login is there: a code goes only to who is. */
  async #attend(): Promise<void> {
    const id = this.#id;
    if (this.#running || this.#closed || id === undefined || id === this.#unattended || this.#status() !== "waiting") return;
    try {
      const answer = await this.#wire.once({ method: "GET", path: this.#path(), patience: this.#patience.grace }, this.#stop.signal);
      const final = answer.status === 200 && !answer.content.includes('"waiting"');
      // The answer itself is left to code(), which asks again.
      if (final || answer.status === 403 || answer.status === 404) this.#unattended = id;
    } catch {
      // A login that is not attended still finds its code when it asks.
    }
  }

  async #code(timeout: number, kind: OtpType): Promise<string> {
    const deadline = Deadline.after(timeout);
    let trouble: PosternError | undefined;
    for (let first = true; ; first = false) {
      if (this.#stale(first)) await this.#askWithin(deadline, timeout);
      if (this.#status() === "delivered") {
        if (this.#type() === kind) {
          const code = this.#answer?.code;
          if (!code) throw new RequestEnded(this.#id, "delivered, and its code is no longer kept");
          // Left before, the block gives the code back to the other logins.
          if (this.#closed) throw new LoginOver();
          this.#taken = true;
          this.#next = undefined;
          return code;
        }
        // It is of the other kind. What was used and followed by a wish for this kind was right; what was not used goes back to the
        // logins that may want it.
        await this.#report(this.#taken ? "accepted" : "released", deadline);
        this.#wanted = kind;
        await this.#askWithin(deadline, timeout);
        continue;
      }
      if (this.#status() === "expired") {
        await this.#askWithin(deadline, timeout);
        continue;
      }
      if (this.#status() !== "waiting") throw new RequestEnded(this.#id, this.#status());
      if (this.#wanted !== undefined && this.#wanted !== kind) {
        await this.#giveUp(deadline);
        this.#wanted = kind;
        await this.#askWithin(deadline, timeout);
        continue;
      }
      const began = performance.now();
      const last = deadline.remaining() < 1;
      try {
        this.#note(await this.#wire.send(() => this.#held(deadline), deadline, this.#stop.signal));
        trouble = undefined;
      } catch (failure) {
        if (!(failure instanceof PosternError) || deadline.remaining() > 0 || refused(failure)) throw failure;
        trouble = failure;
      }
      if (this.#status() === "waiting") {
        const left = deadline.remaining();
        if (last || left <= 0) throw this.#timeout(timeout, trouble);
        if (performance.now() - began < NOT_HELD * 1000) await sleep(Math.min(NOT_HELD, left), this.#stop.signal);
      }
    }
  }

  /**
   * Whether a new request is needed: there is none; the code before has its outcome; or an authenticator's code was given before the
   * caller wanted it. Then the server gives the run its step again, or the next one when little is left.
   */
  #stale(first: boolean): boolean {
    if (this.#id === undefined || this.#outcome !== undefined) return true;
    return first && this.#answer?.source === "authenticator" && !this.#taken && performance.now() - this.#askedAt > 1000;
  }

  async #askWithin(deadline: Deadline, timeout: number): Promise<void> {
    try {
      await this.#ask(deadline);
    } catch (failure) {
      if (!(failure instanceof PosternError) || deadline.remaining() > 0 || refused(failure)) throw failure;
      throw this.#timeout(timeout, failure);
    }
  }

  #held(deadline: Deadline): Call {
    const left = deadline.remaining();
    // Whole seconds: the last part of one is waited as one.
    const hold = Math.max(0, Math.min(LONGEST_HOLD, Math.floor(this.#patience.hold), Math.floor(left) || Math.ceil(left)));
    return {
      method: "GET",
      path: this.#path(),
      headers: hold > 0 ? { prefer: `wait=${hold}` } : {},
      patience: hold + this.#patience.grace,
    };
  }

  #timeout(seconds: number, trouble: PosternError | undefined): CodeTimeout {
    return new CodeTimeout(seconds, this.#id, this.#answer?.hints ?? [], this.#warnings, trouble);
  }

  async #reportTaken(outcome: Outcome): Promise<void> {
    if (!this.#taken) throw new PosternError("No code was taken yet, so nothing can have become of it");
    if (this.#outcome === undefined) {
      await this.#report(outcome, Deadline.after(Math.min(10, this.#patience.timeout)));
    } else if (this.#outcome !== outcome) {
      throw new PosternError(`The code was reported as ${this.#outcome} already`);
    }
  }

  async #report(outcome: Outcome, deadline: Deadline): Promise<void> {
    const path = `${this.#path()}/outcome`;
    let sent = this.#unanswered === outcome ? 1 : 0;
    this.#unanswered = outcome;
    const call = (): Call => {
      sent++;
      return { method: "POST", path, body: { outcome }, patience: this.#patience.grace };
    };
    try {
      const answer = await this.#wire.send(call, deadline);
      this.#unanswered = undefined;
      checked(answer);
    } catch (failure) {
      // The answer to an earlier try was lost: then it is noted, and `released` cannot be reported twice.
      if (!(failure instanceof Conflict) || outcome !== "released" || sent === 1) throw failure;
    }
    this.#outcome = outcome;
  }

  /** Deletes the request. If a code came for it meanwhile, it goes back unused. */
  async #giveUp(deadline: Deadline): Promise<void> {
    const path = this.#path();
    checked(await this.#wire.send(() => ({ method: "DELETE", path, patience: this.#patience.grace }), deadline));
    try {
      await this.#report("released", deadline);
    } catch (failure) {
      if (!(failure instanceof Conflict)) throw failure;
      this.#outcome = "cancelled";
    }
  }

  #path(): string {
    return `${ROUTE}/${encodeURIComponent(this.#id ?? "")}`;
  }

  #status(): string {
    return this.#answer?.status ?? "waiting";
  }

  #type(): OtpType {
    return this.#answer?.otp_type ?? "totp";
  }
}

/** 128 random bits. Pages without TLS have no `crypto.randomUUID`. */
export function unique(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The fields that have a value. */
export function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
