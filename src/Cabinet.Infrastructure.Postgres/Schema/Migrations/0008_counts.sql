-- minimum-compatible: 6
-- What operators look at: the last full count of jobs, and dead letters by queue. A job's state as its readers number it.

CREATE TABLE cabinet.job_count (
  queue      integer     NOT NULL,
  state      integer     NOT NULL,
  count      bigint      NOT NULL,
  counted_at timestamptz NOT NULL,
  PRIMARY KEY (queue, state)
);

CREATE INDEX dead_letter_queue ON cabinet.dead_letter (queue, dead_at);

-- How queues stand: one row for each name that may be a queue's. No state counts further than one beyond the bound, so
-- that it takes a moment however much waits. Ready jobs are counted from the claims' position on: before it lie those
-- that run, what is dead and not yet cleaned up, and what the late transactions brought.
CREATE FUNCTION cabinet.queue_status(p_budget integer, p_least integer, p_most integer)
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
       ORDER BY g.partition, g.kind, g.priority, g.place LIMIT 1)
      UNION ALL
      SELECT f.* FROM lane CROSS JOIN LATERAL (
        SELECT g.partition, g.kind, g.priority, g.job FROM cabinet.gate g
        WHERE g.queue = n.id AND (g.partition, g.kind, g.priority) > (lane.partition, lane.kind, lane.priority)
        ORDER BY g.partition, g.kind, g.priority, g.place LIMIT 1) AS f)
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
