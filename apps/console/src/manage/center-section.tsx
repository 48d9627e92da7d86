import { useState, type ReactNode } from 'react';
import { locales, type Locale } from '#lib/contract';
import type { SettingsChange } from '../api/api.js';
import type { CenterResponse, CenterSettingsResponses } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { localeNames } from '../board/account-menu.js';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { SelectField, TextField } from '../look/fields.js';
import { Refusal } from '../look/refusal.js';
import { leavesOf, SettingField, withLeaf, type Leaf } from './setting-field.js';

/** The center's name and language, and every number it may choose for itself. */
export function CenterSection(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [turn, setTurn] = useState(0);
  const center = useFollowed(() => desk.api.center(), 'center', turn);
  const settings = useFollowed(() => desk.api.settings(), 'settings', turn);
  const reload = (): void => setTurn((present) => present + 1);
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>{text('manage.center')}</h2>
          <p className="quiet">{text('center.explanation')}</p>
        </div>
      </header>
      {center.value && (
        <CenterForm key={`center-${center.value.version}`} center={center.value} onSaved={reload} />
      )}
      {settings.value && (
        <SettingsForm
          key={`settings-${settings.value.version}`}
          settings={settings.value.settings}
          version={settings.value.version}
          onSaved={reload}
        />
      )}
      {!settings.value && <p className="empty">{text('incident.loading')}</p>}
    </>
  );
}

function CenterForm({ center, onSaved }: { center: CenterResponse; onSaved: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [name, setName] = useState(center.name);
  const [timeZone, setTimeZone] = useState(center.timeZone);
  const [locale, setLocale] = useState<Locale>(center.locale);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (): Promise<void> => {
    const answer = await desk.api.changeCenter({ name, timeZone, locale }, center.version);
    setObstacle(answer.ok ? null : answer.obstacle);
    if (!answer.ok) return;
    desk.tell(text('center.saved'));
    onSaved();
  };
  return (
    <form
      className="setting-group"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 className="section-title">{text('center.itself')}</h3>
      <div className="setting-fields">
        <TextField label={text('users.name')} value={name} required maxLength={200} onChange={setName} />
        <SelectField
          label={text('center.timeZone')}
          value={timeZone}
          options={[...new Set(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', timeZone])].map(
            (value) => ({
              value,
              label: value,
            }),
          )}
          onChange={setTimeZone}
        />
        <SelectField
          label={text('account.language')}
          value={locale}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          onChange={setLocale}
        />
      </div>
      <Refusal obstacle={obstacle} />
      <div className="dialog-buttons">
        <button type="submit" className="button primary">
          {text('manage.save')}
        </button>
      </div>
    </form>
  );
}

function SettingsForm({
  settings,
  version,
  onSaved,
}: {
  settings: CenterSettingsResponses[200]['settings'];
  version: number;
  onSaved: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [changed, setChanged] = useState<ReadonlyMap<string, Leaf['value']>>(new Map());
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const leaves = leavesOf(settings);
  const groups = [...new Set(leaves.map(({ group }) => group))];
  const save = async (): Promise<void> => {
    const body = [...changed].reduce<SettingsChange>(
      (change, [path, value]) => withLeaf(change, path.split('.'), value),
      {},
    );
    const answer = await desk.api.changeSettings(body, version);
    setObstacle(answer.ok ? null : answer.obstacle);
    if (!answer.ok) return;
    desk.tell(text('center.saved'));
    onSaved();
  };
  return (
    <form
      data-settings
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {groups.map((group) => (
        <section key={group} className="setting-group">
          <h3 className="section-title">{text(`settingGroup.${group}`)}</h3>
          <div className="setting-fields">
            {leaves
              .filter((leaf) => leaf.group === group)
              .map((leaf) => (
                <SettingField
                  key={leaf.path}
                  leaf={leaf}
                  value={changed.get(leaf.path) ?? leaf.value}
                  onChange={(value) => setChanged(new Map(changed).set(leaf.path, value))}
                />
              ))}
          </div>
        </section>
      ))}
      <div className="setting-save">
        <Refusal obstacle={obstacle} />
        <div className="dialog-buttons">
          <span className="quiet">{text('center.changed', { count: changed.size })}</span>
          <button type="submit" className="button primary" disabled={changed.size === 0}>
            {text('center.save')}
          </button>
        </div>
      </div>
    </form>
  );
}
