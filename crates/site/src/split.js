// Put behind the loader that the cutter of the program writes (split.rs).

const asked = new Map();

function fetchPart(name) {
  const answer = fetch(new URL(name, import.meta.url));
  // A failure reaches whoever awaits the answer; until then it is no error.
  answer.catch(() => {});
  return answer;
}

/** Asks for the files of a part now: the program will want them when it runs. */
export async function ask(part) {
  const answers = (PARTS[part] ?? []).map((name) => {
    if (!asked.has(name)) asked.set(name, fetchPart(name));
    return asked.get(name);
  });
  for (const { ok, status, url } of await Promise.all(answers)) {
    if (!ok) throw new Error(`${url}: ${status}`);
  }
}

// Each answer is read once; who asks again after a failure gets a new one.
function take(name) {
  const answer = asked.get(name) ?? fetchPart(name);
  asked.delete(name);
  return answer;
}

// While it comes, where the host says what it is; some call it something else.
async function instantiate(answer, imports) {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  if (response.headers.get("Content-Type") === "application/wasm") {
    return WebAssembly.instantiateStreaming(response, imports);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
