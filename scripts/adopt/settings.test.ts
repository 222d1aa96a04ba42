import { UsageError } from "@shared/toolkit/command-line.ts";
import { expect, test } from "vitest";
import { readSetting, type Settings } from "./settings.ts";

test.each<[keyof Settings, string, string]>([
  ["scope", " @acme ", "@acme"],
  ["registry", "https://npm.acme.example", "https://npm.acme.example/"],
  ["registry", "http://127.0.0.1:4873/", "http://127.0.0.1:4873/"],
  ["owners", "@acme/team, @ann ops@acme.example", "@acme/team @ann ops@acme.example"],
  ["repository", "https://github.com/acme/kapso.git", "https://github.com/acme/kapso"],
  ["repository", "https://git.acme.example/web/kapso/", "https://git.acme.example/web/kapso"],
])("%s %j is taken as %j", (name, text, value) => {
  expect(readSetting(name, text)).toBe(value);
});

test.each<[keyof Settings, string, string]>([
  ["scope", "acme", "--scope must be a registry scope"],
  ["scope", "@Acme", "--scope must be a registry scope"],
  ["scope", "@acme/", "--scope must be a registry scope"],
  ["scope", "@a.b$(x)", "--scope must be a registry scope"],
  ["registry", "npm.acme.example", "--registry is not a URL"],
  ["registry", "http://npm.acme.example", "in the clear"],
  ["registry", "https://ann:hunter2@npm.acme.example", "holds a user name or password"],
  ["owners", "", "--owners must be teams"],
  ["owners", "@acme/team everyone", 'got "everyone"'],
  ["repository", "git@github.com:acme/kapso.git", "--repository must be an https address"],
  ["repository", "https://github.com/acme", "--repository must be an https address"],
  ["repository", "https://t:k@github.com/acme/kapso", "--repository must be an https address"],
])("%s %j is refused with a sentence", (name, text, sentence) => {
  expect(() => readSetting(name, text)).toThrow(UsageError);
  expect(() => readSetting(name, text)).toThrow(sentence);
});
