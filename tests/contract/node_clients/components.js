// Lets Node import components as a bundler does: JSX, styles, and the AI SDK under its own names in a chosen version.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { transform } from "sucrase";

/** `ai` and `@ai-sdk/react` are those of this version of the AI SDK from now on. */
export function useVersion(version) {
  const named = { ai: `ai-${version}`, "@ai-sdk/react": `ai-react-${version}` };
  registerHooks({
    resolve: (specifier, context, next) => {
      const isOurs = !context.parentURL?.includes("/node_modules/");
      return next((isOurs && named[specifier]) || specifier, context);
    },
    load: (url, context, next) => {
      if (url.endsWith(".css")) return { format: "module", source: "", shortCircuit: true };
      if (!url.endsWith(".jsx")) return next(url, context);
      const source = transform(readFileSync(new URL(url), "utf8"), {
        transforms: ["jsx"],
        jsxRuntime: "automatic",
        production: true,
      });
      return { format: "module", source: source.code, shortCircuit: true };
    },
  });
}
