import { useState, type ReactNode } from 'react';
import type { SettingsChange } from '../api/api.js';
import type { CenterSettingsResponses } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Field } from '../look/differences.js';
import { useSaving } from '../look/use-saving.js';
import { leavesOf, SettingField, settingName, settingWords, withLeaf, type Leaf } from './setting-field.js';

type Settings = CenterSettingsResponses[200];

/** Every number that a center may choose for itself. Only what was changed here is saved. */
export function SettingsForm({ settings }: { settings: Settings }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [read, setRead] = useState(settings);
  const [changed, setChanged] = useState<ReadonlyMap<string, Leaf['value']>>(new Map());
  const leaves = leavesOf(read.settings);
  const groups = [...new Set(leaves.map(({ group }) => group))];
  const take = (record: Settings): void => {
    setRead(record);
    setChanged(new Map());
  };
  const fieldOf = (path: string, value: Leaf['value']): Field => ({
    label: settingName(language, path),
    value: settingWords(language, path, value),
  });
  const saving = useSaving<Settings>({
    save: async (version) => {
      const body = [...changed].reduce<SettingsChange>(
        (change, [path, value]) => withLeaf(change, path.split('.'), value),
        {},
      );
      const answer = await desk.api.changeSettings(body, version ?? read.version);
      if (answer.ok) take(answer.value);
      return answer;
    },
    versions: {
      read,
      mine: [...changed].map(([path, value]) => fieldOf(path, value)),
      // What is not changed here is not saved from here: theirs stays.
      fieldsOf: (record) =>
        leavesOf(record.settings)
          .filter(({ path }) => changed.has(path))
          .map(({ path, value }) => fieldOf(path, value)),
    },
    onSaved: () => desk.tell(text('center.saved')),
    onTheirs: take,
  });
  return (
    <form
      data-settings
      onSubmit={(event) => {
        event.preventDefault();
        saving.submit();
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
        {saving.answer}
        <div className="dialog-buttons">
          <span className="quiet">{text('center.changed', { count: changed.size })}</span>
          <button type="submit" className="button primary" disabled={changed.size === 0 || saving.blocked}>
            {text('center.save')}
          </button>
        </div>
      </div>
    </form>
  );
}
