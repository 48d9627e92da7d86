import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { PhonePlacesSection, type PhonePlaces } from '../call/phone-places.js';
import { readPhonePlaces } from '../call/read-phone-places.js';
import type { IncidentView } from '../api/generated/types.gen.js';
import type { LiveIncident } from '../live/board.js';
import { useFollowed } from './use-incident.js';

/** Where phones say the incident is, to be accepted with one press. */
export function PhonePlacesOfIncident({
  incident,
  details,
}: {
  incident: LiveIncident;
  details: IncidentView;
}): ReactNode {
  const desk = useDesk();
  const { api } = desk;
  const places = useFollowed<PhonePlaces>(
    () => readPhonePlaces(api, 'incident', incident.id),
    incident.id,
    incident.timelineSeq,
  );
  return (
    <PhonePlacesSection
      places={places.value ?? { links: [], suggestions: [] }}
      mayAsk={desk.may('contact.write')}
      onSend={(channel) => api.sendIncidentLink(incident.id, { channel })}
      onAccept={
        desk.may('incident.write')
          ? ({ id }) => api.choosePlace(incident.id, { suggestionId: id }, details.version)
          : null
      }
    />
  );
}
