import { Writable } from "node:stream";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkValidateLinks from "remark-validate-links";
import { engine } from "unified-engine";

/**
 * The links of Markdown files that lead to no file or to no heading, a sentence each.
 *
 * @param address the repository's, so that links by it are checked as well
 */
export function brokenLinks(
  root: string,
  paths: readonly string[],
  address?: string,
): Promise<string[]> {
  const { hostname, pathname } = new URL(address ?? "https://localhost/");
  const urlConfig = { hostname, prefix: `${pathname}/blob/`, headingPrefix: "#", lines: true };
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  return new Promise((resolve, reject) => {
    engine(
      {
        cwd: root,
        files: [...paths],
        processor: remark().use(remarkGfm),
        // Links out of the repository are not requested: tests run offline. Those by its own address,
        // as in the published README files, are looked up in the tree.
        // The list's type has no place for a plugin with options.
        plugins: [
          [remarkValidateLinks as never, { repository: address ?? false, root, urlConfig }],
        ],
        streamError: silent,
        output: false,
        out: false,
        silentlyIgnore: true,
      },
      (error, _code, context) => {
        if (error) return reject(error);
        const files = context?.files ?? [];
        resolve(
          files.flatMap(({ path, messages }) =>
            messages.map(({ line, reason }) => `${path}:${line}: ${reason}`),
          ),
        );
      },
    );
  });
}
