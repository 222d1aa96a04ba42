import type { ErrorShape } from "./fault.ts";

/** A body as text, with its media type. */
export interface RawBody {
  text: string;
  type: string;
}

function json(value: unknown): RawBody {
  return {
    text: JSON.stringify(value),
    type: "application/json; charset=utf-8",
  };
}

/** An error of a given status in one of the shapes seen on the wire. */
export function errorInShape(shape: ErrorShape, status: number): RawBody | undefined {
  const message = `A fault of the emulator: status ${status}.`;
  switch (shape) {
    case "error":
      return json({ error: message });
    case "error-code":
      return json({ error: message, code: "emulated_fault" });
    case "meta":
      return json({
        error: message,
        error_kind: "meta_api_error",
        meta_error_code: 131000,
        meta_trace_id: "emulated-trace",
      });
    case "message":
      return json({ message, detail: "A fault of the emulator." });
    case "nested":
      return json({ error: { message, code: "emulated_fault", type: "api_error" } });
    case "json-in-string":
      return json({ error: JSON.stringify({ message, code: 131000 }) });
    case "html":
      return {
        text: `<!doctype html><html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>proxy</center></body></html>`,
        type: "text/html",
      };
    case "empty":
      return undefined;
  }
}
