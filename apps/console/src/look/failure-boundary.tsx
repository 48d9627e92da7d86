import { Component, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** Keeps a part that cannot be shown from taking the rest with it: a part that did not load, or a mistake of ours. */
export class FailureBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failure /> : this.props.children;
  }
}

function Failure(): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="failure" role="alert">
      <strong>{text('failure.title')}</strong>
      <p>{text('failure.text')}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {text('failure.reload')}
      </button>
    </div>
  );
}
