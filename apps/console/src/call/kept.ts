/** What this machine remembers in the browser, so that a reload or a lost connection loses nothing that was typed. */
export interface Kept<T> {
  readonly read: () => T | null;
  readonly write: (value: T | null) => void;
}

/** A value under `name`. What cannot be read any more counts as not there; a full or closed store keeps nothing. */
export function kept<T>(name: string): Kept<T> {
  return {
    read: () => {
      try {
        const text = localStorage.getItem(name);
        return text === null ? null : (JSON.parse(text) as T);
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        if (value === null) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(value));
      } catch {
        // The screen still holds it; there is no second place to put it.
      }
    },
  };
}
