import { Http } from './http.js';
import { Session, type ApiKey, type Credentials } from './session.js';
import type {
  AssignmentView,
  Closing,
  ContactEnd,
  ContactView,
  CrewMember,
  FacilityView,
  Fix,
  IncidentView,
  NewContact,
  NewIncident,
  Page,
  Step,
  TeamFix,
  TeamView,
} from './views.js';

const api = '/api/v1';

/** One user, or program with a key, of Layad's public API. Every method throws ProblemError or ConnectionLost. */
export class LayadClient {
  private readonly session: Session;

  constructor(
    private readonly http: Http,
    credentials: Credentials | ApiKey,
  ) {
    this.session = new Session(http, credentials);
  }

  static at(server: string, credentials: Credentials | ApiKey): LayadClient {
    return new LayadClient(new Http(server), credentials);
  }

  get server(): string {
    return this.http.server;
  }

  /** A token that is valid for a while yet; signs in when there is none. */
  accessToken(): Promise<string> {
    return this.session.accessToken();
  }

  /** How long the present token stays usable, real milliseconds. */
  get tokenFreshForMilliseconds(): number {
    return this.session.freshForMilliseconds;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.session.send<T>({ method: 'GET', path: `${api}${path}` })).body;
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.session.send<T>({ method: 'POST', path: `${api}${path}`, body })).body;
  }

  /** Changes something at the version it has now. */
  async patch<T>(path: string, body: unknown): Promise<T> {
    const { headers } = await this.session.send({ method: 'GET', path: `${api}${path}` });
    const request = { method: 'PATCH', path: `${api}${path}`, body } as const;
    return (await this.session.send<T>({ ...request, headers: { 'if-match': headers.get('etag') ?? '' } }))
      .body;
  }

  /** Changes something at the version that was read. @throws ProblemError 412 when it has another one by now */
  async patchAt<T>(path: string, version: number, body: unknown): Promise<T> {
    const headers = { 'if-match': `"${version}"` };
    return (await this.session.send<T>({ method: 'PATCH', path: `${api}${path}`, body, headers })).body;
  }

  /** Every row of a list, page by page. */
  async *list<T>(path: string): AsyncGenerator<T> {
    let cursor: string | null = null;
    do {
      const query = `limit=500${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: Page<T> = await this.get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  ring(contact: NewContact): Promise<ContactView> {
    return this.post('/contacts', contact);
  }

  answerContact(contactId: string, at?: Date): Promise<ContactView> {
    return this.post(`/contacts/${contactId}/answer`, { at });
  }

  endContact(contactId: string, end: ContactEnd): Promise<ContactView> {
    return this.post(`/contacts/${contactId}/end`, end);
  }

  openIncident(incident: NewIncident): Promise<IncidentView> {
    return this.post('/incidents', incident);
  }

  /** Sends the best team of the recommendation. */
  sendBestTeam(incidentId: string): Promise<AssignmentView> {
    return this.post(`/incidents/${incidentId}/assignments`);
  }

  sendTeam(incidentId: string, teamId: string): Promise<AssignmentView> {
    return this.post(`/incidents/${incidentId}/assignments`, { teamId });
  }

  progress(assignmentId: string, step: Step): Promise<AssignmentView> {
    return this.post(`/assignments/${assignmentId}/state`, step);
  }

  close(incidentId: string, closing: Closing): Promise<IncidentView> {
    return this.post(`/incidents/${incidentId}/close`, closing);
  }

  goOnDuty(teamId: string, crew: readonly CrewMember[]): Promise<TeamView> {
    return this.post(`/teams/${teamId}/duty`, { onDuty: true, crew });
  }

  /** Stored when answered. */
  reportPositions(teamId: string, fixes: readonly Fix[]): Promise<{ accepted: number; ignored: number }> {
    return this.post(`/teams/${teamId}/positions`, fixes);
  }

  /** The same for many teams, as a gateway of trackers does. */
  reportFleetPositions(fixes: readonly TeamFix[]): Promise<{ accepted: number; ignored: number }> {
    return this.post('/positions', fixes);
  }

  teams(): AsyncGenerator<TeamView> {
    return this.list('/teams');
  }

  facilities(): AsyncGenerator<FacilityView> {
    return this.list('/facilities');
  }
}
