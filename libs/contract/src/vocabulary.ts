/** The words of the domain that cross the wire. Lists are `as const`, so each is both a type and data. */

/** P1 red: life-threatening now · P2 yellow: may become so · P3 green: needs a visit · P4: advice or another service. */
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof priorities)[number];

export const channels = ['voice', 'whatsapp', 'web', 'walk_in', 'agency'] as const;
export type Channel = (typeof channels)[number];

export const contactOutcomes = [
  'incident_opened',
  'linked_to_incident',
  'information',
  'transferred',
  'prank',
  'silent',
  'abandoned',
  'wrong_number',
] as const;
export type ContactOutcome = (typeof contactOutcomes)[number];

/** Where a contact stands, derived from its marks: never stored beside them. */
export const contactStates = ['ringing', 'answered', 'ended'] as const;
export type ContactState = (typeof contactStates)[number];

/** Why an abandoned contact waits for a call back no longer. */
export const callBackSettlements = ['called_back', 'rang_again', 'linked', 'was_answered'] as const;
export type CallBackSettlement = (typeof callBackSettlements)[number];

export const incidentTypes = [
  'unknown_problem',
  'unconscious',
  'cardiac_arrest',
  'choking',
  'breathing',
  'chest_pain',
  'stroke',
  'seizure',
  'diabetic',
  'allergy',
  'abdominal_pain',
  'headache',
  'back_pain',
  'sick_person',
  'psychiatric',
  'poisoning',
  'childbirth',
  'newborn',
  'traffic_accident',
  'fall',
  'bleeding',
  'burns',
  'drowning',
  'electrocution',
  'animal_bite',
  'assault',
  'eye',
  'heat',
  'mass_casualty',
  'home_visit',
  'transfer',
] as const;
export type IncidentType = (typeof incidentTypes)[number];

export const dispositions = [
  'treated_on_scene',
  'transported',
  'referred',
  'refused',
  'no_patient_found',
  'cancelled',
  'duplicate',
  'prank',
  'deceased',
] as const;
export type Disposition = (typeof dispositions)[number];

/** How a place came to be known. */
export const placeSources = [
  'operator_map',
  'address_search',
  'location_link',
  'aml',
  'shared_coordinates',
  'caller_words',
  'integration',
] as const;
export type PlaceSource = (typeof placeSources)[number];

/** What can be found by its name. `past_place`: the address of an incident that was closed. */
export const gazetteerKinds = ['facility', 'area', 'landmark', 'street', 'crossing', 'past_place'] as const;
export type GazetteerKind = (typeof gazetteerKinds)[number];

/** Kinds of places that a name asked for may say itself: `Jalan …`, `Kec. …`, `RS …`. */
export const namedPlaceKinds = ['street', 'area', 'hospital', 'puskesmas', 'clinic'] as const;
export type NamedPlaceKind = (typeof namedPlaceKinds)[number];

/** What a point on a map is told by: it has a name, and stays where it is. */
export const surroundingKinds = ['street', 'facility', 'landmark'] as const;
export type SurroundingKind = (typeof surroundingKinds)[number];

/** Why a place stands where it does among those found. */
export const placeMatchReasons = [
  'same_name',
  'similar_name',
  'kind_named',
  'area_named',
  'near_named',
  'near',
] as const;
export type PlaceMatchReason = (typeof placeMatchReasons)[number];

export const messageChannels = ['sms', 'whatsapp'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** How far the message with a location link came. `not_connected`: no way to send messages is set up here. */
export const messageDeliveries = ['handed_over', 'failed', 'not_connected'] as const;
export type MessageDelivery = (typeof messageDeliveries)[number];

/** Where a location link stands, derived from its marks. `troubled`: the phone opened it and cannot or may not tell. */
export const locationLinkStates = [
  'sent',
  'opened',
  'troubled',
  'sharing',
  'ended',
  'revoked',
  'expired',
] as const;
export type LocationLinkState = (typeof locationLinkStates)[number];

/** Why a phone that opened a location link does not tell where it is. */
export const locationTroubles = ['denied', 'unavailable', 'timeout', 'insecure', 'unsupported'] as const;
export type LocationTrouble = (typeof locationTroubles)[number];

export const teamKinds = [
  'als_ambulance',
  'bls_ambulance',
  'motor_ambulance',
  'patient_transport',
  'home_visit_team',
  'field_team',
] as const;
export type TeamKind = (typeof teamKinds)[number];

/** What a team can do or carry, beyond what its kind implies. */
export const teamCapabilities = [
  'advanced_life_support',
  'basic_life_support',
  'defibrillator',
  'oxygen',
  'stretcher',
  'incubator',
  'midwife',
  'doctor',
  'nurse',
  'wheelchair',
  'rescue',
] as const;
export type TeamCapability = (typeof teamCapabilities)[number];

export const crewRoles = ['driver', 'nurse', 'doctor', 'midwife', 'paramedic', 'officer'] as const;
export type CrewRole = (typeof crewRoles)[number];

export const facilityKinds = ['hospital', 'puskesmas', 'clinic', 'base'] as const;
export type FacilityKind = (typeof facilityKinds)[number];

export const facilityCapabilities = [
  'emergency_department',
  'intensive_care',
  'cardiac_catheterisation',
  'stroke_unit',
  'trauma',
  'obstetrics',
  'neonatal_intensive_care',
  'paediatrics',
  'burns_unit',
  'dialysis',
  'psychiatry',
] as const;
export type FacilityCapability = (typeof facilityCapabilities)[number];

export const bedCategories = [
  'emergency',
  'general',
  'intensive_care',
  'neonatal',
  'maternity',
  'isolation',
] as const;
export type BedCategory = (typeof bedCategories)[number];

/** Whether a hospital takes ambulances: `open`, `partial` (some categories full), `closed` (send elsewhere). */
export const diversions = ['open', 'partial', 'closed'] as const;
export type Diversion = (typeof diversions)[number];

export const areaLevels = ['province', 'regency', 'kecamatan', 'kelurahan', 'other'] as const;
export type AreaLevel = (typeof areaLevels)[number];

export const positionSources = ['device', 'tracker', 'base', 'operator'] as const;
export type PositionSource = (typeof positionSources)[number];

export const sexes = ['female', 'male', 'unknown'] as const;
export type Sex = (typeof sexes)[number];

/** Tags of a mass-casualty incident; `black` exists here only, never as a priority. */
export const patientTags = ['red', 'yellow', 'green', 'black'] as const;
export type PatientTag = (typeof patientTags)[number];

/** Where a travel time came from. */
export const etaSources = ['straight_line', 'valhalla'] as const;
export type EtaSource = (typeof etaSources)[number];

/** Why roads did not answer and the straight line did. */
export const etaFallbackReasons = [
  'not_configured',
  'unreachable',
  'too_slow',
  'no_route',
  'failed',
] as const;
export type EtaFallbackReason = (typeof etaFallbackReasons)[number];

/** Why a team was passed over by the recommendation. */
export const passedOverReasons = [
  'off_duty',
  'busy',
  'wrong_kind',
  'missing_capability',
  'crew_incomplete',
  'fix_too_old',
  'no_position',
  'too_far',
  'already_tried',
] as const;
export type PassedOverReason = (typeof passedOverReasons)[number];

/**
 * Why a team stands where it does in the recommendation. `less_burdened`: it goes before a team that is a little
 * nearer; `at_base`: no device has told where it is; `fallback_straight_line`: roads should have answered, and did not.
 */
export const recommendationReasons = [
  'nearest',
  'fits_plan',
  'less_burdened',
  'at_base',
  'fallback_straight_line',
] as const;
export type RecommendationReason = (typeof recommendationReasons)[number];

/** What makes an incident a likely duplicate, or speaks against it. */
export const duplicateReasonCodes = [
  'distance',
  'place_unknown',
  'time',
  'type_same',
  'type_related',
  'type_different',
  'type_unknown',
  'same_number',
  'callers',
  'closed',
  'shared_words',
  'surroundings',
] as const;
export type DuplicateReasonCode = (typeof duplicateReasonCodes)[number];

/** Why an incident waits for a team. */
export const queuedReasons = ['opened', 'assignment_lost', 'no_team_left', 'reopened'] as const;
export type QueuedReason = (typeof queuedReasons)[number];

/** What a deadline is for. */
export const deadlineKinds = [
  'assignment.acknowledge_by',
  'assignment.en_route_by',
  'assignment.on_scene_by',
  'contact.call_back_by',
  'incident.offer_next',
  'team.offer_waiting',
  'triage.review_by',
  'number.lowering_ends',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/**
 * What a telephone exchange tells of a call. `answered` and `bridged`: somebody talks with the caller; `transferred`:
 * handed to somebody who is not of the center; `ended`: the line is free again.
 */
export const exchangeEventKinds = ['ringing', 'answered', 'bridged', 'transferred', 'ended'] as const;
export type ExchangeEventKind = (typeof exchangeEventKinds)[number];

/** Why a number waits behind others for a while. */
export const loweringReasons = ['repeated_prank', 'repeated_silent', 'abusive'] as const;
export type LoweringReason = (typeof loweringReasons)[number];

/** How a lowering ended: its time was up, or somebody ended it. */
export const loweringEnds = ['expired', 'ended'] as const;
export type LoweringEnd = (typeof loweringEnds)[number];

/** What a crew should know of a place: a danger, or how to get in and whom to find. */
export const placeNoteKinds = ['hazard', 'note'] as const;
export type PlaceNoteKind = (typeof placeNoteKinds)[number];

export const locales = ['id', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Where a triage stands. */
export const triageStates = ['running', 'finished'] as const;
export type TriageState = (typeof triageStates)[number];

/** Moments of a triage that the clocks of an incident are made of. */
export const triageMarks = [
  'place_known',
  'arrest_recognised',
  'first_instruction',
  'first_compression',
] as const;
export type TriageMark = (typeof triageMarks)[number];

/** Where a version of the protocol came from. */
export const protocolSources = ['built_in', 'imported'] as const;
export type ProtocolSource = (typeof protocolSources)[number];

/** Why a triage is looked at again: an arrest was recognised, a person set the priority, or the draw fell on it. */
export const caseReviewReasons = ['arrest', 'overridden', 'random'] as const;
export type CaseReviewReason = (typeof caseReviewReasons)[number];

export const caseReviewStates = ['waiting', 'taken', 'finished'] as const;
export type CaseReviewState = (typeof caseReviewStates)[number];

/** What a call is judged by. The last two are shown and judged by the reviewer alone: they never cost points. */
export const caseReviewParts = [
  'questions',
  'order',
  'times',
  'instructions',
  'changes',
  'overrides',
] as const;
export type CaseReviewPart = (typeof caseReviewParts)[number];

/** Moments of a call that are measured from its answer. */
export const caseReviewKeyPoints = [
  'awake',
  'breathing',
  'card_chosen',
  'determinant',
  'arrest_recognised',
  'first_compression',
] as const;
export type CaseReviewKeyPoint = (typeof caseReviewKeyPoints)[number];

export const caseReviewVerdicts = ['agree', 'disagree'] as const;
export type CaseReviewVerdict = (typeof caseReviewVerdicts)[number];
