using Cabinet.Sqlite.Peer;

// usage: Cabinet.Sqlite.Peer COMMAND DATABASE [COUNT]
// Says "ready" when it is where the test wants it, and then waits for the end of its input.
return args switch
{
    ["enqueue", var path, var count] => await PeerCommands.EnqueueAsync(path, int.Parse(count, null)),
    ["claim", var path] => await PeerCommands.ClaimAsync(path),
    ["work", var path] => await PeerCommands.WorkAsync(path),
    ["sit", var path] => PeerCommands.Sit(path),
    ["lock", var path] => PeerCommands.Lock(path),
    _ => 64,
};
