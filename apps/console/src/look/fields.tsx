import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react';

export function TextField({
  label,
  value,
  onChange,
  hint,
  ...input
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'>): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <input autoComplete="off" {...input} value={value} onChange={({ target }) => onChange(target.value)} />
      {hint !== undefined && <small className="quiet">{hint}</small>}
    </label>
  );
}

/** Words that may need more than a line. */
export function AreaField({
  label,
  value,
  onChange,
  ...area
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
} & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'>): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <textarea rows={3} {...area} value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function SelectField<T extends string>({
  label,
  value,
  options,
  onChange,
  autoFocus = false,
}: {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  autoFocus?: boolean;
}): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} autoFocus={autoFocus} onChange={({ target }) => onChange(target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Any number of several. */
export function ChecksField<T extends string>({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string;
  options: readonly Option<T>[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}): ReactNode {
  return (
    <fieldset className="field checks">
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={({ target }) =>
                onChange(
                  target.checked
                    ? [...chosen, option.value]
                    : chosen.filter((present) => present !== option.value),
                )
              }
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
