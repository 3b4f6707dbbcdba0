using System.ComponentModel.DataAnnotations;

namespace Tujenge.Infra.Messaging;

/// <summary>How to reach the broker. Bound from <c>Messaging</c>.</summary>
public sealed class MessagingOptions : IValidatableObject
{
    /// <summary>Section in the configuration.</summary>
    public const string SectionName = "Messaging";

    /// <summary>RabbitMQ everywhere but in the one-process sandbox.</summary>
    public MessagingTransport Transport { get; init; } = MessagingTransport.RabbitMq;

    /// <summary>Address of the broker and its virtual host, without credentials.</summary>
    public Uri Host { get; init; } = new("amqp://localhost:5672/");

    /// <summary>User of the broker.</summary>
    [Required]
    public string Username { get; init; } = "guest";

    /// <summary>Password of <see cref="Username"/>.</summary>
    [Required]
    public string Password { get; init; } = "guest";

    /// <summary>
    /// Number of send queues. Must be the same in every process, and may be changed only while they are empty, because
    /// a conversation moves to another queue with it.
    /// </summary>
    [Range(1, 256)]
    public int SendQueues { get; init; } = 8;

    /// <summary>How long edge and inbound wait for the broker's confirm before they answer 503; see <see cref="Confirms"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the connection is under TLS.</summary>
    internal bool IsEncrypted => Host.Scheme is "amqps" or "rabbitmqs";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Host.IsAbsoluteUri
            || Host.Scheme is not ("amqp" or "amqps" or "rabbitmq" or "rabbitmqs")
            || Host is not { Host.Length: > 0, UserInfo: "", Query: "" })
        {
            yield return new(
                "Messaging:Host must look like amqp://rabbitmq.example:5672/, without user and password (set Messaging:Username and Messaging:Password).",
                [nameof(Host)]);
        }
    }
}

/// <summary>The transports that the product runs on.</summary>
public enum MessagingTransport
{
    /// <summary>RabbitMQ 3.10 or later.</summary>
    RabbitMq,

    /// <summary>Inside one process; nothing survives its end.</summary>
    InMemory,
}
