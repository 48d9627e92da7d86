import { useState, type ReactNode } from 'react';
import { locales, type Locale } from '#lib/contract';
import type { CenterResponse } from '../api/generated/types.gen.js';
import { localeNames } from '../board/account-menu.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Field } from '../look/differences.js';
import { SelectField, TextField } from '../look/fields.js';
import { useSaving } from '../look/use-saving.js';

const timeZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

type CenterFields = Pick<CenterResponse, 'name' | 'timeZone' | 'locale' | 'version'>;

/** What the center is called, and how its screens speak and count the hours. */
export function CenterForm({ center }: { center: CenterFields }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [read, setRead] = useState(center);
  const [name, setName] = useState(center.name);
  const [timeZone, setTimeZone] = useState(center.timeZone);
  const [locale, setLocale] = useState<Locale>(center.locale);
  const fill = (record: CenterFields): void => {
    setRead(record);
    setName(record.name);
    setTimeZone(record.timeZone);
    setLocale(record.locale);
  };
  const fieldsOf = (record: Omit<CenterFields, 'version'>): Field[] => [
    { label: text('users.name'), value: record.name },
    { label: text('center.timeZone'), value: record.timeZone },
    { label: text('account.language'), value: localeNames[record.locale] },
  ];
  const saving = useSaving<CenterFields>({
    save: async (version) => {
      const answer = await desk.api.changeCenter({ name, timeZone, locale }, version ?? read.version);
      if (answer.ok) fill(answer.value);
      return answer;
    },
    versions: { read, mine: fieldsOf({ name, timeZone, locale }), fieldsOf },
    onSaved: () => desk.tell(text('center.saved')),
    onTheirs: fill,
  });
  return (
    <form
      className="setting-group"
      data-center
      onSubmit={(event) => {
        event.preventDefault();
        saving.submit();
      }}
    >
      <h3 className="section-title">{text('center.itself')}</h3>
      <div className="setting-fields">
        <TextField label={text('users.name')} value={name} required maxLength={120} onChange={setName} />
        <SelectField
          label={text('center.timeZone')}
          value={timeZone}
          options={[...new Set([...timeZones, timeZone])].map((value) => ({ value, label: value }))}
          onChange={setTimeZone}
        />
        <SelectField
          label={text('account.language')}
          value={locale}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          onChange={setLocale}
        />
      </div>
      {saving.answer}
      <div className="dialog-buttons">
        <button type="submit" className="button primary" disabled={saving.blocked}>
          {text('manage.save')}
        </button>
      </div>
    </form>
  );
}
