import { expect, test } from "vitest";
import { linkGlossaryWords } from "./glossary.ts";

/** What `linkGlossaryWords` reads and writes of a token of markdown-it. */
class Token {
  type: string;
  nesting: number;
  content = "";
  attrGet = (name: string): string | undefined => this.attrs.find(([key]) => key === name)?.[1];
  attrs: [string, string][] = [];
  children: Token[] | null = null;
  constructor(type: string, _tag: string, nesting: number) {
    this.type = type;
    this.nesting = nesting;
  }
}

function text(content: string): Token {
  return Object.assign(new Token("text", "", 0), { content });
}

function inline(...children: Token[]): Token {
  return Object.assign(new Token("inline", "", 0), { children });
}

function linked(from: string, ...tokens: Token[]): string {
  linkGlossaryWords(tokens as never, from, ["Spec", "Lease"], Token as never);
  return tokens
    .flatMap(({ children }) => children ?? [])
    .map(({ type, content, attrs }) =>
      type === "link_open" ? `<${attrs[0]?.[1]}>` : type === "link_close" ? "</>" : content,
    )
    .join("");
}

test("links a word where it first stands in the text, whatever its case and number", () => {
  expect(linked("docs/a.md", inline(text("Two specs, a lease")), inline(text(", a spec")))).toBe(
    "Two </glossary.md#spec>specs</>, a </glossary.md#lease>lease</>, a spec",
  );
});

test("links no part of a word, no heading, no link, and nothing on the glossary's page", () => {
  expect(linked("docs/a.md", inline(text("special")))).toBe("special");
  expect(linked("docs/a.md", new Token("heading_open", "", 1), inline(text("Spec")))).toBe("Spec");
  const link = [new Token("link_open", "a", 1), text("Spec"), new Token("link_close", "a", -1)];
  expect(linked("docs/a.md", inline(...link))).toBe("<undefined>Spec</>");
  expect(linked("docs/glossary.md", inline(text("Spec")))).toBe("Spec");
});

test("links no word that the page links itself", () => {
  const open = new Token("link_open", "a", 1);
  open.attrs = [["href", "/glossary.md#spec"]];
  const byHand = inline(open, text("spec"), new Token("link_close", "a", -1));
  expect(linked("docs/a.md", inline(text("a spec, ")), byHand)).toBe(
    "a spec, </glossary.md#spec>spec</>",
  );
});
