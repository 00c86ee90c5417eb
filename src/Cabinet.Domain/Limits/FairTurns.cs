namespace Cabinet.Domain.Limits;

/// <summary>
/// Shares a claim between lanes: they take turns in their order, going on behind the one that was served last, so that
/// however much waits in one, each of n lanes is served once before any other is served twice more.
/// </summary>
/// <remarks>A blocked lane is passed over and holds up nobody.</remarks>
public static class FairTurns
{
    /// <summary>Serves lanes until the claim has its jobs or each lane had its turn.</summary>
    /// <param name="lanes">The queue's lanes.</param>
    /// <param name="last">Who was served last; null when nobody was.</param>
    /// <param name="limit">How many jobs the claim takes at most.</param>
    /// <returns>Who was served last now.</returns>
    public static Lane? Serve(ILanes lanes, Lane? last, int limit)
    {
        var circle = new Circle(lanes, last);
        var served = last;
        var taken = 0;

        // One more than can be served, because one of them, what has no partition, may turn out to be empty.
        while (taken < limit && !lanes.IsFull && circle.Next(limit - taken + 1) is { Count: > 0 } waiting)
        {
            taken += ServeRounds(lanes, waiting, limit - taken, ref served);
        }

        return served;
    }

    private static int ServeRounds(ILanes lanes, List<Lane> waiting, int limit, ref Lane? served)
    {
        var taken = 0;
        while (waiting.Count > 0 && taken < limit && !lanes.IsFull)
        {
            var share = Math.Max(1, (limit - taken) / waiting.Count);
            var left = new List<Lane>(waiting.Count);
            foreach (var lane in waiting)
            {
                var count = Math.Min(share, limit - taken);
                if (count == 0 || lanes.IsFull)
                {
                    break;
                }

                var got = lanes.Take(lane, count);
                taken += got;
                served = got > 0 ? lane : served;
                if (got == count)
                {
                    left.Add(lane);
                }
            }

            waiting = left;
        }

        return taken;
    }

    // Each lane once, beginning behind the one that was served last and ending with it.
    private sealed class Circle(ILanes lanes, Lane? last)
    {
        private readonly Lane? end = last;
        private Lane? position = last;
        private bool isRound = last is null;
        private bool isOver;

        public List<Lane> Next(int count)
        {
            var found = new List<Lane>();
            while (found.Count < count && Advance() is { } lane)
            {
                if (!lanes.IsBlocked(lane))
                {
                    found.Add(lane);
                }
            }

            return found;
        }

        private Lane? Advance()
        {
            if (isOver)
            {
                return null;
            }

            var next = position is { } passed && lanes.IsKindBlocked(passed.Kind)
                ? lanes.FindBehindKind(passed.Kind)
                : lanes.FindAfter(position);
            if (next is null && !isRound)
            {
                isRound = true;
                next = lanes.FindAfter(null);
            }

            if (next is not { } lane || (isRound && end is { } closing && Lane.Order.Compare(lane, closing) > 0))
            {
                isOver = true;
                return null;
            }

            position = lane;
            return lane;
        }
    }
}
