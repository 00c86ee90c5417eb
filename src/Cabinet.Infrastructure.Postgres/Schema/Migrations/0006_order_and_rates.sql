-- minimum-compatible: 6
-- Ordered partitions and rates. A release that doesn't know of them would run jobs out of order and too fast. So it must
-- not open this schema.

-- A rate is a count in so many milliseconds, with a burst; all three columns or none.
ALTER TABLE cabinet.queue_setting
  ADD COLUMN ordered boolean NOT NULL DEFAULT false,
  ADD COLUMN rate_count integer,
  ADD COLUMN rate_period bigint,
  ADD COLUMN rate_burst integer,
  ADD COLUMN partition_rate_count integer,
  ADD COLUMN partition_rate_period bigint,
  ADD COLUMN partition_rate_burst integer;

-- Until when a rate is used up, in Unix microseconds; the queue's own has an empty partition. A row whose time is over
-- says the same as none.
CREATE TABLE cabinet.rate (
  queue     integer NOT NULL,
  partition text    COLLATE "C" NOT NULL,
  until     bigint  NOT NULL,
  PRIMARY KEY (queue, partition)
) WITH (fillfactor = 50);
ALTER TABLE cabinet.rate SET (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000,
                     autovacuum_vacuum_cost_delay = 1, vacuum_truncate = off);

-- What has begun and waits for its next attempt: it holds its partition in an ordered queue.
CREATE INDEX job_held ON cabinet.job (queue, partition)
WHERE partition IS NOT NULL AND class IN (1, 2) AND epoch > 0;

-- From where a rate counts on (the generic cell rate algorithm, ITU-T I.371): from now at the earliest, and from a full
-- burst ahead at the latest. What lies a minute further ahead was left by a clock that was wrong, and is put right.
CREATE FUNCTION cabinet.rate_start(p_until bigint, p_now bigint, p_interval bigint, p_burst integer) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN greatest(p_now, least(coalesce(p_until, p_now), p_now + p_burst * p_interval));

-- How many jobs may begin of each partition that has used something of its limits, or is held.
CREATE FUNCTION cabinet.free_partitions(
  p_setting cabinet.queue_setting, p_running jsonb, p_interval bigint, p_now bigint, p_suspects boolean)
RETURNS jsonb
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT coalesce(jsonb_object_agg(u.partition, u.free), '{}') FROM (
    SELECT o.partition, greatest(0, min(o.free)) AS free FROM (
      SELECT r.key AS partition,
        least(CASE WHEN p_setting.ordered THEN 1 END, p_setting.partition_running) - r.value::integer AS free
      FROM jsonb_each_text(p_running) AS r
      WHERE r.key <> '' AND (p_setting.ordered OR p_setting.partition_running IS NOT NULL)
      UNION ALL
      SELECT j.partition, 0 FROM cabinet.job j
      WHERE p_setting.ordered AND NOT p_suspects AND j.queue = p_setting.queue
        AND j.partition IS NOT NULL AND j.class IN (1, 2) AND j.epoch > 0
      UNION ALL
      SELECT r.partition, ((p_now + p_setting.partition_rate_burst * p_interval
        - cabinet.rate_start(r.until, p_now, p_interval, p_setting.partition_rate_burst)) / p_interval)::integer
      FROM cabinet.rate r
      WHERE p_interval IS NOT NULL AND r.queue = p_setting.queue AND r.partition <> '' AND r.until > p_now) AS o
    GROUP BY o.partition) AS u;
$$;

-- When a rate lets the next job begin, if one holds any up: the queue's, or that of a partition with waiting jobs.
-- Rounded up to a millisecond, so that who waits for it comes in time.
CREATE FUNCTION cabinet.next_by_rate(
  p_setting cabinet.queue_setting, p_until bigint, p_interval bigint, p_between bigint, p_now bigint)
RETURNS timestamptz
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT timestamptz 'epoch' + (min(n.at) + 999) / 1000 * interval '1 millisecond' FROM (
    SELECT p_until - (p_setting.rate_burst - 1) * p_interval AS at
    UNION ALL
    SELECT min(r.until) - (p_setting.partition_rate_burst - 1) * p_between FROM cabinet.rate r
    WHERE p_between IS NOT NULL AND r.queue = p_setting.queue AND r.partition <> ''
      AND r.until > p_now + (p_setting.partition_rate_burst - 1) * p_between
      AND EXISTS (SELECT FROM cabinet.gate g WHERE g.queue = r.queue AND g.partition = r.partition)) AS n
  WHERE n.at > p_now;
$$;

DROP FUNCTION cabinet.lanes(integer, integer, jsonb, integer);
DROP FUNCTION cabinet.claim_gate(
  uuid, integer, integer, timestamptz, bigint, text[], integer[], jsonb, integer);

-- The lanes (partitions with what waits in them) that come next: those behind the one that was served last, and then
-- those from the first on. ahead says how many of them are behind that one. Lanes that have nothing free are left out;
-- p_free names them all, so the look at them is bounded too.
CREATE FUNCTION cabinet.lanes(p_queue integer, p_count integer, p_free jsonb)
RETURNS TABLE (lanes text[], kinds integer[], ahead integer)
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  v_partition text;
  v_kind      integer;
  v_visits    integer := p_count;
BEGIN
  SELECT t.partition, t.kind INTO v_partition, v_kind FROM cabinet.turn t WHERE t.queue = p_queue;
  IF v_partition IS NULL THEN
    v_partition := '';
    v_kind := 0;
  END IF;
  IF p_free <> '{}' THEN
    v_visits := v_visits + (SELECT count(*) FROM jsonb_each_text(p_free) AS f WHERE f.value::integer = 0);
  END IF;

  RETURN QUERY
  WITH RECURSIVE ahead AS (
    (SELECT g.partition, g.kind, 1 AS step FROM cabinet.gate g
     WHERE g.queue = p_queue AND (g.partition, g.kind) > (v_partition, v_kind)
     ORDER BY g.partition, g.kind LIMIT 1)
    UNION ALL
    SELECT n.partition, n.kind, a.step + 1 FROM ahead a CROSS JOIN LATERAL (
      SELECT g.partition, g.kind FROM cabinet.gate g
      WHERE g.queue = p_queue AND (g.partition, g.kind) > (a.partition, a.kind)
      ORDER BY g.partition, g.kind LIMIT 1) AS n
    WHERE a.step < v_visits),
  behind AS (
    (SELECT g.partition, g.kind, 1 AS step FROM cabinet.gate g
     WHERE g.queue = p_queue AND (g.partition, g.kind) <= (v_partition, v_kind)
       AND (SELECT count(*) FROM ahead) < v_visits
     ORDER BY g.partition, g.kind LIMIT 1)
    UNION ALL
    SELECT n.partition, n.kind, b.step + 1 FROM behind b CROSS JOIN LATERAL (
      SELECT g.partition, g.kind FROM cabinet.gate g
      WHERE g.queue = p_queue AND (g.partition, g.kind) > (b.partition, b.kind)
        AND (g.partition, g.kind) <= (v_partition, v_kind)
      ORDER BY g.partition, g.kind LIMIT 1) AS n
    WHERE b.step + (SELECT count(*) FROM ahead) < v_visits),
  free AS (
    SELECT o.partition, o.kind, o.side, o.step FROM (
      SELECT a.partition, a.kind, 0 AS side, a.step FROM ahead a
      UNION ALL SELECT b.partition, b.kind, 1, b.step FROM behind b) AS o
    WHERE (p_free ->> o.partition) IS DISTINCT FROM '0'
    ORDER BY o.side, o.step LIMIT p_count)
  SELECT array_agg(f.partition ORDER BY f.side, f.step), array_agg(f.kind ORDER BY f.side, f.step),
    (count(*) FILTER (WHERE f.side = 0))::integer
  FROM free f;
END $$;

-- Claims jobs of lanes, which take turns: the first of each lane, then the second of each, until the limit. The caller holds
-- the queue's lock, so rows at the gate neither go nor move meanwhile, and are deleted by where they lie. p_interval and
-- p_burst are the rate of each partition.
CREATE FUNCTION cabinet.claim_gate(
  p_node uuid, p_queue integer, p_limit integer, p_now timestamptz, p_bytes bigint, p_lanes text[], p_kinds integer[],
  p_free jsonb, p_each integer, p_interval bigint, p_burst integer)
RETURNS TABLE (
  id uuid, lease bigint, epoch bigint, type integer, priority smallint, attempt integer, deaths integer,
  created_at timestamptz, task uuid, pipeline integer, stage integer, item text, trace text, payload bytea,
  node_gone boolean, next_due timestamptz, suspects boolean, partition text)
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  -- Deep enough that lanes of unlike length fill the claim, and bounded by four times its limit altogether.
  v_depth integer := least(p_limit, 4 * ((p_limit + cardinality(p_lanes) - 1) / cardinality(p_lanes)));
  v_now   bigint := extract(epoch FROM p_now) * 1000000;
BEGIN
  RETURN QUERY
  WITH candidate AS MATERIALIZED (
    SELECT c.*, l.ring
    FROM unnest(p_lanes, p_kinds) WITH ORDINALITY AS l (partition, kind, ring) CROSS JOIN LATERAL (
      SELECT g.ctid AS row, g.partition, g.kind, g.job, row_number() OVER (ORDER BY g.priority, g.place) AS round
      FROM cabinet.gate g WHERE g.queue = p_queue AND g.partition = l.partition AND g.kind = l.kind
      ORDER BY g.priority, g.place
      LIMIT least(v_depth, coalesce((p_free ->> l.partition)::integer, p_each))) AS c),
  chosen AS MATERIALIZED (SELECT c.* FROM candidate c ORDER BY c.round, c.ring LIMIT p_limit),
  sized AS MATERIALIZED (
    SELECT c.row, c.round, c.ring, c.kind, j.*,
      sum(octet_length(j.payload)) OVER (ORDER BY c.round, c.ring ROWS UNBOUNDED PRECEDING) - octet_length(j.payload)
        AS before
    FROM chosen c LEFT JOIN LATERAL (
      SELECT w.id, w.epoch, w.type, w.priority, w.attempt, w.deaths, w.created_at, w.task, w.pipeline, w.stage, w.item,
        w.trace, w.payload, w.partition
      FROM cabinet.job w WHERE w.id = c.job AND w.class = 5 LIMIT 1) AS j ON true),
  -- A row whose job isn't there names nothing, and goes.
  gone AS MATERIALIZED (SELECT s.* FROM sized s WHERE s.id IS NULL OR coalesce(s.before, 0) <= p_bytes),
  picked AS MATERIALIZED (SELECT g.* FROM gone g WHERE g.id IS NOT NULL),
  taken AS (DELETE FROM cabinet.gate g WHERE g.ctid = ANY (ARRAY(SELECT o.row FROM gone o))),
  leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM picked LIMIT 1),
  inserted AS (
    INSERT INTO cabinet.lease (number, node, claimed_at, alone, queue, jobs)
    SELECT leased.number, p_node, p_now, false, p_queue, ARRAY(SELECT picked.id FROM picked) FROM leased),
  turned AS (
    INSERT INTO cabinet.turn AS t (queue, partition, kind)
    SELECT p_queue, l.partition, l.kind
    FROM (SELECT g.partition, g.kind FROM picked g ORDER BY g.round DESC, g.ring DESC LIMIT 1) AS l
    ON CONFLICT (queue) DO UPDATE SET partition = excluded.partition, kind = excluded.kind),
  rated AS (
    INSERT INTO cabinet.rate AS r (queue, partition, until)
    SELECT p_queue, k.partition, v_now + count(*) * p_interval FROM picked k
    WHERE p_interval IS NOT NULL GROUP BY k.partition
    ON CONFLICT (queue, partition) DO UPDATE
    SET until = excluded.until - v_now + cabinet.rate_start(r.until, v_now, p_interval, p_burst))
  SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline, j.stage,
    j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, j.partition
  FROM picked j, leased ORDER BY j.round, j.ring;
END $$;

-- Claims jobs of one queue for a node. Each row is a job; the last one has no id and says how the queue stands.
-- One claim of a queue at a time: its lock is held until the commit, and whoever wants to know whether a waiting job
-- was claimed (a cancellation) takes the same lock.
--
-- The position. A job that becomes visible behind it was inserted by a transaction that was open when the position
-- passed. Those are in the very snapshot that the claim reads with, so they are kept in "late" until they have ended,
-- and then their rows are looked up by turn. Nothing is passed over, and a transaction that stays open costs one
-- comparison a claim, however many jobs pass it by. Rows that are claimed in any other way than by moving the position
-- past them, or that a later look-up by turn would find again, become class 4.
--
-- Limits and partitions. v_limit is what the queue's limits leave of p_limit, and v_plain the share of the jobs that have
-- no partition; claim_gate hands out the rest. v_free says how many jobs of a partition may begin, where that is less than
-- v_each, which is what may begin of a partition that has used nothing. A queue without settings and partitions pays two
-- look-ups for all that.
CREATE OR REPLACE FUNCTION cabinet.claim(
  p_node uuid, p_queue integer, p_limit integer, p_now timestamptz, p_suspects boolean, p_bytes bigint)
RETURNS TABLE (
  id uuid, lease bigint, epoch bigint, type integer, priority smallint, attempt integer, deaths integer,
  created_at timestamptz, task uuid, pipeline integer, stage integer, item text, trace text, payload bytea,
  node_gone boolean, next_due timestamptz, suspects boolean, partition text, holds boolean, more boolean)
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
  v_setting  cabinet.queue_setting;
  v_running  jsonb := '{}';
  v_free     jsonb := '{}';
  v_each     integer;
  v_now      bigint := extract(epoch FROM p_now) * 1000000;
  v_interval bigint;
  v_between  bigint;
  v_until    bigint;
  v_limit    integer := p_limit;
  v_plain    integer;
  v_taken    integer := 0;
  v_gated    integer := 0;
  v_ahead    integer;
  v_lanes    text[];
  v_kinds    integer[];
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

  -- No other claim of the queue goes on meanwhile, so what runs of it can only become less until this one commits.
  SELECT * INTO v_setting FROM cabinet.queue_setting s WHERE s.queue = p_queue;
  IF v_setting.paused THEN
    node_gone := false;
    suspects := false;
    RETURN NEXT;
    RETURN;
  END IF;
  holds := v_setting.queue IS NOT NULL;
  IF holds THEN
    IF v_setting.running IS NOT NULL OR v_setting.partition_running IS NOT NULL OR v_setting.ordered THEN
      v_running := cabinet.running(p_queue);
      v_limit := greatest(0, least(p_limit, v_setting.running - (
        SELECT coalesce(sum(r.value::integer), 0) FROM jsonb_each_text(v_running) AS r)));
    END IF;
    -- How long one job takes up its place, rounded up: of the queue's rate, and of the rate of each partition.
    v_interval := (v_setting.rate_period * 1000 + v_setting.rate_count - 1) / v_setting.rate_count;
    v_between := (v_setting.partition_rate_period * 1000 + v_setting.partition_rate_count - 1)
      / v_setting.partition_rate_count;
    IF v_interval IS NOT NULL THEN
      SELECT r.until INTO v_until FROM cabinet.rate r WHERE r.queue = p_queue AND r.partition = '';
      v_until := cabinet.rate_start(v_until, v_now, v_interval, v_setting.rate_burst);
      v_limit := least(v_limit, (v_now + v_setting.rate_burst * v_interval - v_until) / v_interval);
    END IF;
    IF v_interval IS NOT NULL OR v_between IS NOT NULL THEN
      UPDATE cabinet.rate AS r
      SET until = v_now
        + CASE r.partition WHEN '' THEN v_setting.rate_burst * v_interval ELSE v_setting.partition_rate_burst * v_between END
      WHERE r.queue = p_queue AND r.until > v_now + 60000000
        + CASE r.partition WHEN '' THEN v_setting.rate_burst * v_interval ELSE v_setting.partition_rate_burst * v_between END;
    END IF;
  END IF;

  -- What has fallen due is available from now on, also for a clock that is behind.
  WITH due AS (
    UPDATE cabinet.job AS j SET class = CASE WHEN j.partition IS NULL THEN 3 ELSE 5 END, due_at = NULL
    WHERE j.id = ANY (ARRAY(
      SELECT d.id FROM cabinet.job d WHERE d.class = 1 AND d.queue = p_queue AND d.due_at <= p_now
      ORDER BY d.due_at LIMIT 1000 FOR UPDATE SKIP LOCKED))
    RETURNING j.id, j.queue, j.partition, j.priority, j.place)
  INSERT INTO cabinet.gate (queue, partition, kind, priority, place, job)
  SELECT due.queue, due.partition, 0, due.priority, due.place, due.id FROM due WHERE due.partition IS NOT NULL;

  -- What fell due just now holds its partition no more: it may begin.
  v_each := least(CASE WHEN v_setting.ordered THEN 1 END, v_setting.partition_running, v_setting.partition_rate_burst);
  IF v_each IS NOT NULL THEN
    v_free := cabinet.free_partitions(v_setting, v_running, v_between, v_now, p_suspects);
  END IF;

  IF p_suspects THEN
    RETURN QUERY
    WITH picked AS MATERIALIZED (
      SELECT s.* FROM (
        SELECT j.*, row_number() OVER (PARTITION BY j.partition ORDER BY j.priority, j.place) AS number
        FROM cabinet.job j WHERE j.queue = p_queue AND j.class = 2) AS s
      WHERE s.partition IS NULL OR v_each IS NULL OR s.number <= coalesce((v_free ->> s.partition)::integer, v_each)
      ORDER BY s.priority, s.place LIMIT v_limit),
    leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM picked LIMIT 1),
    taken AS (UPDATE cabinet.job AS j SET class = 4 FROM picked WHERE j.id = picked.id),
    inserted AS (
      INSERT INTO cabinet.lease (number, node, claimed_at, alone, queue, jobs)
      SELECT leased.number, p_node, p_now, true, p_queue, ARRAY(SELECT picked.id FROM picked) FROM leased),
    rated AS (
      INSERT INTO cabinet.rate AS r (queue, partition, until)
      SELECT p_queue, k.partition, v_now + count(*) * v_between FROM picked k
      WHERE v_between IS NOT NULL AND k.partition IS NOT NULL GROUP BY k.partition
      ON CONFLICT (queue, partition) DO UPDATE
      SET until = excluded.until - v_now
        + cabinet.rate_start(r.until, v_now, v_between, v_setting.partition_rate_burst))
    SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline,
      j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, j.partition, holds,
      NULL::boolean
    FROM picked j, leased ORDER BY j.priority, j.place;
    GET DIAGNOSTICS v_taken = ROW_COUNT;
  ELSE
    v_plain := v_limit;
    IF EXISTS (SELECT FROM cabinet.gate g WHERE g.queue = p_queue) THEN
      SELECT l.lanes, l.kinds, l.ahead INTO v_lanes, v_kinds, v_ahead
      FROM cabinet.lanes(p_queue, v_limit, v_free) AS l;

      -- What has no partition takes its turn among those that wait, between the last of them and the first.
      v_plain := CASE WHEN v_limit <= v_ahead THEN 0
        ELSE (v_limit + coalesce(cardinality(v_lanes), 0)) / (coalesce(cardinality(v_lanes), 0) + 1) END;
    END IF;

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
              ORDER BY j.turn, j.place LIMIT v_plain) AS c
            LIMIT v_plain) AS r) AS w
        WHERE coalesce(w.before, 0) <= p_bytes),
      leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number, picked.snapshot FROM picked LIMIT 1),
      inserted AS (
        INSERT INTO cabinet.lease (number, node, claimed_at, alone, queue, jobs)
        SELECT leased.number, p_node, p_now, false, p_queue, ARRAY(SELECT picked.id FROM picked) FROM leased),
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
        j.task, j.pipeline, j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, NULL::text, holds,
        NULL::boolean
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
          ORDER BY b.place LIMIT v_plain) AS j),
      -- Age runs with the highest place so far, and among equals turn decides: whatever comes before the last one taken
      -- is taken too.
      ready AS MATERIALIZED (
        SELECT j.*, max(j.place) OVER (PARTITION BY j.priority ORDER BY j.turn, j.place ROWS UNBOUNDED PRECEDING) AS age
        FROM (
          SELECT r.* FROM generate_series(0, 9) AS p (priority), LATERAL (
            SELECT * FROM cabinet.job c
            WHERE c.class = 0 AND c.queue = p_queue AND c.priority = p.priority
              AND (c.turn, c.place) > (v_turns[p.priority + 1], v_places[p.priority + 1])
            ORDER BY c.turn, c.place LIMIT v_plain) AS r
          LIMIT v_plain) AS j),
      front AS MATERIALIZED (
        SELECT f.*, f.place AS age FROM generate_series(0, 9) AS p (priority), LATERAL (
          SELECT * FROM cabinet.job c WHERE c.class = 3 AND c.queue = p_queue AND c.priority = p.priority
          ORDER BY c.place LIMIT v_plain) AS f
        LIMIT v_plain),
      picked AS MATERIALIZED (
        SELECT o.* FROM (
          SELECT w.*, sum(octet_length(w.payload)) OVER (
            ORDER BY w.priority, w.age, w.turn, w.place ROWS UNBOUNDED PRECEDING)
            - octet_length(w.payload) AS before
          FROM (
            SELECT b.*, true AS passed FROM behind b
            UNION ALL SELECT f.*, true FROM front f
            UNION ALL SELECT r.*, r.turn = ANY (v_late) FROM ready r) AS w
          ORDER BY w.priority, w.age, w.turn, w.place LIMIT v_plain) AS o
        WHERE coalesce(o.before, 0) <= p_bytes),
      leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM picked LIMIT 1),
      taken AS (
        UPDATE cabinet.job AS j SET class = 4 WHERE j.id = ANY (ARRAY(SELECT picked.id FROM picked WHERE picked.passed))),
      inserted AS (
        INSERT INTO cabinet.lease (number, node, claimed_at, alone, queue, jobs)
        SELECT leased.number, p_node, p_now, false, p_queue, ARRAY(SELECT picked.id FROM picked) FROM leased),
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
            OR (SELECT count(*) FROM behind) >= v_plain
          UNION
          SELECT x.turn FROM pg_snapshot_xip(seen.snapshot) AS x (turn) WHERE x.turn < moved.furthest)
        FROM leased, moved, seen),
      removed AS (
        DELETE FROM cabinet.position p USING leased WHERE p.queue = p_queue AND p.number = v_previous)
      SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline,
        j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, NULL::text, holds,
        NULL::boolean
      FROM picked j, leased ORDER BY j.priority, j.age, j.turn, j.place;
    END IF;
    GET DIAGNOSTICS v_taken = ROW_COUNT;

    IF v_lanes IS NOT NULL AND v_taken < v_limit THEN
      RETURN QUERY SELECT c.*, holds, NULL::boolean FROM cabinet.claim_gate(
        p_node, p_queue, v_limit - v_taken, p_now, p_bytes, v_lanes, v_kinds, v_free, v_each,
        v_between, v_setting.partition_rate_burst) AS c;
      GET DIAGNOSTICS v_gated = ROW_COUNT;
    END IF;
    IF v_lanes IS NOT NULL AND v_taken > 0 AND v_gated <= v_ahead THEN
      INSERT INTO cabinet.turn AS t (queue, partition, kind) VALUES (p_queue, '', 0)
      ON CONFLICT (queue) DO UPDATE SET partition = excluded.partition, kind = excluded.kind;
    END IF;
  END IF;

  IF v_interval IS NOT NULL AND v_taken + v_gated > 0 THEN
    v_until := v_until + (v_taken + v_gated) * v_interval;
    INSERT INTO cabinet.rate AS r (queue, partition, until) VALUES (p_queue, '', v_until)
    ON CONFLICT (queue, partition) DO UPDATE SET until = excluded.until;
  END IF;

  id := NULL;
  node_gone := false;
  -- Lanes were read to a bounded depth, so when some gave jobs and the claim isn't full, others may have more.
  more := v_gated > 0 AND v_taken + v_gated < v_limit;
  next_due := (SELECT min(j.due_at) FROM cabinet.job j WHERE j.class = 1 AND j.queue = p_queue);
  IF v_taken + v_gated < p_limit AND (v_interval IS NOT NULL OR v_between IS NOT NULL) THEN
    next_due := least(next_due, cabinet.next_by_rate(v_setting, v_until, v_interval, v_between, v_now));
  END IF;
  suspects := EXISTS (SELECT FROM cabinet.job j WHERE j.class = 2 AND j.queue = p_queue);
  RETURN NEXT;
END $$;
