// A line over time, with the band between the lowest and the highest value of each point, as one drawing.

import {el, setText, svg} from './dom.js';
import {timeOfDay} from './units.js';

const WIDTH = 600;
const HEIGHT = 120;

/**
 * A chart of one line or two.
 *
 * @param title what it shows, for those who do not see it
 * @param unit makes text of a value
 * @param top the highest value that is sure to be drawn, or 0 if only the values tell
 * @param names of the lines, if there is more than one
 */
export function chart(title, {unit, top = 0, names = ['']}) {
  const bands = names.map((_, line) => svg('path.band.line-' + line));
  const lines = names.map((_, line) => svg('path.line.line-' + line));
  const cursor = svg('line.cursor', {y1: 0, y2: HEIGHT, x1: -10, x2: -10});
  const grid = [0.5, 1].map(part => svg('line.grid', {x1: 0, x2: WIDTH, y1: HEIGHT * part, y2: HEIGHT * part}));
  const drawing = svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': title},
      ...grid, ...bands, ...lines, cursor);
  const caption = el('p.caption');
  let points = [];
  let from = 0;
  let to = 1;
  let pointed = false;

  function draw(all, start, end) {
    points = all.filter(point => point.time >= start);
    from = start;
    to = end;
    const highest = Math.max(top, 1e-9, ...points.flatMap(point => point.values.map(value => value?.maximum ?? 0)));
    const room = top > 0 ? Math.max(top, highest) : highest * 1.1;
    const x = point => ((point.time - from) / (to - from) * WIDTH).toFixed(1);
    const y = value => (HEIGHT - 1 - Math.min(1, value / room) * (HEIGHT - 3)).toFixed(1);
    names.forEach((_, line) => {
      const runs = unbroken(points, line);
      lines[line].setAttribute('d', runs.map(run => path(run, x, point => y(point.values[line].average))).join(''));
      bands[line].setAttribute('d', runs.map(run => path(run, x, point => y(point.values[line].maximum))
          + path(run.slice().reverse(), x, point => y(point.values[line].minimum)).replace('M', 'L') + 'Z').join(''));
    });
    drawing.setAttribute('aria-label', title + ': ' + summary());
    if (!pointed) {
      setText(caption, summary());
    }
  }

  function summary() {
    const texts = names.map((name, line) => {
      const values = points.map(point => point.values[line]).filter(value => value);
      if (values.length === 0) {
        return 'not measured yet';
      }
      const most = 'at most ' + unit(Math.max(...values.map(value => value.maximum)));
      const mean = values.reduce((sum, value) => sum + value.average, 0) / values.length;
      return name ? name + ' ' + most : 'average ' + unit(mean) + ', ' + most;
    });
    return texts.join(' · ');
  }

  drawing.addEventListener('pointermove', event => {
    const box = drawing.getBoundingClientRect();
    const time = from + (event.clientX - box.left) / box.width * (to - from);
    const point = nearest(points, time);
    if (point) {
      pointed = true;
      const x = (point.time - from) / (to - from) * WIDTH;
      cursor.setAttribute('x1', x);
      cursor.setAttribute('x2', x);
      setText(caption, timeOfDay(point.time) + ' · ' + names.map((name, line) => at(name, point.values[line])).join(' · '));
    }
  });
  drawing.addEventListener('pointerleave', () => {
    pointed = false;
    cursor.setAttribute('x1', -10);
    cursor.setAttribute('x2', -10);
    setText(caption, summary());
  });

  function at(name, value) {
    const spread = value && value.maximum - value.minimum > 0.05 ? ` (${unit(value.minimum)} to ${unit(value.maximum)})` : '';
    return (name && name + ' ') + (value ? unit(value.average) + spread : 'not measured');
  }

  return {element: el('figure.chart', {}, drawing, el('figcaption', {}, caption)), draw};
}

/** Where nothing was measured for a while, the line is broken. */
function unbroken(points, line) {
  const runs = [];
  let before = null;
  const gap = 3 * typical(points);
  for (const point of points) {
    if (!point.values[line]) {
      continue;
    }
    if (before === null || point.time - before > gap) {
      runs.push([]);
    }
    runs.at(-1).push(point);
    before = point.time;
  }
  return runs;
}

function typical(points) {
  const steps = points.slice(1).map((point, index) => point.time - points[index].time).sort((a, b) => a - b);
  return steps.length === 0 ? Infinity : Math.max(2500, steps[Math.floor(steps.length / 2)]);
}

function path(points, x, y) {
  return points.map((point, index) => (index === 0 ? 'M' : 'L') + x(point) + ' ' + y(point)).join('');
}

function nearest(points, time) {
  return points.reduce((best, point) =>
      best === null || Math.abs(point.time - time) < Math.abs(best.time - time) ? point : best, null);
}
