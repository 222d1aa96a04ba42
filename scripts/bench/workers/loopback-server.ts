// Responds to every POST when its body has arrived. A separate process, so that its work is not counted.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const responseText = '{"data":{"id":"1","token":"t","embed_url":"u"}}';

const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  request.resume().on("end", () => {
    response
      .writeHead(201, { "content-type": "application/json", "content-length": responseText.length })
      .end(responseText);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
