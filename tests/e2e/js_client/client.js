// Asks a running service in every way that RemoteRunnable knows, and prints what came as one JSON object.
import { RemoteRunnable } from "@langchain/core/runnables/remote";

const [url] = process.argv.slice(2);
const question = { query: "How is a cast-iron pan washed?" };
const chat = new RemoteRunnable({ url, options: { timeout: 20_000 } });

function add(parts) {
  return parts.reduce((sum, part) => ({ ...sum, ...part, response: (sum.response ?? "") + (part.response ?? "") }), {});
}

const invoked = await chat.invoke(question);
const batched = await chat.batch([question, question]);

const streamed = [];
for await (const part of await chat.stream(question)) streamed.push(part);

const logged = [];
for await (const patch of chat.streamLog(question)) logged.push(...patch.ops.map((op) => op.path));

const events = [];
for await (const event of chat.streamEvents(question, { version: "v2" })) events.push(event.name);

let refused = "";
try {
  await chat.invoke({ query: "" });
} catch (error) {
  refused = String(error);
}

console.log(JSON.stringify({ invoked, batched, parts: streamed.length, streamed: add(streamed), logged, events, refused }));
