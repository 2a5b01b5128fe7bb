"use strict";

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function getState(name) {
  return process.env[`STATE_${name}`] || "";
}

// src/action/folders.ts
var import_promises = require("node:fs/promises");
var import_node_path = require("node:path");
var PREFIX = "provenance-action-";
async function removePrivate(folder) {
  await (0, import_promises.rm)(folder, { recursive: true, force: true, maxRetries: 2 });
}
function isPrivateFolder(path, temp) {
  const root = (0, import_node_path.dirname)(path);
  return (0, import_node_path.resolve)(path) === path && (0, import_node_path.basename)(path) === "private" && (0, import_node_path.basename)(root).startsWith(PREFIX) && (0, import_node_path.dirname)(root) === (0, import_node_path.resolve)(temp);
}

// src/action/clean-up.ts
var STATE = "private";
async function cleanUp(env) {
  const folder = getState(STATE);
  if (folder !== "" && isPrivateFolder(folder, env["RUNNER_TEMP"] ?? "")) await removePrivate(folder);
}

// src/post.ts
void cleanUp(process.env);
