namespace Tujenge.Simulator.Graph.Sending.Checking;

/// <summary>What Graph demands of the form of a template message; see <see cref="Templates.TemplateBook"/> for the template itself.</summary>
internal static class TemplateChecks
{
    public static void Check(Part template)
    {
        template.Object("name", "language", "components")["name"].Required().Text(most: 512);
        template["language"].Required().Object("code", "policy")["code"].Required().Text();
        template["language"]["policy"].OneOf("deterministic");
        foreach (var component in template["components"].Items())
        {
            component.Object("type", "sub_type", "index", "parameters");
            var type = component["type"].Required().OneOf("header", "body", "button", "footer");
            if (type == "button")
            {
                component["sub_type"].Required().Text();
                component["index"].Required();
            }

            foreach (var parameter in component["parameters"].Items())
            {
                Parameter(parameter);
            }
        }
    }

    private static void Parameter(Part parameter)
    {
        switch (parameter["type"].Required().Text())
        {
            case "text":
                parameter.Object("type", "text", "parameter_name")["text"].Required().Text();
                break;
            case "currency":
                var currency = parameter.Object("type", "currency", "parameter_name")["currency"].Required();
                currency.Object("fallback_value", "code", "amount_1000")["fallback_value"].Required().Text();
                currency["code"].Required().Text();
                currency["amount_1000"].Required();
                break;
            case "date_time":
                parameter.Object("type", "date_time", "parameter_name")["date_time"].Required()["fallback_value"].Required().Text();
                break;
            case ("image" or "video" or "document") and var kind:
                MediaChecks.Check(parameter.Object("type", kind, "parameter_name")[kind], hasFilename: kind == "document");
                break;
            case "payload":
                parameter.Object("type", "payload")["payload"].Required().Text();
                break;
            default:
                break; // Newer types: v1 has no rules for them.
        }
    }
}
