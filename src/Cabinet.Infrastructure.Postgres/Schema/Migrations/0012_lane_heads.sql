-- minimum-compatible: 11
-- The walk over the lanes has met their first jobs already, so where each lane gives just that one they aren't looked for
-- again. A claim that has no turn for plain jobs doesn't look at them, and what has fallen due is only moved when something
-- has.

DROP FUNCTION cabinet.lanes(integer, integer, jsonb, integer[]);

-- The lanes (partitions, or types in them, with what waits there) that come next: those behind the one that was served
-- last, and then those from the first on. ahead says how many of them are behind that one. Lanes that have nothing free
-- are left out; p_free names the partitions among them and p_blocked the kinds, so the look at them is bounded too.
CREATE FUNCTION cabinet.lanes(p_queue integer, p_count integer, p_free jsonb, p_blocked integer[])
RETURNS TABLE (lanes text[], kinds integer[], ahead integer, heads tid[], jobs uuid[])
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  v_partition text;
  v_kind      integer;
  v_visits    integer := p_count + cardinality(p_blocked);
  -- Behind every partition, so that the rest of a kind is passed over.
  c_last      CONSTANT text := chr(1114111);
BEGIN
  SELECT t.partition, t.kind INTO v_partition, v_kind FROM cabinet.turn t WHERE t.queue = p_queue;
  IF v_partition IS NULL THEN
    v_partition := '';
    v_kind := 0;
  END IF;
  IF p_free <> '{}' THEN
    -- Each partition that has nothing free may have a lane of each kind.
    v_visits := v_visits + (SELECT count(*) FROM jsonb_each_text(p_free) AS f WHERE f.value::integer = 0)
      * (1 + (SELECT count(*) FROM cabinet.type_limit t WHERE t.queue = p_queue));
  END IF;

  RETURN QUERY
  WITH RECURSIVE ahead AS (
    (SELECT g.partition, g.kind, g.ctid AS head, g.job, 1 AS step FROM cabinet.gate g
     WHERE g.queue = p_queue AND (g.kind, g.partition) > (v_kind, v_partition)
     ORDER BY g.kind, g.partition, g.priority, g.place LIMIT 1)
    UNION ALL
    SELECT n.partition, n.kind, n.head, n.job, a.step + 1 FROM ahead a CROSS JOIN LATERAL (
      SELECT g.partition, g.kind, g.ctid AS head, g.job FROM cabinet.gate g
      WHERE g.queue = p_queue AND (g.kind, g.partition)
        > (a.kind, CASE WHEN a.kind = ANY (p_blocked) THEN c_last ELSE a.partition END)
      ORDER BY g.kind, g.partition, g.priority, g.place LIMIT 1) AS n
    WHERE a.step < v_visits),
  behind AS (
    (SELECT g.partition, g.kind, g.ctid AS head, g.job, 1 AS step FROM cabinet.gate g
     WHERE g.queue = p_queue AND (g.kind, g.partition) <= (v_kind, v_partition)
       AND (SELECT count(*) FROM ahead) < v_visits
     ORDER BY g.kind, g.partition, g.priority, g.place LIMIT 1)
    UNION ALL
    SELECT n.partition, n.kind, n.head, n.job, b.step + 1 FROM behind b CROSS JOIN LATERAL (
      SELECT g.partition, g.kind, g.ctid AS head, g.job FROM cabinet.gate g
      WHERE g.queue = p_queue AND (g.kind, g.partition)
        > (b.kind, CASE WHEN b.kind = ANY (p_blocked) THEN c_last ELSE b.partition END)
        AND (g.kind, g.partition) <= (v_kind, v_partition)
      ORDER BY g.kind, g.partition, g.priority, g.place LIMIT 1) AS n
    WHERE b.step + (SELECT count(*) FROM ahead) < v_visits),
  free AS (
    SELECT o.* FROM (
      SELECT a.*, 0 AS side FROM ahead a UNION ALL SELECT b.*, 1 FROM behind b) AS o
    WHERE (p_free ->> o.partition) IS DISTINCT FROM '0' AND NOT o.kind = ANY (p_blocked)
    ORDER BY o.side, o.step LIMIT p_count)
  SELECT array_agg(f.partition ORDER BY f.side, f.step), array_agg(f.kind ORDER BY f.side, f.step),
    (count(*) FILTER (WHERE f.side = 0))::integer, array_agg(f.head ORDER BY f.side, f.step),
    array_agg(f.job ORDER BY f.side, f.step)
  FROM free f;
END $$;

-- claim_gate where there are so many lanes that each gives its first job: p_rows and p_jobs name those.
CREATE FUNCTION cabinet.claim_heads(
  p_node uuid, p_queue integer, p_limit integer, p_now timestamptz, p_bytes bigint, p_lanes text[], p_kinds integer[],
  p_rows tid[], p_jobs uuid[], p_interval bigint, p_burst integer)
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
  v_now bigint := extract(epoch FROM p_now) * 1000000;
BEGIN
  RETURN QUERY
  WITH sized AS MATERIALIZED (
    SELECT c.row, c.ring, j.*,
      sum(octet_length(j.payload)) OVER (ORDER BY c.ring ROWS UNBOUNDED PRECEDING)
        - coalesce(octet_length(j.payload), 0) AS before
    FROM unnest(p_rows[:p_limit], p_jobs[:p_limit]) WITH ORDINALITY AS c (row, job, ring) LEFT JOIN LATERAL (
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
    SELECT p_queue, p_lanes[l.ring], p_kinds[l.ring] FROM (SELECT max(p.ring) AS ring FROM picked p) AS l
    WHERE l.ring IS NOT NULL
    ON CONFLICT (queue) DO UPDATE SET partition = excluded.partition, kind = excluded.kind),
  rated AS (
    INSERT INTO cabinet.rate AS r (queue, partition, until)
    SELECT p_queue, k.partition, v_now + count(*) * p_interval FROM picked k
    WHERE p_interval IS NOT NULL GROUP BY k.partition
    ON CONFLICT (queue, partition) DO UPDATE
    SET until = excluded.until - v_now + cabinet.rate_start(r.until, v_now, p_interval, p_burst))
  SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline, j.stage,
    j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, j.partition
  FROM picked j, leased ORDER BY j.ring;
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
--
-- Types. v_types says how many jobs of each limited type may begin. What lies before others and may not begin steps aside:
-- it goes to the gate, into the lane of its type, once for each job. Lanes of a type that may not begin are passed over.
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
  v_rows     tid[];
  v_jobs     uuid[];
  v_due      timestamptz;
  v_types    jsonb := '{}';
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
  IF EXISTS (SELECT FROM cabinet.type_limit t WHERE t.queue = p_queue) THEN
    UPDATE cabinet.type_limit AS t SET until = v_now + t.rate_burst * cabinet.type_interval(t)
    WHERE t.queue = p_queue AND t.until > v_now + 60000000 + t.rate_burst * cabinet.type_interval(t);
    v_types := cabinet.free_types(p_queue, v_now);
  END IF;
  holds := v_setting.queue IS NOT NULL OR v_types <> '{}';
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
  v_due := (SELECT min(j.due_at) FROM cabinet.job j WHERE j.class = 1 AND j.queue = p_queue);
  IF v_due <= p_now THEN
    WITH due AS (
      UPDATE cabinet.job AS j SET class = CASE WHEN j.partition IS NULL THEN 3 ELSE 5 END, due_at = NULL
      WHERE j.id = ANY (ARRAY(
        SELECT d.id FROM cabinet.job d WHERE d.class = 1 AND d.queue = p_queue AND d.due_at <= p_now
        ORDER BY d.due_at LIMIT 1000 FOR UPDATE SKIP LOCKED))
      RETURNING j.id, j.queue, j.partition, j.priority, j.place)
    INSERT INTO cabinet.gate (queue, partition, kind, priority, place, job)
    SELECT due.queue, due.partition, 0, due.priority, due.place, due.id FROM due WHERE due.partition IS NOT NULL;
    v_due := (SELECT min(j.due_at) FROM cabinet.job j WHERE j.class = 1 AND j.queue = p_queue);
  END IF;

  -- What fell due just now holds its partition no more: it may begin.
  v_each := least(CASE WHEN v_setting.ordered THEN 1 END, v_setting.partition_running, v_setting.partition_rate_burst);
  IF v_each IS NOT NULL THEN
    v_free := cabinet.free_partitions(v_setting, v_running, v_between, v_now, p_suspects);
  END IF;

  IF p_suspects THEN
    RETURN QUERY
    WITH picked AS MATERIALIZED (
      SELECT s.* FROM (
        SELECT j.*, row_number() OVER (PARTITION BY j.partition ORDER BY j.priority, j.place) AS number,
          row_number() OVER (PARTITION BY j.type ORDER BY j.priority, j.place) AS of_type
        FROM cabinet.job j WHERE j.queue = p_queue AND j.class = 2) AS s
      WHERE (s.partition IS NULL OR v_each IS NULL OR s.number <= coalesce((v_free ->> s.partition)::integer, v_each))
        AND (v_types = '{}' OR coalesce(s.of_type <= (v_types ->> s.type::text)::integer, true))
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
        + cabinet.rate_start(r.until, v_now, v_between, v_setting.partition_rate_burst)),
    type_rated AS (
      UPDATE cabinet.type_limit AS t SET until = cabinet.type_until(t, v_now, k.begun)
      FROM (SELECT p.type, count(*) AS begun FROM picked p WHERE v_types <> '{}' GROUP BY p.type) AS k
      WHERE t.queue = p_queue AND t.type = k.type AND t.rate_count IS NOT NULL)
    SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline,
      j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, j.partition, holds,
      NULL::boolean
    FROM picked j, leased ORDER BY j.priority, j.place;
    GET DIAGNOSTICS v_taken = ROW_COUNT;
  ELSE
    v_plain := v_limit;
    IF EXISTS (SELECT FROM cabinet.gate g WHERE g.queue = p_queue) THEN
      SELECT l.lanes, l.kinds, l.ahead, l.heads, l.jobs INTO v_lanes, v_kinds, v_ahead, v_rows, v_jobs
      FROM cabinet.lanes(
        p_queue,
        -- Of ordered partitions that a type holds up, many are looked at in one claim.
        CASE WHEN v_types <> '{}' AND v_setting.ordered AND v_limit > 0 THEN greatest(v_limit, 500) ELSE v_limit END,
        v_free,
        ARRAY(SELECT t.key::integer FROM jsonb_each_text(v_types) AS t WHERE t.value = '0')) AS l;

      -- What has no partition takes its turn among those that wait, between the last of them and the first.
      v_plain := CASE WHEN v_limit <= v_ahead AND NOT (v_types <> '{}' AND v_setting.ordered) THEN 0
        ELSE (v_limit + coalesce(cardinality(v_lanes), 0)) / (coalesce(cardinality(v_lanes), 0) + 1) END;
    END IF;

    IF v_plain > 0 THEN
      SELECT p.number, p.turns, p.places, p.late INTO v_previous, v_turns, v_places, v_late
      FROM cabinet.position p WHERE p.queue = p_queue ORDER BY p.number DESC LIMIT 1;
      IF v_previous IS NULL THEN
        v_turns := array_fill('0'::xid8, ARRAY[10]);
        v_places := array_fill(0::bigint, ARRAY[10]);
        v_late := '{}';
      END IF;

      IF v_late = '{}' AND v_types = '{}' AND NOT EXISTS (SELECT FROM cabinet.job f WHERE f.class = 3 AND f.queue = p_queue) THEN
        -- Nothing but what lies ahead of the position, as it nearly always is: no merging, no sorting.
        RETURN QUERY
        WITH picked AS MATERIALIZED (
          SELECT w.*, pg_current_snapshot() AS snapshot FROM (
            SELECT r.*, sum(octet_length(r.payload)) OVER (ROWS UNBOUNDED PRECEDING)
              - coalesce(octet_length(r.payload), 0) AS before
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
        RETURN QUERY SELECT m.*, holds, NULL::boolean FROM cabinet.claim_merged(
          p_node, p_queue, v_plain, p_now, p_bytes, v_previous, v_turns, v_places, v_late, v_types) AS m;
      END IF;
      GET DIAGNOSTICS v_taken = ROW_COUNT;
    END IF;

    IF v_lanes IS NOT NULL AND v_taken < v_limit THEN
      -- Lanes of one partition share its limits, so their first jobs can't be given without looking at each other.
      IF v_types = '{}' AND cardinality(v_lanes) >= v_limit - v_taken AND (v_each IS NULL OR 0 = ALL (v_kinds)) THEN
        RETURN QUERY SELECT c.*, holds, NULL::boolean FROM cabinet.claim_heads(
          p_node, p_queue, v_limit - v_taken, p_now, p_bytes, v_lanes, v_kinds, v_rows, v_jobs,
          v_between, v_setting.partition_rate_burst) AS c;
      ELSIF v_types = '{}' AND 0 = ALL (v_kinds) THEN
        RETURN QUERY SELECT c.*, holds, NULL::boolean FROM cabinet.claim_gate(
          p_node, p_queue, v_limit - v_taken, p_now, p_bytes, v_lanes, v_kinds, v_free, v_each,
          v_between, v_setting.partition_rate_burst) AS c;
      ELSE
        IF v_taken > 0 AND v_types <> '{}' THEN
          v_types := cabinet.free_types(p_queue, v_now);
        END IF;
        RETURN QUERY SELECT c.*, holds, NULL::boolean FROM cabinet.claim_gate_by_type(
          p_node, p_queue, v_limit - v_taken, p_now, p_bytes, v_lanes, v_kinds, v_free, v_each,
          v_between, v_setting.partition_rate_burst, v_types, coalesce(v_setting.ordered, false)) AS c;
      END IF;
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
  -- And so they may when jobs stepped aside for their types: what was looked at and waits is out of the way now.
  more := NOT p_suspects AND v_taken + v_gated < v_limit AND (v_gated > 0 OR (v_types <> '{}' AND (
    (v_lanes IS NOT NULL AND NOT coalesce(v_setting.ordered, false)) OR cabinet.is_more_ready(p_queue))));
  next_due := v_due;
  IF v_taken + v_gated < p_limit AND (v_interval IS NOT NULL OR v_between IS NOT NULL) THEN
    next_due := least(next_due, cabinet.next_by_rate(v_setting, v_until, v_interval, v_between, v_now));
  END IF;
  IF v_taken + v_gated < p_limit AND v_types <> '{}' THEN
    next_due := least(next_due, cabinet.next_by_types(p_queue, v_now));
  END IF;
  suspects := EXISTS (SELECT FROM cabinet.job j WHERE j.class = 2 AND j.queue = p_queue);
  RETURN NEXT;
END $$;
