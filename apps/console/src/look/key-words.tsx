import type { ReactNode } from 'react';

/** The words on a key with much to say: call signs do not break at their hyphens, nor what stands behind the dot. */
export function KeyWords({ words }: { words: string }): ReactNode {
  const [first = '', ...rest] = words.split(' · ');
  const pieces = [...first.split(' '), ...rest.map((part) => `· ${part}`)];
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
