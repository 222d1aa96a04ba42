import { ReleaseError } from "../release-error.ts";

/** The private registry that the packages go to. */
export interface Registry {
  /** Ends with a slash. */
  url: string;
  host: string;
  /** Never printed, written down, or put on a command line. */
  token: string;
}

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** From `KAPSO_REGISTRY` and `NPM_TOKEN`; `undefined` where no registry is set. */
export function registryFrom(env: NodeJS.ProcessEnv): Registry | undefined {
  const { KAPSO_REGISTRY: address = "", NPM_TOKEN: token = "" } = env;
  if (address === "") return undefined;
  const { url, host } = readRegistryAddress(address, "KAPSO_REGISTRY");
  if (token === "") {
    throw new ReleaseError(
      `NPM_TOKEN is not set. ${host} needs a token that may read and publish the packages.`,
    );
  }
  if (/[^\x21-\x7e]/.test(token)) {
    throw new ReleaseError(
      "NPM_TOKEN holds white space or a character that no token has. Set it again, without quotes or line ends.",
    );
  }
  return { url, host, token };
}

/**
 * A registry's address as it was given under a name, such as an environment variable's.
 *
 * @throws ReleaseError with a sentence that says what is expected
 */
export function readRegistryAddress(address: string, name: string): Omit<Registry, "token"> {
  const url = URL.parse(address);
  if (url === null) {
    throw new ReleaseError(
      `${name} is not a URL. Expected something like https://npm.example.com/.`,
    );
  }
  // Before any sentence that shows the address.
  if (url.username !== "" || url.password !== "") {
    throw new ReleaseError(
      `${name} holds a user name or password. Take it out and put a token into NPM_TOKEN.`,
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw new ReleaseError(`${name} has a query or fragment, which no registry address has.`);
  }
  const isPlain = url.protocol === "http:" && loopbackHosts.has(url.hostname);
  if (url.protocol !== "https:" && !isPlain) {
    throw new ReleaseError(
      `${name} is ${url.protocol}//${url.host}: the token would travel in the clear. Use https: (http: is for loopback only).`,
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return { url: url.href, host: url.host };
}

/** The environment of every other program: without the token, and without what signs for a pipeline. */
export function withoutCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !credentialVariables.has(name)));
}

const signingVariables = ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
const credentialVariables = new Set(["NPM_TOKEN", "NODE_AUTH_TOKEN", ...signingVariables]);

/** What a pipeline signs with (GitHub's OIDC); `undefined` where it cannot. */
export function signingEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv | undefined {
  if (signingVariables.some((name) => (env[name] ?? "") === "")) return undefined;
  return Object.fromEntries(signingVariables.map((name) => [name, env[name]]));
}
