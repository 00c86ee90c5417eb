using Cabinet.Application.Commands;
using Cabinet.Application.Queries;
using Cabinet.Application.Security.Clients;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;
using Microsoft.AspNetCore.Routing;

namespace Cabinet.Host.Boundary.Routes;

/// <summary>Tasks: submitted and looked at.</summary>
internal sealed class TaskRoutes(TaskCommands commands, TaskQueries queries)
{
    private static readonly RateLimit Rate = new(3_000, TimeSpan.FromMinutes(1), 1_000);

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/tasks", (RequestDelegate)SubmitAsync).WithMetadata(new RouteRequirements
        {
            Name = "submitTask",
            NeedsSignature = true,
            Scope = ApiScopes.SubmitTasks,
            MaximumBody = RouteRequirements.LargestBody,
            NeedsIdempotencyKey = true,
            Rate = Rate,
        });
        routes.MapGet("/v1/tasks/{id}", (RequestDelegate)FindAsync).WithMetadata(new RouteRequirements
        {
            Name = "findTask",
            NeedsSignature = true,
            Scope = ApiScopes.ReadTasks,
            MaximumBody = 0,
            Rate = Rate,
        });
    }

    private async Task SubmitAsync(HttpContext context)
    {
        var request = AdmittedRequest.Of(context);
        var submitted = TaskSubmission.Read(request.Content) with
        {
            // A key is one client's: nobody learns of another's tasks by guessing theirs.
            IdempotencyKey = $"{request.Signer.Client.Name}/{request.IdempotencyKey}",
            SignedAs = request.Signer.Command,
        };
        switch (await SubmitAsync(submitted, request.Signer, context.RequestAborted))
        {
            case SubmitResult.Accepted accepted:
                await AnswerAsync(context, StatusCodes.Status201Created, accepted.Id, isNew: true);
                break;
            case SubmitResult.AlreadyAccepted accepted:
                await AnswerAsync(context, StatusCodes.Status200OK, accepted.Id, isNew: false);
                break;
            case SubmitResult.UnknownPipeline unknown:
                throw new ApiProblem(
                    StatusCodes.Status422UnprocessableEntity,
                    "unknownPipeline",
                    $"There is no such pipeline. There are {string.Join(", ", unknown.Known)}.");
            case SubmitResult.Refused refused:
                throw new AccessRefused("NotAdmitted", request.Signer.Command.Signer) { Reference = refused.Reference };
            default:
                throw new AccessRefused("NotAllowed", request.Signer.Command.Signer);
        }
    }

    private async ValueTask<SubmitResult> SubmitAsync(
        SubmitTask submitted, ClientIdentity signer, CancellationToken cancellationToken)
    {
        try
        {
            return await commands.SubmitAsync(submitted, signer.Caller, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new ApiProblem(StatusCodes.Status400BadRequest, "badBody", exception.Message);
        }
    }

    private async Task FindAsync(HttpContext context)
    {
        var id = RouteIds.Read(context);
        var details = await queries.FindAsync(new TaskId(id), context.RequestAborted)
            ?? throw new ApiProblem(StatusCodes.Status404NotFound, "notFound", "There is no such task.");
        await ApiAnswer.WriteAsync(context, StatusCodes.Status200OK, TaskView.From(details), ApiJson.Default.TaskView);
    }

    private static Task AnswerAsync(HttpContext context, int status, TaskId id, bool isNew)
    {
        context.Response.Headers.Location = $"/v1/tasks/{id}";
        return ApiAnswer.WriteAsync(context, status, new AcceptedTask(id.ToString(), isNew), ApiJson.Default.AcceptedTask);
    }
}
