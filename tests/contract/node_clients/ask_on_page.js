// Shows the component that a file exports, asks by typing into it and sending its form, and prints what the page shows.
//
// Takes one JSON object: `address` of the service, `version` of the AI SDK, `file`, and `questions`: {ask, until}, where
// `until` is a text that the page must show.
import { pathToFileURL } from "node:url";
import { useVersion } from "./components.js";
import { createWatch, openPage } from "./page.js";

const { address, version, file, questions } = JSON.parse(process.argv[2]);
const root = openPage(address);
useVersion(version);
const { createElement } = await import("react");
const { createRoot } = await import("react-dom/client");
const { default: Component } = await import(pathToFileURL(file));

const { document } = globalThis;
const watch = createWatch(() => document.body);
const changes = { subtree: true, childList: true, characterData: true, attributes: true };
new MutationObserver(() => watch.look()).observe(document, changes);

createRoot(root).render(createElement(Component));
const find = (selector) => document.querySelector(selector);
await watch.until(() => find("textarea, input, button"));
if (!find("textarea, input")) find("button").click(); // it opens first
await watch.until(() => find("textarea, input"));

const seen = [];
for (const { ask, until } of questions) {
  const field = find("textarea, input");
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, ask); // as typing does
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await watch.until(() => find("form button:not([disabled])"));
  find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await watch.until((body) => body.textContent.includes(until));
  const links = [...document.querySelectorAll("a")].map((link) => [link.textContent, link.href]);
  seen.push({ text: document.body.textContent, links });
}
console.log(JSON.stringify(seen));
process.exit(0); // the page's own timers would go on
