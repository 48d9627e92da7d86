import { Platform0001000000000001 } from './0001-platform.js';
import { Identity0001000000000002 } from './0002-identity.js';
import { CenterAndFacilities0001000000000003 } from './0003-center-and-facilities.js';
import { Fleet0001000000000004 } from './0004-fleet.js';
import { IntakeAndIncident0001000000000005 } from './0005-intake-and-incident.js';
import { Dispatch0001000000000006 } from './0006-dispatch.js';
import { Triage0001000000000007 } from './0007-triage.js';
import { Telephony0001000000000008 } from './0008-telephony.js';
import { Places0001000000000009 } from './0009-places.js';
import { Duplicates0001000000000010 } from './0010-duplicates.js';
import { CaseReview0001000000000011 } from './0011-case-review.js';
import { Calls0001000000000012 } from './0012-calls.js';
import { QuickLookups0001000000000013 } from './0013-quick-lookups.js';
import { Roads0001000000000014 } from './0014-roads.js';
import { AreaReferences0001000000000015 } from './0015-area-references.js';
import { ToldAges0001000000000016 } from './0016-told-ages.js';
import { RoadNames0001000000000017 } from './0017-road-names.js';
import { TeamTelephones0001000000000018 } from './0018-team-telephones.js';
import { Surroundings0001000000000019 } from './0019-surroundings.js';

/** Every change of the schema, in order. One history for both engines; new ones are only ever added at the end. */
export const migrations = [
  Platform0001000000000001,
  Identity0001000000000002,
  CenterAndFacilities0001000000000003,
  Fleet0001000000000004,
  IntakeAndIncident0001000000000005,
  Dispatch0001000000000006,
  Triage0001000000000007,
  Telephony0001000000000008,
  Places0001000000000009,
  Duplicates0001000000000010,
  CaseReview0001000000000011,
  Calls0001000000000012,
  QuickLookups0001000000000013,
  Roads0001000000000014,
  AreaReferences0001000000000015,
  ToldAges0001000000000016,
  RoadNames0001000000000017,
  TeamTelephones0001000000000018,
  Surroundings0001000000000019,
];
