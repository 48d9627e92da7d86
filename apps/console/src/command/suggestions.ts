import { assignmentStates, type BoardFacility, type BoardTeam, type Locale } from '#lib/contract';
import { readCoordinates, type Point } from '../call/coordinates.js';
import type { LiveIncident } from '../live/board.js';
import type { TeamRow } from '../teams/team-rows.js';
import { allWords, stepWords, toWord, toWords, verbs, type StepWord, type Verb } from './words.js';

/** What a line of the command line does. */
export type Act =
  | { readonly kind: 'new_call'; readonly complaint: string }
  | { readonly kind: 'send'; readonly team: BoardTeam; readonly incident: LiveIncident }
  /** Every team that the incident's plan still asks for. */
  | { readonly kind: 'send_plan'; readonly incident: LiveIncident }
  | {
      readonly kind: 'step';
      readonly team: BoardTeam;
      readonly assignmentId: string;
      readonly state: StepWord;
    }
  | { readonly kind: 'recall'; readonly team: BoardTeam; readonly assignmentId: string }
  | { readonly kind: 'open'; readonly incident: LiveIncident }
  | { readonly kind: 'show_team'; readonly team: BoardTeam }
  | { readonly kind: 'show_facility'; readonly facility: BoardFacility }
  | { readonly kind: 'show_area'; readonly area: Area }
  | { readonly kind: 'show_point'; readonly point: Point }
  | {
      readonly kind: 'screen';
      readonly name: 'map' | 'teams' | 'facilities' | 'window' | 'shortcuts' | 'tour';
    };

/** One line that could be meant. */
export interface Suggestion {
  /** The whole line as it would stand when this is taken. */
  readonly line: string;
  /** Null while the line is only begun: taking it goes on typing. */
  readonly act: Act | null;
}

export interface Area {
  readonly name: string;
  readonly at: Point;
}

/** What the command line knows of the board. */
export interface World {
  readonly locale: Locale;
  /** Every team, with what it does. */
  readonly teams: readonly TeamRow[];
  /** Open incidents, the most pressing first. */
  readonly incidents: readonly LiveIncident[];
  readonly facilities: readonly BoardFacility[];
  readonly areas: readonly Area[];
  readonly selected: LiveIncident | undefined;
  /** The teams recommended for the selected incident, the best first. */
  readonly recommended: readonly string[];
  readonly may: { readonly write: boolean; readonly assign: boolean; readonly progress: boolean };
}

const most = 7;

/** What `typed` could mean, the likeliest first. */
export function suggestionsFor(typed: string, world: World): Suggestion[] {
  const line = typed.trimStart().replace(/^\//, '').trimStart();
  const said = verbOf(line);
  const found = said
    ? afterVerb(said.verb, said.rest, world)
    : [...begun(line, world), ...anything(line, world)];
  return found.slice(0, most);
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The short form in which an incident is spoken of: the count of its day. */
export const shortNumber = ({ number }: { readonly number: string }): string =>
  /(\d+)$/.exec(number)?.[1]?.replace(/^0+(?=\d)/, '') ?? number;

function verbOf(line: string): { verb: Verb; rest: string } | undefined {
  const lower = line.toLowerCase();
  for (const [verb, words] of Object.entries(verbs) as [Verb, (typeof verbs)[Verb]][]) {
    for (const word of allWords(words)) {
      if (lower === word || lower.startsWith(`${word} `))
        return { verb, rest: line.slice(word.length).trimStart() };
    }
  }
  return undefined;
}

const allowed = (verb: Verb, { may }: World): boolean => {
  if (verb === 'newCall') return may.write;
  if (verb === 'send') return may.assign;
  if (verb === 'status' || verb === 'recall') return may.progress;
  return true;
};

/** Verbs that begin with what is typed. */
function begun(line: string, world: World): Suggestion[] {
  const lower = line.trim().toLowerCase();
  return (Object.keys(verbs) as Verb[])
    .filter((verb) => allowed(verb, world) && allWords(verbs[verb]).some((word) => word.startsWith(lower)))
    .flatMap((verb) => {
      const word = verbs[verb][world.locale][0];
      const [only] = takesNothing(verb) ? afterVerb(verb, '', world) : [];
      return [only ?? { line: `${word} `, act: null }];
    });
}

const takesNothing = (verb: Verb): boolean =>
  ['newCall', 'map', 'teams', 'facilities', 'window', 'shortcuts', 'tour'].includes(verb);

function afterVerb(verb: Verb, rest: string, world: World): Suggestion[] {
  if (!allowed(verb, world)) return [];
  const word = verbs[verb][world.locale][0];
  switch (verb) {
    case 'newCall':
      return [{ line: [word, rest].filter(Boolean).join(' '), act: { kind: 'new_call', complaint: rest } }];
    case 'send':
      return sending(rest, word, world);
    case 'status':
      return stepping(rest, word, world);
    case 'recall':
      return recalling(rest, word, world);
    case 'open':
      return incidentsLike(rest, world).map((incident) => ({
        line: `${word} ${shortNumber(incident)}`,
        act: { kind: 'open', incident },
      }));
    case 'find':
      return anything(rest, world);
    case 'map':
    case 'teams':
    case 'facilities':
    case 'window':
    case 'shortcuts':
    case 'tour':
      return [{ line: word, act: { kind: 'screen', name: verb } }];
  }
}

function sending(rest: string, word: string, world: World): Suggestion[] {
  const [teamWords, incidentWords] = splitAtTo(rest);
  const rank = ({ team: { id } }: TeamRow): number => world.recommended.indexOf(id) + 1 || Infinity;
  const free = teamsLike(teamWords, world)
    .filter(({ state }) => state === 'ready')
    .sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  const targets =
    incidentWords === undefined || incidentWords === ''
      ? [...new Set([...(world.selected ? [world.selected] : []), ...world.incidents])]
      : incidentsLike(incidentWords, world);
  const open = targets.filter(({ state }) => state !== 'closed');
  if (teamWords === '' && incidentWords !== undefined) {
    return open.map((incident) => planLine(word, incident, world));
  }
  if (incidentWords === undefined && free.length > 1) {
    // Which team first; with an incident selected, a team's line is whole already.
    const [target] = world.selected ? open : [];
    const plan = target && teamWords === '' ? [planLine(word, target, world)] : [];
    return [...plan, ...free.map(({ team }) => sendLine(word, team, target, world))];
  }
  const [best] = free;
  return best ? open.map((incident) => sendLine(word, best.team, incident, world)) : [];
}

const planLine = (word: string, incident: LiveIncident, { locale }: World): Suggestion => ({
  line: `${word} ${toWord[locale]} ${shortNumber(incident)}`,
  act: { kind: 'send_plan', incident },
});

const sendLine = (
  word: string,
  team: BoardTeam,
  incident: LiveIncident | undefined,
  { locale }: World,
): Suggestion => ({
  line: `${word} ${team.callSign} ${toWord[locale]} ${incident ? shortNumber(incident) : ''}`,
  act: incident ? { kind: 'send', team, incident } : null,
});

function splitAtTo(rest: string): [string, string | undefined] {
  const match = new RegExp(`^(?:(.*?)\\s+)?(?:${toWords.join('|')})(?:\\s+(.*))?$`, 'i').exec(rest);
  return match ? [match[1] ?? '', match[2] ?? ''] : [rest.trim(), undefined];
}

function stepping(rest: string, word: string, world: World): Suggestion[] {
  const split = rest.lastIndexOf(' ');
  const wholeTeam = teamsLike(rest, world).filter(({ assignment }) => assignment);
  const before =
    split < 0 ? [] : teamsLike(rest.slice(0, split), world).filter(({ assignment }) => assignment);
  const stepTyped = wholeTeam.length > 0 || split < 0 ? '' : rest.slice(split + 1).toLowerCase();
  const rows = wholeTeam.length > 0 ? wholeTeam : before;
  if (rows.length > 1 && stepTyped === '') {
    return rows.map(({ team }) => ({ line: `${word} ${team.callSign} `, act: null }));
  }
  const [row] = rows;
  if (!row?.assignment) return [];
  const { team, assignment } = row;
  return (Object.keys(stepWords) as StepWord[])
    .filter(
      (state) =>
        assignmentStates.allows(assignment.state, state) &&
        allWords(stepWords[state]).some((step) => step.startsWith(stepTyped)),
    )
    .map((state) => ({
      line: `${word} ${team.callSign} ${stepWords[state][world.locale][0]}`,
      act: { kind: 'step', team, assignmentId: assignment.id, state },
    }));
}

const recalling = (rest: string, word: string, world: World): Suggestion[] =>
  teamsLike(rest, world).flatMap(({ team, assignment }) =>
    assignment && assignmentStates.allows(assignment.state, 'recalled')
      ? [
          {
            line: `${word} ${team.callSign}`,
            act: { kind: 'recall', team, assignmentId: assignment.id } as const,
          },
        ]
      : [],
  );

/** Teams by call sign, as it is spoken: `amb07`, `AMB 7`, `07`. One that matches whole stands alone. */
function teamsLike(words: string, { teams }: World): TeamRow[] {
  const wanted = plain(words);
  const loose = (callSign: string): string => plain(callSign).replace(/(?<=\D)0+(?=\d)/, '');
  const exact = teams.filter(
    ({ team: { callSign } }) => plain(callSign) === wanted || loose(callSign) === wanted,
  );
  if (exact.length > 0) return exact;
  const like = teams.filter(({ team: { callSign } }) => plain(callSign).includes(wanted));
  const begins = ({ team: { callSign } }: TeamRow): boolean => plain(callSign).startsWith(wanted);
  return [...like.filter(begins), ...like.filter((row) => !begins(row))];
}

/** Incidents by the end of their number, or by words of what, where or which. */
function incidentsLike(words: string, { incidents }: World): LiveIncident[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [...incidents];
  if (/^\d+$/.test(wanted)) {
    const number = wanted.replace(/^0+(?=\d)/, '');
    const exact = incidents.filter((incident) => shortNumber(incident) === number);
    // The count begins anew each day: the newest day's incident is meant.
    if (exact.length > 0) return [...exact].sort((a, b) => b.openedAt.localeCompare(a.openedAt));
    return incidents.filter((incident) => shortNumber(incident).startsWith(number));
  }
  return incidents.filter(({ number, complaint, address }) =>
    [number, complaint, address].some((text) => text?.toLowerCase().includes(wanted)),
  );
}

/** Whatever has these words in its name: a point, incidents, teams, facilities, areas. */
function anything(words: string, world: World): Suggestion[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const has = (name: string): boolean => name.toLowerCase().includes(wanted);
  const point = readCoordinates(words);
  return [
    ...(point ? [{ line: words.trim(), act: { kind: 'show_point', point } as const }] : []),
    ...incidentsLike(words, world).map((incident) => ({
      line: shortNumber(incident),
      act: { kind: 'open', incident } as const,
    })),
    ...(plain(words) === '' ? [] : teamsLike(words, world)).map(({ team }) => ({
      line: team.callSign,
      act: { kind: 'show_team', team } as const,
    })),
    ...world.facilities
      .filter(({ name }) => has(name))
      .map((facility) => ({ line: facility.name, act: { kind: 'show_facility', facility } as const })),
    ...world.areas
      .filter(({ name }) => has(name))
      .map((area) => ({ line: area.name, act: { kind: 'show_area', area } as const })),
  ];
}
