/** What a middleware's functions are told. */
export interface MiddlewareEvent {
  /** The request, without the API key, which is added beneath all middleware. */
  readonly request: Request;
  /** The path as the description writes it. */
  readonly schemaPath: string;
  /** What the call was given to fill the path, query and headers with. */
  readonly params: {
    readonly query?: Record<string, unknown>;
    readonly header?: Record<string, unknown>;
    readonly path?: Record<string, unknown>;
  };
  /** The same in all functions for one call. */
  readonly id: string;
  /** Where the API is. */
  readonly options: { readonly baseUrl: string };
}

// biome-ignore lint/suspicious/noConfusingVoidType: a function without `return` must fit, async or not
type Answer<T> = T | undefined | void | Promise<T | undefined | void>;

/**
 * What openapi-fetch calls a middleware; one that was written for it fits. Middleware sees a call
 * once, above the retries: `onRequest` in the order of registration, the others in reverse.
 *
 * @see https://openapi-ts.dev/openapi-fetch/middleware-auth
 */
export interface Middleware {
  /** May return another `Request`, or a `Response` to answer without sending anything. */
  onRequest?(event: MiddlewareEvent): Answer<Request | Response>;
  /** May return another `Response`. */
  onResponse?(event: MiddlewareEvent & { readonly response: Response }): Answer<Response>;
  /** May return another error, or a `Response` to answer in spite of it. */
  onError?(event: MiddlewareEvent & { readonly error: unknown }): Answer<Response | Error>;
}
