import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is asked at every pause of typing is answered from an index, and says how exactly a place is known. */
export class QuickLookups0001000000000013 implements MigrationInterface {
  readonly name = 'QuickLookups0001000000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where else callers said an incident is: asked for each that may be repeated, and few ever were.
      create index incident_duplicate on incident (duplicate_of) where duplicate_of is not null;

      alter table landmark add column accuracy_metres double precision check (accuracy_metres >= 0);
      alter table gazetteer add column accuracy_metres double precision;
      create index gazetteer_start on gazetteer (center_id, key text_pattern_ops);

      create or replace function gazetteer_takes_landmark() returns trigger language plpgsql as $$
      begin
        insert into gazetteer (center_id, kind, detail, subject_id, ordinal, name, position, accuracy_metres)
        select new.center_id, new.kind, new.category, new.id, given.ordinal - 1, given.name, new.position,
               new.accuracy_metres
        from unnest(array[new.name] || new.aliases) with ordinality as given (name, ordinal);
        return null;
      end $$;
    `);
    // Loading the library makes its settings known, which the function below needs.
    await runner.query(`select word_similarity('a', 'b')`);
    await runner.query(this.candidates);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }

  /**
   * The names most like the one asked for. A function, because the threshold of the operator that the index answers is a
   * setting. Where many names begin with what was asked, a word still being typed or a kind of place alone, the shortest
   * of them: none is more alike, and weighing thousands takes longest. Else names in which most of the asked one is
   * found, which is quick; where there are none, those with a letter wrong in every few, and at last those with two
   * letters exchanged in a name of seven.
   */
  private readonly candidates = `
  drop function gazetteer_candidates(uuid, text, boolean, integer);
  create function gazetteer_candidates(asked_center uuid, asked text, with_past_places boolean, most integer)
  returns table (kind text, detail text, subject_id uuid, ordinal smallint, name text, likeness real,
                 "position" geography, accuracy_metres double precision)
  language plpgsql stable set pg_trgm.word_similarity_threshold = 0.6 as $$
  declare
    wanted text := place_key(asked);
    written text := lower(asked);
    threshold text;
  begin
    -- A key has nothing but small letters, digits and spaces, which all come before the tilde.
    return query
      with beginning as materialized (
        select g.* from gazetteer g
        where wanted <> '' and g.center_id = asked_center and g.key ~>=~ wanted and g.key ~<~ (wanted || '~')
          and (with_past_places or g.kind <> 'past_place')
        order by length(g.key) limit 4 * most
      )
      select b.kind, b.detail, b.subject_id, b.ordinal, b.name,
             (0.7 * word_similarity(wanted, b.key) + 0.3 * similarity(wanted, b.key))::real, b.position,
             b.accuracy_metres
      from beginning b where (select count(*) from beginning) = 4 * most
      order by 6 desc, similarity(written, lower(b.name)) desc, b.subject_id
      limit most;
    if found then return; end if;
    foreach threshold in array array['0.6', '0.35', '0.25'] loop
      perform set_config('pg_trgm.word_similarity_threshold', threshold, true);
      return query
        with likely as (
          select g.*, word_similarity(wanted, g.key) as part from gazetteer g
          where g.center_id = asked_center and g.key %> wanted and (with_past_places or g.kind <> 'past_place')
          order by part desc, length(g.key) limit 4 * most
        )
        select l.kind, l.detail, l.subject_id, l.ordinal, l.name,
               (0.7 * l.part + 0.3 * similarity(wanted, l.key))::real, l.position, l.accuracy_metres
        from likely l
        order by 6 desc, similarity(written, lower(l.name)) desc, l.subject_id
        limit most;
      exit when found;
    end loop;
  end $$;
`;
}
