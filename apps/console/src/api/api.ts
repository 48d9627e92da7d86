import type { Locale, Priority } from '#lib/contract';
import type { Client } from './generated/client/index.js';
import * as sdk from './generated/sdk.gen.js';
import type {
  AssignmentStateRequest,
  BedsChangeRequest,
  CenterSettingsResponses,
  CloseRequest,
  ContactRequest,
  DivertRequest,
  DutyRequest,
  EndRequest,
  FacilityChangesRequest,
  IncidentChange,
  IncidentSummary,
  NewApiKey,
  NewFacilityRequest,
  NewTeamRequest,
  NewUser,
  OpeningRequest,
  PasswordReset,
  PatientRequest,
  ResponsePlanBody,
  TeamChangesRequest,
  UserChanges,
} from './generated/types.gen.js';
import { outcomeOf } from './http.js';
import type { Outcome } from './outcome.js';

/** What a center decided for itself. */
export type CenterSettings = CenterSettingsResponses[200]['settings'];

/** Any part of the settings; what is left out stays. */
export type SettingsChange = { [K in keyof CenterSettings]?: unknown };

/** A key of one intended act: pressing twice does it once. */
export const newKey = (): string => crypto.randomUUID();

const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });
const ifMatch = (version: number) => ({ headers: { 'If-Match': `"${version}"` } });

/** The page size where a list is small by nature and read whole. */
const whole = { limit: 200 };

/** The API as the console uses it, in the name of who is signed in. */
export class Api {
  constructor(private readonly client: Client) {}

  // The center.
  center = () => outcomeOf(sdk.centerView({ client: this.client }));
  settings = () => outcomeOf(sdk.centerSettings({ client: this.client }));
  changeSettings = (body: SettingsChange, version: number) =>
    outcomeOf(sdk.centerChangeSettings({ client: this.client, body: body as never, ...ifMatch(version) }));
  changeCenter = (body: { name?: string; timeZone?: string; locale?: Locale }, version: number) =>
    outcomeOf(sdk.centerChange({ client: this.client, body, ...ifMatch(version) }));
  areas = async (): Promise<Outcome<GeoJSON.FeatureCollection>> =>
    (await outcomeOf(
      sdk.areaCollection({ client: this.client, query: { level: 'kecamatan' } }),
    )) as Outcome<GeoJSON.FeatureCollection>;
  serviceArea = async (): Promise<Outcome<GeoJSON.Feature>> =>
    (await outcomeOf(sdk.centerServiceArea({ client: this.client }))) as Outcome<GeoJSON.Feature>;

  // Contacts.
  contact = (id: string) => outcomeOf(sdk.contactGet({ client: this.client, path: { id } }));
  newestContacts = (limit: number) => outcomeOf(sdk.contactList({ client: this.client, query: { limit } }));
  contactsOf = (incidentId: string) =>
    outcomeOf(sdk.contactList({ client: this.client, query: { incidentId, limit: 50 } }));
  ring = (body: ContactRequest, key: string) =>
    outcomeOf(sdk.contactRing({ client: this.client, body, ...keyed(key) }));
  answerContact = (id: string, at?: string) =>
    outcomeOf(sdk.contactAnswer({ client: this.client, path: { id }, body: at === undefined ? {} : { at } }));
  endContact = (id: string, body: EndRequest) =>
    outcomeOf(sdk.contactEnd({ client: this.client, path: { id }, body }));
  linkContact = (id: string, incidentId: string) =>
    outcomeOf(sdk.contactLink({ client: this.client, path: { id }, body: { incidentId } }));
  calledBack = (id: string) =>
    outcomeOf(sdk.contactCalledBack({ client: this.client, path: { id }, body: {} }));

  // Incidents.
  incident = (id: string) => outcomeOf(sdk.incidentGet({ client: this.client, path: { id } }));
  newestIncidents = (limit: number) =>
    outcomeOf(sdk.incidentList({ client: this.client, query: { state: 'open' as never, limit } }));
  timeline = (id: string) =>
    outcomeOf(sdk.timelineGet({ client: this.client, path: { id }, query: { limit: 500 } }));
  openIncident = (body: OpeningRequest, key: string) =>
    outcomeOf(sdk.incidentOpeningOpen({ client: this.client, body, ...keyed(key) }));
  /** Refused with the present incident when somebody changed it since `version`. */
  changeIncident = (id: string, body: IncidentChange, version: number) =>
    outcomeOf(sdk.incidentEdit({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  setPriority = (id: string, priority: Priority, version: number) =>
    this.changeIncident(id, { priority }, version);
  addNote = (id: string, text: string, key: string) =>
    outcomeOf(sdk.noteAdd({ client: this.client, path: { id }, body: { text }, ...keyed(key) }));
  addPatient = (id: string, body: PatientRequest, key: string) =>
    outcomeOf(sdk.patientAdd({ client: this.client, path: { id }, body, ...keyed(key) }));
  changePatient = (id: string, patientId: string, body: PatientRequest, version: number) =>
    outcomeOf(sdk.patientChange({ client: this.client, path: { id, patientId }, body, ...ifMatch(version) }));
  closeIncident = (id: string, body: CloseRequest) =>
    outcomeOf(sdk.incidentClose({ client: this.client, path: { id }, body }));
  reopenIncident = (id: string, reason: string) =>
    outcomeOf(sdk.incidentReopen({ client: this.client, path: { id }, body: { reason } }));
  /** The newest incidents of any state, for finding one that has left the board. */
  recentIncidents = async (limit: number): Promise<Outcome<{ items: readonly IncidentSummary[] }>> =>
    outcomeOf(sdk.incidentList({ client: this.client, query: { limit } }));

  // Dispatch.
  recommendation = (id: string, limit: number) =>
    outcomeOf(sdk.recommendationGet({ client: this.client, path: { id }, query: { limit } }));
  /** Without a team: the best of the recommendation. */
  send = (incidentId: string, teamId: string | null, key: string, reason?: string) =>
    outcomeOf(
      sdk.incidentAssignmentAssign({
        client: this.client,
        path: { id: incidentId },
        body: {
          ...(teamId !== null && { teamId }),
          ...(reason !== undefined && { override: true, reason }),
        },
        ...keyed(key),
      }),
    );
  step = (assignmentId: string, body: AssignmentStateRequest) =>
    outcomeOf(sdk.assignmentReport({ client: this.client, path: { id: assignmentId }, body }));
  divert = (assignmentId: string, body: DivertRequest, key: string) =>
    outcomeOf(sdk.assignmentDivert({ client: this.client, path: { id: assignmentId }, body, ...keyed(key) }));
  responsePlans = () => outcomeOf(sdk.responsePlanList({ client: this.client }));
  putResponsePlan = (body: ResponsePlanBody, version: number | null) =>
    outcomeOf(sdk.responsePlanPut({ client: this.client, body, ...(version !== null && ifMatch(version)) }));

  // Teams and facilities.
  team = (id: string) => outcomeOf(sdk.teamView({ client: this.client, path: { id } }));
  teams = (includeInactive = false) =>
    outcomeOf(sdk.teamList({ client: this.client, query: { ...whole, includeInactive } }));
  createTeam = (body: NewTeamRequest) => outcomeOf(sdk.teamCreate({ client: this.client, body }));
  changeTeam = (id: string, body: TeamChangesRequest, version: number) =>
    outcomeOf(sdk.teamChange({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  setDuty = (id: string, body: DutyRequest) =>
    outcomeOf(sdk.teamChangeDuty({ client: this.client, path: { id }, body }));
  facility = (id: string) => outcomeOf(sdk.facilityView({ client: this.client, path: { id } }));
  facilities = (includeInactive = false) =>
    outcomeOf(sdk.facilityList({ client: this.client, query: { ...whole, includeInactive } }));
  createFacility = (body: NewFacilityRequest) => outcomeOf(sdk.facilityCreate({ client: this.client, body }));
  changeFacility = (id: string, body: FacilityChangesRequest, version: number) =>
    outcomeOf(sdk.facilityChange({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  changeBeds = (id: string, body: BedsChangeRequest, version: number) =>
    outcomeOf(sdk.facilityChangeBeds({ client: this.client, path: { id }, body, ...ifMatch(version) }));

  // People and programs.
  users = () => outcomeOf(sdk.userList({ client: this.client, query: whole }));
  createUser = (body: NewUser) => outcomeOf(sdk.userCreate({ client: this.client, body }));
  changeUser = (id: string, body: UserChanges, version: number) =>
    outcomeOf(sdk.userChange({ client: this.client, path: { id }, body, ...ifMatch(version) }));
  disableUser = (id: string) => outcomeOf(sdk.userDisable({ client: this.client, path: { id } }));
  enableUser = (id: string) => outcomeOf(sdk.userEnable({ client: this.client, path: { id } }));
  unlockUser = (id: string) => outcomeOf(sdk.userUnlock({ client: this.client, path: { id } }));
  resetPassword = (id: string, body: PasswordReset) =>
    outcomeOf(sdk.userResetPassword({ client: this.client, path: { id }, body }));
  apiKeys = () => outcomeOf(sdk.apiKeyList({ client: this.client, query: whole }));
  createApiKey = (body: NewApiKey) => outcomeOf(sdk.apiKeyCreate({ client: this.client, body }));
  revokeApiKey = (id: string) => outcomeOf(sdk.apiKeyRevoke({ client: this.client, path: { id } }));
  audit = (query: { kind?: 'change' | 'access'; cursor?: string; subjectId?: string; type?: string }) =>
    outcomeOf(sdk.auditList({ client: this.client, query: { limit: 50, ...query } }));
}
