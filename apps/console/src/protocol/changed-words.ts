/** A run of words that both texts have, or only one of them. */
export interface Run {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Longer texts are shown whole, one after the other: comparing takes the product of their lengths. */
const mostWords = 600;

/** What was taken out of a text and put into it, word by word: the longest common sequence of words stays. */
export function changedWords(before: string, after: string): Run[] {
  const [was, is] = [split(before), split(after)];
  if (was.length > mostWords || is.length > mostWords) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  }
  const common = commonLengths(was, is);
  const runs: { kind: Run['kind']; text: string }[] = [];
  const put = (kind: Run['kind'], text: string): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) {
      put('same', was[i]!);
      i += 1;
      j += 1;
    } else if (i < was.length && (j === is.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      put('removed', was[i]!);
      i += 1;
    } else {
      put('added', is[j]!);
      j += 1;
    }
  }
  return runs;
}

/** Words with the space after them, so that put together they are the text again. */
const split = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

/** `[i][j]`: how many words the rests from `i` and from `j` have in common, in order. */
function commonLengths(was: readonly string[], is: readonly string[]): number[][] {
  const lengths = Array.from({ length: was.length + 1 }, () => new Array<number>(is.length + 1).fill(0));
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        was[i] === is[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}
