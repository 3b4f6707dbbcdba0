using Tujenge.Simulator.Http;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Phones;

/// <summary><c>{prefix}/phones</c>: the customers' side.</summary>
internal static class PhonesEndpoints
{
    public static void MapPhones(this IEndpointRouteBuilder control)
    {
        control.MapGet("/phones", (Sandbox sandbox) => ControlAnswer.Ok(
            new PhoneList([.. sandbox.Current.Phones.All.Select(phone => PhoneView.Of(phone, withMessages: false))]),
            SimulatorJson.Wire.PhoneList));
        control.MapGet("/phones/{number}", (string number, Sandbox sandbox) => View(sandbox.Current.Phones.Get(number)));
        control.MapPut("/phones/{number}", PutAsync);
        control.MapPost("/phones/{number}/write", (string number, HttpRequest request, Sandbox sandbox, Writing writing) =>
            WriteAsync(number, request, sandbox, writing, quotes: false));
        control.MapPost("/phones/{number}/reply", (string number, HttpRequest request, Sandbox sandbox, Writing writing) =>
            WriteAsync(number, request, sandbox, writing, quotes: false));
        control.MapPost("/phones/{number}/quote", (string number, HttpRequest request, Sandbox sandbox, Writing writing) =>
            WriteAsync(number, request, sandbox, writing, quotes: true));
        control.MapPost("/phones/{number}/read", ReadAsync);
        control.MapPost("/phones/{number}/silence", SilenceAsync);
    }

    private static async Task<IResult> PutAsync(string number, HttpRequest request, Sandbox sandbox)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.PhoneSettings);
        if (body is null)
        {
            return problem!;
        }

        if (body.IdInFrom is not null && !UserId.Is(number))
        {
            return ControlAnswer.Problem("id_in_from is for phones that hide their number: name one by a business-scoped user id, such as US.1234.");
        }

        var phone = sandbox.Current.Phones.Get(number);
        phone.IdInFrom = body.IdInFrom ?? phone.IdInFrom;
        phone.Name = body.Name ?? phone.Name;
        phone.Exists = body.Exists ?? phone.Exists;
        phone.AutoRead = body.AutoRead ?? phone.AutoRead;
        phone.AutoReply = body.AutoReply is "" ? null : body.AutoReply ?? phone.AutoReply;
        return View(phone);
    }

    private static async Task<IResult> WriteAsync(string number, HttpRequest request, Sandbox sandbox, Writing writing, bool quotes)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.WriteRequest);
        if (body is null)
        {
            return problem!;
        }

        var world = sandbox.Current;
        var phone = world.Phones.Get(number);
        if (FindNumber(world, phone, body.To) is not { } business)
        {
            return ControlAnswer.Problem("There is no such business number; see GET numbers, or leave out to.");
        }

        if (phone.HidesNumber && business.Login is not null)
        {
            return ControlAnswer.Problem("A v1 server knows customers by their numbers; write to a number of the Cloud API.");
        }

        var (message, whatToDo) = body.Read(phone, business, quotes);
        if (message is null)
        {
            return ControlAnswer.Problem(whatToDo!);
        }

        phone.Name = body.Name ?? phone.Name;
        var written = writing.Write(world, phone, business, message);
        return ControlAnswer.Ok(new WriteAnswer(written), SimulatorJson.Wire.WriteAnswer);
    }

    private static async Task<IResult> ReadAsync(string number, HttpRequest request, Sandbox sandbox, Writing writing)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.ReadRequest);
        if (body is null)
        {
            return problem!;
        }

        var world = sandbox.Current;
        var phone = world.Phones.Get(number);
        var read = world.Numbers.All.Sum(business => writing.Read(world, phone, business, body.MessageId));
        return ControlAnswer.Ok(new ReadAnswer(read), SimulatorJson.Wire.ReadAnswer);
    }

    private static async Task<IResult> SilenceAsync(string number, HttpRequest request, Sandbox sandbox, Writing writing)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.SilenceRequest);
        if (body is null)
        {
            return problem!;
        }

        var world = sandbox.Current;
        var phone = world.Phones.Get(number);
        phone.IsSilent = body.On;
        foreach (var business in world.Numbers.All)
        {
            writing.Deliver(world, phone, business);
        }

        return View(phone);
    }

    /// <summary>Named by id or number; else whoever wrote last to the phone; else the first.</summary>
    private static BusinessNumber? FindNumber(World world, Phone phone, string? to) => to is { Length: > 0 }
        ? world.Numbers.All.FirstOrDefault(number => number.PhoneNumberId == to || number.Digits == to.TrimStart('+'))
        : world.Numbers.All.FirstOrDefault(number =>
            phone.Messages().LastOrDefault(message => message.FromBusiness)?.PhoneNumberId == number.PhoneNumberId)
            ?? (world.Numbers.All is [var first, ..] ? first : null);

    private static IResult View(Phone phone) =>
        ControlAnswer.Ok(PhoneView.Of(phone, withMessages: true), SimulatorJson.Wire.PhoneView);
}
