import type { BedCategory, Diversion, FacilityCapability, FacilityKind } from '#lib/contract';

/** The beds of one category in a facility, as its staff last told. */
export interface Beds {
  category: BedCategory;
  total: number;
  available: number;
  /** When they were last told, UTC: figures nobody confirms grow old. */
  updatedAt: string;
}

/** Where patients are taken to and where teams are based: a hospital, puskesmas, clinic or base. */
export interface Facility {
  id: string;
  kind: FacilityKind;
  name: string;
  /** Its number in an outside register. */
  code: string | null;
  lat: number;
  lon: number;
  address: string | null;
  phone: string | null;
  capabilities: FacilityCapability[];
  diversion: Diversion;
  diversionNote: string | null;
  beds: Beds[];
  active: boolean;
  version: number;
}

/** What somebody may say about a facility. */
export type FacilityFacts = Pick<
  Facility,
  'kind' | 'name' | 'code' | 'lat' | 'lon' | 'address' | 'phone' | 'capabilities' | 'active'
>;

export type NewFacility = Pick<Facility, 'kind' | 'name' | 'lat' | 'lon'> & Partial<FacilityFacts>;
export type FacilityChanges = Partial<FacilityFacts>;

export interface BedsChange {
  diversion?: Diversion;
  /** Why; shown to whoever chooses where to take a patient. */
  diversionNote?: string | null;
  beds?: { category: BedCategory; total?: number; available: number }[];
}
