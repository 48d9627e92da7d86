import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Centers } from '#lib/center';
import { PersonalDataAccess } from '#lib/identity';
import { IncidentEditing, type IncidentView } from '#lib/incident';
import { Commands, type Caller, type Queryable, type Refusal, type Transaction } from '#lib/platform';
import { CallRepository } from '../call/call.repository.js';
import { recordSuggestion, type Call, type CallName } from '../call/call.js';
import { PlaceReading } from '../reading/place-reading.js';
import { progressOf } from './fix-progress.js';
import type { SuggestionRequest } from './suggestion.dto.js';
import type { NewPlaceSuggestion, PlaceSuggestion } from './suggestion.js';
import { SuggestionRepository } from './suggestion.repository.js';
import type { KeptSuggestions, PlaceSuggestionList, PlaceSuggestionView } from './suggestion.view.js';

/** Places offered for a call. None becomes the incident's place before a person chooses it. */
@Injectable()
export class Suggestions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly calls: CallRepository,
    private readonly suggestions: SuggestionRepository,
    private readonly reading: PlaceReading,
    private readonly editing: IncidentEditing,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  /** Keeps a place inside a command; a later one of the same origin refines it. */
  async suggest(tx: Transaction, call: Call, place: NewPlaceSuggestion): Promise<void> {
    const { originId } = place;
    const known =
      originId === undefined
        ? undefined
        : await this.suggestions.lockByOrigin(tx.manager, place.source, originId);
    if (!known) return this.add(tx, call, place);
    const progress = progressOf(known, place);
    if (progress === 'confirm') await this.suggestions.confirm(tx.manager, known.id, place.positionedAt);
    if (progress !== 'refine') return;
    await this.suggestions.refine(tx.manager, known.id, place);
    const { source, accuracyMetres } = place;
    recordSuggestion(tx, call, { suggestionId: known.id, source, accuracyMetres });
  }

  private async add(tx: Transaction, call: Call, place: NewPlaceSuggestion): Promise<void> {
    const id = tx.newIdentifier();
    await this.suggestions.insert(tx.manager, {
      originId: id,
      ...place,
      id,
      centerId: tx.centerId,
      contactId: call.contactId,
      incidentId: call.contactId === null ? call.incidentId : null,
      suggestedBy: tx.caller.actor,
      suggestedAt: tx.now,
      chosenBy: null,
      chosenAt: null,
      version: 1,
    });
    recordSuggestion(tx, call, {
      suggestionId: id,
      source: place.source,
      accuracyMetres: place.accuracyMetres,
    });
  }

  /** The suggestions of a call; that somebody opened them is kept. */
  async list(caller: Caller, name: CallName): Promise<Result<PlaceSuggestionList, Refusal>> {
    if (!(await this.calls.find(this.dataSource, caller.centerId, name)))
      return refuse({ code: 'not_found' });
    const [subjectType, subjectId] =
      'contactId' in name ? (['contact', name.contactId] as const) : (['incident', name.incidentId] as const);
    await this.personalDataAccess.record(this.dataSource, caller, {
      action: `${subjectType}.place_suggestions_opened`,
      subjectType,
      subjectId,
    });
    return accept({ items: await this.views(this.dataSource, caller.centerId, name) });
  }

  /** Keeps the places in a message, or one place; answers all suggestions of the call. */
  async tell(
    caller: Caller,
    name: CallName,
    request: SuggestionRequest,
  ): Promise<Result<KeptSuggestions, Refusal>> {
    const { text, place } = request;
    if ((text === undefined) === (place === undefined)) {
      return refuse({
        code: 'validation_failed',
        fields: [
          {
            field: 'text',
            rule: text === undefined ? 'required' : 'onlyWith',
            parameters: { 0: 'place: null' },
          },
        ],
      });
    }
    return this.commands.run(caller, async (tx) => {
      const call = await this.calls.find(tx.manager, tx.centerId, name);
      if (!call) return refuse({ code: 'not_found' });
      const read = text === undefined ? undefined : await this.reading.read(tx.manager, tx.centerId, text);
      const told: NewPlaceSuggestion[] = place
        ? [
            {
              ...withoutPhone(tx.now),
              ...place,
              accuracyMetres: place.accuracyMetres ?? null,
              label: place.label ?? null,
            },
          ]
        : (read?.places ?? []).map(({ lat, lon, accuracyMetres, label }) => ({
            ...withoutPhone(tx.now),
            lat,
            lon,
            accuracyMetres,
            label,
            source: 'shared_coordinates',
          }));
      const before = await this.suggestions.list(tx.manager, tx.centerId, name);
      for (const one of told) {
        if (!before.some((known) => isSame(known, one))) await this.suggest(tx, call, one);
      }
      return accept({
        items: await this.views(tx.manager, tx.centerId, name),
        shortLinks: read?.shortLinks ?? [],
      });
    });
  }

  /**
   * Makes a suggestion the place of the incident, under `If-Match`. The words for the place stay as they are: a phone
   * knows where it is, not what the caller said.
   */
  async choose(
    caller: Caller,
    incidentId: string,
    ifMatch: string | undefined,
    suggestionId: string,
  ): Promise<Result<IncidentView, Refusal>> {
    const center = await this.centers.get(caller.centerId);
    return this.commands.run(caller, async (tx) => {
      const known = await this.suggestions.list(tx.manager, tx.centerId, { incidentId });
      const suggestion = known.find(({ id }) => id === suggestionId);
      if (!suggestion) {
        return refuse({ code: 'not_found', fields: [{ field: 'suggestionId', rule: 'notFound' }] });
      }
      const { lat, lon, accuracyMetres, source } = suggestion;
      const edited = await this.editing.editIn(tx, center, incidentId, ifMatch, {
        place: { lat, lon, accuracyMetres, source },
      });
      if (edited.accepted) await this.suggestions.choose(tx.manager, suggestionId, caller.actor, tx.now);
      return edited;
    });
  }

  private async views(on: Queryable, centerId: string, name: CallName): Promise<PlaceSuggestionView[]> {
    const views: PlaceSuggestionView[] = [];
    for (const suggestion of await this.suggestions.list(on, centerId, name)) {
      views.push({ ...viewOf(suggestion), ...(await this.centers.locate(on, centerId, suggestion)) });
    }
    return views;
  }
}

const withoutPhone = (now: Date) => ({ confidence: null, altitudeMetres: null, positionedAt: now });

const isSame = (known: PlaceSuggestion, next: NewPlaceSuggestion): boolean =>
  known.source === next.source &&
  Math.abs(known.lat - next.lat) < 1e-6 &&
  Math.abs(known.lon - next.lon) < 1e-6 &&
  known.accuracyMetres === next.accuracyMetres;

const viewOf = ({
  centerId: _centerId,
  originId: _originId,
  ...suggestion
}: PlaceSuggestion & { isPlace: boolean }): Omit<PlaceSuggestionView, 'areaId' | 'outsideMetres'> => ({
  ...suggestion,
  positionedAt: suggestion.positionedAt.toISOString(),
  suggestedAt: suggestion.suggestedAt.toISOString(),
  chosenAt: suggestion.chosenAt?.toISOString() ?? null,
});
