-- minimum-compatible: 1
-- Batches of jobs. Which batch a job belongs to is in the columns of its task, under a reserved pipeline; its callbacks
-- are jobs. No batch is made before somebody calls for it, so nodes of the release before may go on until then.

CREATE TABLE cabinet.batch (
  id           uuid        PRIMARY KEY,
  name         text,
  created_at   timestamptz NOT NULL,
  closed_at    timestamptz,
  cancelled_at timestamptz,
  failed_at    timestamptz,
  ended_at     timestamptz,
  total        bigint      NOT NULL DEFAULT 0,
  succeeded    bigint      NOT NULL DEFAULT 0,
  cancelled    bigint      NOT NULL DEFAULT 0,
  discarded    bigint      NOT NULL DEFAULT 0,
  dead         bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
ALTER TABLE cabinet.batch SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000,
                     autovacuum_vacuum_cost_delay = 1);
CREATE INDEX batch_ended ON cabinet.batch (ended_at) WHERE ended_at IS NOT NULL;

-- Tells a batch everything that one physical commit does to it; the rules are those of BatchRule. Whoever calls it for
-- several batches does so in the order of their ids and last in the transaction, so that no two wait for each other.
-- p_add and p_member are the operations that add members from outside and from a running member, p_required is one that
-- needs the batch to be there; p_waiting is the setting in which the transaction has counted what it cancelled. A
-- callback is a scheduled job that is due at p_held until it is released here. Returns whether one was released.
CREATE FUNCTION cabinet.settle_batch(
  p_id uuid, p_at timestamptz, p_required integer, p_add integer, p_member integer, p_missing integer, p_closed integer,
  p_added bigint, p_succeeded bigint, p_cancelled bigint, p_dead bigint, p_redriven bigint, p_discarded bigint,
  p_closes boolean, p_cancels boolean, p_waiting text, p_completion uuid, p_success uuid, p_failure uuid,
  p_held timestamptz)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_batch cabinet.batch%ROWTYPE;
  v_fails boolean;
  v_ends  boolean;
BEGIN
  SELECT * INTO v_batch FROM cabinet.batch b WHERE b.id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    IF p_required IS NOT NULL THEN
      PERFORM cabinet.refuse(p_required, p_missing);
    END IF;
    RETURN false;
  END IF;
  IF p_add IS NOT NULL AND v_batch.closed_at IS NOT NULL THEN
    PERFORM cabinet.refuse(p_add, p_closed);
  END IF;
  IF p_member IS NOT NULL AND (v_batch.ended_at IS NOT NULL OR v_batch.cancelled_at IS NOT NULL) THEN
    PERFORM cabinet.refuse(p_member, p_closed);
  END IF;
  IF v_batch.ended_at IS NOT NULL THEN
    RETURN false;
  END IF;

  v_batch.total := v_batch.total + p_added;
  v_batch.succeeded := v_batch.succeeded + p_succeeded;
  v_batch.cancelled := v_batch.cancelled + p_cancelled
    + coalesce(nullif(current_setting(p_waiting, true), ''), '0')::bigint;
  v_batch.discarded := v_batch.discarded + p_discarded;
  v_batch.dead := v_batch.dead + p_dead - p_redriven - p_discarded;
  v_fails := v_batch.failed_at IS NULL AND p_dead > 0;
  IF v_fails THEN
    v_batch.failed_at := p_at;
  END IF;
  IF v_batch.closed_at IS NULL AND (p_closes OR p_cancels) THEN
    v_batch.closed_at := p_at;
  END IF;
  IF v_batch.cancelled_at IS NULL AND p_cancels THEN
    v_batch.cancelled_at := p_at;
  END IF;
  v_ends := v_batch.closed_at IS NOT NULL
    AND v_batch.succeeded + v_batch.cancelled + v_batch.discarded = v_batch.total;
  IF v_ends THEN
    v_batch.ended_at := p_at;
  END IF;
  UPDATE cabinet.batch b
  SET closed_at = v_batch.closed_at, cancelled_at = v_batch.cancelled_at, failed_at = v_batch.failed_at,
    ended_at = v_batch.ended_at, total = v_batch.total, succeeded = v_batch.succeeded, cancelled = v_batch.cancelled,
    discarded = v_batch.discarded, dead = v_batch.dead
  WHERE b.id = p_id;

  IF v_fails OR v_ends THEN
    UPDATE cabinet.job j SET class = 3, due_at = NULL
    WHERE j.class = 1 AND j.due_at = p_held AND (
      (v_fails AND j.id = p_failure) OR (v_ends AND j.id = p_completion)
      OR (v_ends AND v_batch.succeeded = v_batch.total AND j.id = p_success));
  END IF;
  IF v_ends THEN
    DELETE FROM cabinet.job j WHERE j.id IN (p_success, p_failure) AND j.class = 1 AND j.due_at = p_held;
  END IF;
  RETURN v_fails OR v_ends;
END $$;
