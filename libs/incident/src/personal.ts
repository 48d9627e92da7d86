import { callerMay, type Caller } from '#lib/platform';

/** Whether this caller may read who is ill. */
export const maySeePatients = (caller: Caller): boolean => callerMay(caller, 'patient.read');

/** Whether this caller may read who called, what they said and where they are. */
export const maySeeCallers = (caller: Caller): boolean =>
  maySeePatients(caller) || callerMay(caller, 'contact.read');
