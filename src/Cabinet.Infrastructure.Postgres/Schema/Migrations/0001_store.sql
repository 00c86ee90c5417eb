-- minimum-compatible: 1
-- The first schema on PostgreSQL. The schema that holds the store is called cabinet
-- here; the migrator puts its own name there. Payloads, states, results
-- and messages are ciphertext, which doesn't compress: such columns are EXTERNAL.

-- Names are kept once: on the hot path they would cost more than everything else in a row.
CREATE TABLE cabinet.name (
  id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  text text NOT NULL UNIQUE
);

-- place: the age of a job, kept through retries and the dead-letter queue. lease_number: grows from claim to claim.
CREATE SEQUENCE cabinet.place AS bigint;
CREATE SEQUENCE cabinet.lease_number AS bigint;
-- From now on its last value is a lease's number, and never one to come.
SELECT setval('cabinet.lease_number', 1);

-- class: 0 ready, 1 scheduled, 2 suspect, 3 front (available, but not in the order of its insert: fallen due, returned,
-- redriven), 4 taken (claimed out of one of 1 to 3). A claim of ready jobs doesn't touch their rows: it moves the
-- queue's position past them and names them in a lease. turn is the transaction that inserted the row, so that
-- (turn, place) is an order in which whatever may still come behind a position is known by its transaction id.
-- A job is running while it is named in a lease whose number is above its fence; its epoch is then one above the row's.
-- annexed: rows in step or job_error hang on it.
CREATE TABLE cabinet.job (
  id         uuid        NOT NULL PRIMARY KEY,
  turn       xid8        NOT NULL,
  place      bigint      NOT NULL,
  epoch      bigint      NOT NULL,
  fence      bigint      NOT NULL,
  created_at timestamptz NOT NULL,
  due_at     timestamptz,
  claimed_at timestamptz,
  type       integer     NOT NULL,
  queue      integer     NOT NULL,
  attempt    integer     NOT NULL,
  deaths     integer     NOT NULL,
  priority   smallint    NOT NULL,
  class      smallint    NOT NULL,
  progress   smallint    NOT NULL,
  cancel     boolean     NOT NULL,
  annexed    boolean     NOT NULL,
  pipeline   integer,
  stage      integer,
  task       uuid,
  item       text,
  unique_key text,
  trace      text,
  payload    bytea
);
ALTER TABLE cabinet.job ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE cabinet.job SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
                     autovacuum_analyze_scale_factor = 0.1, autovacuum_vacuum_cost_delay = 1, vacuum_truncate = off,
                     toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_threshold = 5000,
                     toast.autovacuum_vacuum_cost_delay = 1, toast.vacuum_truncate = off);
CREATE INDEX job_ready ON cabinet.job (queue, priority, turn, place) WHERE class = 0;
CREATE INDEX job_front ON cabinet.job (queue, priority, place) WHERE class = 3;
CREATE INDEX job_suspect ON cabinet.job (queue, priority, place) WHERE class = 2;
CREATE INDEX job_due ON cabinet.job (queue, due_at) WHERE class = 1;
CREATE UNIQUE INDEX job_unique_key ON cabinet.job (unique_key) WHERE unique_key IS NOT NULL;
CREATE INDEX job_task ON cabinet.job (task) WHERE task IS NOT NULL;
CREATE INDEX job_cancel ON cabinet.job (id) WHERE cancel;

-- One row for each claimed batch.
CREATE TABLE cabinet.lease (
  number     bigint      NOT NULL PRIMARY KEY,
  node       uuid        NOT NULL,
  claimed_at timestamptz NOT NULL,
  alone      boolean     NOT NULL,
  jobs       uuid[]      NOT NULL
);
ALTER TABLE cabinet.lease ALTER COLUMN jobs SET STORAGE EXTERNAL;
-- A lease, a position and the name of a commit live for a moment: such a table is nearly empty and nearly all of what is
-- in its file is dead, so that a part of its rows says nothing and a number is what counts. Their files aren't cut off
-- either: that takes a lock which stops everybody, and the next minute needs the room again. What a lease names lies
-- beside its table (TOAST), which is told the same.
ALTER TABLE cabinet.lease SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
                     autovacuum_vacuum_cost_delay = 1, vacuum_truncate = off,
                     toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 5000,
                     toast.autovacuum_vacuum_cost_delay = 1, toast.vacuum_truncate = off);
CREATE INDEX lease_node ON cabinet.lease (node);

-- How far the claims of a queue are: for priority p (0 to 9) everything up to (turns[p+1], places[p+1]) is claimed, but
-- for what the transactions in late may still bring. Each claim appends a row and deletes the one before, so that
-- the newest is found at the end of the index however many old ones a long transaction keeps alive.
CREATE TABLE cabinet.position (
  queue  integer  NOT NULL,
  number bigint   NOT NULL,
  turns  xid8[]   NOT NULL,
  places bigint[] NOT NULL,
  late   xid8[]   NOT NULL,
  PRIMARY KEY (queue, number)
);
ALTER TABLE cabinet.position SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
                     autovacuum_vacuum_cost_delay = 1, vacuum_truncate = off);

CREATE TABLE cabinet.step (
  number    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job       uuid        NOT NULL,
  name      text        NOT NULL,
  effect    smallint    NOT NULL,
  completed boolean     NOT NULL,
  at        timestamptz NOT NULL,
  result    bytea
);
ALTER TABLE cabinet.step ALTER COLUMN result SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX step_job ON cabinet.step (job, name);

CREATE TABLE cabinet.job_error (
  number  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job     uuid        NOT NULL,
  attempt integer     NOT NULL,
  kind    smallint    NOT NULL,
  at      timestamptz NOT NULL,
  message bytea
);
ALTER TABLE cabinet.job_error ALTER COLUMN message SET STORAGE EXTERNAL;
CREATE INDEX job_error_job ON cabinet.job_error (job, number);

-- error is the number of its last error in job_error.
CREATE TABLE cabinet.dead_letter (
  id         uuid        NOT NULL PRIMARY KEY,
  place      bigint      NOT NULL,
  epoch      bigint      NOT NULL,
  fence      bigint      NOT NULL,
  error      bigint      NOT NULL,
  created_at timestamptz NOT NULL,
  dead_at    timestamptz NOT NULL,
  type       integer     NOT NULL,
  queue      integer     NOT NULL,
  attempts   integer     NOT NULL,
  priority   smallint    NOT NULL,
  reason     smallint    NOT NULL,
  pipeline   integer,
  stage      integer,
  task       uuid,
  item       text,
  unique_key text,
  trace      text,
  payload    bytea
);
ALTER TABLE cabinet.dead_letter ALTER COLUMN payload SET STORAGE EXTERNAL;
CREATE INDEX dead_letter_task ON cabinet.dead_letter (task) WHERE task IS NOT NULL;

CREATE TABLE cabinet.history (
  id         uuid        NOT NULL,
  ended_at   timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  type       integer     NOT NULL,
  queue      integer     NOT NULL,
  attempts   integer     NOT NULL,
  ending     smallint    NOT NULL,
  pipeline   integer,
  stage      integer,
  task       uuid,
  item       text,
  payload    bytea,
  result     bytea
);
ALTER TABLE cabinet.history ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE cabinet.history ALTER COLUMN result SET STORAGE EXTERNAL;
ALTER TABLE cabinet.history SET (autovacuum_vacuum_insert_scale_factor = 0.5, autovacuum_vacuum_scale_factor = 0.05,
                     autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 1);
CREATE INDEX history_id ON cabinet.history (id);
CREATE INDEX history_ended_at ON cabinet.history (ended_at);
CREATE INDEX history_task ON cabinet.history (task, id) WHERE task IS NOT NULL;

CREATE TABLE cabinet.task (
  id              uuid        NOT NULL PRIMARY KEY,
  version         bigint      NOT NULL,
  created_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  pipeline        integer     NOT NULL,
  status          smallint    NOT NULL,
  idempotency_key text,
  trace           text,
  label           bytea,
  state           bytea
) WITH (fillfactor = 80);
ALTER TABLE cabinet.task ALTER COLUMN label SET STORAGE EXTERNAL;
ALTER TABLE cabinet.task ALTER COLUMN state SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX task_idempotency_key ON cabinet.task (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX task_ended_at ON cabinet.task (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX task_status ON cabinet.task (pipeline, status, id);

CREATE TABLE cabinet.node (
  id            uuid        NOT NULL PRIMARY KEY,
  name          text        NOT NULL,
  lease_time    interval    NOT NULL,
  beat          bigint      NOT NULL,
  started_at    timestamptz NOT NULL,
  ring_revision bigint      NOT NULL
) WITH (fillfactor = 50);

-- A background task: who holds its lease, and how its last run ended.
CREATE TABLE cabinet.background (
  name      text PRIMARY KEY,
  node      uuid,
  ended_at  timestamptz,
  succeeded boolean,
  affected  bigint,
  duration  interval,
  message   text
);

-- ring: the key ring's revision. nonce-floor: the latest time up to which nonces were ever forgotten, exclusive, in
-- Unix milliseconds.
CREATE TABLE cabinet.counter (
  name  text   PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO cabinet.counter (name, value) VALUES ('ring', 0), ('nonce-floor', -9223372036854775808);

-- Every write set looks here FOR KEY SHARE, and fencing a version excludes that lock: so none that began before the fence
-- is still under way when the fence stands.
CREATE TABLE cabinet.key_version (
  key_id       bytea       NOT NULL,
  version      integer     NOT NULL,
  purpose      text        NOT NULL,
  tenant       text        NOT NULL,
  state        smallint    NOT NULL,
  profile      smallint    NOT NULL,
  fenced       boolean     NOT NULL,
  revision     bigint      NOT NULL,
  uses         bigint      NOT NULL,
  created_at   timestamptz NOT NULL,
  activated_at timestamptz,
  retired_at   timestamptz,
  wrapped_key  bytea       NOT NULL,
  check_value  bytea       NOT NULL,
  PRIMARY KEY (key_id, version)
);
CREATE INDEX key_version_purpose ON cabinet.key_version (purpose, tenant, state);

-- The digest is the row: a second one of it can't be inserted.
CREATE TABLE cabinet.nonce (
  digest     bytea       PRIMARY KEY,
  keep_until timestamptz NOT NULL
);
ALTER TABLE cabinet.nonce SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000,
                     autovacuum_vacuum_cost_delay = 1);
CREATE INDEX nonce_keep_until ON cabinet.nonce (keep_until);

-- number is the order of the commits (whoever appends holds a lock until it commits); idx is the place in the tree, NULL while the event waits for it.
CREATE TABLE cabinet.audit (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id     uuid   NOT NULL,
  idx    bigint,
  entry  bytea  NOT NULL
);
CREATE UNIQUE INDEX audit_id ON cabinet.audit (id);
CREATE UNIQUE INDEX audit_idx ON cabinet.audit (idx) WHERE idx IS NOT NULL;
CREATE INDEX audit_waiting ON cabinet.audit (number) WHERE idx IS NULL;

-- The hashes of complete subtrees.
CREATE TABLE cabinet.audit_node (
  level integer NOT NULL,
  idx   bigint  NOT NULL,
  hash  bytea   NOT NULL,
  PRIMARY KEY (level, idx)
);

CREATE TABLE cabinet.audit_checkpoint (
  number    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tree_size bigint      NOT NULL,
  at        timestamptz NOT NULL,
  note      text        NOT NULL
);

-- wrapped is NULL once the key is shredded.
CREATE TABLE cabinet.data_key (
  id          uuid        NOT NULL PRIMARY KEY,
  subject     text        NOT NULL,
  tenant      text        NOT NULL,
  profile     smallint    NOT NULL,
  created_at  timestamptz NOT NULL,
  shredded_at timestamptz,
  wrapped     bytea
);

-- The name of a physical commit, inserted by it; each lane of a process numbers its own, and deletes the one before.
-- Whoever doesn't know whether a commit took place inserts the same name: that waits for the commit if it is still under
-- way, finds it if it took place, and otherwise forbids it for good.
CREATE SEQUENCE cabinet.commit_lane AS bigint;
CREATE TABLE cabinet.commit_key (
  lane   bigint      NOT NULL,
  number bigint      NOT NULL,
  at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (lane, number)
);
ALTER TABLE cabinet.commit_key SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
                     autovacuum_vacuum_cost_delay = 1, vacuum_truncate = off);

-- Refuses the write set that is being applied: the driver reads which operation, why, and what stands in the way.
CREATE FUNCTION cabinet.refuse(operation integer, reason integer, existing uuid DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'CB001', MESSAGE = concat_ws(' ', operation, reason, existing);
END $$;

-- Locks that last until the end of the transaction. The first number is the store's, because several may share a
-- database; the second one's sign tells nodes from queues, and the audit has the largest.
CREATE FUNCTION cabinet.lock_queue(p_queue integer) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock('cabinet.lease_number'::regclass::oid::bigint::bit(32)::integer, p_queue);
$$;

CREATE FUNCTION cabinet.lock_node(p_node uuid) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(
    'cabinet.lease_number'::regclass::oid::bigint::bit(32)::integer, -(hashtext(p_node::text) & 1073741823) - 1);
$$;

CREATE FUNCTION cabinet.share_node(p_node uuid) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(
    'cabinet.lease_number'::regclass::oid::bigint::bit(32)::integer, -(hashtext(p_node::text) & 1073741823) - 1);
$$;

CREATE FUNCTION cabinet.lock_audit() RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock('cabinet.lease_number'::regclass::oid::bigint::bit(32)::integer, 2147483647);
$$;

-- Claims jobs of one queue for a node. Each row is a job; the last one has no id and says how the queue stands.
-- One claim of a queue at a time: its lock is held until the commit, and whoever wants to know whether a waiting job
-- was claimed (a cancellation) takes the same lock.
--
-- The position. A job that becomes visible behind it was inserted by a transaction that was open when the position
-- passed. Those are in the very snapshot that the claim reads with, so they are kept in "late" until they have ended,
-- and then their rows are looked up by turn. Nothing is passed over, and a transaction that stays open costs one
-- comparison a claim, however many jobs pass it by. Rows that are claimed in any other way than by moving the position
-- past them, or that a later look-up by turn would find again, become class 4.
CREATE FUNCTION cabinet.claim(
  p_node uuid, p_queue integer, p_limit integer, p_now timestamptz, p_suspects boolean, p_bytes bigint)
RETURNS TABLE (
  id uuid, lease bigint, epoch bigint, type integer, priority smallint, attempt integer, deaths integer,
  created_at timestamptz, task uuid, pipeline integer, stage integer, item text, trace text, payload bytea,
  node_gone boolean, next_due timestamptz, suspects boolean)
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  v_turns    xid8[];
  v_places   bigint[];
  v_late     xid8[];
  v_previous bigint;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'A claim needs the isolation level READ COMMITTED.' USING ERRCODE = 'CB002';
  END IF;

  -- A node that is declared dead meanwhile waits for this claim, so that it finds what was claimed.
  PERFORM cabinet.share_node(p_node);
  IF NOT EXISTS (SELECT FROM cabinet.node n WHERE n.id = p_node) THEN
    node_gone := true;
    RETURN NEXT;
    RETURN;
  END IF;

  PERFORM cabinet.lock_queue(p_queue);

  -- What has fallen due is available from now on, also for a clock that is behind.
  UPDATE cabinet.job AS j SET class = 3, due_at = NULL
  WHERE j.id = ANY (ARRAY(
    SELECT d.id FROM cabinet.job d WHERE d.class = 1 AND d.queue = p_queue AND d.due_at <= p_now
    ORDER BY d.due_at LIMIT 1000 FOR UPDATE SKIP LOCKED));

  IF p_suspects THEN
    RETURN QUERY
    WITH picked AS MATERIALIZED (
      SELECT * FROM cabinet.job j WHERE j.queue = p_queue AND j.class = 2
      ORDER BY j.priority, j.place LIMIT p_limit),
    leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM picked LIMIT 1),
    taken AS (UPDATE cabinet.job AS j SET class = 4 FROM picked WHERE j.id = picked.id),
    inserted AS (
      INSERT INTO cabinet.lease (number, node, claimed_at, alone, jobs)
      SELECT leased.number, p_node, p_now, true, ARRAY(SELECT picked.id FROM picked) FROM leased)
    SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline,
      j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean
    FROM picked j, leased ORDER BY j.priority, j.place;
  ELSE
    SELECT p.number, p.turns, p.places, p.late INTO v_previous, v_turns, v_places, v_late
    FROM cabinet.position p WHERE p.queue = p_queue ORDER BY p.number DESC LIMIT 1;
    IF v_previous IS NULL THEN
      v_turns := array_fill('0'::xid8, ARRAY[10]);
      v_places := array_fill(0::bigint, ARRAY[10]);
      v_late := '{}';
    END IF;

    IF v_late = '{}' AND NOT EXISTS (SELECT FROM cabinet.job f WHERE f.class = 3 AND f.queue = p_queue) THEN
      -- Nothing but what lies ahead of the position, as it nearly always is: no merging, no sorting.
      RETURN QUERY
      WITH picked AS MATERIALIZED (
        SELECT w.*, pg_current_snapshot() AS snapshot FROM (
          SELECT r.*, sum(octet_length(r.payload)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(r.payload) AS before
          FROM (
            SELECT c.* FROM generate_series(0, 9) AS p (priority), LATERAL (
              SELECT j.id, j.turn, j.place, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task,
                j.pipeline, j.stage, j.item, j.trace, j.payload
              FROM cabinet.job j
              WHERE j.class = 0 AND j.queue = p_queue AND j.priority = p.priority
                AND (j.turn, j.place) > (v_turns[p.priority + 1], v_places[p.priority + 1])
              ORDER BY j.turn, j.place LIMIT p_limit) AS c
            LIMIT p_limit) AS r) AS w
        WHERE coalesce(w.before, 0) <= p_bytes),
      leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number, picked.snapshot FROM picked LIMIT 1),
      inserted AS (
        INSERT INTO cabinet.lease (number, node, claimed_at, alone, jobs)
        SELECT leased.number, p_node, p_now, false, ARRAY(SELECT picked.id FROM picked) FROM leased),
      moved AS MATERIALIZED (
        SELECT array_agg(coalesce(reached.turn, v_turns[p.priority + 1]) ORDER BY p.priority) AS turns,
          array_agg(coalesce(reached.place, v_places[p.priority + 1]) ORDER BY p.priority) AS places,
          max(coalesce(reached.turn, v_turns[p.priority + 1])) AS furthest
        FROM generate_series(0, 9) AS p (priority) LEFT JOIN (
          SELECT DISTINCT ON (k.priority) k.priority, k.turn, k.place FROM picked k
          ORDER BY k.priority, k.turn DESC, k.place DESC) AS reached ON reached.priority = p.priority),
      appended AS (
        INSERT INTO cabinet.position (queue, number, turns, places, late)
        SELECT p_queue, leased.number, moved.turns, moved.places,
          ARRAY(SELECT x.turn FROM pg_snapshot_xip(leased.snapshot) AS x (turn) WHERE x.turn < moved.furthest)
        FROM leased, moved),
      removed AS (
        DELETE FROM cabinet.position p USING leased WHERE p.queue = p_queue AND p.number = v_previous)
      SELECT j.id, (SELECT leased.number FROM leased), j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at,
        j.task, j.pipeline, j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean
      FROM picked j;
    ELSE
      RETURN QUERY
      WITH seen AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot),
      arrived AS MATERIALIZED (
        SELECT l.turn FROM unnest(v_late) AS l (turn), seen WHERE pg_visible_in_snapshot(l.turn, seen.snapshot)),
      behind AS MATERIALIZED (
        SELECT j.* FROM arrived, generate_series(0, 9) AS p (priority), LATERAL (
          SELECT b.*, b.place AS age FROM cabinet.job b
          WHERE b.class = 0 AND b.queue = p_queue AND b.priority = p.priority AND b.turn = arrived.turn
            AND (b.turn, b.place) <= (v_turns[p.priority + 1], v_places[p.priority + 1])
          ORDER BY b.place LIMIT p_limit) AS j),
      -- Age runs with the highest place so far, and among equals turn decides: whatever comes before the last one taken
      -- is taken too.
      ready AS MATERIALIZED (
        SELECT j.*, max(j.place) OVER (PARTITION BY j.priority ORDER BY j.turn, j.place ROWS UNBOUNDED PRECEDING) AS age
        FROM (
          SELECT r.* FROM generate_series(0, 9) AS p (priority), LATERAL (
            SELECT * FROM cabinet.job c
            WHERE c.class = 0 AND c.queue = p_queue AND c.priority = p.priority
              AND (c.turn, c.place) > (v_turns[p.priority + 1], v_places[p.priority + 1])
            ORDER BY c.turn, c.place LIMIT p_limit) AS r
          LIMIT p_limit) AS j),
      front AS MATERIALIZED (
        SELECT f.*, f.place AS age FROM generate_series(0, 9) AS p (priority), LATERAL (
          SELECT * FROM cabinet.job c WHERE c.class = 3 AND c.queue = p_queue AND c.priority = p.priority
          ORDER BY c.place LIMIT p_limit) AS f
        LIMIT p_limit),
      picked AS MATERIALIZED (
        SELECT o.* FROM (
          SELECT w.*, sum(octet_length(w.payload)) OVER (
            ORDER BY w.priority, w.age, w.turn, w.place ROWS UNBOUNDED PRECEDING)
            - octet_length(w.payload) AS before
          FROM (
            SELECT b.*, true AS passed FROM behind b
            UNION ALL SELECT f.*, true FROM front f
            UNION ALL SELECT r.*, r.turn = ANY (v_late) FROM ready r) AS w
          ORDER BY w.priority, w.age, w.turn, w.place LIMIT p_limit) AS o
        WHERE coalesce(o.before, 0) <= p_bytes),
      leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM picked LIMIT 1),
      taken AS (
        UPDATE cabinet.job AS j SET class = 4 WHERE j.id = ANY (ARRAY(SELECT picked.id FROM picked WHERE picked.passed))),
      inserted AS (
        INSERT INTO cabinet.lease (number, node, claimed_at, alone, jobs)
        SELECT leased.number, p_node, p_now, false, ARRAY(SELECT picked.id FROM picked) FROM leased),
      reached AS MATERIALIZED (
        SELECT DISTINCT ON (k.priority) k.priority, k.turn, k.place FROM picked k
        WHERE k.class = 0 AND (k.turn, k.place) > (v_turns[k.priority + 1], v_places[k.priority + 1])
        ORDER BY k.priority, k.turn DESC, k.place DESC),
      moved AS MATERIALIZED (
        SELECT array_agg(coalesce(reached.turn, v_turns[p.priority + 1]) ORDER BY p.priority) AS turns,
          array_agg(coalesce(reached.place, v_places[p.priority + 1]) ORDER BY p.priority) AS places,
          max(coalesce(reached.turn, v_turns[p.priority + 1])) AS furthest
        FROM generate_series(0, 9) AS p (priority) LEFT JOIN reached ON reached.priority = p.priority),
      appended AS (
        INSERT INTO cabinet.position (queue, number, turns, places, late)
        SELECT p_queue, leased.number, moved.turns, moved.places, ARRAY(
          SELECT l.turn FROM unnest(v_late) AS l (turn)
          WHERE NOT pg_visible_in_snapshot(l.turn, seen.snapshot)
            -- Not all of its rows were taken: they are looked up again.
            OR l.turn IN (SELECT b.turn FROM behind b WHERE b.id NOT IN (SELECT picked.id FROM picked))
            OR (SELECT count(*) FROM behind) >= p_limit
          UNION
          SELECT x.turn FROM pg_snapshot_xip(seen.snapshot) AS x (turn) WHERE x.turn < moved.furthest)
        FROM leased, moved, seen),
      removed AS (
        DELETE FROM cabinet.position p USING leased WHERE p.queue = p_queue AND p.number = v_previous)
      SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline,
        j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean
      FROM picked j, leased ORDER BY j.priority, j.age, j.turn, j.place;
    END IF;
  END IF;

  id := NULL;
  node_gone := false;
  next_due := (SELECT min(j.due_at) FROM cabinet.job j WHERE j.class = 1 AND j.queue = p_queue);
  suspects := EXISTS (SELECT FROM cabinet.job j WHERE j.class = 2 AND j.queue = p_queue);
  RETURN NEXT;
END $$;
