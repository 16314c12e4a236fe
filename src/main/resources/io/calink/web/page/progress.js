// How far a bundle is: a bar, the item at work, and figures.

import {now} from './api.js';
import {el, setText, shown} from './dom.js';
import {bytes, duration, many, number} from './units.js';

export function progress() {
  const bar = el('progress', {max: 100, value: 0, 'aria-label': 'Part that is done'});
  const percent = el('span.percent');
  const item = el('p.item');
  const figures = el('p.muted');
  const element = el('section.progress', {}, el('div.bar', {}, bar, percent), item, figures);
  let bundle = null;

  function tick() {
    if (bundle === null) {
      return;
    }
    const {items_done: done, items_total: total, bytes_read: read, bytes_written: written} = bundle.progress;
    const began = bundle.started_at ? Date.parse(bundle.started_at) : null;
    const ended = bundle.finished_at ? Date.parse(bundle.finished_at) : now();
    setText(figures, began === null ? '' : [
      done < total ? number(done) + ' of ' + many(total, 'item') : many(done, 'item'),
      bytes(read) + ' read', bytes(written) + ' packed',
      duration(Math.max(0, ended - began)),
    ].join(' · '));
    figures.title = many(read, 'byte') + ' read, ' + many(written, 'byte') + ' packed';
  }

  return {
    element,
    tick,
    /** The one that is watched is the region "Progress", so that there is one of that name. */
    name(named) {
      if (named !== element.hasAttribute('aria-label')) {
        element.toggleAttribute('aria-label', named);
        if (named) {
          element.setAttribute('aria-label', 'Progress');
        }
      }
    },
    show(next) {
      bundle = next;
      const {percent: part, step, item: what} = bundle.progress;
      const over = bundle.finished_at !== null;
      bar.value = part;
      setText(percent, part + ' %');
      bar.parentElement.hidden = over && part < 100;
      item.hidden = over;
      setText(item, bundle.state === 'QUEUED' ? 'It waits for its turn.'
          : what === null ? step ?? '' : (step ? step + ': ' : '') + shown(what));
      tick();
    },
  };
}
