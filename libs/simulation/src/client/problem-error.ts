import { problemCodes, type Problem, type ProblemCode } from '#lib/contract';

/** The server said no: its problem document as an error. */
export class ProblemError extends Error {
  constructor(
    /** What was asked, for example `POST /incidents`; never holds a query or a body. */
    readonly request: string,
    readonly status: number,
    readonly problem: Pick<Problem, 'code' | 'detail'> & Partial<Problem>,
  ) {
    super(`${request} was refused: ${status} ${problem.code}${fieldsOf(problem)}`);
  }

  get code(): ProblemCode {
    return this.problem.code;
  }
}

/** No answer came, however often it was tried. Whether the server did what was asked is not known. */
export class ConnectionLost extends Error {
  constructor(request: string, attempts: number, options: ErrorOptions) {
    super(`${request} got no answer in ${attempts} attempts`, options);
  }
}

const fieldsOf = (problem: Partial<Problem>) =>
  problem.fields ? ` (${problem.fields.map(({ field, rule }) => `${field}: ${rule}`).join(', ')})` : '';

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  (problemCodes as readonly unknown[]).includes(value.code);

/** The problem in an answer's body; an answer that holds none (a proxy's page) is an `internal_error`. */
export function problemErrorFrom(request: string, status: number, body: unknown): ProblemError {
  const problem: ProblemError['problem'] = isProblem(body)
    ? body
    : { code: 'internal_error', detail: 'the answer holds no problem document' };
  return new ProblemError(request, status, problem);
}
