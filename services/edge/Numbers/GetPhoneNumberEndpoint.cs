using Tujenge.Contracts.V1;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Numbers;

/// <summary><c>GET /v1/configs/phone_number</c>: which number a key belongs to, as digits (whatsapp-v1-api, section 9).</summary>
internal static class GetPhoneNumberEndpoint
{
    public static void MapGetPhoneNumber(this IEndpointRouteBuilder v1) => v1
        .MapGet("/configs/phone_number", IResult (HttpContext context) => TypedResults.Json(
            new V1PhoneNumberAnswer(context.Channel().PhoneNumber), V1Json.Wire.V1PhoneNumberAnswer))
        .Describe("getPhoneNumber", "The number that the key belongs to", "Configuration")
        .Answers<V1PhoneNumberAnswer>(StatusCodes.Status200OK, Answered.Number);
}
