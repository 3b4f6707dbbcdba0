using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Messaging;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Sender;

/// <summary>What the sender tells inbound of ids.</summary>
public sealed partial class SendingTests
{
    [Test]
    public async Task A_quote_of_what_is_not_with_WhatsApp_is_left_out_and_the_log_says_so()
    {
        var quoting = new V1Message
        {
            To = "255712000111",
            Type = "text",
            Text = new V1Text { Body = "about that" },
            Context = new V1Context { MessageId = MessageId.New(_bed.Clock.GetUtcNow()) },
        };
        var command = NewCommand(quoting.To, "") with { Body = Embedded(quoting) };
        await _sender.SendQueues.SendAsync(command, default);
        var id = command.MessageId;
        await Eventually.HoldsAsync(async () => (await MessageAsync(id))?.UpstreamId is not null, "the message");

        Assert.That((await MessageAsync(id))!.Warnings, Is.EqualTo("Parameter 'context.message_id' is left out: that message is not with WhatsApp"));
    }

    [Test]
    public async Task Who_asks_for_ids_hears_to_whom_a_call_is_under_way()
    {
        var answer = new TaskCompletionSource<GraphAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _graph.OnSend = _ => answer.Task;
        var id = await SendAsync("5511987654321", "slow");
        await Eventually.HoldsAsync(() => Task.FromResult(!_graph.Sends.IsEmpty), "the call");
        var requests = new ServiceRequests(_sender.Bus);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await AskAsync("551187654321", "255712000222")).OnTheirWay, Is.EqualTo(["551187654321"]), "however it is written");
            Assert.That((await AskAsync("255712000222")).OnTheirWay, Is.Empty);
            Assert.That((await AskAsync("")).OnTheirWay, Is.EqualTo([""]), "to anybody");
            Assert.That((await AskAsync()).OnTheirWay, Is.Empty);
        }

        answer.SetResult(_graph.Take());
        await Eventually.HoldsAsync(async () => (await AskAsync("")).OnTheirWay.Count == 0, "the answer");
        var upstreamId = (await MessageAsync(id))!.UpstreamId!;
        Assert.That((await AskAsync("")).MessageIds, Is.EqualTo(new Dictionary<string, string> { [upstreamId] = id }));

        async Task<MessageIdsFound> AskAsync(params string[] recipients) => await requests.AskAsync<FindMessageIds, MessageIdsFound>(
            new FindMessageIds
            {
                ChannelId = _channel.Id,
                UpstreamIds = [(await MessageAsync(id))?.UpstreamId ?? "wamid.none"],
                Recipients = recipients,
            },
            CancellationToken.None);
    }
}
