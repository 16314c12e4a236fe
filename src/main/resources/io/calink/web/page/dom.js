// Elements are made of text nodes and attributes only: nothing that a machine sends is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

// What would not be seen, or would turn around what is: control characters, and marks of direction.
const UNSEEN = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * An element such as el('td.size', {title: '12 bytes'}, '12 B'). Attributes that are null or false are left away, those
 * that begin with "on" are listeners; children are nodes, text, or null.
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElement(name), classes, attributes, children);
}

/** The same in a drawing. */
export function svg(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElementNS(SVG, name), classes, attributes, children);
}

function fill(element, classes, attributes, children) {
  if (classes.length > 0) {
    element.classList.add(...classes);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

export const find = selector => document.querySelector(selector);

/** A name as it can be read by a person: what cannot be seen is written out. */
export function shown(text) {
  return String(text).replace(UNSEEN, escape);
}

/** Text for a line of a file: what cannot be seen is written out, in a form of its own. */
export function marked(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    parts.push(text.slice(from, match.index), el('span.escape', {}, escape(match[0])));
    from = match.index + 1;
  }
  parts.push(text.slice(from));
  return parts.filter(part => part !== '');
}

function escape(character) {
  const code = character.charCodeAt(0);
  return code < 256 ? '\\x' + code.toString(16).padStart(2, '0') : '\\u' + code.toString(16).padStart(4, '0');
}

/** Tells a screen reader what has happened. */
export function say(text) {
  find('#said').textContent = text;
}

/** Changes a text only if it is another, so that selections and screen readers are left alone. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
