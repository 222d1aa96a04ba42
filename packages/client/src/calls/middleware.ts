/** What a middleware's functions receive. */
export interface MiddlewareEvent {
  /** The request, without the API key, which is added below all middleware. */
  readonly request: Request;
  /** The path as the OpenAPI document writes it. */
  readonly schemaPath: string;
  /** The call's parameters for path, query and headers. */
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
type MaybeAsync<T> = T | undefined | void | Promise<T | undefined | void>;

/**
 * What openapi-fetch calls a middleware; one that was written for it fits. Middleware sees a call
 * once, above the retries: `onRequest` in the order of registration, the others in reverse.
 *
 * @see https://openapi-ts.dev/openapi-fetch/middleware-auth
 */
export interface Middleware {
  /** May return another `Request`, or a `Response`; then nothing is sent. */
  onRequest?(event: MiddlewareEvent): MaybeAsync<Request | Response>;
  /** May return another `Response`. */
  onResponse?(event: MiddlewareEvent & { readonly response: Response }): MaybeAsync<Response>;
  /** May return another error, or a `Response` to use in its place. */
  onError?(event: MiddlewareEvent & { readonly error: unknown }): MaybeAsync<Response | Error>;
}
