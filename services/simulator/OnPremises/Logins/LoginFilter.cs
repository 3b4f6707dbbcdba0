using Tujenge.Simulator.Graph;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.OnPremises.Logins;

/// <summary>Lets in who shows a token that works, and says whose number it opens.</summary>
internal sealed class LoginFilter(Sandbox sandbox, TimeProvider clock) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var world = sandbox.Current;
        if (GraphAnswer.TokenOf(http.Request) is not { } token
            || world.Logins.Find(token, world.Numbers, clock.GetUtcNow()) is not { } number)
        {
            return ValueTask.FromResult<object?>(
                OnPremisesAnswer.Error(1005, "Invalid or expired token", StatusCodes.Status401Unauthorized));
        }

        http.Features.Set(new OpenedNumber(world, number));
        return next(context);
    }
}

/// <summary>The number of a request, in the world it came to.</summary>
internal sealed record OpenedNumber(World World, BusinessNumber Number);

internal static class OpenedNumberExtensions
{
    public static OpenedNumber Opened(this HttpContext context) => context.Features.Get<OpenedNumber>()!;

    /// <summary>What the API keeps of the number.</summary>
    public static Account Account(this HttpContext context) => context.Opened().World.Accounts.Of(context.Opened().Number);

    /// <summary>Reads or changes what the API keeps of the number, under its lock.</summary>
    public static IResult Locked(this HttpContext context, Func<Account, IResult> work)
    {
        var account = context.Account();
        lock (account.Gate)
        {
            return work(account);
        }
    }
}
