import { expect, test } from "vitest";
import { registryFrom, signingEnvironment, withoutCredentials } from "./registry.ts";

const token = "npm_secret";
const from = (address: string, given = token) =>
  registryFrom({ KAPSO_REGISTRY: address, NPM_TOKEN: given });

test("the registry and its token come from the environment", () => {
  expect(from("https://npm.example.com/team")).toEqual({
    url: "https://npm.example.com/team/",
    host: "npm.example.com",
    token,
  });
  expect(registryFrom({ NPM_TOKEN: token })).toBeUndefined();
});

test("a token is never sent unencrypted, except on this machine", () => {
  for (const address of ["http://npm.example.com", "http://127.0.0.1.example.com", "ftp://a.b"]) {
    expect(() => from(address)).toThrow("in the clear");
  }
  expect(from("http://127.0.0.1:4873")?.url).toBe("http://127.0.0.1:4873/");
  expect(from("http://localhost:4873")?.host).toBe("localhost:4873");
  expect(from("http://[::1]:4873")?.host).toBe("[::1]:4873");
});

test("an invalid address or token is rejected, and no sentence shows a secret", () => {
  const refused: [string, string, string][] = [
    ["npm.example.com", token, "not a URL"],
    ["https://user:hunter2@npm.example.com", token, "user name or password"],
    ["https://npm.example.com/?token=hunter2", token, "query"],
    ["https://npm.example.com", "", "NPM_TOKEN is not set"],
    ["https://npm.example.com", "hunter2\n", "white space"],
  ];
  for (const [address, token, sentence] of refused) {
    expect(() => from(address, token)).toThrow(sentence);
    expect(() => from(address, token)).not.toThrow(/hunter2|npm_secret/);
  }
});

test("builds and gates see neither the token nor what signs for the pipeline", () => {
  const signing = { ACTIONS_ID_TOKEN_REQUEST_URL: "u", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };
  expect(withoutCredentials({ PATH: "/bin", NPM_TOKEN: token, ...signing })).toEqual({
    PATH: "/bin",
  });
  expect(signingEnvironment({ NPM_TOKEN: token, ...signing })).toEqual(signing);
  expect(signingEnvironment({ ACTIONS_ID_TOKEN_REQUEST_URL: "u" })).toBeUndefined();
});
