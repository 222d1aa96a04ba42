import type { ErrorShape } from "./fault.ts";

/** A body as text, with its media type. */
export interface RawBody {
  text: string;
  type: string;
}

function json(value: unknown): RawBody {
  return { text: JSON.stringify(value), type: "application/json; charset=utf-8" };
}

/** The errors seen on the wire, by shape, for a status and a message; undefined for no body. */
export const errorShapes: Readonly<
  Record<ErrorShape, (error: string, status: number) => RawBody | undefined>
> = {
  error: (error) => json({ error }),
  "error-code": (error) => json({ error, code: "emulated_fault" }),
  meta: (error) =>
    json({
      error,
      error_kind: "meta_api_error",
      meta_error_code: 131000,
      meta_trace_id: "emulated-trace",
    }),
  message: (message) => json({ message, detail: "A fault of the emulator." }),
  nested: (message) => json({ error: { message, code: "emulated_fault", type: "api_error" } }),
  "json-in-string": (message) => json({ error: JSON.stringify({ message, code: 131000 }) }),
  html: (_, status) => ({
    text: `<!doctype html><html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>proxy</center></body></html>`,
    type: "text/html",
  }),
  empty: () => undefined,
};
