using System.Text.Json;
using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Contents of an <c>hsm</c> message, what templates were before (whatsapp-v1-api, section 5.2).</summary>
/// <param name="ElementName">Name of the template.</param>
/// <param name="Language">Language of the translation.</param>
/// <param name="Namespace">Template namespace of the account.</param>
/// <param name="LocalizableParams">Values for the placeholders of the body.</param>
internal sealed record V1Hsm(string ElementName, V1Language Language, string? Namespace, IReadOnlyList<V1HsmParameter>? LocalizableParams);

/// <summary>A value.</summary>
/// <param name="Default">The text that phones show.</param>
/// <param name="Currency">Where it is an amount of money.</param>
/// <param name="DateTime">Where it is a moment.</param>
internal sealed record V1HsmParameter(string Default, V1HsmCurrency? Currency, JsonElement? DateTime);

/// <summary>An amount of money.</summary>
/// <param name="CurrencyCode">ISO 4217.</param>
/// <param name="Amount1000">The amount times 1000.</param>
internal sealed record V1HsmCurrency(
    string CurrencyCode,
    [property: System.Text.Json.Serialization.JsonPropertyName("amount_1000")] long Amount1000);
