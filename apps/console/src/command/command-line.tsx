import {
  memo,
  useContext,
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { RecommendedTeamView } from '../api/generated/types.gen.js';
import { AreasContext } from '../board/areas.js';
import { areaCentres } from '../board/area-centres.js';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';
import { shownArrangement } from '../queues/shown-arrangement.js';
import { teamRows } from '../teams/team-rows.js';
import { perform } from './perform.js';
import { suggestionsFor, type Area, type Suggestion, type World } from './suggestions.js';
import './command.css';

/** Everything by typing: `/`, a few letters, Tab to complete, Enter to do. */
export const CommandLine = memo(function CommandLine({ board }: { board: Board | null }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const field = useRef<HTMLInputElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const listId = useId();
  const [line, setLine] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  // Letters come first; what they could mean may follow a moment later.
  const calmBoard = useDeferredValue(board);
  const world = useWorld(open ? calmBoard : null);
  const suggestions = useMemo(() => (world ? suggestionsFor(line, world) : []), [line, world]);
  const at = Math.min(chosen, suggestions.length - 1);

  const leave = (): void => {
    setLine('');
    setOpen(false);
    field.current?.blur();
    if (before.current?.isConnected) before.current.focus();
  };
  const take = (suggestion: Suggestion): void => {
    if (suggestion.act === null) {
      setLine(suggestion.line);
      setChosen(0);
      field.current?.focus();
      return;
    }
    const { act } = suggestion;
    // A call's form takes the cursor itself; everything else gives it back.
    if (act.kind === 'new_call') before.current = null;
    leave();
    void perform(desk, language, act).then((said) => said !== null && desk.tell(said));
  };
  const press = (event: KeyboardEvent): void => {
    const suggestion = suggestions[at];
    if (event.key === 'ArrowDown' && at + 1 < suggestions.length) setChosen(at + 1);
    else if (event.key === 'ArrowUp' && at > 0) setChosen(at - 1);
    else if (event.key === 'Escape') leave();
    else if (event.key === 'Tab' && suggestion && !event.shiftKey && line !== suggestion.line) {
      setLine(suggestion.line);
      setChosen(0);
    } else if (event.key === 'Enter' && suggestion) take(suggestion);
    else if (!event.key.startsWith('Arrow') || event.key.endsWith('Left') || event.key.endsWith('Right'))
      return;
    event.preventDefault();
  };
  return (
    <div
      className="command-line"
      onFocus={({ relatedTarget }) => {
        if (!open && relatedTarget instanceof HTMLElement) before.current = relatedTarget;
        setOpen(true);
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <span className="command-slash" aria-hidden="true">
        {'/'}
      </span>
      <input
        ref={field}
        data-command
        role="combobox"
        aria-label={text('command.label')}
        aria-expanded={open && suggestions.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && suggestions.length > 0 ? `${listId}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder={text(desk.may('dispatch.assign') ? 'command.hint' : 'command.hintToRead')}
        value={line}
        onChange={({ target }) => {
          setLine(target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      {open && (
        <ul id={listId} role="listbox" className="command-list" aria-label={text('command.label')}>
          {suggestions.map((suggestion, index) => (
            <li
              key={`${suggestion.line}-${suggestion.act?.kind}`}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault();
                take(suggestion);
              }}
            >
              <strong>{suggestion.line}</strong>
              <span>{meaningOf(language, suggestion)}</span>
            </li>
          ))}
          {suggestions.length === 0 && (
            <li role="option" aria-selected="false" aria-disabled="true">
              <span>{text('command.nothing')}</span>
            </li>
          )}
        </ul>
      )}
    </div>
  );
});

/** What taking a line would do, in words. */
function meaningOf({ text }: Language, { act }: Suggestion): string {
  if (act === null) return text('command.goOn');
  switch (act.kind) {
    case 'new_call':
      return text('call.title');
    case 'send':
      return text('command.send', {
        kind: text(`teamKind.${act.team.kind}`),
        what: act.incident.complaint ?? text(`type.${act.incident.type}`),
      });
    case 'send_plan':
      return text('command.sendPlan', { what: act.incident.complaint ?? text(`type.${act.incident.type}`) });
    case 'step':
      return text('command.step', { team: act.team.callSign, state: text(`assignment.${act.state}`) });
    case 'recall':
      return text('command.recall', { team: act.team.callSign });
    case 'open':
      return act.incident.complaint ?? text(`type.${act.incident.type}`);
    case 'show_team':
      return text('command.showTeam');
    case 'show_facility':
      return text(`facilityKind.${act.facility.kind}`);
    case 'show_area':
      return text('command.showArea');
    case 'show_point':
      return text('command.showPoint');
    case 'screen':
      return text(`command.screen.${act.name}`);
  }
}

const noTeams: readonly RecommendedTeamView[] = [];

/** The board as the command line sees it; null while nobody types. */
function useWorld(board: Board | null): World | null {
  const desk = useDesk();
  const { locale } = useLanguage();
  const areas = useContext(AreasContext);
  const selectedId = useStore(desk.selectedId);
  const { rows } = useStore(shownArrangement);
  const shown = useStore(desk.recommendation);
  const ofSelected = shown !== null && selectedId !== null && shown.incidentId === selectedId;
  const recommended = ofSelected ? shown.recommendation.items : noTeams;
  const places = useMemo(() => (typeof areas === 'string' ? [] : areasOf(areas.shapes)), [areas]);
  return useMemo(
    () =>
      board && {
        locale,
        teams: teamRows(board),
        incidents: rows.flatMap(({ id }) => board.incidents.get(id) ?? []),
        facilities: [...board.facilities.values()],
        areas: places,
        recommended: recommended.map(({ team }) => team.id),
        selected: board.incidents.get(selectedId ?? ''),
        may: {
          write: desk.may('incident.write'),
          assign: desk.may('dispatch.assign'),
          progress: desk.may('assignment.progress'),
        },
      },
    [board, locale, rows, places, selectedId, recommended, desk],
  );
}

const areasOf = (shapes: GeoJSON.FeatureCollection): Area[] =>
  areaCentres(shapes).map(({ name, lat, lon }) => ({ name, at: { lat, lon } }));
