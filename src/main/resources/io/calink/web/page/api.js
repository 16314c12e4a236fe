// Calls of the service. The browser adds what it was given in its own sign-in dialog; no token is ever seen here.

let skew = 0;
let reachable = () => {};

/** What the service refused, or did not answer at all (status 0). */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The time on the service's clock, by which it dates its bundles. */
export function now() {
  return Date.now() + skew;
}

/** Who is told, with true or false, whether the service could be reached. */
export function onConnection(listener) {
  reachable = listener;
}

/** The response, if it is a good one. */
export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {cache: 'no-store', redirect: 'error', ...options});
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    reachable(false);
    throw new Problem(0, 'The service cannot be reached.');
  }
  reachable(true);
  const date = Date.parse(response.headers.get('Date') ?? '');
  // the header has whole seconds, so that less than two tell nothing
  if (!Number.isNaN(date)) {
    skew = Math.abs(date - Date.now()) < 2000 ? 0 : date - Date.now();
  }
  if (!response.ok) {
    throw new Problem(response.status, await reason(response));
  }
  return response;
}

/** What the service answers, or null where it answers nothing. */
export async function ask(path, options) {
  const response = await call(path, options);
  return response.status === 204 ? null : response.json();
}

/** Sends a change, with a body or without. */
export function send(method, path, body, headers = {}) {
  return ask(path, body === undefined ? {method, headers} : {
    method, headers: {'Content-Type': 'application/json', ...headers}, body: JSON.stringify(body)});
}

async function reason(response) {
  try {
    const problem = await response.json();
    return problem.detail ?? problem.title;
  } catch {
    return 'The service answered with status ' + response.status + '.';
  }
}

/** A key under which the same wish can be sent twice; crypto.randomUUID would take HTTPS. */
export function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Does something now and then while somebody looks, and at once when somebody looks again. */
export function whileSeen(work, pause) {
  let timer = 0;
  let busy = false;
  const turn = async () => {
    clearTimeout(timer);
    if (document.hidden || busy) {
      return;
    }
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
      timer = setTimeout(turn, pause());
    }
  };
  document.addEventListener('visibilitychange', turn);
  addEventListener('online', turn);
  turn();
  return turn;
}
