namespace Tujenge.Sender.CloudApi;

/// <summary>Sends a request to the Graph root of its channel: a Refit client has one address, channels have many.</summary>
internal sealed class UpstreamRootHandler : DelegatingHandler
{
    public const string RootProperty = "Tujenge.UpstreamRoot";

    private static readonly HttpRequestOptionsKey<object> RootKey = new(RootProperty);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(RootKey, out var root))
        {
            throw new InvalidOperationException("A call to the Cloud API does not say to which root.");
        }

        request.RequestUri = new Uri($"{root}".TrimEnd('/') + request.RequestUri!.PathAndQuery);
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken); // Sent with its length: not every server takes chunks.
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
