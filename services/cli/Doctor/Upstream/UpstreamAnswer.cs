using System.Text.Json;
using Refit;
using Tujenge.Cli.Output;
using Tujenge.Contracts.Cloud;
using Tujenge.Infra.Directory;

namespace Tujenge.Cli.Doctor.Upstream;

/// <summary>What WhatsApp's answer about a number says of the channel's settings.</summary>
internal static class UpstreamAnswer
{
    public static Finding Judge(Channel channel, string accessToken, IApiResponse<string> response)
    {
        var check = $"channel {channel.PhoneNumber}";
        var host = new Uri(channel.CloudBaseUrl).Host;
        if (!response.IsReceived)
        {
            return Finding.Failed(
                check,
                $"{host} does not answer: {response.Error?.GetBaseException().Message}",
                "The sender needs the way there too: check name resolution, proxy and firewall.");
        }

        var content = response.IsSuccessful ? response.Content : (response.Error as ApiException)?.Content;
        var finding = ErrorIn(content) is { } error ? Judge(channel, check, error)
            : response.IsSuccessful && JsonOf(content) is { } number ? Judge(channel, check, number)
            : Finding.Failed(check, $"{host} answers HTTP {(int)response.StatusCode!} without a reason", "Is the channel's cloud_base_url right?");

        // Whatever an upstream repeats of what it was asked.
        return finding with { Seen = finding.Seen.Replace(accessToken, "…", StringComparison.Ordinal) };
    }

    private static Finding Judge(Channel channel, string check, JsonElement number)
    {
        var shown = number.Text("display_phone_number");
        var seen = $"WhatsApp takes its token and knows it as {shown} ({number.Text("verified_name")}), quality {number.Text("quality_rating")}";
        var digits = string.Concat(shown.Where(char.IsAsciiDigit));
        return digits.Length == 0 || digits == channel.PhoneNumber
            ? Finding.Ok(check, seen)
            : Finding.Warning(check, seen, $"The phone number differs. If WhatsApp's is right: tujenge channels update {channel.Id} --phone-number {digits}");
    }

    private static Finding Judge(Channel channel, string check, CloudError error)
    {
        var seen = $"{error.Message?.TrimEnd('.')} (code {error.Code})";
        return error.Code switch
        {
            190 or 0 => Finding.Failed(
                check,
                $"its access token has expired or is not valid: {seen}",
                $"Make a new one for the system user, then: tujenge channels update {channel.Id} --access-token-file -"),
            3 or 10 or (>= 200 and <= 299) => Finding.Failed(
                check,
                $"its access token lacks a permission: {seen}",
                "Give the system user whatsapp_business_messaging and whatsapp_business_management, and make a new token."),
            33 or 100 => Finding.Failed(
                check,
                $"WhatsApp does not show the number {channel.PhoneNumberId} to its token: {seen}",
                $"Check the phone number id ('tujenge channels show {channel.Id}'), and that the system user has the business account among its assets."),
            4 or 80007 or 130429 => Finding.Warning(check, $"WhatsApp answers too many calls: {seen}", "Try again later."),
            1 or 2 or 131000 or 131016 => Finding.Warning(check, $"WhatsApp is out of order: {seen}", "Try again later."),
            _ => Finding.Failed(check, $"WhatsApp refuses: {seen}", "Meta documents the code among the Cloud API's error codes."),
        };
    }

    private static CloudError? ErrorIn(string? content)
    {
        try
        {
            return string.IsNullOrEmpty(content) ? null : JsonSerializer.Deserialize(content, CloudJson.Wire.CloudErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null; // A proxy's page, not Graph's answer.
        }
    }

    private static JsonElement? JsonOf(string? content)
    {
        try
        {
            return string.IsNullOrEmpty(content) || JsonElement.Parse(content) is not { ValueKind: JsonValueKind.Object } json ? null : json;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
