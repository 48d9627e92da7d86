import { useEffect, useRef, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import {
  isAddressOfOtherPoint,
  withAddress,
  withNameAsAddress,
  type PlaceInField,
} from './place-in-field.js';

/** The words by which a crew finds the place. Written for another point than the one that stands there, they say so. */
export function AddressField({
  place,
  set,
}: {
  place: PlaceInField;
  set: (change: Partial<PlaceInField>) => void;
}): ReactNode {
  const { text } = useLanguage();
  const { address, placeName } = place;
  const isOfOther = isAddressOfOtherPoint(place);
  const field = useRef<HTMLTextAreaElement>(null);
  const acts = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In a low window it would come to stand beneath the end of the form.
    if (isOfOther) acts.current?.scrollIntoView({ block: 'nearest' });
  }, [isOfOther]);
  const settle = (button: HTMLElement, change: Partial<PlaceInField>): void => {
    // The button is gone with what it settles; the cursor is not.
    if (button === document.activeElement) field.current?.focus();
    set(change);
  };
  return (
    <div className="address-field" data-of-other={isOfOther || undefined}>
      <label className="field">
        <span>{text('call.address')}</span>
        <textarea
          ref={field}
          data-address
          rows={1}
          autoComplete="off"
          maxLength={500}
          placeholder={text('call.addressHint')}
          value={address}
          onChange={({ target }) => set(withAddress(place, target.value.replace(/\s*\n\s*/g, ' ')))}
          onKeyDown={(event) => {
            // It is read whole, over several lines, and is one line all the same.
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <p className="address-of-other" role="status">
        {isOfOther && text('address.ofOther')}
      </p>
      {isOfOther && (
        <div ref={acts} className="address-acts">
          <button
            type="button"
            className="button small"
            onClick={({ currentTarget }) => settle(currentTarget, withAddress(place, address))}
          >
            {text('address.keep')}
          </button>
          {placeName !== '' && (
            <button
              type="button"
              className="button small"
              data-take-address
              onClick={({ currentTarget }) => settle(currentTarget, withNameAsAddress(place))}
            >
              <span>{text('address.take', { name: placeName })}</span> <kbd>{'F9'}</kbd>
            </button>
          )}
        </div>
      )}
    </div>
  );
}
