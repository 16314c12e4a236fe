// A look into a bundle: what is wrong with it first, then its entries, and one of them.

import {ask, call} from './api.js';
import {isOver, state} from './bundles.js';
import {el, find, setText, shown} from './dom.js';
import {tree} from './tree.js';
import {duration, many, number, size, time} from './units.js';
import {viewer} from './viewer.js';

const PAGE = 1000;
const FEW = 100;

let open = null;

/** Shows a bundle, and an entry of it if a place is given; null ends that. */
export async function inside(id, place) {
  if (open?.id !== id) {
    open?.leave.abort();
    open = id === null ? null : look(id);
  }
  await open?.show(place);
}

function look(id) {
  const leave = new AbortController();
  const signal = leave.signal;
  const title = el('h1', {tabindex: -1}, 'Bundle');
  const facts = el('div.facts');
  const problems = el('section', {'aria-labelledby': 'problems-title'});
  const entries = tree(entry => '#/bundles/' + id + '/entry/' + entry);
  const view = viewer(id, signal);
  const overview = el('div.overview', {}, facts, problems);
  const panes = el('div.panes', {},
      el('section.side', {'aria-label': 'Contents'}, el('p', {}, el('a', {href: '#/bundles/' + id}, 'What the bundle says')), entries.element),
      el('div.page', {}, overview, view.element));
  const trouble = el('p.notice.bad', {role: 'alert', hidden: true});
  find('#inside').replaceChildren(el('p', {}, el('a', {href: '#/'}, '← All bundles')), title, trouble, panes);
  let items = new Map();

  function fail(problem) {
    if (!signal.aborted) {
      trouble.hidden = false;
      setText(trouble, problem.message);
    }
  }

  async function loadBundle() {
    const bundle = await ask('/bundles/' + id, {signal});
    setText(title, shown(bundle.note ?? bundle.archive?.name ?? 'Bundle'));
    document.title = title.textContent + ' · CaLink';
    facts.replaceChildren(...about(bundle));
    if (!bundle.links.entries) {
      panes.classList.add('alone');
      trouble.hidden = false;
      setText(trouble, isOver(bundle) ? 'There is no archive to look into.' : 'The bundle is still being made; come back when it is over.');
    }
    return bundle.links.entries !== null;
  }

  async function loadManifest() {
    // as an entry, so that nothing before it has to be unpacked
    const manifest = await (await call('/bundles/' + id + '/entries/manifest.json', {signal})).json();
    items = new Map(manifest.items.filter(item => item.entry !== null).map(item => [item.entry, item]));
    entries.describe(items);
    tell(manifest.problems, FEW);
  }

  function tell(all, most) {
    problems.replaceChildren(el('h2', {id: 'problems-title'}, all.length === 0 ? 'Nothing is missing'
        : many(all.length, 'problem') + ': what is missing or not whole, and why'),
    all.length === 0 ? el('p.muted', {}, 'Everything that was asked for is in the archive.')
        : el('table.problems', {'aria-labelledby': 'problems-title'},
            el('thead', {}, el('tr', {}, ['What', 'Status', 'Why'].map(text => el('th', {scope: 'col'}, text)))),
            el('tbody', {}, all.slice(0, most).map(problem => el('tr', {},
                el('th', {scope: 'row'}, el('span.kind', {}, problem.kind + ' '), problem.entry === null ? shown(problem.name)
                    : el('a', {href: '#', 'data-entry': problem.entry}, shown(problem.name))),
                el('td', {}, el('span.status.' + problem.status, {}, problem.status)),
                el('td', {}, shown(problem.detail ?? '')))))),
    all.length > most ? el('button', {type: 'button', onclick: () => tell(all, most * 10)}, 'Show more') : '');
    problems.querySelectorAll('a[data-entry]').forEach(link => link.addEventListener('click', event => {
      event.preventDefault();
      toEntry(link.dataset.entry);
    }));
  }

  async function toEntry(name) {
    const page = await ask('/bundles/' + id + '/entries?limit=1&prefix=' + encodeURIComponent(name), {signal});
    if (page.entries.length > 0) {
      location.hash = '#/bundles/' + id + '/entry/' + page.entries[0].number;
    }
  }

  async function loadEntries() {
    let next = null;
    let firstPage = true;
    do {
      const page = await ask('/bundles/' + id + '/entries?limit=' + PAGE + (next ? '&cursor=' + next : ''), {signal});
      entries.add(page.entries);
      next = page.next;
      if (firstPage) {
        entries.openFirst();
        firstPage = false;
      }
    } while (next !== null);
    entries.select(view.number());
  }

  const loaded = loadBundle().then(there => there ? Promise.all([loadManifest(), loadEntries().catch(fail)]) : null);
  loaded.catch(fail);

  async function entry(wanted) {
    // the number before it is the cursor after which it comes; the directory at the top is 1
    const page = await ask('/bundles/' + id + '/entries?limit=1&cursor=' + Math.max(1, wanted - 1), {signal});
    return page.entries.find(one => one.number === wanted) ?? null;
  }

  let shownFirst = true;
  async function show(place) {
    overview.hidden = place !== null;
    panes.classList.toggle('reading', place !== null);
    view.element.hidden = place === null;
    entries.select(place?.number ?? null);
    if (place === null) {
      view.leave();
      if (shownFirst) {
        title.focus({preventScroll: true});
      }
    } else {
      try {
        const one = entries.known(place.number) ?? await entry(place.number);
        await Promise.race([loaded, new Promise(resolve => setTimeout(resolve, 300))]).catch(() => {});
        await view.show(one, one && (items.get(one.name) ?? null), place);
      } catch (problem) {
        fail(problem);
      }
    }
    shownFirst = false;
  }

  return {id, leave, show};
}

function about(bundle) {
  const facts = [
    ['State', state(bundle)],
    ['Host', shown(bundle.host)],
    ['Asked for', time(bundle.created_at)],
    bundle.started_at && bundle.finished_at ? ['Took', duration(Date.parse(bundle.finished_at) - Date.parse(bundle.started_at))] : null,
    ['Items', Object.entries(bundle.counts).filter(([, count]) => count > 0).map(([name, count]) => number(count) + ' ' + name).join(', ') || 'none'],
    bundle.archive ? ['Archive', [shown(bundle.archive.name) + ', ', size(bundle.archive.size)]] : null,
    bundle.archive ? ['sha256', el('code', {}, bundle.archive.sha256)] : null,
    bundle.error ? ['Error', shown(bundle.error.detail)] : null,
  ];
  return [
    el('dl', {}, facts.filter(fact => fact !== null).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, ...[value].flat())))),
    bundle.links.archive ? el('a.button.primary', {href: bundle.links.archive, download: bundle.archive.name}, 'Download') : '',
  ];
}
