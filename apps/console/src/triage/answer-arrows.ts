import type { KeyboardEvent } from 'react';

/** Arrows go from the question to its answers and among them; sideways they stay in a field. */
export function moveAmongAnswers(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const sideways = !(event.target instanceof HTMLInputElement);
  const on = event.key === 'ArrowDown' || (sideways && event.key === 'ArrowRight');
  const back = event.key === 'ArrowUp' || (sideways && event.key === 'ArrowLeft');
  if (!on && !back) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const present = stops.findIndex((stop) => stop === event.target);
  const next = on ? present + 1 : present === -1 ? stops.length - 1 : Math.max(0, present - 1);
  stops[Math.min(next, stops.length - 1)]?.focus();
  event.preventDefault();
}
