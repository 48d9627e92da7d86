import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal, RefusedField } from '#lib/platform';
import type { Beds, BedsChange } from './facility.js';

/** The categories a change writes, each with its total: the one told, or the one known. */
export function bedsAfter(
  known: readonly Beds[],
  { diversion, diversionNote, beds = [] }: BedsChange,
): Result<Omit<Beds, 'updatedAt'>[], Refusal> {
  if (diversion === undefined && diversionNote === undefined && beds.length === 0) {
    return wrong({ field: 'body', rule: 'atLeastOne', parameters: { 0: 'diversion, diversionNote, beds' } });
  }
  if (new Set(beds.map(({ category }) => category)).size < beds.length) {
    return wrong({ field: 'beds', rule: 'arrayUnique' });
  }
  const after: Omit<Beds, 'updatedAt'>[] = [];
  for (const [index, { category, available, ...told }] of beds.entries()) {
    const total = told.total ?? known.find((beds) => beds.category === category)?.total;
    if (total === undefined) return wrong({ field: `beds.${index}.total`, rule: 'required' });
    if (available > total) {
      const fields = [{ field: `beds.${index}.available`, rule: 'max', parameters: { 0: total } }];
      return refuse({ code: 'beds_exceed_total', fields });
    }
    after.push({ category, total, available });
  }
  return accept(after);
}

const wrong = (field: RefusedField) => refuse({ code: 'validation_failed' as const, fields: [field] });
