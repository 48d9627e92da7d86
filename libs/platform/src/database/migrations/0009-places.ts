import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finding places: names that can be searched, places suggested for a call, location links, positions told by phones. */
export class Places0001000000000009 implements MigrationInterface {
  readonly name = 'Places0001000000000009';

  async up(runner: QueryRunner): Promise<void> {
    // Loading the library first makes its settings known, which the function below needs.
    await runner.query(`create extension if not exists pg_trgm`);
    await runner.query(`select word_similarity('a', 'b')`);
    await runner.query(this.placeKey);
    await runner.query(`
      create table landmark (
        id uuid primary key,
        center_id uuid not null references center (id),
        -- What was imported together is replaced together.
        dataset text not null,
        kind text not null check (kind in ('landmark', 'street')),
        category text,
        name text not null,
        aliases text[] not null default '{}',
        position geography(Point, 4326) not null
      );
      create index landmark_dataset on landmark (center_id, dataset);

      -- Every name a place can be found by. Kept by triggers alone, from the tables that own the places.
      create table gazetteer (
        center_id uuid not null references center (id),
        kind text not null,
        detail text,
        subject_id uuid not null,
        ordinal smallint not null default 0,
        name text not null,
        key text not null generated always as (place_key(name)) stored,
        position geography(Point, 4326) not null,
        primary key (subject_id, ordinal)
      );
      create index gazetteer_key on gazetteer using gin (key gin_trgm_ops);
    `);
    await runner.query(this.gazetteerTriggers);
    await runner.query(this.candidates);
    await runner.query(`
      create table place_suggestion (
        id uuid primary key,
        center_id uuid not null references center (id),
        contact_id uuid references contact (id),
        incident_id uuid references incident (id),
        source text not null,
        -- What it came from: the link, the call that a phone told about, or itself. Later fixes refine the same row.
        origin_id uuid not null,
        position geography(Point, 4326) not null,
        accuracy_metres double precision check (accuracy_metres >= 0),
        confidence double precision check (confidence between 0 and 1),
        altitude_metres double precision,
        label text,
        positioned_at timestamptz not null,
        suggested_by text not null,
        suggested_at timestamptz not null,
        chosen_by text,
        chosen_at timestamptz,
        version integer not null default 1,
        check (contact_id is not null or incident_id is not null),
        unique (source, origin_id)
      );
      create index place_suggestion_contact on place_suggestion (contact_id) where contact_id is not null;
      create index place_suggestion_incident on place_suggestion (incident_id) where incident_id is not null;

      create table location_link (
        id uuid primary key,
        center_id uuid not null references center (id),
        contact_id uuid references contact (id),
        incident_id uuid references incident (id),
        token_hash text not null unique,
        -- Of the cookie of the browser that shared first: the link is its alone from then on.
        holder_hash text,
        channel text not null check (channel in ('sms', 'whatsapp')),
        delivery text not null,
        created_by text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        opened_at timestamptz,
        sharing_since timestamptz,
        trouble text,
        ended_at timestamptz,
        ended_by text,
        version integer not null default 1,
        check (contact_id is not null or incident_id is not null)
      );
      create index location_link_contact on location_link (contact_id) where contact_id is not null;
      create index location_link_incident on location_link (incident_id) where incident_id is not null;
      create index location_link_age on location_link (expires_at);

      -- The secret part of the address to which phones' positions are sent.
      create table aml_key (
        secret_hash text primary key,
        center_id uuid not null references center (id),
        created_at timestamptz not null,
        created_by text not null,
        expires_at timestamptz
      );
      create index aml_key_center on aml_key (center_id);

      -- Positions that came before their call. Deleted when they are matched or after minutes.
      create table aml_waiting (
        center_id uuid not null references center (id),
        caller_number text not null,
        position geography(Point, 4326) not null,
        accuracy_metres double precision,
        confidence double precision,
        altitude_metres double precision,
        positioned_at timestamptz not null,
        received_at timestamptz not null,
        primary key (center_id, caller_number)
      );
      create index aml_waiting_age on aml_waiting (received_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }

  /**
   * One spelling for all the spellings of a name. What people leave out or shorten (jalan, gang, kecamatan, titles) is
   * taken out; kinds of places get three letters each, because what thousands of names share must not weigh in them; the
   * sounds of the old spelling (oe, dj, tj, j for y; before 1972) and of common slips (doubled letters, f for p, v, z)
   * become one. Without spaces: `Buah Batu` is `Buahbatu`. A name made of such words alone keeps them.
   */
  private readonly placeKey = `
  create function place_key(words text) returns text language plpgsql immutable parallel safe strict as $$
  declare
    spoken text := ' ' || translate(lower(left(words, 300)), 'àáâãäåèéêëìíîïòóôõöùúûüñç', 'aaaaaaeeeeiiiiooooouuuunc') || ' ';
    bare text;
  begin
    spoken := regexp_replace(spoken, '[''’\`]', '', 'g');
    spoken := regexp_replace(spoken, '[^a-z0-9]+', ' ', 'g');
    spoken := regexp_replace(spoken, '\\m(jln|jl(?!n))(?=[^ ])', 'jalan ', 'g');
    spoken := regexp_replace(spoken, '\\mgg(?=[^ ])', 'gang ', 'g');
    spoken := regexp_replace(spoken, '\\m(d?jalan|gang)(?=[a-z]{5})', '\\1 ', 'g');
    spoken := regexp_replace(spoken, '\\mrumah ?sakit\\M', 'rs', 'g');
    spoken := regexp_replace(spoken, '\\mrs umum daerah\\M', 'rsud', 'g');
    spoken := regexp_replace(spoken, '\\mrs umum pusat\\M', 'rsup', 'g');
    spoken := regexp_replace(spoken, '\\mrs ibu (dan )?anak\\M', 'rsia', 'g');
    spoken := regexp_replace(spoken, '\\mrs umum\\M', 'rsu', 'g');
    spoken := regexp_replace(spoken, '\\m(puskesmas|puskes|pusat kesehatan masyarakat)\\M', 'pkm', 'g');
    spoken := regexp_replace(spoken, '\\m(sd|smp|sma|smk) negeri\\M', '\\1n', 'g');
    spoken := regexp_replace(spoken, '\\m(kompleks?|kompl?\\M)', 'kpx', 'g');
    spoken := regexp_replace(spoken, '\\m(perumahan|perum)\\M', 'prm', 'g');
    spoken := regexp_replace(spoken, '\\m(kampung|kampoeng|kp|kmp)\\M', 'kpg', 'g');
    spoken := regexp_replace(spoken, '\\m(masjid|mesjid|masdjid)', 'msj', 'g');
    spoken := regexp_replace(spoken, '\\m(universitas|univ)\\M', 'unv', 'g');
    spoken := regexp_replace(spoken, '\\m(gedung|gedoeng|gdg|gd)\\M', 'gdg', 'g');
    spoken := regexp_replace(spoken, '\\m(warung|waroeng|warong)', 'wrg', 'g');
    spoken := regexp_replace(spoken, '\\mpasar', 'psr', 'g');
    spoken := regexp_replace(spoken, '\\mtoko\\M', 'tko', 'g');
    bare := regexp_replace(spoken, '\\m(no|nomor|nomer|nmr|rt|rw) ?\\d+[a-z]?\\M', '', 'g');
    bare := regexp_replace(bare,
      '\\m(jalan|djalan|jln|jl|jal|gang|gg|kecamatan|ketjamatan|kec|kelurahan|kel|desa|ds|kota|kabupaten|kab|ir|h|hj|dr|drs|prof|kh|jend|jenderal|jendral|djenderal|letjen|mayjen|brigjen|kolonel|kol|kapten|kapt|raden|rd|r|no)\\M',
      '', 'g');
    spoken := case when bare ~ '[^ ]' then bare else spoken end;
    spoken := replace(replace(replace(spoken, 'oe', 'u'), 'dj', 'j'), 'tj', 'c');
    spoken := replace(replace(replace(spoken, 'ch', 'h'), 'kh', 'h'), 'ck', 'k');
    spoken := replace(replace(replace(replace(spoken, 'dh', 'd'), 'th', 't'), 'bh', 'b'), 'eu', 'e');
    spoken := replace(translate(spoken, 'yfvzq ', 'jppsk'), 'x', 'ks');
    return regexp_replace(spoken, '([a-z])\\1+', '\\1', 'g');
  end $$;
`;

  /** The owners of places write their own tables; what can be searched follows in the same transaction. */
  private readonly gazetteerTriggers = `
  create function gazetteer_forgets_subject() returns trigger language plpgsql as $$
  begin
    delete from gazetteer where subject_id = old.id;
    return null;
  end $$;
  create function gazetteer_takes_facility() returns trigger language plpgsql as $$
  begin
    delete from gazetteer where subject_id = new.id;
    if new.active then
      insert into gazetteer (center_id, kind, detail, subject_id, name, position)
      values (new.center_id, 'facility', new.kind, new.id, new.name, new.position);
    end if;
    return null;
  end $$;
  create trigger gazetteer_takes after insert or update of name, kind, position, active on facility
    for each row execute function gazetteer_takes_facility();
  create trigger gazetteer_forgets after delete on facility
    for each row execute function gazetteer_forgets_subject();

  create function gazetteer_takes_area() returns trigger language plpgsql as $$
  begin
    delete from gazetteer where subject_id = new.id;
    insert into gazetteer (center_id, kind, detail, subject_id, name, position)
    values (new.center_id, 'area', new.level, new.id, new.name, ST_PointOnSurface(new.geometry)::geography);
    return null;
  end $$;
  create trigger gazetteer_takes after insert or update of name, level, geometry on area
    for each row execute function gazetteer_takes_area();
  create trigger gazetteer_forgets after delete on area
    for each row execute function gazetteer_forgets_subject();

  create function gazetteer_takes_landmark() returns trigger language plpgsql as $$
  begin
    insert into gazetteer (center_id, kind, detail, subject_id, ordinal, name, position)
    select new.center_id, new.kind, new.category, new.id, given.ordinal - 1, given.name, new.position
    from unnest(array[new.name] || new.aliases) with ordinality as given (name, ordinal);
    return null;
  end $$;
  create trigger gazetteer_takes after insert on landmark
    for each row execute function gazetteer_takes_landmark();
  create trigger gazetteer_forgets after delete on landmark
    for each row execute function gazetteer_forgets_subject();

  create function gazetteer_takes_incident() returns trigger language plpgsql as $$
  begin
    delete from gazetteer where subject_id = new.id;
    if new.state = 'closed' and new.address is not null and new.disposition not in ('prank', 'no_patient_found') then
      insert into gazetteer (center_id, kind, subject_id, name, position)
      values (new.center_id, 'past_place', new.id, new.address, new.position);
    end if;
    return null;
  end $$;
  create trigger gazetteer_takes after update of state, address, position, disposition on incident
    for each row when (old.state = 'closed' or new.state = 'closed') execute function gazetteer_takes_incident();

  insert into gazetteer (center_id, kind, detail, subject_id, name, position)
  select center_id, 'facility', kind, id, name, position from facility where active;
  insert into gazetteer (center_id, kind, detail, subject_id, name, position)
  select center_id, 'area', level, id, name, ST_PointOnSurface(geometry)::geography from area;
  insert into gazetteer (center_id, kind, subject_id, name, position)
  select center_id, 'past_place', id, address, position from incident
  where state = 'closed' and address is not null and disposition not in ('prank', 'no_patient_found');
`;

  /**
   * The names most like the one asked for. A function, because the threshold of the operator that the index answers is a
   * setting. First names in which most of the asked one is found, which is quick; where there are none, those with a
   * letter wrong in every few, and at last those with two letters exchanged in a name of seven.
   */
  private readonly candidates = `
  create function gazetteer_candidates(asked_center uuid, asked text, with_past_places boolean, most integer)
  returns table (kind text, detail text, subject_id uuid, ordinal smallint, name text, likeness real, "position" geography)
  language plpgsql stable set pg_trgm.word_similarity_threshold = 0.6 as $$
  declare
    wanted text := place_key(asked);
    written text := lower(asked);
    threshold text;
  begin
    foreach threshold in array array['0.6', '0.35', '0.25'] loop
      perform set_config('pg_trgm.word_similarity_threshold', threshold, true);
      return query
        with likely as (
          select g.*, word_similarity(wanted, g.key) as part from gazetteer g
          where g.center_id = asked_center and g.key %> wanted and (with_past_places or g.kind <> 'past_place')
          order by part desc, length(g.key) limit 4 * most
        )
        select l.kind, l.detail, l.subject_id, l.ordinal, l.name,
               (0.7 * l.part + 0.3 * similarity(wanted, l.key))::real, l.position
        from likely l
        order by 6 desc, similarity(written, lower(l.name)) desc, l.subject_id
        limit most;
      exit when found;
    end loop;
  end $$;
`;
}
