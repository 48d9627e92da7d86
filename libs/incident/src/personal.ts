import { roleMay, seesPersonalData } from '#lib/contract';
import type { Caller } from '#lib/platform';

/** Whether this caller may read who called, what they said and where they are. */
export const maySeeCallers = ({ role }: Caller): boolean => role !== 'system' && seesPersonalData(role);

/** Whether this caller may read who is ill. */
export const maySeePatients = ({ role }: Caller): boolean =>
  role !== 'system' && roleMay(role, 'patient.read');
