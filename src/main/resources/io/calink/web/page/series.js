// What was measured, by the name of the information: what the service remembers, and what was seen since.

import {ask, now} from './api.js';

const POINTS = 300;
const LONGEST = 3600 * 1000;
const kept = new Map();

/** The points that are known of an information, oldest first; whoever looks adds to them. */
export function history(name) {
  if (!kept.has(name)) {
    kept.set(name, []);
  }
  const points = kept.get(name);
  const first = now() - LONGEST;
  while (points.length > 0 && points[0].time < first) {
    points.shift();
  }
  return points;
}

/** Where a chart begins: with what is known, if that is less than was asked for, and more than nothing. */
export function startOf(name, span) {
  const first = history(name)[0]?.time ?? now();
  return Math.max(now() - span, Math.min(first, now() - 30000));
}

/**
 * Asks the service for what it remembers, which then replaces what was seen here.
 *
 * @param lines the names of the series that are drawn, all of them of the whole machine
 */
export async function remember(name, span, lines) {
  let answer;
  try {
    answer = await ask('/info/' + name + '/history?window=' + Math.round(span / 1000) + 's&points=' + POINTS);
  } catch {
    return; // what is seen from now on is a chart too
  }
  const series = lines.map(line => answer.series.find(one => one.name === line && one.of === null));
  const begin = Date.parse(answer.from);
  const step = answer.step_seconds * 1000;
  const points = (series[0]?.average ?? []).map((_, index) => ({
    time: begin + (index + 0.5) * step,
    values: series.map(one => one?.average[index] == null ? null
        : {average: one.average[index], minimum: one.minimum[index], maximum: one.maximum[index]}),
  }));
  const first = points.findIndex(point => point.values.some(value => value !== null));
  if (first >= 0) {
    kept.set(name, points.slice(first));
  }
}
