import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Triages looked at again: why, by whom, and what they said. */
export class CaseReview0001000000000011 implements MigrationInterface {
  readonly name = 'CaseReview0001000000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_review (
        id uuid primary key,
        center_id uuid not null references center (id),
        triage_id uuid not null unique references triage (id),
        reasons text[] not null,
        state text not null default 'waiting',
        -- Whoever did most of the triage; null where a program did.
        operator_id uuid references app_user (id),
        -- Where its clocks begin: the answer of the call, or the start of the triage where no call was answered for it.
        clock_at timestamptz not null,
        clock_from text not null,
        chosen_at timestamptz not null,
        taken_by uuid references app_user (id),
        taken_at timestamptz,
        finished_at timestamptz,
        -- By part: {part, verdict, note}.
        verdicts jsonb not null default '[]',
        summary text,
        -- What it was when the review was finished; until then it is worked out anew each time. No answer is in it.
        assessment jsonb,
        agreed_score double precision,
        version integer not null default 1
      );
      create index case_review_queue on case_review (center_id, chosen_at, id) where state <> 'finished';
      create index case_review_list on case_review (center_id, chosen_at, id);
      create index case_review_operator on case_review (operator_id, chosen_at, id) where state = 'finished';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
