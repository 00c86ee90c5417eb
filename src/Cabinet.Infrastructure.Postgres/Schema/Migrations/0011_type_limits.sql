-- minimum-compatible: 11
-- Limits of job types. A release that doesn't know of them would lose what is set. So it must not open this schema.

-- What operators have set for a type in a queue. A row stays when its limits go, because what stepped aside for them is
-- found by its kind. until says until when the rate is used up, in Unix microseconds.
CREATE TABLE cabinet.type_limit (
  queue       integer NOT NULL,
  type        integer NOT NULL,
  running     integer,
  rate_count  integer,
  rate_period bigint,
  rate_burst  integer,
  until       bigint,
  PRIMARY KEY (queue, type)
) WITH (fillfactor = 50);
ALTER TABLE cabinet.type_limit SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
                     autovacuum_vacuum_cost_delay = 1, vacuum_truncate = off);

-- By kind first: what steps aside for one type lies together, and is passed over at once. A job without a partition that
-- stepped aside is class 5 too, with an empty partition at the gate.
ALTER TABLE cabinet.gate DROP CONSTRAINT gate_pkey;
ALTER TABLE cabinet.gate ADD CONSTRAINT gate_pkey PRIMARY KEY (queue, kind, partition, priority, place);

-- How long one job takes up its place in the rate of its type, in microseconds, rounded up.
CREATE FUNCTION cabinet.type_interval(p_limit cabinet.type_limit) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN (p_limit.rate_period * 1000 + p_limit.rate_count - 1) / p_limit.rate_count;

-- Until when the rate of a type is used up once so many of its jobs begin.
CREATE FUNCTION cabinet.type_until(p_limit cabinet.type_limit, p_now bigint, p_begun bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN cabinet.rate_start(p_limit.until, p_now, cabinet.type_interval(p_limit), p_limit.rate_burst)
  + p_begun * cabinet.type_interval(p_limit);

-- How many jobs may begin of each type that has limits in a queue.
CREATE FUNCTION cabinet.free_types(p_queue integer, p_now bigint) RETURNS jsonb
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT coalesce(jsonb_object_agg(t.type, greatest(0, least(
    t.running - coalesce(r.count, 0),
    (p_now + t.rate_burst * cabinet.type_interval(t)
      - cabinet.rate_start(t.until, p_now, cabinet.type_interval(t), t.rate_burst)) / cabinet.type_interval(t)))), '{}')
  FROM cabinet.type_limit t LEFT JOIN (
    SELECT held.type, count(*) AS count
    FROM cabinet.lease l CROSS JOIN unnest(l.jobs) AS u (id) CROSS JOIN LATERAL (
      SELECT j.type FROM cabinet.job j
      WHERE j.id = u.id AND j.queue = p_queue AND j.fence < l.number LIMIT 1) AS held
    WHERE l.queue = p_queue OR l.queue IS NULL
    GROUP BY 1) AS r ON r.type = t.type
  WHERE t.queue = p_queue AND (t.running IS NOT NULL OR t.rate_count IS NOT NULL);
$$;

-- When the rate of a type lets its next job begin, if one holds any up, rounded up to a millisecond.
CREATE FUNCTION cabinet.next_by_types(p_queue integer, p_now bigint) RETURNS timestamptz
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT timestamptz 'epoch' + (min(n.at) + 999) / 1000 * interval '1 millisecond' FROM (
    SELECT t.until - (t.rate_burst - 1) * cabinet.type_interval(t) AS at FROM cabinet.type_limit t
    WHERE t.queue = p_queue AND t.rate_count IS NOT NULL AND t.until IS NOT NULL) AS n
  WHERE n.at > p_now;
$$;

-- Whether jobs without a partition wait that the claims haven't come to.
CREATE FUNCTION cabinet.is_more_ready(p_queue integer) RETURNS boolean
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT EXISTS (SELECT FROM cabinet.job f WHERE f.class = 3 AND f.queue = p_queue) OR EXISTS (
    SELECT FROM (
      SELECT p.turns, p.places FROM cabinet.position p WHERE p.queue = p_queue ORDER BY p.number DESC LIMIT 1) AS s
    CROSS JOIN generate_series(0, 9) AS p (priority) CROSS JOIN LATERAL (
      SELECT FROM cabinet.job j
      WHERE j.class = 0 AND j.queue = p_queue AND j.priority = p.priority
        AND (j.turn, j.place) > (s.turns[p.priority + 1], s.places[p.priority + 1])
      ORDER BY j.turn, j.place LIMIT 1) AS c);
$$;

-- How queues stand, as before; lanes are gone through in their order.
CREATE OR REPLACE FUNCTION cabinet.queue_status(p_budget integer, p_least integer, p_most integer)
RETURNS TABLE (
  queue text, bound integer, available bigint, scheduled bigint, running bigint, suspect bigint, dead bigint,
  oldest timestamptz)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_bitmapscan = off
SET jit = off
AS $$
  WITH bounded AS MATERIALIZED (
    SELECT greatest(p_least, least(p_most, p_budget / greatest(1, count(*))))::integer AS most FROM cabinet.name),
  running AS MATERIALIZED (
    SELECT held.queue, count(*) AS count
    FROM cabinet.lease l CROSS JOIN unnest(l.jobs) AS u (id) CROSS JOIN LATERAL (
      SELECT c.queue FROM cabinet.job c WHERE c.id = u.id AND c.fence < l.number LIMIT 1) AS held
    GROUP BY held.queue)
  SELECT n.text, bounded.most, ready.count + late.count + front.count + gated.count, scheduled.count,
    coalesce(running.count, 0), suspect.count, dead.count,
    least(ready_from.at, late.at, front_from.at, gated_from.at)
  FROM bounded CROSS JOIN cabinet.name n
  LEFT JOIN running ON running.queue = n.id
  CROSS JOIN LATERAL (
    SELECT (SELECT p.turns FROM cabinet.position p WHERE p.queue = n.id ORDER BY p.number DESC LIMIT 1) AS turns,
      (SELECT p.places FROM cabinet.position p WHERE p.queue = n.id ORDER BY p.number DESC LIMIT 1) AS places,
      (SELECT p.late FROM cabinet.position p WHERE p.queue = n.id ORDER BY p.number DESC LIMIT 1) AS late) AS s
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
      SELECT FROM generate_series(0, 9) AS p (priority) CROSS JOIN LATERAL (
        SELECT FROM cabinet.job j
        WHERE j.class = 0 AND j.queue = n.id AND j.priority = p.priority
          AND (j.turn, j.place) > (coalesce(s.turns[p.priority + 1], '0'::xid8), coalesce(s.places[p.priority + 1], 0))
        ORDER BY j.turn, j.place LIMIT bounded.most + 1) AS c
      LIMIT bounded.most + 1) AS r) AS ready
  CROSS JOIN LATERAL (
    SELECT min(c.created_at) AS at FROM generate_series(0, 9) AS p (priority) CROSS JOIN LATERAL (
      SELECT j.created_at FROM cabinet.job j
      WHERE j.class = 0 AND j.queue = n.id AND j.priority = p.priority
        AND (j.turn, j.place) > (coalesce(s.turns[p.priority + 1], '0'::xid8), coalesce(s.places[p.priority + 1], 0))
      ORDER BY j.turn, j.place LIMIT 1) AS c) AS ready_from
  CROSS JOIN LATERAL (
    SELECT count(*) AS count, min(r.created_at) AS at FROM (
      SELECT c.created_at FROM unnest(s.late) AS l (turn) CROSS JOIN generate_series(0, 9) AS p (priority)
      CROSS JOIN LATERAL (
        SELECT j.created_at FROM cabinet.job j
        WHERE j.class = 0 AND j.queue = n.id AND j.priority = p.priority AND j.turn = l.turn
          AND (j.turn, j.place) <= (s.turns[p.priority + 1], s.places[p.priority + 1])
        ORDER BY j.place LIMIT bounded.most + 1) AS c
      LIMIT bounded.most + 1) AS r) AS late
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
      SELECT FROM cabinet.job j WHERE j.class = 3 AND j.queue = n.id
      ORDER BY j.priority, j.place LIMIT bounded.most + 1) AS r) AS front
  CROSS JOIN LATERAL (
    SELECT min(c.created_at) AS at FROM generate_series(0, 9) AS p (priority) CROSS JOIN LATERAL (
      SELECT j.created_at FROM cabinet.job j WHERE j.class = 3 AND j.queue = n.id AND j.priority = p.priority
      ORDER BY j.place LIMIT 1) AS c) AS front_from
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
      SELECT FROM cabinet.gate g WHERE g.queue = n.id LIMIT bounded.most + 1) AS r) AS gated
  CROSS JOIN LATERAL (
    -- From one lane to the next, without reading what waits in it.
    WITH RECURSIVE lane AS (
      (SELECT g.partition, g.kind, g.priority, g.job FROM cabinet.gate g WHERE g.queue = n.id
       ORDER BY g.kind, g.partition, g.priority, g.place LIMIT 1)
      UNION ALL
      SELECT f.* FROM lane CROSS JOIN LATERAL (
        SELECT g.partition, g.kind, g.priority, g.job FROM cabinet.gate g
        WHERE g.queue = n.id AND (g.kind, g.partition, g.priority) > (lane.kind, lane.partition, lane.priority)
        ORDER BY g.kind, g.partition, g.priority, g.place LIMIT 1) AS f)
    SELECT min(j.created_at) AS at FROM (SELECT * FROM lane LIMIT 2000) AS l CROSS JOIN LATERAL (
      SELECT c.created_at FROM cabinet.job c WHERE c.id = l.job LIMIT 1) AS j) AS gated_from
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
      SELECT FROM cabinet.job j WHERE j.class = 1 AND j.queue = n.id
      ORDER BY j.due_at LIMIT bounded.most + 1) AS r) AS scheduled
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
      SELECT FROM cabinet.job j WHERE j.class = 2 AND j.queue = n.id
      ORDER BY j.priority, j.place LIMIT bounded.most + 1) AS r) AS suspect
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
      SELECT FROM cabinet.dead_letter d WHERE d.queue = n.id
      ORDER BY d.dead_at LIMIT bounded.most + 1) AS r) AS dead
$$;

DROP FUNCTION cabinet.lanes(integer, integer, jsonb);

-- The lanes (partitions, or types in them, with what waits there) that come next: those behind the one that was served
-- last, and then those from the first on. ahead says how many of them are behind that one. Lanes that have nothing free
-- are left out; p_free names the partitions among them and p_blocked the kinds, so the look at them is bounded too.
CREATE FUNCTION cabinet.lanes(p_queue integer, p_count integer, p_free jsonb, p_blocked integer[])
RETURNS TABLE (lanes text[], kinds integer[], ahead integer)
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
    (SELECT g.partition, g.kind, 1 AS step FROM cabinet.gate g
     WHERE g.queue = p_queue AND (g.kind, g.partition) > (v_kind, v_partition)
     ORDER BY g.kind, g.partition LIMIT 1)
    UNION ALL
    SELECT n.partition, n.kind, a.step + 1 FROM ahead a CROSS JOIN LATERAL (
      SELECT g.partition, g.kind FROM cabinet.gate g
      WHERE g.queue = p_queue AND (g.kind, g.partition)
        > (a.kind, CASE WHEN a.kind = ANY (p_blocked) THEN c_last ELSE a.partition END)
      ORDER BY g.kind, g.partition LIMIT 1) AS n
    WHERE a.step < v_visits),
  behind AS (
    (SELECT g.partition, g.kind, 1 AS step FROM cabinet.gate g
     WHERE g.queue = p_queue AND (g.kind, g.partition) <= (v_kind, v_partition)
       AND (SELECT count(*) FROM ahead) < v_visits
     ORDER BY g.kind, g.partition LIMIT 1)
    UNION ALL
    SELECT n.partition, n.kind, b.step + 1 FROM behind b CROSS JOIN LATERAL (
      SELECT g.partition, g.kind FROM cabinet.gate g
      WHERE g.queue = p_queue AND (g.kind, g.partition)
        > (b.kind, CASE WHEN b.kind = ANY (p_blocked) THEN c_last ELSE b.partition END)
        AND (g.kind, g.partition) <= (v_kind, v_partition)
      ORDER BY g.kind, g.partition LIMIT 1) AS n
    WHERE b.step + (SELECT count(*) FROM ahead) < v_visits),
  free AS (
    SELECT o.partition, o.kind, o.side, o.step FROM (
      SELECT a.partition, a.kind, 0 AS side, a.step FROM ahead a
      UNION ALL SELECT b.partition, b.kind, 1, b.step FROM behind b) AS o
    WHERE (p_free ->> o.partition) IS DISTINCT FROM '0' AND NOT o.kind = ANY (p_blocked)
    ORDER BY o.side, o.step LIMIT p_count)
  SELECT array_agg(f.partition ORDER BY f.side, f.step), array_agg(f.kind ORDER BY f.side, f.step),
    (count(*) FILTER (WHERE f.side = 0))::integer
  FROM free f;
END $$;

-- As before, but that what has no payload counts nothing.
CREATE OR REPLACE FUNCTION cabinet.claim_gate(
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
      sum(octet_length(j.payload)) OVER (ORDER BY c.round, c.ring ROWS UNBOUNDED PRECEDING)
        - coalesce(octet_length(j.payload), 0) AS before
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

-- The same where types have limits, or had: p_types says how many jobs of each may begin.
CREATE FUNCTION cabinet.claim_gate_by_type(
  p_node uuid, p_queue integer, p_limit integer, p_now timestamptz, p_bytes bigint, p_lanes text[], p_kinds integer[],
  p_free jsonb, p_each integer, p_interval bigint, p_burst integer, p_types jsonb, p_ordered boolean)
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
  -- Deep enough that lanes of unlike length fill the claim, and that what steps aside is soon through; bounded by four times
  -- the limit, or by five hundred and one for each lane, altogether.
  v_depth integer := greatest(
    least(p_limit, 4 * ((p_limit + cardinality(p_lanes) - 1) / cardinality(p_lanes))), 500 / cardinality(p_lanes));
  v_now   bigint := extract(epoch FROM p_now) * 1000000;
BEGIN
  RETURN QUERY
  WITH candidate AS MATERIALIZED (
    SELECT c.*, l.ring
    FROM unnest(p_lanes, p_kinds) WITH ORDINALITY AS l (partition, kind, ring) CROSS JOIN LATERAL (
      SELECT g.ctid AS row, g.partition, g.kind, g.job, row_number() OVER (ORDER BY g.priority, g.place) AS round
      FROM cabinet.gate g WHERE g.queue = p_queue AND g.partition = l.partition AND g.kind = l.kind
      ORDER BY g.priority, g.place
      LIMIT least(v_depth, coalesce((p_free ->> l.partition)::integer, p_each), (p_types ->> l.kind::text)::integer)) AS c),
  found AS MATERIALIZED (
    SELECT c.row, c.round, c.ring, c.kind, c.partition AS lane, j.*,
      coalesce(row_number() OVER (PARTITION BY j.type ORDER BY c.round, c.ring)
        <= (p_types ->> j.type::text)::integer, true) AS by_type
    FROM candidate c LEFT JOIN LATERAL (
      SELECT w.id, w.epoch, w.type, w.priority, w.attempt, w.deaths, w.created_at, w.task, w.pipeline, w.stage, w.item,
        w.trace, w.payload, w.partition
      FROM cabinet.job w WHERE w.id = c.job AND w.class = 5 LIMIT 1) AS j ON true),
  -- A partition may have several lanes now, which share what its limits leave.
  allowed AS MATERIALIZED (
    SELECT f.*, f.id IS NOT NULL AND f.by_type AND (f.lane = '' OR coalesce(
      count(*) FILTER (WHERE f.by_type) OVER (PARTITION BY f.lane ORDER BY f.round, f.ring ROWS UNBOUNDED PRECEDING)
        <= coalesce((p_free ->> f.lane)::integer, p_each), true)) AS begins
    FROM found f),
  chosen AS MATERIALIZED (SELECT a.* FROM allowed a WHERE a.begins ORDER BY a.round, a.ring LIMIT p_limit),
  sized AS MATERIALIZED (
    SELECT c.*, coalesce(sum(octet_length(c.payload)) OVER (ORDER BY c.round, c.ring ROWS UNBOUNDED PRECEDING), 0)
      - coalesce(octet_length(c.payload), 0) AS before
    FROM chosen c),
  -- A row whose job isn't there names nothing, and goes.
  picked AS MATERIALIZED (SELECT s.* FROM sized s WHERE s.before <= p_bytes),
  taken AS (
    DELETE FROM cabinet.gate g WHERE g.ctid = ANY (ARRAY(
      SELECT p.row FROM picked p UNION ALL SELECT f.row FROM found f WHERE f.id IS NULL))),
  -- Nobody passes by within an ordered partition.
  aside AS (
    UPDATE cabinet.gate AS g SET kind = f.type FROM found f
    WHERE g.ctid = f.row AND f.id IS NOT NULL AND NOT f.by_type AND f.kind = 0 AND NOT (p_ordered AND f.lane <> '')),
  leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM picked LIMIT 1),
  inserted AS (
    INSERT INTO cabinet.lease (number, node, claimed_at, alone, queue, jobs)
    SELECT leased.number, p_node, p_now, false, p_queue, ARRAY(SELECT picked.id FROM picked) FROM leased),
  turned AS (
    INSERT INTO cabinet.turn AS t (queue, partition, kind)
    SELECT p_queue, l.partition, l.kind
    FROM (
      SELECT t.lane, t.kind FROM (
        (SELECT g.lane, g.kind, 0 AS choice FROM picked g ORDER BY g.round DESC, g.ring DESC LIMIT 1)
        UNION ALL SELECT p_lanes[cardinality(p_lanes)], p_kinds[cardinality(p_kinds)], 1) AS t
      ORDER BY t.choice LIMIT 1) AS l (partition, kind)
    ON CONFLICT (queue) DO UPDATE SET partition = excluded.partition, kind = excluded.kind),
  rated AS (
    INSERT INTO cabinet.rate AS r (queue, partition, until)
    SELECT p_queue, k.partition, v_now + count(*) * p_interval FROM picked k
    WHERE p_interval IS NOT NULL AND k.partition IS NOT NULL GROUP BY k.partition
    ON CONFLICT (queue, partition) DO UPDATE
    SET until = excluded.until - v_now + cabinet.rate_start(r.until, v_now, p_interval, p_burst)),
  type_rated AS (
    UPDATE cabinet.type_limit AS t SET until = cabinet.type_until(t, v_now, k.begun)
    FROM (SELECT p.type, count(*) AS begun FROM picked p GROUP BY p.type) AS k
    WHERE t.queue = p_queue AND t.type = k.type AND t.rate_count IS NOT NULL)
  SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline, j.stage,
    j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, j.partition
  FROM picked j, leased ORDER BY j.round, j.ring;
END $$;

-- Claims jobs without a partition where more than what lies ahead of the position is to be looked at: what was brought by
-- late transactions, what came back, and what has to step aside for its type.
CREATE FUNCTION cabinet.claim_merged(
  p_node uuid, p_queue integer, p_plain integer, p_now timestamptz, p_bytes bigint, p_previous bigint, p_turns xid8[],
  p_places bigint[], p_late xid8[], p_types jsonb)
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
  -- What steps aside is soon through, whatever little the claim may take.
  v_look integer := CASE p_types WHEN '{}' THEN p_plain ELSE greatest(p_plain, least(500, 500 * p_plain)) END;
BEGIN
  RETURN QUERY
  WITH seen AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot),
  arrived AS MATERIALIZED (
    SELECT l.turn FROM unnest(p_late) AS l (turn), seen WHERE pg_visible_in_snapshot(l.turn, seen.snapshot)),
  behind AS MATERIALIZED (
    SELECT j.* FROM arrived, generate_series(0, 9) AS p (priority), LATERAL (
      SELECT b.*, b.place AS age FROM cabinet.job b
      WHERE b.class = 0 AND b.queue = p_queue AND b.priority = p.priority AND b.turn = arrived.turn
        AND (b.turn, b.place) <= (p_turns[p.priority + 1], p_places[p.priority + 1])
      ORDER BY b.place LIMIT v_look) AS j),
  -- Age runs with the highest place so far, and among equals turn decides: whatever comes before the last one taken
  -- is taken too.
  ready AS MATERIALIZED (
    SELECT j.*, max(j.place) OVER (PARTITION BY j.priority ORDER BY j.turn, j.place ROWS UNBOUNDED PRECEDING) AS age
    FROM (
      SELECT r.* FROM generate_series(0, 9) AS p (priority), LATERAL (
        SELECT * FROM cabinet.job c
        WHERE c.class = 0 AND c.queue = p_queue AND c.priority = p.priority
          AND (c.turn, c.place) > (p_turns[p.priority + 1], p_places[p.priority + 1])
        ORDER BY c.turn, c.place LIMIT v_look) AS r
      LIMIT v_look) AS j),
  front AS MATERIALIZED (
    SELECT f.*, f.place AS age FROM generate_series(0, 9) AS p (priority), LATERAL (
      SELECT * FROM cabinet.job c WHERE c.class = 3 AND c.queue = p_queue AND c.priority = p.priority
      ORDER BY c.place LIMIT v_look) AS f
    LIMIT v_look),
  merged AS MATERIALIZED (
    SELECT w.*, p_types = '{}' OR coalesce(
      row_number() OVER (PARTITION BY w.type ORDER BY w.priority, w.age, w.turn, w.place)
        <= (p_types ->> w.type::text)::integer, true) AS begins
    FROM (
      SELECT b.*, true AS marked FROM behind b
      UNION ALL SELECT f.*, true FROM front f
      UNION ALL SELECT r.*, r.turn = ANY (p_late) FROM ready r) AS w
    ORDER BY w.priority, w.age, w.turn, w.place LIMIT v_look),
  -- Whatever comes before the last one that begins, begins or steps aside.
  passed AS MATERIALIZED (
    SELECT c.* FROM (
      SELECT m.*,
        count(*) FILTER (WHERE m.begins) OVER so_far AS begun,
        coalesce(sum(octet_length(m.payload)) FILTER (WHERE m.begins) OVER so_far, 0)
          - CASE WHEN m.begins THEN coalesce(octet_length(m.payload), 0) ELSE 0 END AS before
      FROM merged m
      WINDOW so_far AS (ORDER BY m.priority, m.age, m.turn, m.place ROWS UNBOUNDED PRECEDING)) AS c
    WHERE c.begun <= p_plain AND c.before <= p_bytes),
  picked AS MATERIALIZED (SELECT p.* FROM passed p WHERE p.begins),
  aside AS (
    UPDATE cabinet.job AS j SET class = 5 WHERE j.id = ANY (ARRAY(SELECT p.id FROM passed p WHERE NOT p.begins))
    RETURNING j.queue, j.type, j.priority, j.place, j.id),
  gated AS (
    INSERT INTO cabinet.gate (queue, partition, kind, priority, place, job)
    SELECT a.queue, '', a.type, a.priority, a.place, a.id FROM aside a),
  type_rated AS (
    UPDATE cabinet.type_limit AS t
    SET until = cabinet.type_until(t, (extract(epoch FROM p_now) * 1000000)::bigint, k.begun)
    FROM (SELECT p.type, count(*) AS begun FROM picked p WHERE p_types <> '{}' GROUP BY p.type) AS k
    WHERE t.queue = p_queue AND t.type = k.type AND t.rate_count IS NOT NULL),
  leased AS MATERIALIZED (SELECT nextval('cabinet.lease_number') AS number FROM passed LIMIT 1),
  taken AS (
    UPDATE cabinet.job AS j SET class = 4 WHERE j.id = ANY (ARRAY(SELECT picked.id FROM picked WHERE picked.marked))),
  inserted AS (
    INSERT INTO cabinet.lease (number, node, claimed_at, alone, queue, jobs)
    SELECT leased.number, p_node, p_now, false, p_queue, ARRAY(SELECT picked.id FROM picked) FROM leased
    WHERE EXISTS (SELECT FROM picked)),
  reached AS MATERIALIZED (
    SELECT DISTINCT ON (k.priority) k.priority, k.turn, k.place FROM passed k
    WHERE k.class = 0 AND (k.turn, k.place) > (p_turns[k.priority + 1], p_places[k.priority + 1])
    ORDER BY k.priority, k.turn DESC, k.place DESC),
  moved AS MATERIALIZED (
    SELECT array_agg(coalesce(reached.turn, p_turns[p.priority + 1]) ORDER BY p.priority) AS turns,
      array_agg(coalesce(reached.place, p_places[p.priority + 1]) ORDER BY p.priority) AS places,
      max(coalesce(reached.turn, p_turns[p.priority + 1])) AS furthest
    FROM generate_series(0, 9) AS p (priority) LEFT JOIN reached ON reached.priority = p.priority),
  appended AS (
    INSERT INTO cabinet.position (queue, number, turns, places, late)
    SELECT p_queue, leased.number, moved.turns, moved.places, ARRAY(
      SELECT l.turn FROM unnest(p_late) AS l (turn)
      WHERE NOT pg_visible_in_snapshot(l.turn, seen.snapshot)
        -- Not all of its rows were taken: they are looked up again.
        OR l.turn IN (SELECT b.turn FROM behind b WHERE b.id NOT IN (SELECT passed.id FROM passed))
        OR (SELECT count(*) FROM behind) >= v_look
      UNION
      SELECT x.turn FROM pg_snapshot_xip(seen.snapshot) AS x (turn) WHERE x.turn < moved.furthest)
    FROM leased, moved, seen),
  removed AS (
    DELETE FROM cabinet.position p USING leased WHERE p.queue = p_queue AND p.number = p_previous)
  SELECT j.id, leased.number, j.epoch, j.type, j.priority, j.attempt, j.deaths, j.created_at, j.task, j.pipeline,
    j.stage, j.item, j.trace, j.payload, NULL::boolean, NULL::timestamptz, NULL::boolean, NULL::text
  FROM picked j, leased ORDER BY j.priority, j.age, j.turn, j.place;
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
      SELECT l.lanes, l.kinds, l.ahead INTO v_lanes, v_kinds, v_ahead
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

    IF v_lanes IS NOT NULL AND v_taken < v_limit THEN
      IF v_types = '{}' AND 0 = ALL (v_kinds) THEN
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
  next_due := (SELECT min(j.due_at) FROM cabinet.job j WHERE j.class = 1 AND j.queue = p_queue);
  IF v_taken + v_gated < p_limit AND (v_interval IS NOT NULL OR v_between IS NOT NULL) THEN
    next_due := least(next_due, cabinet.next_by_rate(v_setting, v_until, v_interval, v_between, v_now));
  END IF;
  IF v_taken + v_gated < p_limit AND v_types <> '{}' THEN
    next_due := least(next_due, cabinet.next_by_types(p_queue, v_now));
  END IF;
  suspects := EXISTS (SELECT FROM cabinet.job j WHERE j.class = 2 AND j.queue = p_queue);
  RETURN NEXT;
END $$;
