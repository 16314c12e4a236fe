// What is in an archive, as a tree for mouse and keyboard; with a filter, the paths that have it in them.

import {el, setText, shown} from './dom.js';
import {many, number, size} from './units.js';

const MOST = 2000;

/** @param address gives the address of an entry's page */
export function tree(address) {
  const top = {name: '', path: '', level: 0, children: new Map(), open: true, size: 0, files: 0};
  const files = [];
  const filter = el('input', {type: 'search', id: 'filter', placeholder: 'part of a name', autocomplete: 'off', spellcheck: 'false'});
  const list = el('ul.tree', {role: 'tree', 'aria-label': 'Entries'});
  const rest = el('p.muted', {role: 'status'});
  let items = new Map();
  let rows = [];
  let selected = null;
  let focused = '';

  function add(entries) {
    entries.forEach(addOne);
    render();
  }

  function addOne(entry) {
    const directory = entry.type === 'directory';
    const parts = entry.name.replace(/\/+$/, '').split('/');
    let node = top;
    parts.forEach((name, index) => {
      const last = index === parts.length - 1;
      node.size += entry.size;
      node.files += directory ? 0 : 1;
      const key = last && !directory ? name + '\u0000' + entry.number : name;
      let child = node.children.get(key);
      if (!child) {
        child = {name, path: (node.path && node.path + '/') + name, level: node.level + 1, parent: node,
          children: last && !directory ? null : new Map(), open: false, size: 0, files: 0, entry: null};
        node.children.set(key, child);
        node.sorted = null;
      }
      node = child;
    });
    node.entry = entry;
    if (!directory) {
      node.size = entry.size;
      files.push(node);
    }
  }

  function sorted(node) {
    node.sorted ??= [...node.children.values()].sort((a, b) => (a.children === null) - (b.children === null)
        || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    return node.sorted;
  }

  function* opened(node) {
    for (const child of sorted(node)) {
      yield child;
      if (child.children !== null && child.open) {
        yield* opened(child);
      }
    }
  }

  function visible() {
    const wanted = filter.value.trim().toLowerCase();
    if (wanted === '') {
      return {nodes: [...opened(top)], flat: false};
    }
    return {nodes: files.filter(node => node.path.toLowerCase().includes(wanted)), flat: true};
  }

  function render() {
    const {nodes, flat} = visible();
    const hadFocus = list.contains(document.activeElement);
    rows = nodes.slice(0, MOST);
    if (!rows.some(node => id(node) === focused)) {
      focused = id(rows.find(node => node.entry && node.entry.number === selected) ?? rows[0]);
    }
    list.replaceChildren(...rows.map(node => row(node, flat)));
    setText(rest, nodes.length > MOST ? number(nodes.length - MOST) + ' more are not shown; the filter finds them.'
        : flat ? (nodes.length === 0 ? 'No name has that in it.' : many(nodes.length, 'file') + ' of ' + number(files.length))
        : many(files.length, 'file'));
    if (hadFocus) {
      focus(focused);
    }
  }

  function row(node, flat) {
    const folder = node.children !== null;
    const item = node.entry && items.get(node.entry.name);
    const wrong = item && item.status !== 'ok' ? item.status : null;
    const name = shown(flat ? node.path : node.name);
    const element = el('li', {
      role: 'treeitem', 'aria-level': flat ? 1 : node.level, 'aria-expanded': folder ? String(node.open) : null,
      'aria-selected': String(node.entry !== null && node.entry.number === selected),
      tabindex: id(node) === focused ? 0 : -1, 'data-id': id(node),
    },
    el('span.twist', {'aria-hidden': 'true'}, folder ? '' : null),
    folder ? el('span.name', {}, name) : el('a.name', {href: address(node.entry.number), tabindex: -1}, name,
        node.entry.link_target === null ? null : el('span.muted', {}, ' → ' + shown(node.entry.link_target))),
    wrong ? el('span.status.' + wrong, {title: shown(item.detail ?? '')}, wrong) : null,
    item?.kind === 'command' && item.exit_code > 0 ? el('span.status', {}, 'exit ' + item.exit_code) : null,
    el('span.muted.weight', {}, folder ? number(node.files) : null, folder ? ' · ' : null, size(node.size)));
    element.style.setProperty('--level', flat ? 1 : node.level);
    return element;
  }

  function id(node) {
    return node ? node.path + (node.children === null ? '\u0000' + node.entry.number : '') : '';
  }

  function focus(wanted) {
    focused = wanted;
    for (const element of list.children) {
      const here = element.dataset.id === wanted;
      element.tabIndex = here ? 0 : -1;
      if (here) {
        element.focus();
      }
    }
  }

  /** A directory with nothing but another one in it is no stop on the way. */
  function openAlong(node) {
    node.open = true;
    if (node.children.size === 1 && sorted(node)[0].children !== null) {
      openAlong(sorted(node)[0]);
    }
  }

  function toggle(node, open) {
    if (open) {
      openAlong(node);
    } else {
      node.open = false;
    }
    render();
  }

  list.addEventListener('click', event => {
    const element = event.target.closest('li');
    const node = rows.find(one => id(one) === element?.dataset.id);
    if (!node) {
      return;
    }
    focused = id(node);
    if (node.children !== null) {
      toggle(node, !node.open);
      focus(id(node));
    } else if (event.target.closest('a') === null) {
      location.hash = address(node.entry.number);
    }
  });

  list.addEventListener('keydown', event => {
    const index = rows.findIndex(node => id(node) === focused);
    const node = rows[index];
    const to = {
      ArrowDown: () => rows[index + 1], ArrowUp: () => rows[index - 1], Home: () => rows[0], End: () => rows.at(-1),
      ArrowRight: () => step(node, true), ArrowLeft: () => step(node, false),
      Enter: () => activate(node), ' ': () => activate(node),
    }[event.key];
    if (to && node && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const next = to();
      if (next) {
        focus(id(next));
      }
    }
  });

  function step(node, inwards) {
    if (node.children !== null && node.open !== inwards) {
      toggle(node, inwards);
      return node;
    }
    return inwards ? node.children && sorted(node)[0] : node.parent !== top ? node.parent : null;
  }

  function activate(node) {
    if (node.children !== null) {
      toggle(node, !node.open);
    } else {
      location.hash = address(node.entry.number);
    }
    return node;
  }

  filter.addEventListener('input', render);

  return {
    element: el('div.entries', {}, el('div.field', {}, el('label', {for: 'filter'}, 'Filter'), filter), list, rest),
    add,
    known: wanted => files.find(node => node.entry.number === wanted)?.entry ?? null,
    /** What the manifest says of entries, by their names. */
    describe(byEntry) {
      items = byEntry;
      render();
    },
    select(wanted) {
      selected = wanted;
      const node = files.find(one => one.entry.number === wanted);
      for (let above = node?.parent; above; above = above.parent) {
        above.open = true;
      }
      focused = node ? id(node) : focused;
      render();
      list.querySelector('[aria-selected=true]')?.scrollIntoView({block: 'nearest'});
    },
    openFirst() {
      sorted(top).filter(node => node.children !== null && node.files <= 40).forEach(openAlong);
      render();
    },
  };
}
