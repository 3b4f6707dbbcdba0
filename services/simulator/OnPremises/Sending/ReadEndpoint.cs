using Tujenge.Simulator.Http;
using Tujenge.Simulator.OnPremises.Logins;

namespace Tujenge.Simulator.OnPremises.Sending;

/// <summary><c>PUT /v1/messages/{id}</c>: the business has read a customer's message.</summary>
internal static class ReadEndpoint
{
    public static async Task<IResult> HandleAsync(string messageId, HttpContext http)
    {
        var (world, number) = (http.Opened().World, http.Opened().Number);
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        if (body.Text("status") != "read")
        {
            return OnPremisesAnswer.Error(1009, "Parameter 'status' must be read");
        }

        return world.Phones.All.Any(phone => phone.MarkReadByBusiness(number.PhoneNumberId, messageId))
            ? OnPremisesAnswer.Ok()
            : OnPremisesAnswer.Error(1006, "unknown message");
    }
}
