// An origin on Node's http: answers with nothing, and writes what it understood, one line of JSON for each whole request.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, log] = process.argv.slice(2);
let count = 0;

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const { method, url: target } = request;
    const body = Buffer.concat(parts).toString("latin1");
    const entry = { id: String(++count), method, target, body, label: request.headers["x-case"] ?? "" };
    appendFileSync(log, `${JSON.stringify(entry)}\n`, "latin1");
    response.writeHead(200, {
      "Content-Type": "text/plain",
      "Content-Length": 0,
      "X-Origin-Request": entry.id,
    });
    response.end();
  });
});
server.keepAliveTimeout = 600_000;
server.listen(Number(port), "127.0.0.1");
