// The content of a file, read in pages: a log of 1 GB is seen at once, at its end too, since only what is looked at is fetched.

import {call} from './api.js';

const PAGE = 128 << 10;
const BLOCK = 4 << 20;
const AROUND = 8 << 10;
const LINES_AROUND = 8;
const LINE_FEED = 10;

/** A file in an archive, by Range. */
export function remote(path, size) {
  return content(size, async (from, to, signal) => {
    const response = await call(path, {headers: {Range: `bytes=${from}-${to - 1}`}, signal});
    return new Uint8Array(await response.arrayBuffer());
  });
}

/** Text that was made here. */
export function local(text) {
  const bytes = new TextEncoder().encode(text);
  return content(bytes.length, async (from, to) => bytes.subarray(from, to));
}

function content(size, fetched) {
  const read = (from, to, signal) => from >= to ? new Uint8Array() : fetched(from, to, signal);
  // where lines are known to begin, counted from the beginning, and from the end
  const marks = new Map([[0, 1]]);
  const lasts = new Map();

  /** The page that begins at an offset; it ends with a line, unless a line is longer than a page. */
  async function pageFrom(start, signal) {
    const bytes = await read(start, Math.min(size, start + PAGE), signal);
    const last = start + bytes.length >= size ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1 || character(bytes, bytes.length);
    return number({start, end: start + last, bytes: bytes.subarray(0, last)}, signal);
  }

  /** The page that ends at an offset. */
  async function pageBefore(end, signal) {
    const from = Math.max(0, end - PAGE);
    const bytes = await read(from, end, signal);
    const feed = bytes.indexOf(LINE_FEED) + 1;
    const first = from === 0 ? 0 : feed > 0 && feed < bytes.length ? feed : character(bytes, 4);
    return number({start: from + first, end, bytes: bytes.subarray(first)}, signal);
  }

  /** The page with an offset in it, and some lines before it. */
  async function pageAround(offset, signal) {
    const from = Math.max(0, offset - AROUND);
    const before = await read(from, offset, signal);
    let start = before.length;
    for (let lines = 0; lines <= LINES_AROUND && start > 0; lines++) {
      start = start < 2 ? 0 : before.lastIndexOf(LINE_FEED, start - 2) + 1;
    }
    return pageFrom(start === 0 && from > 0 ? offset : from + start, signal);
  }

  /** Adds the number of the page's first line: negative, from the end, where nobody has counted yet. */
  async function number(page, signal) {
    const feeds = count(page.bytes);
    let first = await known(page.start, signal);
    if (first === null && marks.has(page.end)) {
      first = marks.get(page.end) - feeds;
    }
    if (first !== null) {
      marks.set(page.start, first);
      marks.set(page.end, first + feeds);
      return {...page, first};
    }
    if (page.end === size) {
      lasts.set(size, page.bytes.at(-1) === LINE_FEED ? 0 : -1);
    }
    first = lasts.has(page.end) ? lasts.get(page.end) - feeds : lasts.get(page.start) ?? null;
    if (first !== null) {
      lasts.set(page.start, first);
      lasts.set(page.end, first + feeds);
    }
    return {...page, first};
  }

  function nearest(fits) {
    let best = 0;
    for (const [offset, line] of marks) {
      if (offset > best && fits(offset, line)) {
        best = offset;
      }
    }
    return best;
  }

  async function known(offset, signal) {
    const mark = nearest(at => at <= offset);
    if (offset - mark > BLOCK) {
      return null;
    }
    return marks.get(mark) + count(await read(mark, offset, signal));
  }

  /** Where a line begins, or null if there are not so many; told is called with the part that was looked through. */
  async function offsetOf(line, signal, told) {
    // a mark with that very number may lie within the line
    let offset = nearest((_, at) => at < line);
    let at = marks.get(offset);
    while (offset < size) {
      const bytes = await read(offset, Math.min(size, offset + BLOCK), signal);
      let place = 0;
      while (at < line) {
        const feed = bytes.indexOf(LINE_FEED, place);
        if (feed < 0) {
          break;
        }
        place = feed + 1;
        at++;
      }
      if (at === line && offset + place < size) {
        marks.set(offset + place, at);
        return offset + place;
      }
      offset += bytes.length;
      marks.set(offset, at);
      told(offset / size);
    }
    return null;
  }

  /** Every line with the text in it, as hit(line, text of the line), while hit answers true. */
  async function search(pattern, signal, hit, told) {
    const decoder = new TextDecoder();
    let offset = 0;
    let line = 1;
    let rest = new Uint8Array();
    while (offset < size) {
      const bytes = await read(offset, Math.min(size, offset + BLOCK), signal);
      offset += bytes.length;
      const all = joined(rest, bytes);
      const end = offset >= size ? all.length : all.lastIndexOf(LINE_FEED) + 1 || (all.length > 2 * BLOCK ? all.length : 0);
      const text = decoder.decode(all.subarray(0, end));
      rest = all.slice(end);
      if (!searchText(text, line, pattern, hit)) {
        return;
      }
      line += count(all.subarray(0, end));
      marks.set(offset - rest.length, line);
      told(offset / size);
    }
  }

  return {size, read, pageFrom, pageBefore, pageAround, offsetOf, search};
}

function searchText(text, first, pattern, hit) {
  let line = first;
  let counted = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const begin = text.lastIndexOf('\n', match.index - 1) + 1;
    for (let feed = text.indexOf('\n', counted); feed >= 0 && feed < begin; feed = text.indexOf('\n', counted)) {
      counted = feed + 1;
      line++;
    }
    const feed = text.indexOf('\n', match.index);
    const end = feed < 0 ? text.length : feed;
    if (!hit(line, text.slice(Math.max(begin, match.index - 60), Math.min(end, match.index + 200)))) {
      return false;
    }
    pattern.lastIndex = end + 1;
  }
  return true;
}

function count(bytes) {
  let feeds = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    feeds++;
  }
  return feeds;
}

/** The place at or before this one where a character of UTF-8 begins. */
function character(bytes, place) {
  let at = Math.min(place, bytes.length);
  for (let steps = 0; steps < 4 && at > 0 && at < bytes.length && (bytes[at] & 0xc0) === 0x80; steps++) {
    at--;
  }
  if (at === bytes.length && at > 4) {
    for (let back = 1; back <= 3; back++) {
      const byte = bytes[at - back];
      if ((byte & 0xc0) === 0xc0) {
        const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        return length > back ? at - back : at;
      }
      if ((byte & 0x80) === 0) {
        return at;
      }
    }
  }
  return at;
}

function joined(one, other) {
  if (one.length === 0) {
    return other;
  }
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

/** The lines of a page: the offset and the text of each; bytes that are not UTF-8 are written out. */
export function lines(page) {
  const all = [];
  for (let at = 0; at < page.bytes.length;) {
    const feed = page.bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? page.bytes.length : feed;
    all.push({offset: page.start + at, text: decoded(page.bytes.subarray(at, end))});
    at = end + 1;
  }
  return all;
}

const strict = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

function decoded(bytes) {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  const line = bytes.subarray(0, end);
  try {
    return strict.decode(line);
  } catch {
    return Array.from(line, byte => byte < 128 ? String.fromCharCode(byte) : '\\x' + byte.toString(16)).join('');
  }
}
