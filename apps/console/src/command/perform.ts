import { newKey } from '../api/api.js';
import type { Desk } from '../board/desk.js';
import { openMapWindow } from '../board/map-window-opener.js';
import { lackText, namesOf } from '../incident/planned-teams.js';
import type { Language } from '../language/language.js';
import { obstacleTitle } from '../look/refusal.js';
import { shortNumber, type Act } from './suggestions.js';

/** Does what a line says. @returns what came of it, to be told; null where the screen shows it. */
export async function perform(desk: Desk, language: Language, act: Act): Promise<string | null> {
  const { text } = language;
  switch (act.kind) {
    case 'new_call':
      desk.beginCall(act.complaint === '' ? {} : { complaint: act.complaint });
      return null;
    case 'send': {
      const { team, incident } = act;
      const answer = await desk.api.send(incident.id, team.id, newKey());
      desk.select(incident.id);
      return answer.ok
        ? text('command.sent', { team: team.callSign, number: shortNumber(incident) })
        : obstacleTitle(language, answer.obstacle);
    }
    case 'send_plan': {
      const { incident } = act;
      const answer = await desk.api.respond(incident.id, newKey());
      desk.select(incident.id);
      if (!answer.ok) return obstacleTitle(language, answer.obstacle);
      const { sent, places } = answer.value;
      const team = namesOf(
        sent.map(({ team }) => team),
        language,
      );
      const lack = lackText(
        places.filter(({ assignment }) => assignment === null),
        language,
      );
      const told = text('command.sent', { team, number: shortNumber(incident) });
      return [told, lack].filter(Boolean).join(' ');
    }
    case 'step': {
      const answer = await desk.api.step(act.assignmentId, { state: act.state });
      return answer.ok
        ? `${act.team.callSign}: ${text(`assignment.${act.state}`)}`
        : obstacleTitle(language, answer.obstacle);
    }
    case 'recall': {
      const answer = await desk.api.step(act.assignmentId, { state: 'recalled', reason: 'no_longer_needed' });
      return answer.ok
        ? `${act.team.callSign}: ${text('assignment.recalled')}`
        : obstacleTitle(language, answer.obstacle);
    }
    case 'open':
      desk.select(act.incident.id);
      return null;
    case 'show_team': {
      const fix = desk.live.positions.get(act.team.id);
      const base = desk.live.board.get()?.facilities.get(act.team.baseFacilityId ?? '');
      const at = fix ?? base;
      if (!at) return text('command.noPosition', { team: act.team.callSign });
      return show(desk, at);
    }
    case 'show_facility':
      return show(desk, act.facility);
    case 'show_area':
      return show(desk, act.area.at);
    case 'show_point':
      return show(desk, act.point);
    case 'screen':
      if (act.name === 'window') openMapWindow();
      else if (act.name === 'shortcuts') desk.sheetOpen.set(true);
      else if (act.name === 'tour') desk.touring.set(true);
      else desk.middle.set(act.name);
      return null;
  }
}

function show(desk: Desk, { lat, lon }: { lat: number; lon: number }): null {
  desk.middle.set('map');
  desk.found.set({ lat, lon });
  return null;
}
