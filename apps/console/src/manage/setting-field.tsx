import type { ReactNode } from 'react';
import type { SettingsChange } from '../api/api.js';
import { useLanguage, type Language, type TextKey } from '../language/language.js';
import { SelectField, TextField } from '../look/fields.js';

export type SettingGroup =
  'targets' | 'dispatch' | 'calls' | 'positions' | 'speeds' | 'reviews' | 'kept' | 'other';

/** One value of the settings, by its path in them. */
export interface Leaf {
  readonly path: string;
  readonly value: number | string | boolean;
  readonly group: SettingGroup;
}

const groupBy: Readonly<Record<string, SettingGroup>> = {
  targets: 'targets',
  straightLine: 'speeds',
  acknowledgeWithinSeconds: 'dispatch',
  enRouteWithinSeconds: 'dispatch',
  onSceneGraceSeconds: 'dispatch',
  tieSeconds: 'dispatch',
  burdenHours: 'dispatch',
  waitingIncidents: 'dispatch',
  leaveToOperatorSeconds: 'dispatch',
  maximumDistanceMetres: 'dispatch',
  callBackWithinSeconds: 'calls',
  reopenByCloserWithinSeconds: 'calls',
  serviceAreaMarginMetres: 'calls',
  toldTimeMaximumAgeSeconds: 'calls',
  loweringMaximumHours: 'calls',
  loweringProposalCalls: 'calls',
  loweringProposalDays: 'calls',
  locationLinkOpenWithinSeconds: 'calls',
  locationLinkShareSeconds: 'calls',
  amlMatchWithinSeconds: 'calls',
  amlKeepSeconds: 'calls',
  duplicates: 'calls',
  fixMaximumAgeSeconds: 'positions',
  fixFutureToleranceSeconds: 'positions',
  positionRetentionDays: 'kept',
  retention: 'kept',
  caseReview: 'reviews',
};

const groupOrder: readonly SettingGroup[] = [
  'targets',
  'dispatch',
  'calls',
  'positions',
  'speeds',
  'reviews',
  'kept',
  'other',
];

/** Every value in the settings; what this console has no words for stands under its own name. */
export function leavesOf(settings: object): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
    } else if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
      leaves.push({ path: path.join('.'), value, group: groupBy[path[0] ?? ''] ?? 'other' });
    }
  };
  visit(settings, []);
  return leaves.sort((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group));
}

/** `change` with the value at `path` set in it. */
export function withLeaf(
  change: SettingsChange,
  [name = '', ...rest]: readonly string[],
  value: Leaf['value'],
): SettingsChange {
  const present = (change as Record<string, unknown>)[name];
  const inner =
    rest.length === 0 ? value : withLeaf((present as SettingsChange | undefined) ?? {}, rest, value);
  return { ...change, [name]: inner };
}

const waitingChoices = ['offer', 'suggest', 'off'] as const;

const names: Readonly<Record<string, TextKey>> = {
  acknowledgeWithinSeconds: 'setting.acknowledgeWithinSeconds',
  enRouteWithinSeconds: 'setting.enRouteWithinSeconds',
  onSceneGraceSeconds: 'setting.onSceneGraceSeconds',
  callBackWithinSeconds: 'setting.callBackWithinSeconds',
  reopenByCloserWithinSeconds: 'setting.reopenByCloserWithinSeconds',
  fixMaximumAgeSeconds: 'setting.fixMaximumAgeSeconds',
  fixFutureToleranceSeconds: 'setting.fixFutureToleranceSeconds',
  maximumDistanceMetres: 'setting.maximumDistanceMetres',
  tieSeconds: 'setting.tieSeconds',
  burdenHours: 'setting.burdenHours',
  serviceAreaMarginMetres: 'setting.serviceAreaMarginMetres',
  waitingIncidents: 'setting.waitingIncidents',
  leaveToOperatorSeconds: 'setting.leaveToOperatorSeconds',
  positionRetentionDays: 'setting.positionRetentionDays',
  toldTimeMaximumAgeSeconds: 'setting.toldTimeMaximumAgeSeconds',
  loweringMaximumHours: 'setting.loweringMaximumHours',
  loweringProposalCalls: 'setting.loweringProposalCalls',
  loweringProposalDays: 'setting.loweringProposalDays',
  locationLinkOpenWithinSeconds: 'setting.locationLinkOpenWithinSeconds',
  locationLinkShareSeconds: 'setting.locationLinkShareSeconds',
  amlMatchWithinSeconds: 'setting.amlMatchWithinSeconds',
  amlKeepSeconds: 'setting.amlKeepSeconds',
  'duplicates.shownAbove': 'setting.shownAbove',
  'duplicates.recentSeconds': 'setting.recentSeconds',
  'retention.triageAnswerDays': 'setting.triageAnswerDays',
  'retention.placeSuggestionDays': 'setting.placeSuggestionDays',
  'retention.locationLinkDays': 'setting.locationLinkDays',
  'retention.callerDays': 'setting.callerDays',
  'caseReview.randomShare': 'setting.randomShare',
  'caseReview.unfinishedAfterSeconds': 'setting.unfinishedAfterSeconds',
  'caseReview.targets.awakeSeconds': 'setting.awakeSeconds',
  'caseReview.targets.breathingSeconds': 'setting.breathingSeconds',
  'caseReview.targets.cardChosenSeconds': 'setting.cardChosenSeconds',
  'caseReview.targets.arrestRecognisedSeconds': 'setting.arrestRecognisedSeconds',
  'caseReview.targets.firstCompressionSeconds': 'setting.firstCompressionSeconds',
  'caseReview.weights.questions': 'setting.weight.questions',
  'caseReview.weights.order': 'setting.weight.order',
  'caseReview.weights.times': 'setting.weight.times',
  'caseReview.weights.instructions': 'setting.weight.instructions',
  'straightLine.detourFactor': 'setting.detourFactor',
  'targets.answer': 'clock.answer',
  'targets.triage': 'setting.triage',
  'targets.processing': 'clock.processing',
  'targets.activation': 'clock.activation',
  'targets.travel': 'setting.travel',
};

function nameOf({ text }: Language, path: string): string {
  const own = names[path];
  if (own) return text(own);
  const target = /^targets\.(response\.(P\d)|\w+)\.(seconds|share)$/.exec(path);
  if (target) {
    const [, which = '', priority, part] = target;
    const interval = names[`targets.${which}`];
    const what = priority ? `${text('clock.response')} ${priority}` : interval ? text(interval) : which;
    return `${what}, ${text(part === 'seconds' ? 'setting.seconds' : 'setting.share')}`;
  }
  const [, kind] = /^straightLine\.speedKilometresPerHour\.(\w+)$/.exec(path) ?? [];
  const kindName = kind === undefined ? undefined : text(`teamKind.${kind as 'als_ambulance'}`);
  return kindName === undefined ? path : `${kindName}, ${text('setting.speed')}`;
}

export function SettingField({
  leaf: { path, value: given },
  value,
  onChange,
}: {
  leaf: Leaf;
  value: Leaf['value'];
  onChange: (value: Leaf['value']) => void;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const label = nameOf(language, path);
  if (path === 'waitingIncidents') {
    return (
      <SelectField
        label={label}
        value={String(value)}
        options={waitingChoices.map((choice) => ({ value: choice, label: text(`waiting.${choice}`) }))}
        onChange={onChange}
      />
    );
  }
  if (typeof given === 'boolean') {
    return (
      <label className="check">
        <input type="checkbox" checked={value === true} onChange={({ target }) => onChange(target.checked)} />
        <span>{label}</span>
      </label>
    );
  }
  if (typeof given === 'string') {
    return <TextField label={label} value={String(value)} onChange={onChange} />;
  }
  return (
    <TextField
      label={label}
      type="number"
      step="any"
      min={0}
      required
      value={String(value)}
      onChange={(typed) => onChange(typed === '' ? '' : Number(typed))}
    />
  );
}
