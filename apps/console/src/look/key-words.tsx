import type { ReactNode } from 'react';

/** The words on a key with much to say: call signs do not break at their hyphens, nor what stands behind the dot. */
export function KeyWords({ words }: { words: string }): ReactNode {
  const parts = words.split(' · ');
  const last = parts.length - 1;
  const pieces = parts.flatMap((part, at) => {
    const mark = at < last ? ' ·' : '';
    return at === 0 ? `${part}${mark}`.split(/ (?!·)/) : `${part}${mark}`;
  });
  return (
    <span>
      {pieces.flatMap((piece, index) => [
        index > 0 && ' ',
        <span key={index} className="unbroken">
          {piece}
        </span>,
      ])}
    </span>
  );
}
