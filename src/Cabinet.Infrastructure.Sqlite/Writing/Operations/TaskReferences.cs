using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes a job's place in its task into four columns: task, pipeline, stage, item.</summary>
internal static class TaskReferences
{
    public static void Bind(SqliteStatement statement, int position, TaskReference? reference, NameTable names)
    {
        if (reference is null)
        {
            statement.BindNull(position).BindNull(position + 1).BindNull(position + 2)
                .BindNull(position + 3);
            return;
        }

        statement.Bind(position, reference.Task.Value)
            .Bind(position + 1, names.Require(reference.Pipeline.Value))
            .Bind(position + 2, names.Require(reference.Stage.Value))
            .Bind(position + 3, reference.Item.Path);
    }
}
