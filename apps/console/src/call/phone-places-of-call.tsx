import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useStore } from '../live/store.js';
import { useFollowed } from '../incident/use-incident.js';
import type { CallDraft } from './call-draft.js';
import { contactOfCall } from './contact-of-call.js';
import { writeCoordinates } from './coordinates.js';
import { PhonePlacesSection, type PhonePlaces } from './phone-places.js';
import { withPoint } from './place-in-field.js';
import { readPhonePlaces } from './read-phone-places.js';

/** Where the phone of this call says it is; accepted, it fills the place of the form. */
export function PhonePlacesOfCall({ draft }: { draft: CallDraft }): ReactNode {
  const desk = useDesk();
  const mark = useStore(desk.live.board, (board) => board?.phonePlacesSeq ?? 0);
  const { contactId } = draft;
  const places = useFollowed<PhonePlaces>(
    () => readPhonePlaces(desk.api, 'contact', contactId),
    contactId ?? 'none',
    mark,
  );
  return (
    <PhonePlacesSection
      places={places.value ?? { links: [], suggestions: [] }}
      mayAsk={desk.may('contact.write')}
      onSend={async (channel) => {
        const contact = await contactOfCall(desk);
        if (!contact.ok) return contact;
        const number = desk.draft.get()?.phone.trim() ?? '';
        return desk.api.sendContactLink(contact.value, { channel, ...(number !== '' && { number }) });
      }}
      onAccept={(suggestion) => {
        const present = desk.draft.get();
        if (present) {
          desk.draft.set({
            ...present,
            ...withPoint(present, {
              placeText: writeCoordinates(suggestion),
              placeFrom: suggestion.source,
              placeName: suggestion.label ?? '',
              placeNear: '',
              placeAccuracyMetres: suggestion.accuracyMetres,
            }),
          });
          desk.found.set({ lat: suggestion.lat, lon: suggestion.lon });
        }
        return Promise.resolve({ ok: true, value: null });
      }}
    />
  );
}
