import { createServer, request as send } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A proxy on loopback: it tunnels CONNECT, and passes on what is sent to it with a whole URL. */
export interface ForwardProxy extends AsyncDisposable {
  readonly url: string;
  /** How many requests and tunnels went through it. */
  readonly passed: number;
}

export async function startForwardProxy(): Promise<ForwardProxy> {
  let passed = 0;
  const server = createServer((incoming, outgoing) => {
    passed += 1;
    const { method, headers } = incoming;
    const onward = send(incoming.url ?? "", { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on("connect", ({ url }, socket, head) => {
    passed += 1;
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port || 80), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    socket.on("error", () => target.destroy());
    target.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get passed() {
      return passed;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
