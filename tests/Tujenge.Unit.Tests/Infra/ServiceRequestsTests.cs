using MassTransit;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;

namespace Tujenge.Unit.Tests.Infra;

/// <summary>What becomes of a question to another service, over a bus in memory.</summary>
internal sealed class ServiceRequestsTests
{
    private static readonly FindMessageIds Question = new() { ChannelId = Guid.Empty, UpstreamIds = ["a"], Recipients = [] };

    [Test]
    public async Task The_response_is_given_back()
    {
        var answer = await AskAsync(context => context.RespondAsync(
            new MessageIdsFound { MessageIds = new Dictionary<string, string> { ["a"] = "ours" }, OnTheirWay = [] }));
        Assert.That(answer.MessageIds["a"], Is.EqualTo("ours"));
    }

    /// <summary>A fault that looked like an absence would be waited out for ever.</summary>
    [Test]
    public async Task Who_fails_to_answer_is_not_away()
    {
        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => AskAsync(_ => throw new InvalidOperationException("a defect")));
        Assert.That(TransientFaults.IsTransient(fault!), Is.False);
    }

    private static async Task<MessageIdsFound> AskAsync(MessageHandler<FindMessageIds> answer)
    {
        var bus = Bus.Factory.CreateUsingInMemory(factory => factory.ReceiveEndpoint("sender", endpoint => endpoint.Handler(answer)));
        await bus.StartAsync();
        try
        {
            return await new ServiceRequests(bus).AskAsync<FindMessageIds, MessageIdsFound>(Question, CancellationToken.None);
        }
        finally
        {
            await bus.StopAsync();
        }
    }
}
