// Loaded before an example: its calls go where the API would be, and end at the emulator.
const apiPath = "https://api.kapso.ai";
const emulator = process.env["KAPSO_EMULATOR"];
if (!emulator) throw new Error("KAPSO_EMULATOR must name the emulator's origin.");

const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  return request.url.startsWith(`${apiPath}/`)
    ? fetch(new Request(emulator + request.url.slice(apiPath.length), request))
    : fetch(request);
};
