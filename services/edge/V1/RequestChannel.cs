using Microsoft.AspNetCore.Http.Features;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.V1;

/// <summary>The channel of a request, known once <see cref="ApiKeyFilter"/> has let it in.</summary>
internal static class RequestChannel
{
    public static Channel Channel(this HttpContext context) => context.Features.GetRequiredFeature<OpenedChannel>().Channel;
}
