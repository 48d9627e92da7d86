import type { ProtocolVersionView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { questionsOf, type FindQuestion } from '../protocol/conditions.js';

/** The questions of the protocol version with this number, for the words of their answers; none until they are read. */
export function useQuestions(versionNumber: number): FindQuestion {
  const { supervision } = useDesk();
  const { value } = useFollowed<Pick<ProtocolVersionView, 'cards'>>(
    async () => {
      const versions = await supervision.versions();
      if (!versions.ok) return versions;
      const version = versions.value.items.find(({ number }) => number === versionNumber);
      return version ? supervision.version(version.id) : { ok: true, value: { cards: [] } };
    },
    `protocol-${versionNumber}`,
    0,
  );
  return questionsOf(value?.cards ?? [], undefined);
}
