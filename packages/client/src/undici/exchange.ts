import { createBrotliDecompress, createGunzip } from "node:zlib";
import type { Dispatcher } from "undici";
import { LightResponse } from "./light-response.ts";

/** The bytes of a body that may stay unread before the server must wait. */
const highWaterMark = 65_536;

type Decoder = ReturnType<typeof createGunzip>;

/** The value that was sent in `accept-encoding`. */
const decoders: Record<string, () => Decoder> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  br: createBrotliDecompress,
};

type Chunk = { done: false; value: Uint8Array } | { done: true; value: undefined };
const atEnd: Chunk = { done: true, value: undefined };

interface Settle<T> {
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
}

/**
 * One request and its response: undici's handler, the body's reader and the listener for `abort`.
 * Its fields are private, so that no `inspect` of a response shows the request.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #url: string;
  readonly #signal: AbortSignal;
  readonly #response: Settle<LightResponse>;
  #controller: Dispatcher.DispatchController | undefined;
  #decoder: Decoder | undefined;
  #encoding = "";
  readonly #chunks: Uint8Array[] = [];
  #unread = 0;
  #reading: Settle<Chunk> | undefined;
  /** `undefined` while it goes on. */
  #end: "whole" | { error: unknown } | undefined;
  #hasResponse = false;
  locked = false;

  constructor(
    url: string,
    signal: AbortSignal,
    resolve: (response: LightResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#url = url;
    this.#signal = signal;
    this.#response = { resolve, reject };
    signal.addEventListener("abort", this);
  }

  // The signal has fired: at once, since a connection may take long to come about.
  handleEvent(): void {
    this.#abort(this.#signal.reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Aborted while it waited for a connection: nothing is sent.
    if (this.#end) controller.abort(new Error("aborted"));
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
    statusText = "",
  ): void {
    // 1xx: the response itself is yet to come.
    if (status < 200 || this.#end) return;
    this.#hasResponse = true;
    this.#encoding = String(headers["content-encoding"] ?? "").toLowerCase();
    const response = new LightResponse(this.#url, status, statusText, headers, this);
    this.#response.resolve(response);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#end) return;
    const decoder = this.#decoder ?? this.#createDecoder();
    if (!decoder) this.#push(chunk);
    else if (!decoder.write(chunk)) {
      controller.pause();
      decoder.once("drain", () => controller.resume());
    }
  }

  onResponseEnd(): void {
    if (this.#decoder) this.#decoder.end();
    else this.#finish("whole");
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.#finish({ error });
  }

  getReader(): this {
    this.locked = true;
    return this;
  }

  read(): Promise<Chunk> {
    const value = this.#chunks.shift();
    if (value) {
      this.#unread -= value.byteLength;
      if (this.#unread < highWaterMark) this.#flow("resume");
      return Promise.resolve({ done: false, value });
    }
    if (this.#end === "whole") return Promise.resolve(atEnd);
    if (this.#end) return Promise.reject(this.#failure(this.#end.error));
    return new Promise((resolve, reject) => {
      this.#reading = { resolve, reject };
    });
  }

  async cancel(): Promise<void> {
    this.#abort(new Error("cancelled"));
    this.#chunks.length = 0;
  }

  #createDecoder(): Decoder | undefined {
    const decoder = decoders[this.#encoding]?.();
    decoder?.on("data", (chunk: Uint8Array) => this.#push(chunk));
    decoder?.on("end", () => this.#finish("whole"));
    decoder?.on("error", (error) => this.#abort(error));
    this.#decoder = decoder;
    return decoder;
  }

  #push(value: Uint8Array): void {
    if (this.#end) return;
    if (this.#reading) {
      this.#reading.resolve({ done: false, value });
      this.#reading = undefined;
      return;
    }
    this.#chunks.push(value);
    this.#unread += value.byteLength;
    if (this.#unread >= highWaterMark) this.#flow("pause");
  }

  /** Holds the body up at its source, or lets it come. */
  #flow(how: "pause" | "resume"): void {
    (this.#decoder ?? this.#controller)?.[how]();
  }

  #abort(error: unknown): void {
    if (this.#end) return;
    const controller = this.#controller;
    this.#finish({ error });
    controller?.abort(error instanceof Error ? error : new Error("aborted"));
    this.#decoder?.destroy();
  }

  #finish(end: "whole" | { error: unknown }): void {
    if (this.#end) return;
    this.#end = end;
    this.#controller = undefined;
    this.#signal.removeEventListener("abort", this);
    if (end === "whole") this.#reading?.resolve(atEnd);
    else {
      const { reject } = this.#hasResponse ? (this.#reading ?? {}) : this.#response;
      reject?.(this.#failure(end.error));
    }
  }

  /** As the platform's `fetch` says it. */
  #failure(error: unknown): unknown {
    if (this.#signal.aborted) return this.#signal.reason;
    return new TypeError(this.#hasResponse ? "terminated" : "fetch failed", { cause: error });
  }
}
