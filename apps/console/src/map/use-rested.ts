import { useEffect, useState } from 'react';

/** So long an incident must be open before the map turns to it: who walks through the queue passes many. */
const restMilliseconds = 150;

/** The value, once it stays the same for a moment. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
