import type {
  AssignmentState,
  BoardFacility,
  BoardTeam,
  ContactOutcome,
  Disposition,
  IncidentType,
  Priority,
} from '#lib/contract';
import type { Session } from '../session/session.js';
import type { Outcome } from './outcome.js';
import type {
  AssignmentView,
  CenterSettings,
  CenterView,
  ContactView,
  IncidentView,
  Page,
  Recommendation,
  TimelineEntry,
} from './views.js';

export interface NewIncident {
  readonly contactId: string | null;
  readonly caller: { readonly name: string | null; readonly phone: string | null };
  readonly place: {
    readonly lat: number;
    readonly lon: number;
    readonly address: string | null;
    readonly source: 'operator_map' | 'shared_coordinates';
  };
  readonly complaint: string;
  readonly type: IncidentType;
  readonly priority?: Priority;
}

export interface Step {
  readonly state: AssignmentState;
  readonly reason?: string;
}

export interface Closing {
  readonly disposition: Disposition;
  readonly note: string | null;
  readonly duplicateOf: string | null;
}

/** A key of one intended act: pressing twice does it once. */
export const newKey = (): string => crypto.randomUUID();

/** The API as the console uses it, in the name of who is signed in. */
export class Api {
  constructor(private readonly session: Session) {}

  private get<T>(path: string): Promise<Outcome<T>> {
    return this.session.request<T>({ method: 'GET', path });
  }

  private post<T>(path: string, body: unknown = {}, idempotencyKey?: string): Promise<Outcome<T>> {
    return this.session.request<T>({ method: 'POST', path, body, idempotencyKey });
  }

  // The center.
  center = (): Promise<Outcome<CenterView>> => this.get('/center');
  settings = (): Promise<Outcome<{ settings: CenterSettings }>> => this.get('/center/settings');
  areas = (): Promise<Outcome<GeoJSON.FeatureCollection>> => this.get('/areas.geojson?level=kecamatan');
  serviceArea = (): Promise<Outcome<GeoJSON.Feature>> => this.get('/center/service-area');

  // Contacts.
  contact = (id: string): Promise<Outcome<ContactView>> => this.get(`/contacts/${id}`);
  newestContacts = (limit: number): Promise<Outcome<Page<ContactView>>> =>
    this.get(`/contacts?limit=${limit}`);
  answerContact = (id: string): Promise<Outcome<ContactView>> => this.post(`/contacts/${id}/answer`);
  endContact = (id: string, outcome: ContactOutcome): Promise<Outcome<ContactView>> =>
    this.post(`/contacts/${id}/end`, { outcome });
  calledBack = (id: string): Promise<Outcome<ContactView>> => this.post(`/contacts/${id}/called-back`);

  // Incidents.
  incident = (id: string): Promise<Outcome<IncidentView>> => this.get(`/incidents/${id}`);
  newestIncidents = (limit: number): Promise<Outcome<Page<IncidentView>>> =>
    this.get(`/incidents?state=open&limit=${limit}`);
  timeline = (id: string): Promise<Outcome<Page<TimelineEntry>>> =>
    this.get(`/incidents/${id}/timeline?limit=500`);
  openIncident = (incident: NewIncident, key: string): Promise<Outcome<IncidentView>> =>
    this.post('/incidents', incident, key);
  setPriority = (id: string, priority: Priority, version: number): Promise<Outcome<IncidentView>> =>
    this.session.request({
      method: 'PATCH',
      path: `/incidents/${id}`,
      body: { priority },
      ifMatch: version,
    });
  addNote = (id: string, text: string, key: string): Promise<Outcome<unknown>> =>
    this.post(`/incidents/${id}/notes`, { text }, key);
  closeIncident = (id: string, closing: Closing): Promise<Outcome<IncidentView>> =>
    this.post(`/incidents/${id}/close`, closing);

  // Dispatch.
  recommendation = (id: string, limit: number): Promise<Outcome<Recommendation>> =>
    this.get(`/incidents/${id}/recommendations?limit=${limit}`);
  /** Without a team: the best of the recommendation. */
  send = (incidentId: string, teamId: string | null, key: string): Promise<Outcome<AssignmentView>> =>
    this.post(`/incidents/${incidentId}/assignments`, teamId === null ? {} : { teamId }, key);
  step = (assignmentId: string, step: Step): Promise<Outcome<AssignmentView>> =>
    this.post(`/assignments/${assignmentId}/state`, step);

  // Rows of the board.
  team = (id: string): Promise<Outcome<BoardTeam>> => this.get(`/teams/${id}`);
  facility = (id: string): Promise<Outcome<BoardFacility>> => this.get(`/facilities/${id}`);
}
