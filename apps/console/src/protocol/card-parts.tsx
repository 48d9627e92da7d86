import type { ReactNode } from 'react';
import type { Priority } from '#lib/contract';
import type { CardView, ProtocolVersionView, QuestionView } from '../api/generated/types.gen.js';
import { PageLink } from '../board/page-links.js';
import { useLanguage } from '../language/language.js';
import { PriorityMark } from '../look/marks.js';
import { conditionText, questionsOf, type Condition } from './conditions.js';
import { cardPath } from './protocol-path.js';
import { Spoken } from './spoken.js';

const priorityOf = { A: 'P1', B: 'P2', C: 'P3', D: 'P4' } as const satisfies Record<string, Priority>;

/** What a card asks, what it finds, where it leads, and what the crew is warned of. */
export function CardParts({ version, card }: { version: ProtocolVersionView; card: CardView }): ReactNode {
  const language = useLanguage();
  const { text, locale } = language;
  const find = questionsOf(version.cards, card);
  const only = (when: object | undefined): ReactNode =>
    when && (
      <small className="only-when">
        {text('protocol.onlyWhen', { condition: conditionText(when as Condition, find, language) })}
      </small>
    );
  return (
    <>
      <section>
        <h3 className="section-title">{text('protocol.questions')}</h3>
        <ol className="card-questions">
          {card.questions.map((question) => (
            <li key={question.key}>
              <p className="spoken">
                <Spoken words={question.ask} />
              </p>
              {question.hint && (
                <p className="quiet">
                  <Spoken words={question.hint} />
                </p>
              )}
              <p className="quiet">
                {question.essential && (
                  <>
                    <span className="key-question">{text('protocol.keyQuestion')}</span>{' '}
                  </>
                )}
                <Answers question={question} /> · {text('protocol.reportedAs')}{' '}
                <Spoken words={question.short} />
              </p>
              {only(question.when)}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3 className="section-title">{text('protocol.determinants')}</h3>
        <ul className="card-rows">
          {card.determinants.map(({ level, line, label, when }) => (
            <li key={level + line}>
              <PriorityMark priority={priorityOf[level]} size={20} />
              <div>
                <strong>
                  <Spoken words={label} />
                </strong>{' '}
                <span className="quiet">{`${card.number}.${level}.${line}`}</span>
                {only(when) ?? <small className="only-when">{text('protocol.otherwise')}</small>}
              </div>
            </li>
          ))}
        </ul>
      </section>
      {card.jumps.length > 0 && (
        <section>
          <h3 className="section-title">{text('protocol.jumps')}</h3>
          <ul className="card-rows">
            {card.jumps.map(({ to, reason, when }, index) => (
              <li key={index}>
                <div>
                  <PageLink to={cardPath(version.id, to)}>
                    {`${to} ${version.cards.find(({ number }) => number === to)?.title[locale] ?? ''}`}
                  </PageLink>{' '}
                  <Spoken words={reason} />
                  {only(when)}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {card.dangers.length > 0 && (
        <section>
          <h3 className="section-title">{text('protocol.dangers')}</h3>
          <ul className="card-rows">
            {card.dangers.map((danger, index) => (
              <li key={index}>
                <div>
                  <Spoken words={danger.text} />
                  {only(danger.when)}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {card.advice.length > 0 && (
        <section>
          <h3 className="section-title">{text('protocol.advice')}</h3>
          <ul className="card-rows">
            {card.advice.map(({ script, when }, index) => (
              <li key={index}>
                <div>
                  {version.scripts.find(({ key }) => key === script)?.title[locale] ?? script}
                  {only(when)}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Answers({ question }: { question: QuestionView }): ReactNode {
  const { text, locale } = useLanguage();
  switch (question.kind) {
    case 'yes_no':
      return `${text('answer.yes')} / ${text('answer.no')}`;
    case 'choice':
      return question.options?.map(({ value, label }, index) => (
        <span key={value}>
          {index > 0 && ' / '}
          <Spoken words={label} />
        </span>
      ));
    case 'number': {
      const { minimum = 0, maximum = 0, unit, fills } = question;
      const range = text('protocol.numberBetween', { minimum, maximum, unit: unit?.[locale] ?? '' });
      return [range, fills && text(`protocol.fills.${fills}`)].filter(Boolean).join(' · ');
    }
    case 'text':
      return text('protocol.freeText');
  }
}
