import type { PlaceSource } from '#lib/contract';
import type { PhoneFix } from './fix-progress.js';

/** A place offered for a call, until a person chooses it, or another, or none. */
export interface PlaceSuggestion extends PhoneFix {
  id: string;
  centerId: string;
  contactId: string | null;
  incidentId: string | null;
  source: PlaceSource;
  /** The link it came through, the contact a phone told about, or the suggestion itself. */
  originId: string;
  /** How likely the place lies within its accuracy, 0 to 1. */
  confidence: number | null;
  altitudeMetres: number | null;
  /** What it is called, as said or as found. Personal data. */
  label: string | null;
  suggestedBy: string;
  suggestedAt: Date;
  chosenBy: string | null;
  chosenAt: Date | null;
  version: number;
}

export type NewPlaceSuggestion = Omit<
  PlaceSuggestion,
  | 'id'
  | 'centerId'
  | 'contactId'
  | 'incidentId'
  | 'originId'
  | 'suggestedBy'
  | 'suggestedAt'
  | 'chosenBy'
  | 'chosenAt'
  | 'version'
> & { originId?: string };
