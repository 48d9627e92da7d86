import type { Locale, Priority } from '#lib/contract';
import type { Client } from './generated/client/index.js';
import * as sdk from './generated/sdk.gen.js';
import type {
  ApiKeyView,
  AssignmentList,
  AssignmentStateRequest,
  AssignmentView,
  AuditPage,
  BedsChangeRequest,
  CenterResponse,
  CenterSettingsResponses,
  CloseRequest,
  ContactPage,
  ContactRequest,
  ContactView,
  CreatedApiKey,
  DivertRequest,
  DuplicatesRequest,
  DuplicatesView,
  DutyRequest,
  EndRequest,
  FacilityChangesRequest,
  FacilityResponse,
  FoundPlaces,
  IncidentChange,
  IncidentPage,
  IncidentSummary,
  IncidentView,
  LinkRequest,
  LocationLinkList,
  LocationLinkRequest,
  NewApiKey,
  NewFacilityRequest,
  NewTeamRequest,
  NewUser,
  NoteView,
  OpeningRequest,
  PasswordReset,
  PatientRequest,
  PatientView,
  PlaceChoiceRequest,
  PlaceSearchRequest,
  PlaceSuggestionList,
  ProtocolVersionView,
  ReadPlaces,
  RecommendationView,
  RoutesView,
  ResponsePlanBody,
  ResponsePlanList,
  ResponsePlanView,
  ResponseView,
  SceneRequest,
  SentLocationLink,
  SentResponseView,
  StepRequest,
  Surroundings,
  SurroundingsRequest,
  TeamChangesRequest,
  TeamResponse,
  TimelinePage,
  TriageAnswerRequest,
  TriagePage,
  TriageReportList,
  TriageStart,
  TriageView,
  UserChanges,
  UserView,
} from './generated/types.gen.js';
import { outcomeOf } from './http.js';
import type { Outcome } from './outcome.js';

/** What a center decided for itself. */
export type CenterSettings = CenterSettingsResponses[200]['settings'];

/** Any part of the settings; what is left out stays. */
export type SettingsChange = { [K in keyof CenterSettings]?: unknown };

/** A key of one intended act: pressing twice does it once. */
export const newKey = (): string => crypto.randomUUID();

export const keyed = (key: string): { headers: Record<string, string> } => ({
  headers: { 'idempotency-key': key },
});
export const ifMatch = (version: number): { headers: { 'If-Match': string } } => ({
  headers: { 'If-Match': `"${version}"` },
});

/** The most that a list answers at once. */
const page = { limit: 200 };

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Every page of a list that is shown whole. */
export async function whole<T>(
  read: (query: { limit: number; cursor?: string }) => Promise<Outcome<Page<T>>>,
): Promise<Outcome<{ items: readonly T[] }>> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: Outcome<Page<T>> = await read({ ...page, ...(cursor !== null && { cursor }) });
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    cursor = answer.value.nextCursor;
  } while (cursor !== null);
  return { ok: true, value: { items } };
}

export type Whole<T> = Promise<Outcome<{ items: readonly T[] }>>;

/** The center's roads, and what is to be shown wherever they are drawn. */
export type RoadCollection = GeoJSON.FeatureCollection & { readonly attributions: readonly string[] };

/** The API as the console uses it, in the name of who is signed in. */
export class Api {
  constructor(private readonly client: Client) {}

  // The center.
  center = (): Promise<Outcome<CenterResponse>> => outcomeOf(sdk.centerView({ client: this.client }));
  settings = (): Promise<Outcome<CenterSettingsResponses[200]>> =>
    outcomeOf(sdk.centerSettings({ client: this.client }));
  changeSettings = (body: SettingsChange, version: number): Promise<Outcome<CenterSettingsResponses[200]>> =>
    outcomeOf(sdk.centerChangeSettings({ client: this.client, body: body as never, ...ifMatch(version) }));
  changeCenter = (
    body: { name?: string; timeZone?: string; locale?: Locale },
    version: number,
  ): Promise<Outcome<CenterResponse>> =>
    outcomeOf(sdk.centerChange({ client: this.client, body, ...ifMatch(version) }));
  areas = async (): Promise<Outcome<GeoJSON.FeatureCollection>> =>
    (await outcomeOf(
      sdk.areaCollection({ client: this.client, query: { level: 'kecamatan' } }),
    )) as Outcome<GeoJSON.FeatureCollection>;
  roads = async (): Promise<Outcome<RoadCollection>> =>
    (await outcomeOf(sdk.roadCollection({ client: this.client }))) as Outcome<RoadCollection>;
  serviceArea = async (): Promise<Outcome<GeoJSON.Feature>> =>
    (await outcomeOf(sdk.centerServiceArea({ client: this.client }))) as Outcome<GeoJSON.Feature>;

  // Contacts.
  contact = (id: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.contactGet({ client: this.client, path: { id } }));
  newestContacts = (limit: number): Promise<Outcome<ContactPage>> =>
    outcomeOf(sdk.contactList({ client: this.client, query: { limit } }));
  contactsOf = (incidentId: string, cursor?: string): Promise<Outcome<ContactPage>> =>
    outcomeOf(
      sdk.contactList({
        client: this.client,
        query: { incidentId, limit: 50, ...(cursor !== undefined && { cursor }) },
      }),
    );
  ring = (body: ContactRequest, key: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.contactRing({ client: this.client, body, ...keyed(key) }));
  answerContact = (id: string, at?: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.contactAnswer({ client: this.client, path: { id }, body: at === undefined ? {} : { at } }));
  endContact = (id: string, body: EndRequest): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.contactEnd({ client: this.client, path: { id }, body }));
  linkContact = (id: string, body: LinkRequest): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.contactLink({ client: this.client, path: { id }, body }));
  calledBack = (id: string): Promise<Outcome<ContactView>> =>
    outcomeOf(sdk.contactCalledBack({ client: this.client, path: { id }, body: {} }));

  duplicates = (body: DuplicatesRequest): Promise<Outcome<DuplicatesView>> =>
    outcomeOf(sdk.duplicatesSuggest({ client: this.client, body }));

  // Places.
  findPlaces = (body: PlaceSearchRequest): Promise<Outcome<FoundPlaces>> =>
    outcomeOf(sdk.placeFind({ client: this.client, body }));
  placesAt = (body: SurroundingsRequest): Promise<Outcome<Surroundings>> =>
    outcomeOf(sdk.placeAt({ client: this.client, body }));
  readPlaces = (text: string): Promise<Outcome<ReadPlaces>> =>
    outcomeOf(sdk.placeRead({ client: this.client, body: { text } }));
  contactLinks = (id: string): Promise<Outcome<LocationLinkList>> =>
    outcomeOf(sdk.locationLinkOfContact({ client: this.client, path: { id } }));
  incidentLinks = (id: string): Promise<Outcome<LocationLinkList>> =>
    outcomeOf(sdk.locationLinkOfIncident({ client: this.client, path: { id } }));
  sendContactLink = (id: string, body: LocationLinkRequest): Promise<Outcome<SentLocationLink>> =>
    outcomeOf(sdk.locationLinkSendToContact({ client: this.client, path: { id }, body }));
  sendIncidentLink = (id: string, body: LocationLinkRequest): Promise<Outcome<SentLocationLink>> =>
    outcomeOf(sdk.locationLinkSendToIncident({ client: this.client, path: { id }, body }));
  contactSuggestions = (id: string): Promise<Outcome<PlaceSuggestionList>> =>
    outcomeOf(sdk.suggestionOfContact({ client: this.client, path: { id } }));
  incidentSuggestions = (id: string): Promise<Outcome<PlaceSuggestionList>> =>
    outcomeOf(sdk.suggestionOfIncident({ client: this.client, path: { id } }));
  choosePlace = (id: string, body: PlaceChoiceRequest, version: number): Promise<Outcome<IncidentView>> =>
    outcomeOf(sdk.suggestionChoose({ client: this.client, path: { id }, body, ...ifMatch(version) }));

  // Incidents.
  incident = (id: string): Promise<Outcome<IncidentView>> =>
    outcomeOf(sdk.incidentGet({ client: this.client, path: { id } }));
  newestIncidents = (limit: number): Promise<Outcome<IncidentPage>> =>
    outcomeOf(sdk.incidentList({ client: this.client, query: { state: 'open' as never, limit } }));
  /** A page, oldest first. */
  timeline = (id: string, cursor?: string): Promise<Outcome<TimelinePage>> =>
    outcomeOf(
      sdk.timelineGet({
        client: this.client,
        path: { id },
        query: { limit: 500, ...(cursor !== undefined && { cursor }) },
      }),
    );
  openIncident = (body: OpeningRequest, key: string): Promise<Outcome<IncidentView>> =>
    outcomeOf(sdk.incidentOpeningOpen({ client: this.client, body, ...keyed(key) }));
  /** Refused with the present incident when somebody changed it since `version`. */
  changeIncident = (id: string, body: IncidentChange, version: number): Promise<Outcome<IncidentView>> =>
    outcomeOf(sdk.incidentEdit({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  setPriority = (id: string, priority: Priority, version: number): Promise<Outcome<IncidentView>> =>
    this.changeIncident(id, { priority }, version);
  addNote = (id: string, text: string, key: string): Promise<Outcome<NoteView>> =>
    outcomeOf(sdk.noteAdd({ client: this.client, path: { id }, body: { text }, ...keyed(key) }));
  addPatient = (id: string, body: PatientRequest, key: string): Promise<Outcome<PatientView>> =>
    outcomeOf(sdk.patientAdd({ client: this.client, path: { id }, body, ...keyed(key) }));
  changePatient = (
    id: string,
    patientId: string,
    body: PatientRequest,
    version: number,
  ): Promise<Outcome<PatientView>> =>
    outcomeOf(sdk.patientChange({ client: this.client, path: { id, patientId }, body, ...ifMatch(version) }));
  closeIncident = (id: string, body: CloseRequest): Promise<Outcome<IncidentView>> =>
    outcomeOf(sdk.incidentClose({ client: this.client, path: { id }, body }));
  reopenIncident = (id: string, reason: string): Promise<Outcome<IncidentView>> =>
    outcomeOf(sdk.incidentReopen({ client: this.client, path: { id }, body: { reason } }));
  /** The newest incidents of any state, for finding one that has left the board. */
  recentIncidents = async (limit: number): Promise<Outcome<{ items: readonly IncidentSummary[] }>> =>
    outcomeOf(sdk.incidentList({ client: this.client, query: { limit } }));

  // Triage.
  protocolInForce = (): Promise<Outcome<ProtocolVersionView>> =>
    outcomeOf(sdk.protocolInForce({ client: this.client }));
  protocol = (id: string): Promise<Outcome<ProtocolVersionView>> =>
    outcomeOf(sdk.protocolGet({ client: this.client, path: { id } }));
  startTriage = (body: TriageStart): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageStart({ client: this.client, body }));
  triage = (id: string): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageGet({ client: this.client, path: { id } }));
  triagesOf = (incidentId: string): Promise<Outcome<TriagePage>> =>
    outcomeOf(sdk.triageList({ client: this.client, query: { incidentId, limit: 20 } }));
  triagesOfContact = (contactId: string): Promise<Outcome<TriagePage>> =>
    outcomeOf(sdk.triageList({ client: this.client, query: { contactId, limit: 20 } }));
  triageReports = (incidentId: string): Promise<Outcome<TriageReportList>> =>
    outcomeOf(sdk.triageReportList({ client: this.client, path: { id: incidentId } }));
  /** With the version that was read when an answer is changed. */
  answerTriage = (
    id: string,
    body: TriageAnswerRequest,
    version: number | null,
  ): Promise<Outcome<TriageView>> =>
    outcomeOf(
      sdk.triageAnswer({
        client: this.client,
        path: { id },
        body,
        ...(version !== null && ifMatch(version)),
      }),
    );
  chooseCard = (id: string, card: string, version: number): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageChoose({ client: this.client, path: { id }, body: { card }, ...ifMatch(version) }));
  readStep = (id: string, body: StepRequest): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageRead({ client: this.client, path: { id }, body }));
  overrideTriage = (
    id: string,
    body: { priority: Priority; reason: string },
    version: number,
  ): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageOverride({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  finishTriage = (id: string, version: number): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageFinish({ client: this.client, path: { id }, ...ifMatch(version) }));
  attachTriage = (id: string, incidentId: string): Promise<Outcome<TriageView>> =>
    outcomeOf(sdk.triageAttach({ client: this.client, path: { id }, body: { incidentId } }));

  // Dispatch.
  response = (id: string): Promise<Outcome<ResponseView>> =>
    outcomeOf(sdk.responseGet({ client: this.client, path: { id } }));
  recommendation = (id: string, limit: number): Promise<Outcome<RecommendationView>> =>
    outcomeOf(sdk.recommendationGet({ client: this.client, path: { id }, query: { limit } }));
  routes = (id: string, teamIds: readonly string[]): Promise<Outcome<RoutesView>> =>
    outcomeOf(sdk.routeGet({ client: this.client, path: { id }, query: { teamIds: [...teamIds] } }));
  /** Who would be sent to a place that is no incident yet. */
  foresee = (body: SceneRequest): Promise<Outcome<RecommendationView>> =>
    outcomeOf(sdk.sceneRecommendationRecommend({ client: this.client, body }));
  /** The best team for every place that the plan still lacks. */
  respond = (incidentId: string, key: string): Promise<Outcome<SentResponseView>> =>
    outcomeOf(sdk.responseSend({ client: this.client, path: { id: incidentId }, ...keyed(key) }));
  /** One named team. */
  send = (
    incidentId: string,
    teamId: string,
    key: string,
    reason?: string,
  ): Promise<Outcome<AssignmentView>> =>
    outcomeOf(
      sdk.incidentAssignmentAssign({
        client: this.client,
        path: { id: incidentId },
        body: {
          teamId,
          ...(reason !== undefined && { override: true, reason }),
        },
        ...keyed(key),
      }),
    );
  assignmentsOf = (incidentId: string): Promise<Outcome<AssignmentList>> =>
    outcomeOf(sdk.incidentAssignmentList({ client: this.client, path: { id: incidentId } }));
  step = (assignmentId: string, body: AssignmentStateRequest): Promise<Outcome<AssignmentView>> =>
    outcomeOf(sdk.assignmentReport({ client: this.client, path: { id: assignmentId }, body }));
  divert = (assignmentId: string, body: DivertRequest, key: string): Promise<Outcome<AssignmentView>> =>
    outcomeOf(sdk.assignmentDivert({ client: this.client, path: { id: assignmentId }, body, ...keyed(key) }));
  responsePlans = (): Promise<Outcome<ResponsePlanList>> =>
    outcomeOf(sdk.responsePlanList({ client: this.client }));
  putResponsePlan = (body: ResponsePlanBody, version: number | null): Promise<Outcome<ResponsePlanView>> =>
    outcomeOf(sdk.responsePlanPut({ client: this.client, body, ...(version !== null && ifMatch(version)) }));

  // Teams and facilities.
  team = (id: string): Promise<Outcome<TeamResponse>> =>
    outcomeOf(sdk.teamView({ client: this.client, path: { id } }));
  teams = (includeInactive = false): Whole<TeamResponse> =>
    whole((query) => outcomeOf(sdk.teamList({ client: this.client, query: { ...query, includeInactive } })));
  createTeam = (body: NewTeamRequest): Promise<Outcome<TeamResponse>> =>
    outcomeOf(sdk.teamCreate({ client: this.client, body }));
  changeTeam = (id: string, body: TeamChangesRequest, version: number): Promise<Outcome<TeamResponse>> =>
    outcomeOf(sdk.teamChange({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  setDuty = (id: string, body: DutyRequest): Promise<Outcome<TeamResponse>> =>
    outcomeOf(sdk.teamChangeDuty({ client: this.client, path: { id }, body }));
  facility = (id: string): Promise<Outcome<FacilityResponse>> =>
    outcomeOf(sdk.facilityView({ client: this.client, path: { id } }));
  facilities = (includeInactive = false): Whole<FacilityResponse> =>
    whole((query) =>
      outcomeOf(sdk.facilityList({ client: this.client, query: { ...query, includeInactive } })),
    );
  createFacility = (body: NewFacilityRequest): Promise<Outcome<FacilityResponse>> =>
    outcomeOf(sdk.facilityCreate({ client: this.client, body }));
  changeFacility = (
    id: string,
    body: FacilityChangesRequest,
    version: number,
  ): Promise<Outcome<FacilityResponse>> =>
    outcomeOf(sdk.facilityChange({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  changeBeds = (id: string, body: BedsChangeRequest, version: number): Promise<Outcome<FacilityResponse>> =>
    outcomeOf(sdk.facilityChangeBeds({ client: this.client, path: { id }, body, ...ifMatch(version) }));

  // People and programs.
  users = (): Whole<UserView> => whole((query) => outcomeOf(sdk.userList({ client: this.client, query })));
  createUser = (body: NewUser): Promise<Outcome<UserView>> =>
    outcomeOf(sdk.userCreate({ client: this.client, body }));
  changeUser = (id: string, body: UserChanges, version: number): Promise<Outcome<UserView>> =>
    outcomeOf(sdk.userChange({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  disableUser = (id: string): Promise<Outcome<UserView>> =>
    outcomeOf(sdk.userDisable({ client: this.client, path: { id } }));
  enableUser = (id: string): Promise<Outcome<UserView>> =>
    outcomeOf(sdk.userEnable({ client: this.client, path: { id } }));
  unlockUser = (id: string): Promise<Outcome<UserView>> =>
    outcomeOf(sdk.userUnlock({ client: this.client, path: { id } }));
  resetPassword = (id: string, body: PasswordReset): Promise<Outcome<UserView>> =>
    outcomeOf(sdk.userResetPassword({ client: this.client, path: { id }, body }));
  apiKeys = (): Whole<ApiKeyView> =>
    whole((query) => outcomeOf(sdk.apiKeyList({ client: this.client, query })));
  createApiKey = (body: NewApiKey): Promise<Outcome<CreatedApiKey>> =>
    outcomeOf(sdk.apiKeyCreate({ client: this.client, body }));
  revokeApiKey = (id: string): Promise<Outcome<ApiKeyView>> =>
    outcomeOf(sdk.apiKeyRevoke({ client: this.client, path: { id } }));
  audit = (query: {
    kind?: 'change' | 'access';
    cursor?: string;
    subjectId?: string;
    type?: string;
  }): Promise<Outcome<AuditPage>> =>
    outcomeOf(sdk.auditList({ client: this.client, query: { limit: 50, ...query } }));
}
