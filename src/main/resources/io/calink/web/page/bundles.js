// The table of bundles: what each has become, what can be done with it, and how far those are that are being made.

import {ask, call, send, whileSeen} from './api.js';
import {el, find, say, setText, shown} from './dom.js';
import {follow} from './follow.js';
import {progress} from './progress.js';
import {age, bytes, many, size, time} from './units.js';

const PAGE = 50;
const CALM = 15000;
const BUSY = 4000;
const REGRET = 3000;

/** What the states are called; their colour comes with their name. */
const STATES = {QUEUED: 'waiting', RUNNING: 'running', CANCELLING: 'stopping', SUCCEEDED: 'succeeded', PARTIAL: 'partial',
  FAILED: 'failed', CANCELLED: 'cancelled', EXPIRED: 'expired'};

const rows = new Map();
let more = null;
let seen = PAGE;
let refresh = () => {};

export const isOver = bundle => bundle.finished_at !== null;

export function state(bundle) {
  return el('span.state.' + bundle.state.toLowerCase(), {}, STATES[bundle.state] ?? bundle.state,
      bundle.reason ? el('span.reason', {}, ': ' + bundle.reason.replace('-', ' ')) : null);
}

export function bundles() {
  find('#older').addEventListener('click', () => {
    seen += PAGE;
    refresh();
  });
  setInterval(() => rows.forEach(row => row.tick()), 1000);
  addEventListener('pagehide', () => rows.forEach(row => row.leave()));
  refresh = whileSeen(look, () => [...rows.values()].some(row => !isOver(row.bundle)) ? BUSY : CALM);
}

/** Shows a bundle that was just made. */
export function welcome(bundle) {
  put(bundle, true);
  arrange();
}

async function look() {
  const all = [];
  const begun = performance.now();
  let cursor = '';
  try {
    do {
      const page = await ask('/bundles?limit=' + PAGE + cursor);
      all.push(...page.bundles);
      more = page.next;
      cursor = '&cursor=' + page.next;
    } while (more !== null && all.length < seen);
  } catch {
    return;
  }
  const there = new Set(all.map(bundle => bundle.id));
  const oldest = all.at(-1)?.id ?? '';
  for (const [id, row] of rows) {
    if (!there.has(id) && (more === null || id > oldest) && isOver(row.bundle) && row.since < begun) {
      row.remove();
    }
  }
  all.forEach(bundle => put(bundle, false));
  arrange();
}

function put(bundle, watched) {
  const row = rows.get(bundle.id);
  if (row) {
    row.show(bundle);
  } else {
    rows.set(bundle.id, makeRow(bundle, watched));
  }
}

/** Newest first; the region "Progress" is the one bundle that is watched: the one that runs, else the one that has ended. */
function arrange() {
  const sorted = [...rows.values()].sort((a, b) => a.bundle.id < b.bundle.id ? 1 : -1);
  const body = find('#bundles tbody');
  sorted.forEach((row, index) => {
    if (body.children[index] !== row.element) {
      body.insertBefore(row.element, body.children[index] ?? null);
    }
  });
  const rank = row => row.bundle.state === 'RUNNING' || row.bundle.state === 'CANCELLING' ? 3 : !isOver(row.bundle) ? 2 : row.watched() ? 1 : 0;
  const best = sorted.reduce((first, row) => rank(row) > (first ? rank(first) : 0) ? row : first, null);
  sorted.forEach(row => row.name(row === best));
  find('#no-bundles').hidden = sorted.length > 0;
  find('#older').hidden = more === null;
}

function makeRow(first, isNew) {
  let bundle = first;
  let written = '';
  let watched = isNew;
  let unfollow = null;
  let leaving = 0;
  const bar = progress();
  const element = el('tr', {'data-id': bundle.id});

  function show(next) {
    // a list that was asked for before an event came may be older than the event
    if (isOver(bundle) && !isOver(next)) {
      return;
    }
    const ended = isOver(next) && !isOver(bundle);
    bundle = next;
    if (ended) {
      say('The bundle ' + (bundle.note ?? '') + ' is over: ' + STATES[bundle.state] + '.');
    }
    bar.show(bundle);
    const text = JSON.stringify(isOver(bundle) ? {...bundle, links: null} : [bundle.state, bundle.note]) + leaving;
    if (text !== written) {
      written = text;
      const focused = element.contains(document.activeElement);
      element.replaceChildren(...cells());
      if (focused) {
        element.querySelector('a, button')?.focus();
      }
    }
    if (!isOver(bundle) && !unfollow) {
      watched = true;
      unfollow = follow(bundle.id, changed => {
        if (changed === null) {
          remove();
        } else {
          show(changed);
        }
        arrange();
      });
    } else if (isOver(bundle)) {
      unfollow?.();
      unfollow = null;
    }
  }

  function cells() {
    const name = bundle.note ?? bundle.archive?.name ?? 'Without a note';
    return [
      el('th', {scope: 'row', id: 'name-' + bundle.id}, el('span', {class: bundle.note === null ? 'muted' : null}, shown(name))),
      el('td.status', {'data-label': 'State'}, state(bundle), bundle.error ? el('p.trouble', {}, shown(bundle.error.detail)) : null,
          watched || !isOver(bundle) ? bar.element : null),
      el('td', {'data-label': 'Problems'}, troubles(bundle)),
      el('td', {'data-label': 'Size'}, bundle.archive ? size(bundle.archive.size) : '–'),
      el('td', {'data-label': 'Age'}, time(bundle.created_at, age(bundle.created_at))),
      el('td.actions', {}, leaving ? [el('span.muted', {}, 'Deleting… '),
          el('button', {type: 'button', onclick: stay}, 'Undo')] : actions()),
    ];
  }

  function actions() {
    const about = {'aria-describedby': 'name-' + bundle.id};
    const {archive, entries, cancel} = bundle.links;
    return cancel ? [
      el('button', {type: 'button', ...about, onclick: () => act('POST', cancel)}, 'Cancel'),
      el('button', {type: 'button', ...about, onclick: () => act('POST', cancel + '?keep=true'),
        title: 'What was gathered becomes an archive'}, 'Stop and keep'),
    ] : [
      archive ? el('a.button.primary', {href: archive, download: bundle.archive.name, ...about}, 'Download') : null,
      entries ? el('a.button', {href: '#/bundles/' + bundle.id, ...about}, 'Browse') : null,
      archive ? el('button', {type: 'button', ...about, 'aria-pressed': String(bundle.pinned), title: until(bundle),
        onclick: () => act(bundle.pinned ? 'DELETE' : 'PUT', bundle.links.self + '/pin')}, 'Pin') : null,
      el('button.danger', {type: 'button', ...about, onclick: regrettable}, 'Delete'),
    ];
  }

  async function act(method, path) {
    try {
      const changed = await send(method, path);
      if (changed) {
        show(changed);
        arrange();
      }
    } catch (problem) {
      say(problem.message);
      refresh();
    }
  }

  /** It goes when nobody has said otherwise for a while. */
  function regrettable() {
    leaving = setTimeout(remote, REGRET);
    show(bundle);
    say('The bundle is deleted in 3 seconds.');
  }

  function stay() {
    clearTimeout(leaving);
    leaving = 0;
    show(bundle);
    say('The bundle stays.');
  }

  async function remote() {
    try {
      await call('/bundles/' + bundle.id, {method: 'DELETE', keepalive: true});
      remove();
      say('The bundle is deleted.');
      arrange();
    } catch (problem) {
      stay();
      say(problem.message);
      refresh();
    }
  }

  function remove() {
    unfollow?.();
    rows.delete(bundle.id);
    const next = element.nextElementSibling ?? element.previousElementSibling;
    if (element.contains(document.activeElement)) {
      (next?.querySelector('a, button') ?? find('#main')).focus();
    }
    element.remove();
  }

  show(first);
  return {
    element,
    since: performance.now(),
    show,
    remove,
    get bundle() {
      return bundle;
    },
    watched: () => watched,
    name: named => bar.name(named),
    tick() {
      bar.tick();
      const told = element.querySelector('td[data-label=Age] time');
      if (told) {
        setText(told, age(bundle.created_at));
      }
    },
    /** Whoever leaves the page has not changed his mind. */
    leave() {
      if (leaving) {
        clearTimeout(leaving);
        remote();
      }
    },
  };
}

function troubles(bundle) {
  const {ok, ...others} = bundle.counts;
  const wrong = bundle.problems.length;
  const title = Object.entries(others).filter(([, count]) => count > 0).map(([name, count]) => count + ' ' + name).join(', ');
  return el('span', {class: wrong === 0 ? 'muted' : null, title},
      !isOver(bundle) ? '–' : wrong === 0 ? 'none' : many(wrong, 'problem'));
}

function until(bundle) {
  return bundle.pinned ? 'It stays until it is deleted' : bundle.expires_at
      ? 'Its archive (' + bytes(bundle.archive.size) + ') stays until ' + new Date(bundle.expires_at).toLocaleString()
      : 'Keeps it whatever its age';
}
