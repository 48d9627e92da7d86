import type { ReactNode } from 'react';
import type { ProtocolVersionSummary } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { ListState } from '../look/list-state.js';
import { Approval } from './approval.js';
import { CardParts } from './card-parts.js';
import { scriptsOfCard } from './scripts-of-card.js';
import { ScriptText } from './script-text.js';
import { Sources } from './sources.js';
import { Spoken } from './spoken.js';
import { useVersion } from './use-version.js';

/** One card in whole, with the scripts it leads to: what a doctor signs is all of it. */
export function CardPage({
  version,
  number,
  both,
  onBoth,
}: {
  version: ProtocolVersionSummary;
  number: string;
  both: boolean;
  onBoth: (both: boolean) => void;
}): ReactNode {
  const { text } = useLanguage();
  const { value, obstacle } = useVersion(version.id);
  const card = value?.cards.find((one) => one.number === number);
  if (!value || !card) {
    return (
      <ListState items={value && []} obstacle={obstacle} empty={text('protocol.noSuchCard', { number })} />
    );
  }
  const scripts = scriptsOfCard(card, value.scripts);
  return (
    <article className="protocol-paper" data-card={number} aria-labelledby="card-title">
      <header className="card-header">
        <div>
          <p className="quiet">
            {text('protocol.cardOf', { card: number, number: version.number })}
            {!version.inForce && ` · ${text('protocol.notInForce')}`}
          </p>
          <h2 id="card-title">
            <Spoken words={card.title} />
          </h2>
          <p className="quiet">
            <Spoken words={card.cue} />
          </p>
        </div>
        <label className="check">
          <input type="checkbox" checked={both} onChange={({ target }) => onBoth(target.checked)} />
          <span>{text('protocol.bothLanguages')}</span>
        </label>
      </header>
      <Approval version={value} card={card} scripts={scripts} />
      <CardParts version={value} card={card} />
      {scripts.map((script) => (
        <ScriptText key={script.key} script={script} scripts={value.scripts} />
      ))}
      <Sources sources={card.sources} />
    </article>
  );
}
