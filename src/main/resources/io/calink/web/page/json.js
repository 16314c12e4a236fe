// JSON with line breaks and indents; numbers and strings stay as they were written.

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The same document for people, or null if it is none. */
export function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const parts = [];
  let depth = 0;
  let before = '';
  const breakLine = () => parts.push('\n', '  '.repeat(depth));
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '}' || token === ']') {
      depth--;
      if (before !== '{' && before !== '[') {
        breakLine();
      }
    } else if (before === '{' || before === '[' || before === ',') {
      breakLine();
    }
    parts.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') {
      depth++;
    }
    before = token;
  }
  return parts.join('') + '\n';
}
