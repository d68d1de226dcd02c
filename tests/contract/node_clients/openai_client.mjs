// Asks a running service with OpenAI's client in each way, and prints what came as one JSON object.
import OpenAI, { APIError } from "openai";

const [baseURL] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const messages = [{ role: "user", content: "How is a cast-iron pan washed?" }];
const asked = { model: "askdocs", messages };

const whole = await client.chat.completions.create(asked);

const chunks = [];
for await (const chunk of await client.chat.completions.create({
  ...asked,
  stream: true,
  stream_options: { include_usage: true },
})) {
  chunks.push(chunk);
}
const helped = await client.chat.completions.stream(asked).finalContent();
const models = [];
for await (const model of client.models.list()) models.push(model.id);

async function refuse(ask) {
  try {
    await ask();
    return { name: "nothing" };
  } catch (error) {
    const { status, code, param, requestID } = error instanceof APIError ? error : {};
    return { name: error.constructor.name, message: error.message, status, code, param, requestID };
  }
}

const create = (options) => () => client.chat.completions.create({ ...asked, ...options });
const refused = {
  model: await refuse(create({ model: "gpt-5" })),
  long: await refuse(create({ messages: [{ role: "user", content: "x".repeat(100_000) }] })),
  empty: await refuse(create({ messages: [], stream: true })),
  picture: await refuse(create({ messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "x" } }] }] })),
  many: await refuse(create({ n: 2 })),
  responses: await refuse(() => client.responses.create({ model: "askdocs", input: "How?" })),
};

const controller = new AbortController();
let left = "";
try {
  for await (const chunk of await client.chat.completions.create({ ...asked, stream: true }, { signal: controller.signal })) {
    if (chunk.choices[0]?.delta?.content) controller.abort();
  }
} catch (error) {
  left = error.constructor.name;
}

console.log(JSON.stringify({ whole, chunks, helped, models, refused, left }));
