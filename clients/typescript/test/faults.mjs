/** A proxy between a client and Postern that does what networks do: clients/cases/README.md. */
import http from "node:http";

const NOT_PASSED_ON = new Set(["connection", "transfer-encoding", "content-length", "host", "keep-alive"]);

export class FaultProxy {
  calls = {};
  #faults = [];
  #sockets = new Set();
  #port = 0;
  #server;
  #over = false;
  #awaited = [];

  constructor(postern) {
    this.postern = new URL(postern);
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen() {
    const server = http.createServer((request, response) => this.#take(request, response));
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => {});
    });
    await new Promise((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = server.address().port;
    this.#server = server;
    return this;
  }

  fault(fault) {
    if (fault.do === "away") {
      this.#hangUp();
      setTimeout(() => this.#over || this.listen(), fault.seconds * 1000);
    } else {
      this.#faults.push({ times: 1, ...fault });
    }
  }

  heal() {
    this.#faults = [];
  }

  /** Resolves when there were so many such calls. */
  waitFor(call, times) {
    return new Promise((resolve) => {
      this.#awaited.push({ call, times, resolve });
      this.#tell();
    });
  }

  #tell() {
    for (const { call, times, resolve } of this.#awaited) if ((this.calls[call] ?? 0) >= times) resolve();
  }

  close() {
    this.#over = true;
    this.#hangUp();
  }

  #hangUp() {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #take(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const call = `${request.method} ${request.url.split("?")[0].replace(/\/cr_[\w-]+/, "/{id}").replace(/(\/code-handles)\/[^/]*/, "$1/{handle}")}`;
    this.calls[call] = (this.calls[call] ?? 0) + 1;
    this.#tell();
    const fault = this.#faults.find((one) => one.on === call && one.times > 0) ?? { do: "pass" };
    fault.times--;
    if (fault.do === "drop") return request.socket.destroy();
    if (fault.do === "hang") return undefined;
    if (typeof fault.do === "number") {
      const headers = {};
      for (const name of ["retry_after", "location"]) {
        if (fault[name] !== undefined) headers[name.replace("_", "-")] = String(fault[name]);
      }
      return response.writeHead(fault.do, headers).end("{}");
    }
    try {
      const { status, headers, content } = await this.#passOn(request, Buffer.concat(parts), fault.do === "cut" ? fault.seconds : 70);
      if (fault.do === "lose") return request.socket.destroy();
      return response.writeHead(status, headers).end(content);
    } catch {
      return request.socket.destroy();
    }
  }

  #passOn(request, body, seconds) {
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !NOT_PASSED_ON.has(name)));
    if (body.length > 0) headers["content-length"] = body.length;
    const { hostname, port } = this.postern;
    return new Promise((resolve, reject) => {
      const upstream = http.request({ hostname, port, path: request.url, method: request.method, headers, agent: false });
      const over = setTimeout(() => upstream.destroy(new Error("cut")), seconds * 1000);
      upstream.on("close", () => clearTimeout(over));
      upstream.on("error", reject);
      upstream.on("response", async (answer) => {
        try {
          const parts = [];
          for await (const part of answer) parts.push(part);
          const kept = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !NOT_PASSED_ON.has(name)));
          resolve({ status: answer.statusCode, headers: kept, content: Buffer.concat(parts) });
        } catch (failure) {
          reject(failure);
        }
      });
      upstream.end(body);
    });
  }
}
