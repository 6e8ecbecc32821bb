// Whether every answer is one that api/openapi.json tells of. The answers are what the system tests' clients were given
// (tests/support/traffic.hpp); who judges is a JSON Schema validator that knows nothing of this program.
//
//   SAKSGANG_TRAFFIC=FILE build/release/tests/system_test
//   node tests/browser/answers.mjs FILE...
//
// An answer is wrong where the document has no such address, status or media type, where the body does not fit its schema,
// and where it holds a field that the schema does not name.

import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const fewestOperations = 60; // else it was not the stories that were recorded
const document = JSON.parse(readFileSync(new URL("../../api/openapi.json", import.meta.url)));

// A schema that names properties names all of them.
function close(schema) {
  if (Array.isArray(schema)) return schema.forEach(close);
  if (!schema || typeof schema !== "object") return;
  if (schema.type === "object" && schema.properties) schema.additionalProperties ??= false;
  Object.values(schema).forEach(close);
}
close(document.components.schemas);
close(document.paths);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ ...document, $id: "api" });

const pointer = (...parts) => parts.map((part) => "/" + part.replaceAll("~", "~0").replaceAll("/", "~1")).join("");
const validators = new Map();
function validatorOf(path) {
  if (!validators.has(path)) validators.set(path, ajv.compile({ $ref: "api#" + encodeURI(path) }));
  return validators.get(path);
}

// The templates, those with the most words of their own first.
const literals = (template) => template.split("/").filter((part) => part && !part.startsWith("{")).length;
const addresses = Object.keys(document.paths)
  .sort((a, b) => literals(b) - literals(a))
  .map((template) => ({ template, form: new RegExp("^" + template.replaceAll(/\{[^}]+\}/g, "[^/]+") + "$") }));

function responseOf(operation, at, status) {
  const key = [String(status), "default"].find((each) => operation.responses[each]);
  if (!key) return {};
  const { $ref } = operation.responses[key];
  const path = $ref ? $ref.slice(1) : at + pointer("responses", key);
  const response = path.slice(1).split("/").reduce((inside, part) => inside[part.replaceAll("~1", "/").replaceAll("~0", "~")], document);
  return { response, path, isDefault: key === "default" };
}

const wrong = new Map();
function complain(where, what, example) {
  const key = where + ": " + what;
  const known = wrong.get(key) ?? { times: 0, example };
  known.times += 1;
  wrong.set(key, known);
}

const seen = new Set();
let answers = 0, elsewhere = 0;

function judge({ verb, target, status, headers, body, bytes }) {
  const path = new URL(target, "http://localhost").pathname;
  const found = addresses.find(({ form }) => form.test(path));
  const type = (headers["content-type"] ?? "").split(";")[0];
  const method = verb === "HEAD" ? "get" : verb.toLowerCase();
  const operation = found && document.paths[found.template][method];
  if (!operation) {
    // No address of the API: a screen, or something that is not there.
    elsewhere += 1;
    const refused = [400, 401, 404, 405].includes(status);
    const allowed = refused || verb === "OPTIONS" || !path.includes("/api/v1");
    if (!allowed) complain(verb + " " + path, "answered with " + status + ", and the document has no such address", target);
    return;
  }
  answers += 1;
  const where = method.toUpperCase() + " " + found.template + " " + status;
  seen.add(method + " " + found.template);
  const { response, path: at } = responseOf(operation, pointer("paths", found.template, method), status);
  if (!response) return complain(where, "no such status", target);
  for (const [name, header] of Object.entries(response.headers ?? {}))
    if (header.required && !(name.toLowerCase() in headers)) complain(where, "no header " + name, target);
  const nothing = status === 204 || status === 304 || verb === "HEAD";
  if (nothing || !response.content) {
    if (body !== undefined || (bytes > 0 && !nothing)) complain(where, "a body where the document has none", target);
    return;
  }
  const media = ["application/problem+json", type, "*/*"].find((each) => each in response.content && (each === type || each === "*/*"));
  if (!media) return complain(where, "media type " + (type || "none"), target);
  const { schema } = response.content[media];
  if (!schema || body === undefined) return;
  const validate = validatorOf(at + pointer("content", media, "schema"));
  if (validate(body)) return;
  for (const error of validate.errors) {
    const place = error.instancePath.replaceAll(/\/(\d+|[a-z]+-[0-9a-f]{16})(?=\/|$)/g, "/*");
    const said = error.keyword === "additionalProperties" ? "a field it does not name: " + error.params.additionalProperty : error.message;
    complain(where, (place || "/") + " " + said, target);
  }
}

for (const file of process.argv.slice(2))
  for await (const line of createInterface({ input: createReadStream(file) })) judge(JSON.parse(line));

for (const [what, { times, example }] of [...wrong].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${what} (${times} times, e.g. ${example})`);
console.log(`${answers} answers of ${seen.size} operations, and ${elsewhere} elsewhere: ${wrong.size} kinds of fault`);
if (seen.size < fewestOperations) console.log(`fewer than ${fewestOperations} operations: were the stories recorded?`);
process.exitCode = wrong.size > 0 || seen.size < fewestOperations ? 1 : 0;
