import { builtInProtocol } from '#lib/triage';

/** Names and answers of the built-in protocol, by the field that holds them. Those of the first questions are enough. */
export function protocolWords(): Record<string, readonly string[]> {
  const { cards, scripts } = builtInProtocol();
  const first = cards.find(({ number }) => number === '00')!;
  return {
    card: ['00', ...cards.slice(0, 5).map(({ number }) => number)],
    question: first.questions.map(({ key }) => key),
    value: ['yes', 'no', 'unknown', '42'],
    script: scripts.slice(0, 3).map(({ key }) => key),
    step: scripts.slice(0, 3).flatMap(({ steps }) => steps.map(({ key }) => key)),
  };
}
