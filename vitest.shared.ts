// What every package's tests share. The limits end a test that hangs. They are not for a slow
// machine: compilers, browsers, databases and many processes are started, beside other work.
// No module of ours keeps state between tests, so all files of a package share one set of modules
// (the compiler and the linter are loaded once, and not once per file).
export const sharedOptions = { isolate: false, testTimeout: 900_000, hookTimeout: 900_000 };
