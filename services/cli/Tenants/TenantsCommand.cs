using System.CommandLine;
using System.Text.Json;
using Tujenge.Cli.AdminApi;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Tenants;

/// <summary><c>tujenge tenants</c>.</summary>
internal static class TenantsCommand
{
    public static Command Create(AdminCommands admin) => new("tenants", "Customers of the installation.")
    {
        List(admin),
        Show(admin),
        Add(admin),
        Rename(admin),
        Remove(admin),
    };

    private static Verb List(AdminCommands admin)
    {
        var verb = new Verb("list", "List all tenants, oldest first.", "tujenge tenants list");
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<ITenantsApi>(
            parsed,
            api => api.ListAsync(cancellationToken),
            (answer, printer) => printer.Table(
                answer.List("tenants"),
                Column.Id("ID", "id"),
                Column.Moment("CREATED", "created_at"),
                Column.Text("NAME", "name"))));
        return verb;
    }

    private static Verb Show(AdminCommands admin)
    {
        var verb = new Verb("show", "Show one tenant.", "tujenge tenants show 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");
        var id = Id(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<ITenantsApi>(
            parsed, api => api.GetAsync(parsed.GetRequiredValue(id), cancellationToken), Write));
        return verb;
    }

    private static Verb Add(AdminCommands admin)
    {
        var verb = new Verb("create", "Add a tenant.", "tujenge tenants create \"Duka la Asha\"");
        var name = Name(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<ITenantsApi>(
            parsed, api => api.CreateAsync(new() { ["name"] = parsed.GetRequiredValue(name) }, cancellationToken), Write));
        return verb;
    }

    private static Verb Rename(AdminCommands admin)
    {
        var verb = new Verb(
            "rename", "Give a tenant another name.", "tujenge tenants rename 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f \"Duka la Juma\"");
        var id = Id(verb);
        var name = Name(verb);
        verb.SetAction((parsed, cancellationToken) => admin.RunAsync<ITenantsApi>(
            parsed,
            api => api.RenameAsync(
                parsed.GetRequiredValue(id), new() { ["name"] = parsed.GetRequiredValue(name) }, cancellationToken),
            Write));
        return verb;
    }

    private static Verb Remove(AdminCommands admin)
    {
        var verb = new Verb(
            "remove", "Remove a tenant that has no channels.", "tujenge tenants remove 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");
        var id = Id(verb);
        var confirmation = new Confirmation(verb);
        verb.SetAction((parsed, cancellationToken) =>
        {
            confirmation.Demand(parsed, admin.Shell, $"Remove tenant {parsed.GetRequiredValue(id)}?");
            return admin.RunAsync<ITenantsApi>(
                parsed,
                api => api.RemoveAsync(parsed.GetRequiredValue(id), cancellationToken),
                (_, printer) => printer.Note("Removed."));
        });
        return verb;
    }

    private static Argument<Guid> Id(Verb verb)
    {
        var id = Ids.Argument("tenant-id", "Which; 'tujenge tenants list' shows them.");
        verb.Arguments.Add(id);
        return id;
    }

    private static Argument<string> Name(Verb verb)
    {
        var name = new Argument<string>("name") { Description = "1 to 128 characters." };
        verb.Arguments.Add(name);
        return name;
    }

    private static void Write(JsonElement tenant, Printer printer) => printer.Fields(
        ("id", tenant.Text("id")),
        ("name", tenant.Text("name")),
        ("created", tenant.Second("created_at")));
}
