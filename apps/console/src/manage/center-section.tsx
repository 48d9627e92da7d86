import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { CenterForm } from './center-form.js';
import { SettingsForm } from './settings-form.js';

/** The center's name and language, and every number it may choose for itself. */
export function CenterSection(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const center = useFollowed(() => desk.api.center(), 'center', 0);
  const settings = useFollowed(() => desk.api.settings(), 'settings', 0);
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>{text('manage.center')}</h2>
          <p className="quiet">{text('center.explanation')}</p>
        </div>
      </header>
      {center.value && <CenterForm center={center.value} />}
      {settings.value && <SettingsForm settings={settings.value} />}
      {!settings.value && <p className="empty">{text('incident.loading')}</p>}
    </>
  );
}
