// One entry: what is known of it, and its text in pages, with line numbers that can be linked to.

import {local, lines, remote} from './content.js';
import {el, marked, setText, shown} from './dom.js';
import {finder} from './finder.js';
import {pretty} from './json.js';
import {duration, number, percent, size, time} from './units.js';

const LARGEST_PRETTY = 1 << 20;

export function viewer(bundle, ended) {
  const title = el('h2', {tabindex: -1});
  const facts = el('p.muted');
  const links = el('p.links');
  const trouble = el('p.notice', {role: 'status', hidden: true});
  const text = el('div.text', {role: 'region', 'aria-label': 'Content', tabindex: 0});
  const place = el('span.muted', {'aria-live': 'polite'});
  const line = el('input', {type: 'text', inputmode: 'numeric', size: 8, 'aria-label': 'Line', placeholder: 'line', pattern: '\\s*\\d{1,12}\\s*'});
  const moves = {
    first: button('First', () => turn(() => content.pageFrom(0, signal()))),
    previous: button('Previous', () => turn(() => content.pageBefore(page.start, signal()), true)),
    next: button('Next', () => turn(() => content.pageFrom(page.end, signal()))),
    last: button('Last', () => turn(() => content.pageBefore(content.size, signal()), true)),
  };
  const go = el('form.line', {onsubmit: event => {
    event.preventDefault();
    if (line.value.trim() !== '' && line.checkValidity()) {
      jump(address('L' + Number(line.value)));
    }
  }}, line, el('button', {type: 'submit'}, 'Go'));
  const search = finder(hit => jump(address('L' + hit)), () => page && render());
  const controls = el('div.controls', {}, el('div.moves', {role: 'group', 'aria-label': 'Pages'}, Object.values(moves)), go, search.form, place);
  const element = el('article.entry', {hidden: true}, title, facts, links, trouble, controls, search.results, text);

  let entry = null;
  let raw = false;
  let isPretty = false;
  let content = null;
  let page = null;
  let target = null;
  let work = new AbortController();

  function button(name, onclick) {
    return el('button', {type: 'button', onclick}, name);
  }

  function signal() {
    work.abort();
    work = new AbortController();
    return AbortSignal.any([ended, work.signal]);
  }

  function address(at) {
    return '#/bundles/' + bundle + '/entry/' + entry.number + (raw ? '/raw' : '') + (at ? '/' + at : '');
  }

  /** Goes there, also if that is where the address bar is already. */
  function jump(hash) {
    if (location.hash === hash) {
      dispatchEvent(new Event('hashchange'));
    } else {
      location.hash = hash;
    }
  }

  function note(message) {
    trouble.hidden = message === null;
    setText(trouble, message ?? '');
  }

  async function turn(read, atEnd = false) {
    target = null;
    await open(read, atEnd);
  }

  async function open(read, atEnd = false) {
    try {
      page = await read();
      note(null);
      render();
      text.scrollTop = atEnd ? text.scrollHeight : 0;
      text.querySelector('.target')?.scrollIntoView({block: 'center'});
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        note(problem.message);
      }
    }
  }

  function render() {
    const scrolled = text.scrollTop;
    let at = page.first;
    text.replaceChildren(...lines(page).map(({offset, text: content}) => {
      const here = at > 0 ? 'L' + at : '@' + offset;
      const row = el('div.row', {class: here === target ? 'row target' : 'row', 'aria-current': here === target ? 'location' : null},
          el('a.number', {href: address(here), tabindex: -1, title: 'byte ' + number(offset)}, at === null ? '·' : String(at)),
          el('span.line', {}, search.parts(content).map(part => part.hit ? el('mark', {}, marked(part.text)) : marked(part.text)).flat()));
      at = at === null ? null : at + 1;
      return row;
    }));
    text.scrollTop = scrolled;
    const {start, end} = page;
    moves.first.disabled = moves.previous.disabled = start === 0;
    moves.next.disabled = moves.last.disabled = end >= content.size;
    setText(place, content.size === 0 ? 'It is empty.' : start === 0 && end >= content.size ? 'all of it'
        : percent(end / content.size * 100).replace(' %', '') + ' % of ' + number(content.size) + ' bytes'
          + (page.first !== null && page.first < 0 ? '; lines are counted from the end' : ''));
  }

  async function begin(next, item, wanted) {
    entry = next;
    raw = wanted.raw;
    page = null;
    search.reset();
    text.replaceChildren();
    note(null);
    setText(title, shown(item?.kind === 'command' ? item.name : entry.name));
    text.setAttribute('aria-label', 'Content of ' + title.textContent);
    facts.replaceChildren(...described(entry, item));
    isPretty = false;
    controls.hidden = text.hidden = entry.type !== 'file';
    if (entry.type === 'file') {
      content = remote(entry.links.content, entry.size);
      const json = entry.text && entry.name.endsWith('.json') && entry.size <= LARGEST_PRETTY;
      if (json && !raw) {
        const made = pretty(new TextDecoder().decode(await content.read(0, entry.size, signal())));
        content = made === null ? content : local(made);
        isPretty = made !== null;
      }
      links.replaceChildren(...linked(json));
      search.over(content, ended);
    } else {
      links.replaceChildren(entry.link_target === null ? 'A directory.' : 'A link to ' + shown(entry.link_target));
    }
  }

  function linked(json) {
    const other = json && (isPretty || raw)
        ? el('a', {href: '#/bundles/' + bundle + '/entry/' + entry.number + (raw ? '' : '/raw')}, raw ? 'Pretty' : 'As it is') : null;
    return [
      el('a', {href: entry.links.content, download: entry.name.split('/').at(-1)}, 'Save this file'),
      el('a', {href: address('end')}, 'Its end'), other,
      entry.text ? null : el('span.muted', {}, 'Not all of it is UTF-8; other bytes are shown as \\x and two digits.'),
    ].filter(one => one !== null);
  }

  async function goTo(at) {
    const now = signal();
    target = at;
    if (at === null) {
      await open(() => content.pageFrom(0, now));
    } else if (at === 'end') {
      await open(() => content.pageBefore(content.size, now), true);
    } else if (at.startsWith('@')) {
      await open(() => content.pageAround(Math.min(Number(at.slice(1)), content.size), now));
    } else {
      await open(async () => {
        const offset = await content.offsetOf(Number(at.slice(1)), now, part => note('Counting lines: ' + percent(part * 100)));
        if (offset === null) {
          throw new Error('There is no line ' + number(Number(at.slice(1))) + '.');
        }
        return content.pageAround(offset, now);
      });
    }
  }

  return {
    element,
    number: () => entry?.number ?? null,
    leave() {
      work.abort();
      entry = null;
    },
    async show(next, item, wanted) {
      if (next === null) {
        entry = null;
        setText(title, 'There is no such entry');
        facts.replaceChildren();
        links.replaceChildren();
        controls.hidden = text.hidden = true;
        return;
      }
      if (entry?.number !== next.number || raw !== wanted.raw) {
        await begin(next, item, wanted);
        title.focus({preventScroll: true});
      }
      if (entry.type === 'file') {
        await goTo(wanted.place);
      }
    },
  };
}

function described(entry, item) {
  const parts = [
    item?.kind === 'command' ? 'command' : null,
    item?.exit_code === null || item?.exit_code === undefined ? null : el('strong', {}, 'exit code ' + item.exit_code),
    item?.millis === null || item?.millis === undefined ? null : el('span', {title: number(item.millis) + ' ms'}, 'took ' + duration(item.millis)),
    item && item.status !== 'ok' ? el('span.status.' + item.status, {}, item.status) : null,
    item?.detail ? shown(item.detail) : null,
    entry.type === 'file' ? size(entry.size) : null,
    item?.original_size && item.original_size !== entry.size ? el('span', {}, 'of ', size(item.original_size)) : null,
    'mode ' + (item?.mode ?? entry.mode),
    el('span', {}, 'modified ', time(entry.modified)),
    item?.kind === 'command' ? shown(entry.name) : null,
  ];
  return parts.filter(part => part !== null).flatMap((part, index) => index === 0 ? [part] : [' · ', part]);
}
