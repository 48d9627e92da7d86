import { createStore } from '../live/store.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'layad.theme';
const kept = localStorage.getItem(key);

export const chosenTheme = createStore<Theme>(themes.find((theme) => theme === kept) ?? 'system');

const system = matchMedia('(prefers-color-scheme: dark)');

/** Whether the screen is dark now; follows the choice and the system. */
export const darkNow = createStore(isDark());

function isDark(): boolean {
  const theme = chosenTheme.get();
  return theme === 'system' ? system.matches : theme === 'dark';
}

function show(): void {
  const theme = chosenTheme.get();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  darkNow.set(isDark());
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  chosenTheme.set(theme);
  show();
}

show();
system.addEventListener('change', show);
