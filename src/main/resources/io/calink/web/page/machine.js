// The machine at a glance: what it is, and how it has been doing.

import {ask, now, whileSeen} from './api.js';
import {chart} from './chart.js';
import {el, find, setText, shown} from './dom.js';
import {bytes, duration, number, percent, size, time} from './units.js';
import {history, remember, startOf} from './series.js';

const OFTEN = ['uptime', 'loadavg', 'cpu', 'vmem', 'smem', 'iostat'];
const SELDOM = ['host', 'os', 'version', 'disk'];
const EVERY = 2000;
const PATIENCE = 60000;
const LONG_AGO = 10000;

const rate = value => bytes(value) + '/s';
const share = values => [{average: values.current, minimum: values.current, maximum: values.current}];

/** The cards with a chart: the information, the lines that are drawn of it, and what is said in words. */
const CHARTED = [
  {name: 'cpu', title: 'Processors', unit: percent, top: 100, series: ['used'], points: share, facts: cpuFacts},
  {name: 'vmem', title: 'Memory', unit: percent, top: 100, series: ['used'], points: share, facts: memoryFacts},
  {name: 'smem', title: 'Swap', unit: percent, top: 100, series: ['used'], points: share, facts: swapFacts},
  {name: 'iostat', title: 'Disk traffic', unit: rate, names: ['read', 'written'],
    series: ['read_bytes_per_second', 'write_bytes_per_second'], points: traffic, facts: trafficFacts},
];

export function machine() {
  const cards = CHARTED.map(card);
  const load = loadCard();
  const disks = disksCard();
  find('#cards').append(...cards.map(one => one.element), load.element, disks.element);
  let seldomAt = -PATIENCE;
  let boot = null;

  async function look() {
    const all = performance.now() - seldomAt >= PATIENCE;
    let values;
    try {
      values = await ask('/info?names=' + (all ? [...OFTEN, ...SELDOM] : OFTEN).join(','));
    } catch {
      return; // what was seen last stays; that the service is away is told elsewhere
    }
    if (all) {
      seldomAt = performance.now();
      describe(values);
      disks.show(values.disk);
    }
    if (values.uptime) {
      boot = values.uptime;
      find('#up')?.replaceChildren('up ', time(boot.since, duration(boot.seconds * 1000)));
    }
    load.show(values.loadavg);
    cards.forEach(one => one.show(values[one.name]));
  }

  find('#span').addEventListener('change', () => cards.forEach(one => one.refresh()));
  whileSeen(look, () => EVERY);
}

function describe(values) {
  const host = shown(values.host ?? 'This machine');
  setText(find('#machine-name'), host);
  document.title = host + ' · CaLink';
  find('#machine-facts').replaceChildren(
      el('span', {title: 'os'}, shown(values.os ?? '')), ' ',
      el('span', {title: 'version'}, shown(values.version ?? '')), ' ', el('span', {id: 'up'}));
}

function card({name, title, unit, top, names, series, points, facts}) {
  const value = el('p.value');
  const rest = el('p.muted');
  const drawing = chart(title, {unit, top, names});
  const element = el('section.card', {'aria-label': title}, el('h2', {}, title), value, drawing.element, rest);

  function draw() {
    drawing.draw(history(name), startOf(name, Number(find('#span').value) * 1000), now());
  }

  async function refresh() {
    await remember(name, Number(find('#span').value) * 1000, series);
    draw();
  }

  return {
    name,
    element,
    refresh,
    show(values) {
      const said = values ? facts(values) : {value: 'none', rest: 'This machine has none, or it could not be read.'};
      value.replaceChildren(said.value);
      rest.replaceChildren(...[said.rest].flat());
      drawing.element.hidden = !values;
      if (values) {
        const line = points(values);
        const last = history(name).at(-1)?.time ?? 0;
        history(name).push({time: now(), values: line.map(one => one.average === null ? null : one)});
        draw();
        // at first, and after a while in which nobody looked
        if (now() - last > LONG_AGO) {
          refresh();
        }
      }
    },
  };
}

function cpuFacts(cpu) {
  const cores = cpu.cores.map((core, index) => el('span.core', {title: 'core ' + index + ': '
      + (core.current === null ? 'not known' : percent(core.current))}, meter(core.current ?? 0, 'core ' + index)));
  return {
    value: cpu.current === null ? 'not known yet' : percent(cpu.current),
    rest: [el('span.cores', {}, cores), shown([cpu.model, cpu.logical && number(cpu.logical) + ' cores'].filter(Boolean).join(', '))],
  };
}

function memoryFacts(memory) {
  return {
    value: memory.current === null ? 'not known yet' : percent(memory.current),
    rest: [size(memory.used ?? 0), ' of ', size(memory.total ?? 0), ' used, ', size(memory.available ?? 0), ' available'],
  };
}

function swapFacts(swap) {
  return {
    value: swap.current === null ? 'not known yet' : percent(swap.current),
    rest: [size(swap.used ?? 0), ' of ', size(swap.total ?? 0), ' used'],
  };
}

function traffic(disks) {
  return [disks.total.read_bytes_per_second, disks.total.write_bytes_per_second].map(one => share(one)[0]);
}

function trafficFacts(disks) {
  const {read_bytes_per_second: read, write_bytes_per_second: written, busy_percent: busy} = disks.total;
  return {
    value: read.current === null ? 'not known yet' : el('span.pair', {title: 'read and written'},
        el('span', {}, rate(read.current)), ' / ', el('span', {}, rate(written.current ?? 0))),
    rest: 'read / written' + (busy?.current == null ? '' : ', busy ' + percent(busy.current)),
  };
}

function loadCard() {
  const value = el('p.value');
  const rest = el('p.muted');
  return {
    element: el('section.card', {'aria-label': 'Load'}, el('h2', {}, 'Load'), value, rest),
    show(load) {
      const average = load?.average;
      setText(value, average ? ['1', '5', '15'].map(minutes => average[minutes].toFixed(2)).join('  ') : 'none');
      setText(rest, load ? 'over 1, 5 and 15 minutes; ' + number(load.entities.current) + ' of '
          + number(load.entities.total) + ' tasks want to run' : 'It could not be read.');
    },
  };
}

function disksCard() {
  const list = el('ul.disks');
  return {
    element: el('section.card', {'aria-label': 'Disks'}, el('h2', {}, 'Disks'), list),
    show(disks) {
      list.replaceChildren(...(disks ?? []).map(disk => el('li', {title: shown(disk.device + ', ' + disk.fstype)},
          el('span.mount', {}, shown(disk.mountpoint)),
          meter(disk.percent ?? 0, 'used of ' + shown(disk.mountpoint)),
          el('span.muted', {}, disk.percent === null ? '' : percent(disk.percent), ' of ', size(disk.total ?? 0)))));
      if (!disks || disks.length === 0) {
        list.replaceChildren(el('li', {}, 'None could be read.'));
      }
    },
  };
}

function meter(value, label) {
  return el('meter', {min: 0, max: 100, high: 90, optimum: 0, value, 'aria-label': label});
}
