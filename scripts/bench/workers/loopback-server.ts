// Responds to every POST when its body has arrived. A separate process, so that its work is not
// counted. It reads no more of HTTP than it needs: node:http takes longer to respond than the fastest
// peers take to send, so that they would all look alike.
import { type AddressInfo, createServer } from "node:net";

const responseText = '{"data":{"id":"1","token":"t","embed_url":"u"}}';
const response = Buffer.from(
  `HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: ${responseText.length}\r\n\r\n${responseText}`,
);

const server = createServer({ noDelay: true }, (socket) => {
  let waiting = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    waiting += chunk;
    for (let end = endOf(waiting); end !== undefined; end = endOf(waiting)) {
      waiting = waiting.slice(end);
      socket.write(response);
    }
  });
  // A peer that ends without closing its connections.
  socket.on("error", () => socket.destroy());
});

/** The length of the first request, when all of it has arrived. */
function endOf(text: string): number | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head))?.[1];
  if (length === undefined) throw new Error(`A request without a content-length: ${text}`);
  const end = head + 4 + Number(length);
  return text.length < end ? undefined : end;
}

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
