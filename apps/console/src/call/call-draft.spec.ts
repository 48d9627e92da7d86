import { emptyDraft, withBeginning, type CallDraft } from './call-draft.js';

const at = (second: number): number => Date.UTC(2026, 10, 21, 12, 0, second);
const moment = (second: number): string => new Date(at(second)).toISOString();
const draft = (changes: Partial<CallDraft> = {}): CallDraft => ({ ...emptyDraft(), ...changes });

describe('a call taken down by hand', () => {
  it('has not begun while nothing stands in its form, however long that is open', () => {
    expect(withBeginning(draft(), at(0)).beganAt).toBeNull();
    expect(withBeginning(draft({ complaint: '  ' }), at(3)).beganAt).toBeNull();
  });

  it.each(['complaint', 'placeText', 'address', 'phone', 'callerName'] as const)(
    'begins with the first thing that stands there, were it its %s, and keeps that',
    (field) => {
      const begun = withBeginning(draft({ [field]: '0' }), at(4));
      expect(begun.beganAt).toBe(moment(4));
      expect(withBeginning({ ...begun, complaint: 'Sesak napas' }, at(50)).beganAt).toBe(moment(4));
    },
  );

  it('begins when its form was opened, where its first word follows within a minute', () => {
    const opened = withBeginning(draft(), at(0));
    expect(withBeginning({ ...opened, complaint: 'Sesak napas' }, at(60)).beganAt).toBe(moment(0));
    expect(withBeginning({ ...opened, complaint: 'Sesak napas' }, at(61)).beganAt).toBe(moment(61));
  });

  it('begins with its triage, where nothing else was written down', () => {
    expect(withBeginning(draft({ triageId: 'triage' }), at(4)).beganAt).toBe(moment(4));
  });

  it('begins anew once its form was emptied again', () => {
    const begun = withBeginning(draft({ complaint: 'Salah ketik' }), at(4));
    const emptied = withBeginning({ ...begun, complaint: '' }, at(6));
    expect(withBeginning({ ...emptied, complaint: 'Sesak napas' }, at(900)).beganAt).toBe(moment(900));
  });

  it('keeps its beginning when its caller is written down, and has none of its own from a contact', () => {
    const begun = withBeginning(draft({ complaint: 'Sesak napas' }), at(4));
    expect(withBeginning({ ...begun, contactId: 'contact' }, at(9)).beganAt).toBe(moment(4));
    const answered = draft({ contactId: 'contact', phone: '0812-3456-789' });
    expect(withBeginning({ ...answered, complaint: 'Sesak napas' }, at(9)).beganAt).toBeNull();
  });
});
