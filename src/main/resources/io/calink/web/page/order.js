// Makes a bundle: what goes in, what it would weigh, and the button.

import {ask, freshKey, send} from './api.js';
import {el, find, say, shown} from './dom.js';
import {bytes, many} from './units.js';

const SECTIONS = {info: 'Informations', files: 'Files', commands: 'Commands'};
const FORMATS = {'tar.gz': 'tar.gz, which everything opens', 'tar.zst': 'tar.zst, faster and smaller', zip: 'zip, for Windows'};
const AFTER_TYPING = 400;

/** @param made is called with each bundle that was made */
export async function order(made) {
  const configuration = await ask('/config');
  const note = el('input', {id: 'note', type: 'text', maxlength: 200, placeholder: 'such as ticket 4711'});
  const since = el('input', {id: 'since', type: 'text', size: 8, maxlength: 20, placeholder: configuration.sections.limits?.since ?? 'such as 2h', 'aria-describedby': 'since-hint'});
  const format = el('select', {id: 'format'}, Object.entries(FORMATS).map(([name, text]) =>
      el('option', {value: name, selected: name === (configuration.sections.output?.format ?? 'tar.gz')}, text)));
  const choices = Object.keys(SECTIONS).map(section => choice(section, configuration.sections[section] ?? {}));
  const chosen = el('span');
  const estimate = el('p.estimate', {'aria-live': 'polite'}, 'Looking what would go in…');
  const button = el('button.primary', {type: 'submit'}, 'Create bundle');
  const trouble = el('p.notice.bad', {role: 'alert', hidden: true});
  let key = freshKey();
  let latest = 0;
  let timer = 0;

  function selection() {
    const wish = {};
    choices.forEach(one => {
      if (one.some()) {
        wish[one.section] = one.keys();
      }
    });
    if (since.value.trim() !== '') {
      wish.since = since.value.trim();
    }
    wish.format = format.value;
    return wish;
  }

  /** Only the last question that was asked is answered on the page. */
  async function preview() {
    const turn = ++latest;
    const query = new URLSearchParams();
    Object.entries(selection()).forEach(([name, value]) => query.set(name, String(value)));
    let lines;
    try {
      lines = told(await ask('/plan?' + query));
    } catch (problem) {
      lines = [problem.message];
    }
    if (turn === latest) {
      estimate.replaceChildren(...lines);
    }
  }

  function changed() {
    key = freshKey();
    chosen.textContent = choices.every(one => !one.some()) ? 'everything'
        : choices.map(one => one.keys().length + ' of ' + one.all + ' ' + SECTIONS[one.section].toLowerCase()).join(', ');
    clearTimeout(timer);
    timer = setTimeout(preview, AFTER_TYPING);
  }

  async function create(event) {
    event.preventDefault();
    button.setAttribute('aria-disabled', 'true');
    trouble.hidden = true;
    const wish = selection();
    if (note.value.trim() !== '') {
      wish.note = note.value.trim();
    }
    try {
      // the same wish is sent under the same key, so that a lost answer does not make two
      const bundle = await send('POST', '/bundles', wish, {'Idempotency-Key': key});
      key = freshKey();
      note.value = '';
      say('The bundle was asked for.');
      made(bundle);
    } catch (problem) {
      if (problem.status !== 0) {
        key = freshKey();
      }
      trouble.textContent = problem.message;
      trouble.hidden = false;
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  const form = find('#order-form');
  form.replaceChildren(
      el('div.fields', {},
          el('div.field.wide', {}, el('label', {for: 'note'}, 'Note'), note),
          el('div.field', {}, el('label', {for: 'since'}, 'Logs since'), since,
              el('span.hint', {id: 'since-hint'}, 'older ones are left out')),
          el('div.field', {}, el('label', {for: 'format'}, 'Format'), format)),
      el('details', {}, el('summary', {}, 'What goes in: ', chosen),
          el('p.muted', {}, 'The lines of the configuration ', el('code', {}, shown(configuration.source)), '.'),
          el('div.choices', {}, choices.map(one => one.element))),
      ...configuration.warnings.map(text => el('p.notice', {}, shown(text))),
      configuration.stale ? el('p.notice.bad', {}, 'The configuration before the last change is in force: '
          + shown(configuration.message)) : '',
      trouble,
      el('div.go', {}, button, estimate));
  form.addEventListener('submit', event => button.getAttribute('aria-disabled') ? event.preventDefault() : create(event));
  form.addEventListener('input', event => event.target === note ? key = freshKey() : changed());
  form.addEventListener('choice', changed);
  changed();
}

/** The lines of a section, each with a box. */
function choice(section, lines) {
  const boxes = Object.entries(lines).map(([key, value]) => {
    const box = el('input', {type: 'checkbox', name: section, value: key, checked: true});
    return {box, element: el('label.choice', {title: shown(value)}, box, el('span', {}, shown(key)),
        el('code.muted', {}, shown(value)))};
  });
  const keys = () => boxes.filter(({box}) => box.checked).map(({box}) => box.value);
  const all = checked => event => {
    boxes.forEach(({box}) => box.checked = checked);
    event.target.dispatchEvent(new Event('choice', {bubbles: true}));
  };
  const name = SECTIONS[section];
  return {
    section,
    keys,
    all: boxes.length,
    some: () => keys().length < boxes.length,
    element: el('fieldset', {}, el('legend', {}, name), boxes.length === 0 ? el('p.muted', {}, 'There are none.')
        : el('p.all', {},
            el('button.link', {type: 'button', onclick: all(true), title: 'All of ' + name.toLowerCase()}, 'all'), ' ',
            el('button.link', {type: 'button', onclick: all(false), title: 'None of ' + name.toLowerCase()}, 'none')),
        boxes.map(({element}) => element)),
  };
}

/** What a plan says, in words. */
function told(plan) {
  const {informations, files, commands, size} = plan.totals;
  const lines = [el('span', {}, 'About ', el('strong', {title: many(size, 'byte') + ' before limits and compression'}, bytes(size)),
      ' in ', many(files, 'file'), ', ', many(informations, 'information'), ', ', many(commands, 'command'), '.')];
  plan.limits.forEach(bite => lines.push(' ', el('span.limit', {}, bite.limit + ': ' + shown(bite.detail))));
  const missing = plan.items.filter(item => item.detail !== null);
  if (missing.length > 0) {
    lines.push(' ', el('span.muted', {title: missing.map(item => shown(item.name + ': ' + item.detail)).join('\n')},
        many(missing.length, 'path is', 'paths are') + ' not there or not whole.'));
  }
  return lines;
}
