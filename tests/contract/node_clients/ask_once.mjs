// Sends a list of messages with the transport of the AI SDK 7, and prints its text, or the error that it throws.
//
// Takes one JSON object: `address` of the service, `key`, and `messages` as they go into the body.
import { DefaultChatTransport } from "ai-7";

const { address, key, messages } = JSON.parse(process.argv[2]);
const transport = new DefaultChatTransport({
  api: `${address}/api/chat`,
  headers: key ? { Authorization: `Bearer ${key}` } : {},
  prepareSendMessagesRequest: () => ({ body: { messages } }),
});
try {
  let text = "";
  const stream = await transport.sendMessages({ trigger: "submit-message", chatId: "1", messages: [] });
  for await (const part of stream) {
    if (part.type === "text-delta") text += part.delta;
    if (part.type === "error") throw new Error(part.errorText);
  }
  console.log(JSON.stringify({ text }));
} catch (error) {
  const { name, statusCode, message } = error;
  console.log(JSON.stringify({ name, statusCode, message }));
}
