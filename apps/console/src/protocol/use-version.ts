import type { ProtocolVersionView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useFollowed, type Followed } from '../incident/use-incident.js';
import { useStore } from '../live/store.js';

/** A version with its content. The content never changes; who has signed it may. */
export function useVersion(id: string): Followed<ProtocolVersionView> {
  const desk = useDesk();
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.protocols ?? 0);
  return useFollowed(() => desk.supervision.version(id), id, mark);
}
