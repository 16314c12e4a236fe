// Finds text in an entry, from its first byte to its last, while one goes on reading.

import {el, marked, setText} from './dom.js';
import {number, percent} from './units.js';

const MOST = 500;

/** @param go is called with the line of a hit; @param changed when other text is sought than before */
export function finder(go, changed) {
  const input = el('input', {type: 'search', placeholder: 'text', 'aria-label': 'Find in this entry', autocomplete: 'off', spellcheck: 'false'});
  const stop = el('button', {type: 'button', hidden: true, onclick: () => work.abort()}, 'Stop');
  const form = el('form.find', {role: 'search', onsubmit: event => {
    event.preventDefault();
    run();
  }}, input, el('button', {type: 'submit'}, 'Find'), stop);
  const told = el('p.muted', {role: 'status'});
  const list = el('ol.hits', {'aria-label': 'Hits', tabindex: 0});
  const results = el('div.results', {hidden: true}, told, list);
  let content = null;
  let ended = null;
  let pattern = null;
  let work = new AbortController();

  async function run() {
    reset();
    if (input.value === '') {
      changed();
      return;
    }
    const sought = pattern = new RegExp(input.value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
    const mine = work = new AbortController();
    let hits = 0;
    results.hidden = false;
    stop.hidden = false;
    changed();
    const hit = (line, text) => {
      hits++;
      list.append(el('li', {}, el('button.link', {type: 'button', onclick: () => go(line)}, 'line ' + number(line)), ' ',
          el('span.line', {}, parts(text).map(part => part.hit ? el('mark', {}, marked(part.text)) : marked(part.text)).flat())));
      if (hits === 1) {
        go(line);
      }
      return hits < MOST;
    };
    try {
      // its own pattern: that of the page is used while this waits
      await content.search(new RegExp(sought.source, sought.flags), AbortSignal.any([ended, mine.signal]), hit,
          part => setText(told, lines(hits) + ' in the first ' + percent(part * 100)));
      setText(told, hits >= MOST ? 'The first ' + lines(hits) : lines(hits));
    } catch (problem) {
      if (pattern === sought) {
        setText(told, lines(hits) + (problem.name === 'AbortError' ? '; stopped' : '; ' + problem.message));
      }
    } finally {
      if (work === mine) {
        stop.hidden = true;
      }
    }
  }

  function reset() {
    work.abort();
    pattern = null;
    results.hidden = true;
    stop.hidden = true;
    list.replaceChildren();
    setText(told, '');
  }

  /** The pieces of a text, with those that were sought. */
  function parts(text) {
    if (pattern === null) {
      return [{text, hit: false}];
    }
    const all = [];
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      all.push({text: text.slice(from, match.index), hit: false}, {text: match[0], hit: true});
      from = match.index + match[0].length;
    }
    all.push({text: text.slice(from), hit: false});
    return all;
  }

  return {
    form,
    results,
    parts,
    reset,
    over(next, leaving) {
      content = next;
      ended = leaving;
    },
  };
}

function lines(count) {
  return count === 0 ? 'Not found' : number(count) + (count === 1 ? ' line has it' : ' lines have it');
}
