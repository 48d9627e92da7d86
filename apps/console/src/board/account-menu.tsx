import { useRef, useState, type ReactNode } from 'react';
import { locales } from '#lib/contract';
import { chooseLocale, useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { chosenTheme, chooseTheme, themes } from '../look/theme.js';
import { useDesk } from './desk.js';
import { goTo } from './route.js';

export const localeNames = { id: 'Bahasa Indonesia', en: 'English' } as const;

/** Who is signed in; language, theme and signing out. */
export function AccountMenu(): ReactNode {
  const desk = useDesk();
  const { account, session } = desk;
  const { text } = useLanguage();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={menu}
      className="account"
      onBlur={({ relatedTarget }) => {
        if (!menu.current?.contains(relatedTarget)) setOpen(false);
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setOpen(false);
      }}
    >
      <button
        type="button"
        className="button"
        aria-expanded={open}
        title={text('account.menu')}
        onClick={() => setOpen(!open)}
      >
        {account.user.displayName}
      </button>
      {open && (
        <div className="account-menu" role="group" aria-label={text('account.menu')}>
          <p>
            <strong>{account.user.displayName}</strong>{' '}
            <span className="quiet">{text(`role.${account.user.role as 'operator'}`)}</span>
          </p>
          <LookChoices />
          <button
            type="button"
            className="button"
            onClick={() => {
              setOpen(false);
              goTo('/');
              desk.touring.set(true);
            }}
          >
            {text('tour.begin')}
          </button>
          <button
            type="button"
            className="button"
            data-sign-out
            onClick={() => {
              desk.shift.end();
              void session.signOut();
            }}
          >
            {text('account.signOut')}
          </button>
        </div>
      )}
    </div>
  );
}

/** Language and theme, kept on this machine. */
export function LookChoices(): ReactNode {
  const { text, locale } = useLanguage();
  const theme = useStore(chosenTheme);
  return (
    <>
      <fieldset className="choices">
        <legend>{text('account.language')}</legend>
        {locales.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="language"
              checked={choice === locale}
              onChange={() => chooseLocale(choice)}
            />
            <span lang={choice}>{localeNames[choice]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{text('account.theme')}</legend>
        {themes.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="theme"
              checked={choice === theme}
              onChange={() => chooseTheme(choice)}
            />
            <span>{text(`theme.${choice}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
