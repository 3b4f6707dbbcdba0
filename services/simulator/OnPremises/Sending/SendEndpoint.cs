using Tujenge.Simulator.OnPremises.Logins;
using Tujenge.Simulator.Sending;

namespace Tujenge.Simulator.OnPremises.Sending;

/// <summary><c>POST /v1/messages</c>: every type.</summary>
internal static class SendEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, Attempts attempts)
    {
        var (world, number) = (http.Opened().World, http.Opened().Number);
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        var (send, problem) = V1SendBody.Read(body);
        return send is null ? problem! : await attempts.MakeAsync(http, world, number, send, new OnPremisesDialect());
    }
}
