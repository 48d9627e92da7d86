import { useState, type ReactNode } from 'react';
import {
  incidentTypes,
  priorities,
  teamCapabilities,
  teamKinds,
  type IncidentType,
  type Priority,
} from '#lib/contract';
import type { PlanUnitBody, ResponsePlanView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Field } from '../look/differences.js';
import { ChecksField, SelectField, TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { ManageList } from './manage-list.js';

type Row = ResponsePlanView & { readonly id: string };

/** Which teams, with what, and how many, for each type and priority. */
export function Plans(): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  return (
    <ManageList<Row>
      title={text('manage.plans')}
      explanation={text('plans.explanation')}
      read={async () => {
        const plans = await desk.api.responsePlans();
        if (!plans.ok) return plans;
        const items = plans.value.items.map((plan) => ({
          ...plan,
          id: [plan.type, plan.priority, plan.determinant].join(' '),
        }));
        return { ok: true, value: { items } };
      }}
      columns={[
        {
          name: text('call.type'),
          show: ({ type, determinant }) =>
            determinant ?? text(type === null ? 'plans.anyType' : `type.${type}`),
        },
        { name: text('incident.priority'), show: ({ priority }) => text(`priority.${priority}`) },
        {
          name: text('plans.units'),
          show: ({ units }) => units.map((unit) => unitLine(language, unit)).join(' + '),
        },
        { name: text('plans.source'), show: ({ source }) => text(`plans.from.${source}`) },
      ]}
      add={text('plans.add')}
      dialog={(plan, done) => <PlanDialog plan={plan} onDone={done} />}
    />
  );
}

function unitLine({ text }: Language, { kinds, capabilities, count }: PlanUnitBody): string {
  const who = kinds.map((kind) => text(`teamKind.${kind}`)).join(` ${text('plans.or')} `);
  const has = capabilities.map((name) => text(`capability.${name}`)).join(', ');
  return [`${count} × ${who}`, has && `(${has})`].filter(Boolean).join(' ');
}

const emptyUnit: PlanUnitBody = { kinds: [], capabilities: [], count: 1 };

function PlanDialog({ plan, onDone }: { plan: Row | null; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [type, setType] = useState<IncidentType | ''>(plan?.type ?? '');
  const [priority, setPriority] = useState<Priority>(plan?.priority ?? 'P1');
  const [units, setUnits] = useState<readonly PlanUnitBody[]>(plan?.units ?? [emptyUnit]);
  const change = (index: number, part: Partial<PlanUnitBody>): void =>
    setUnits(units.map((unit, place) => (place === index ? { ...unit, ...part } : unit)));
  const body = {
    type: type || null,
    priority,
    determinant: plan?.determinant ?? null,
    units: [...units],
  };
  const fieldsOf = ({ units: told }: Pick<ResponsePlanView, 'units'>): Field[] =>
    told.map((unit, index) => ({
      label: text('plans.unit', { number: index + 1 }),
      value: unitLine(language, unit),
    }));
  return (
    <FormDialog
      title={text('manage.plans')}
      submit={text('manage.save')}
      save={(version) => desk.api.putResponsePlan(body, version)}
      versions={{ read: plan, mine: fieldsOf(body), fieldsOf }}
      onDone={onDone}
    >
      {plan === null && (
        <>
          <SelectField
            label={text('call.type')}
            value={type}
            autoFocus
            options={[
              { value: '', label: text('plans.anyType') },
              ...incidentTypes.map((value) => ({ value, label: text(`type.${value}`) })),
            ]}
            onChange={setType}
          />
          <SelectField
            label={text('incident.priority')}
            value={priority}
            options={priorities.map((value) => ({ value, label: text(`priority.${value}`) }))}
            onChange={setPriority}
          />
        </>
      )}
      {units.map((unit, index) => (
        <fieldset key={index} className="plan-unit">
          <legend>{text('plans.unit', { number: index + 1 })}</legend>
          <TextField
            label={text('plans.count')}
            type="number"
            min={1}
            max={20}
            required
            value={String(unit.count)}
            onChange={(count) => change(index, { count: Number(count) })}
          />
          <ChecksField
            label={text('plans.kinds')}
            options={teamKinds.map((value) => ({ value, label: text(`teamKind.${value}`) }))}
            chosen={unit.kinds}
            onChange={(kinds) => change(index, { kinds })}
          />
          <ChecksField
            label={text('manage.capabilities')}
            options={teamCapabilities.map((value) => ({ value, label: text(`capability.${value}`) }))}
            chosen={unit.capabilities}
            onChange={(capabilities) => change(index, { capabilities })}
          />
          {units.length > 1 && (
            <button
              type="button"
              className="button quiet small"
              onClick={() => setUnits(units.filter((_, place) => place !== index))}
            >
              {text('plans.removeUnit')}
            </button>
          )}
        </fieldset>
      ))}
      <button type="button" className="button quiet" onClick={() => setUnits([...units, emptyUnit])}>
        {text('plans.addUnit')}
      </button>
    </FormDialog>
  );
}
