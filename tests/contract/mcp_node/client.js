// Calls tools of a running service with one of the two libraries, and prints what came as one JSON object.
//   node client.js sdk|client URL KEY '[["search", {"query": "pan"}], …]'
const [library, url, key, calls] = process.argv.slice(2);

const { Client, StreamableHTTPClientTransport } =
  library === "sdk"
    ? {
        ...(await import("@modelcontextprotocol/sdk/client/index.js")),
        ...(await import("@modelcontextprotocol/sdk/client/streamableHttp.js")),
      }
    : await import("@modelcontextprotocol/client");

function describe(error) {
  return { failure: error.constructor.name, code: error.code ?? null, message: String(error.message) };
}

const seen = { tools: [], results: [], progress: [] };
const client = new Client({ name: "askdocs-tests", version: "1" });
const requestInit = key ? { headers: { Authorization: `Bearer ${key}` } } : {};
const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
try {
  await client.connect(transport);
  seen.server = client.getServerVersion();
  seen.instructions = client.getInstructions();
  seen.capabilities = client.getServerCapabilities();
  seen.tools = (await client.listTools()).tools; // from here on the client checks results against their schemas
  for (const [name, args] of JSON.parse(calls)) {
    const onprogress = (progress) => seen.progress.push(progress);
    const options = name === "ask_docs" ? { onprogress } : {};
    const call = { name, arguments: args };
    const request = library === "sdk" ? client.callTool(call, undefined, options) : client.callTool(call, options);
    seen.results.push(await request.catch(describe));
  }
  await client.close();
} catch (error) {
  seen.connecting = describe(error);
}
console.log(JSON.stringify(seen));
process.exit(0); // what a client leaves open is not our concern here
