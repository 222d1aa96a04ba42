type RawHeaders = Record<string, string | string[] | undefined>;

/** A response's headers as undici gives them; the rest of `Headers` is made when it is called. */
class LightHeaders {
  readonly #raw: RawHeaders;
  #all: Headers | undefined;

  constructor(raw: RawHeaders) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const value = this.#raw[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  }

  has(name: string): boolean {
    return this.#raw[name.toLowerCase()] !== undefined;
  }

  getSetCookie(): string[] {
    return this.#whole().getSetCookie();
  }

  forEach(callback: (value: string, name: string, all: Headers) => void): void {
    this.#whole().forEach(callback);
  }

  keys(): IterableIterator<string> {
    return this.#whole().keys();
  }

  values(): IterableIterator<string> {
    return this.#whole().values();
  }

  entries(): IterableIterator<[string, string]> {
    return this.#whole().entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  #whole(): Headers {
    if (this.#all) return this.#all;
    this.#all = new Headers();
    for (const [name, value] of Object.entries(this.#raw)) {
      for (const one of [value ?? []].flat()) this.#all.append(name, one);
    }
    return this.#all;
  }
}

/** What the client reads of a `Response`. Making a real one takes longer than sending the request. */
export class LightResponse {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly type = "default";
  readonly redirected = false;
  readonly headers: LightHeaders;
  readonly body: { readonly locked: boolean };

  constructor(
    url: string,
    status: number,
    statusText: string,
    headers: RawHeaders,
    body: { readonly locked: boolean },
  ) {
    this.url = url;
    this.status = status;
    this.statusText = statusText;
    this.ok = status >= 200 && status < 300;
    this.headers = new LightHeaders(headers);
    this.body = body;
  }

  get bodyUsed(): boolean {
    return this.body.locked;
  }
}
