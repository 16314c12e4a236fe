// The page: which of its two views is shown, and what begins with it.

import {onConnection} from './api.js';
import {bundles, welcome} from './bundles.js';
import {inside} from './inside.js';
import {el, find, setText} from './dom.js';
import {machine} from './machine.js';
import {order} from './order.js';

const ROUTE = /^#\/bundles\/([0-9a-z]{26})(?:\/entry\/(\d{1,9})(\/raw)?(?:\/(end|L\d{1,12}|@\d{1,15}))?)?$/;
const AWAY = 1500;

let first = true;

/** #/bundles/ID, and in it /entry/NUMBER, as it is with /raw, and a place: /end, /L120 or /@BYTES. */
async function route() {
  const match = ROUTE.exec(location.hash);
  if (location.hash === '#main') {
    return;
  }
  find('#home').hidden = match !== null;
  find('#inside').hidden = match === null;
  if (match) {
    const [, id, number, raw, place] = match;
    await inside(id, number ? {number: Number(number), raw: Boolean(raw), place: place ?? null} : null);
  } else {
    inside(null);
    document.title = find('#machine-name').textContent + ' · CaLink';
    if (!first) {
      find('#main').focus({preventScroll: true});
    }
  }
  first = false;
}

function connection() {
  let timer = 0;
  const notice = find('#connection');
  onConnection(reached => {
    if (reached) {
      clearTimeout(timer);
      timer = 0;
      notice.hidden = true;
    } else {
      timer ||= setTimeout(() => {
        setText(notice, 'The service cannot be reached. This page tries again by itself.');
        notice.hidden = false;
      }, AWAY);
    }
  });
}

/** What a collector sees; a viewer is told why there is nothing. */
async function collecting() {
  try {
    await order(bundle => welcome(bundle));
  } catch (problem) {
    const refused = problem.status === 403;
    find('#viewer').replaceChildren(refused ? problem.message + ' Bundles are made and seen by a collector.' : problem.message + ' ',
        refused ? '' : el('button', {type: 'button', onclick: collecting}, 'Try again'));
    find('#viewer').hidden = false;
    return;
  }
  find('#viewer').hidden = true;
  find('#order').hidden = false;
  find('#bundles').hidden = false;
  bundles();
}

connection();
addEventListener('hashchange', route);
machine();
collecting();
route();
