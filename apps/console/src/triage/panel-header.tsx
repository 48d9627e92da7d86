import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { panelKeys } from './panel-keys.js';

/** What the panel is, whether a doctor signed what stands in it, and the way back to the answer before. */
export function PanelHeader({
  signed,
  onBack,
  onFold,
}: {
  signed: boolean;
  /** Null where there is no answer to go back to. */
  onBack: (() => void) | null;
  onFold: (() => void) | undefined;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <header>
      <h3 className="section-title">
        {text('triage.title')} {!onFold && <kbd>{'F3'}</kbd>}
      </h3>
      {!signed && (
        <details className="triage-unsigned">
          <summary>{text('triage.unsigned')}</summary>
          <p>{text('triage.unsignedMeans')}</p>
        </details>
      )}
      {onBack && (
        <button
          type="button"
          className="button small quiet"
          aria-label={text('triage.back')}
          data-panel-key={panelKeys.goBack.name}
          onClick={onBack}
        >
          <kbd>{panelKeys.goBack.mark}</kbd>
        </button>
      )}
      {onFold && (
        <button type="button" className="button small quiet" onClick={onFold}>
          {text('triage.fold')}
        </button>
      )}
    </header>
  );
}
