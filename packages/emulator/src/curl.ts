import {
  bodyText,
  hidden,
  longestRecorded,
  type RecordedRequest,
  redactRequest,
} from "./request-log.ts";

/**
 * A recorded request as a curl command for a POSIX shell. The API key is the variable
 * `KAPSO_API_KEY`; other headers with credentials are left out, and fields that sound secret are
 * hidden. Undefined when only the beginning of the body was kept.
 *
 * @param origin what the request's URL begins with
 * @param keyHeader the header that carries the API key
 */
export function toCurl(
  request: RecordedRequest,
  origin: string,
  keyHeader: string,
): string | undefined {
  if (typeof request.body === "string" && request.body.length >= longestRecorded) return undefined;
  const redacted = redactRequest(request);
  const { method, path, search, headers } = redacted;
  const url = `${origin}${path}${search}`;
  // With --head, curl sends no body.
  const body = method === "HEAD" ? undefined : bodyText(redacted);
  const usual = body === undefined ? "GET" : "POST";
  const words = [
    ...(method === "HEAD" ? ["--head"] : method === usual ? [] : ["--request", quote(method)]),
    // curl takes brackets and braces for patterns.
    ...(/[[\]{}]/.test(url) ? ["--globoff"] : []),
    quote(url),
  ];
  const lines = [
    words.join(" "),
    ...Object.entries(headers).flatMap(([name, value]) => headerLine(name, value, keyHeader)),
    // Without this, curl names the type of a form.
    ...(body !== undefined && !("content-type" in headers) ? [`--header 'Content-Type:'`] : []),
    ...(body === undefined
      ? []
      : [hasControls(body) ? "--data-binary @-" : `--data-raw ${quote(body)}`]),
  ];
  const input = body !== undefined && hasControls(body) ? `${printf(Buffer.from(body))} | ` : "";
  return `${input}curl ${lines.join(" \\\n  ")}\n`;
}

function headerLine(name: string, value: string, keyHeader: string): string[] {
  if (name === keyHeader.toLowerCase()) {
    return [`--header ${quote(`${keyHeader}: `)}"$KAPSO_API_KEY"`];
  }
  if (value === hidden || (name === "accept" && value === "*/*") || addedByClients.test(name))
    return [];
  if (value === "") return [`--header ${quote(`${name};`)}`];
  // Header values are bytes, each of which the log holds as a character.
  return [
    `--header ${/^[ -~]*$/.test(value) ? quote(`${name}: ${value}`) : `"$(${printf(Buffer.from(`${name}: ${value}`, "latin1"))})"`}`,
  ];
}

/** Headers that every HTTP client adds by itself. */
const addedByClients =
  /^(?:host|connection|keep-alive|content-length|transfer-encoding|te|trailer|expect|upgrade.*|accept-encoding|accept-language|user-agent|sec-.*|priority)$/;

// Pasted into a terminal, a tab completes a word, and other control characters run commands.
function hasControls(text: string): boolean {
  return /[^\P{Cc}\n]/u.test(text);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A `printf` that writes these bytes, of printable characters only. */
function printf(bytes: Uint8Array): string {
  const format = Array.from(bytes, (byte, index) => {
    const character = String.fromCharCode(byte);
    if (character === "%") return "%%";
    const isPlain = byte >= 0x20 && byte < 0x7f && !"'\\".includes(character);
    // A "-" at the beginning would be an option.
    return isPlain && !(index === 0 && character === "-")
      ? character
      : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `printf '${format.join("")}'`;
}
