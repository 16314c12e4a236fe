// Follows a bundle that is being made. An EventSource comes back by itself when the connection breaks; where it gives up,
// as after an answer that is no stream, it is made anew. While nobody looks it is closed: a browser has six connections.

import {ask} from './api.js';

const PAUSE = 2000;

/** Tells each state of a bundle to changed(bundle), until it is over, or null if it has gone. Returns what ends that. */
export function follow(id, changed) {
  let source = null;
  let timer = 0;
  let over = false;

  function open() {
    close();
    if (over || document.hidden) {
      return;
    }
    source = new EventSource('/bundles/' + id + '/events');
    source.addEventListener('progress', event => changed(JSON.parse(event.data)));
    source.addEventListener('done', event => {
      end();
      changed(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      if (source?.readyState === EventSource.CLOSED) {
        close();
        timer = setTimeout(again, PAUSE);
      }
    });
  }

  async function again() {
    try {
      const bundle = await ask('/bundles/' + id);
      if (over) {
        return;
      }
      if (bundle.finished_at !== null) {
        end();
      }
      changed(bundle);
    } catch (problem) {
      if (problem.status === 404 || problem.status === 410) {
        end();
        changed(null);
      }
    }
    open();
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function end() {
    over = true;
    close();
    document.removeEventListener('visibilitychange', open);
  }

  document.addEventListener('visibilitychange', open);
  open();
  return end;
}
