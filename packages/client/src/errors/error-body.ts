/** What an error's body says, whichever of the shapes on the wire it has. */
export interface ErrorBody {
  /** Empty when the body says nothing. */
  message: string;
  code?: string;
}

/**
 * Reads the documented `{ error: string }` and the others that arrive: `{ error, code }`,
 * `{ error, error_kind, meta_error_code }`, `{ message, detail }`, `{ error: { message, code,
 * type } }`, `{ errors: … }`, an `error` that itself holds JSON, HTML, plain text, nothing.
 */
export function readErrorBody(body: unknown, depth = 0): ErrorBody {
  if (typeof body === "string") return readText(body, depth);
  if (typeof body !== "object" || body === null || depth > 3) return { message: "" };
  if (Array.isArray(body)) {
    return {
      message: body
        .slice(0, 60)
        .map((entry) => readErrorBody(entry, depth + 1).message)
        .filter(Boolean)
        .join("; "),
    };
  }
  const fields = body as Record<string, unknown>;
  const inner = ["error", "message", "detail", "details", "errors", "title"]
    .map((name) => readErrorBody(fields[name], depth + 1))
    .filter(({ message }) => message);
  const fromFields =
    inner.length === 0 && depth > 0
      ? Object.entries(fields).slice(0, 60).map(namedMessage).filter(Boolean).join("; ")
      : "";
  // `{ message, detail }`: the detail adds to the message, unless it says the same.
  const [first, second] = inner.map(({ message }) => message);
  const adds = first !== undefined && second !== undefined && !first.includes(second);
  const message = adds ? `${first}: ${second}` : (first ?? fromFields);
  const code = [
    fields["code"],
    fields["error_kind"],
    fields["meta_error_code"],
    fields["type"],
    inner[0]?.code,
  ].find((value) => /string|number/.test(typeof value));
  return code === undefined ? { message } : { message, code: String(code) };

  function namedMessage([name, value]: [string, unknown]): string {
    const { message } = readErrorBody(value, depth + 1);
    return message && `${name}: ${message}`;
  }
}

function readText(text: string, depth: number): ErrorBody {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    try {
      return readErrorBody(JSON.parse(trimmed), depth + 1);
    } catch {
      // Text that begins like JSON.
    }
  }
  const start = trimmed.slice(0, 4_000);
  const plain = (titleOf(start) ?? start.replace(/<[^>]*>?/g, " ")).replace(/\s+/g, " ").trim();
  return { message: plain };
}

/**
 * The title of a page of HTML: it says which server responded. Not cut to the length that is shown,
 * since half a secret is not recognised as one.
 */
export function titleOf(text: string): string | undefined {
  return /<title[^<>]*>([^<]+)/i.exec(text.slice(0, 4_000))?.[1]?.trim();
}
