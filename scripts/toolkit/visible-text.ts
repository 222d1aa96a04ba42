/** The longest foreign text that an output shows, in characters. */
const maxTextLength = 600;

/**
 * Turns text into one visible line: a line break, tab or other white space becomes a space, each
 * control, bidirectional and invisible character becomes `\uFFFD`, and an over-long text is cut.
 *
 * @example
 * visibleText("\u001b[31mred\n\u202etxt"); // "\uFFFD[31mred \uFFFDtxt"
 */
export function visibleText(text: string, maxLength: number = maxTextLength): string {
  const line = text
    .replace(/[\p{Zl}\p{Zp}]/gu, "\n")
    .replace(/ *[\t\n\v\f\r\u0085]\s*/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, "\uFFFD");
  if (line.length <= maxLength) return line;
  const characters = [...line];
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength).join("")}…`;
}
