namespace Tujenge.Edge.V1;

/// <summary>Marks the endpoints of resources that the gateway has and the original API had not: those below <c>/v1/configs</c>.</summary>
internal sealed class GatewayResource;
