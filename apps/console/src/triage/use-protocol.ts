import { useEffect, useState } from 'react';
import type { Api } from '../api/api.js';
import type { ProtocolVersionView } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import type { Followed } from '../incident/use-incident.js';

/** How long to wait before asking again for what could not be had. */
const retryMilliseconds = 4_000;

const protocols = new Map<string, Promise<Outcome<ProtocolVersionView>>>();

/**
 * The protocol of a triage, or the one in force before one was begun: asked for again while it cannot be had. A version
 * never changes, so it is read once.
 */
export function useProtocol(api: Api, id: string | null): Followed<ProtocolVersionView> {
  const [protocol, setProtocol] = useState<Followed<ProtocolVersionView>>({ value: null, obstacle: null });
  const { value } = protocol;
  const known = value !== null && (id === null || value.id === id);
  useEffect(() => {
    if (known) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await read(api, id);
      if (stopped) return;
      if (answer.ok) return setProtocol({ value: answer.value, obstacle: null });
      setProtocol((before) => ({ ...before, obstacle: answer.obstacle }));
      timer = setTimeout(() => void ask(), retryMilliseconds);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [api, id, known]);
  return protocol;
}

async function read(api: Api, id: string | null): Promise<Outcome<ProtocolVersionView>> {
  const reading = id === null ? api.protocolInForce() : (protocols.get(id) ?? api.protocol(id));
  if (id !== null) protocols.set(id, reading);
  const answer = await reading;
  if (answer.ok) protocols.set(answer.value.id, reading);
  else if (id !== null) protocols.delete(id);
  return answer;
}
