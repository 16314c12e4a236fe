// Numbers for people. Exact values belong into the title beside them.

import {el} from './dom.js';
import {now} from './api.js';

const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const whole = new Intl.NumberFormat('en');
const exact = new Intl.DateTimeFormat(undefined, {dateStyle: 'full', timeStyle: 'long'});
const clock = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit'});

/** 1.5 MiB */
export function bytes(count) {
  let power = 0;
  let rest = count;
  while (rest >= 1023.95 && power < SIZES.length - 1) {
    rest /= 1024;
    power++;
  }
  return (power === 0 ? String(Math.round(rest)) : rest.toFixed(1)) + ' ' + SIZES[power];
}

export function number(count) {
  return whole.format(count);
}

/** 1 item, 2 items */
export function many(count, one, more = one + 's') {
  return number(count) + ' ' + (count === 1 ? one : more);
}

export function percent(value) {
  return (value >= 9.95 ? Math.round(value) : Math.round(value * 10) / 10) + ' %';
}

/** A size, with the exact one on hover. */
export function size(count) {
  return el('span', {title: many(count, 'byte')}, bytes(count));
}

/** 850 ms, 3.4 s, 2 min 5 s, 3 h 20 min, 2 d 4 h */
export function duration(millis) {
  const seconds = Math.round(millis / 1000);
  if (millis < 1000) {
    return Math.round(millis) + ' ms';
  }
  if (seconds < 60) {
    return (millis < 9950 ? (millis / 1000).toFixed(1) : seconds) + ' s';
  }
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return minutes < 60 ? minutes + ' min ' + seconds % 60 + ' s'
      : hours < 24 ? hours + ' h ' + minutes % 60 + ' min'
      : Math.floor(hours / 24) + ' d ' + hours % 24 + ' h';
}

/** How long ago, in one word and a half. */
export function age(instant) {
  const seconds = Math.max(0, Math.round((now() - Date.parse(instant)) / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return seconds < 10 ? 'just now' : seconds < 60 ? seconds + ' s ago' : minutes < 60 ? minutes + ' min ago'
      : hours < 48 ? hours + ' h ago' : Math.floor(hours / 24) + ' d ago';
}

/** A time in the reader's zone with all that is known of it on hover. */
export function time(instant, text) {
  return el('time', {datetime: instant, title: exact.format(Date.parse(instant)) + ' (' + instant + ')'},
      text ?? new Date(instant).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'medium'}));
}

export function timeOfDay(millis) {
  return clock.format(millis);
}
