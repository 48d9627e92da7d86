/** What the whole console is written in; the map draws its letters from it without asking anybody. */
export const pageFont = 'Inter';

/** The fonts with the page's behind them: it is taken where no machine has those, in the weight the first one names. */
export function inPageFont(font: unknown): unknown {
  const plain = isStrings(font) && font[0] !== 'get';
  return plain ? [...font, pageFont] : inExpression(font);
}

function inExpression(part: unknown): unknown {
  if (!Array.isArray(part)) return part;
  const [operator, fonts] = part as unknown[];
  if (operator === 'literal' && isStrings(fonts)) return ['literal', [...fonts, pageFont]];
  return part.map(inExpression);
}

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');
