// Asks with `useChat` of the AI SDK 5, 6 or 7 on a page, and prints what the hook shows after each step.
//
// Takes one JSON object: `address`, `version`, `transport` (options of DefaultChatTransport; none: the default one),
// `resume`, and `steps`: {send}, {send, stopAt} or {regenerate}.
import { createWatch, openPage } from "./page.js";

const { address, version, transport, resume = false, steps } = JSON.parse(process.argv[2]);
const root = openPage(address);
const { createElement, useEffect } = await import("react");
const { createRoot } = await import("react-dom/client");
const { DefaultChatTransport } = await import(`ai-${version}`);
const { useChat } = await import(`ai-react-${version}`);

const texts = (message) => message.parts.filter((part) => part.type === "text").map((part) => part.text);
const isSettled = ({ status }) => status === "ready" || status === "error";
let chat;
let transient = [];
let finish = null;
const watch = createWatch(() => chat);
const options = {
  resume,
  onData: (part) => transient.push(part),
  onFinish: ({ message, messages, ...rest }) => (finish = rest),
  ...(transport && { transport: new DefaultChatTransport(transport) }),
};

function Page() {
  chat = useChat(options);
  useEffect(() => watch.look());
  return createElement("main", null, ...chat.messages.flatMap(texts));
}

createRoot(root).render(createElement(Page));
await watch.until((seen) => seen && isSettled(seen));
await new Promise((resolve) => setTimeout(resolve, resume ? 500 : 0)); // to resume, the hook asks after its first render

const seen = [];
for (const { send, stopAt, regenerate } of steps) {
  transient = [];
  finish = null;
  const asking = regenerate ? chat.regenerate() : chat.sendMessage({ text: send });
  if (stopAt) {
    await watch.until(({ messages }) => messages.flatMap(texts).join("").includes(stopAt));
    chat.stop();
  }
  await asking;
  await watch.until(isSettled);
  const { status, error, messages } = chat;
  const told = error && { name: error.name, message: error.message, status: error.statusCode };
  seen.push({ status, error: told ?? null, messages, transient, finish, shown: root.textContent });
}
console.log(JSON.stringify(seen));
process.exit(0); // the page's own timers would go on
