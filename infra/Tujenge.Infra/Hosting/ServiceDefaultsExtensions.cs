using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Infra.Hosting;

/// <summary>What every service has: clock, logs, telemetry, health, graceful shutdown, one way to start and to fail.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Paths that are polled or that carry phone numbers: never traced.</summary>
    private static readonly string[] UntracedPaths = ["/livez", "/readyz", "/simulator"];

    /// <summary>Adds the defaults. Call it first.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">Name in telemetry, such as <c>sender</c>.</param>
    /// <param name="defaultPort">Where it listens on loopback unless <c>Urls</c> or <c>ASPNETCORE_URLS</c> says otherwise.</param>
    public static WebApplicationBuilder AddServiceDefaults(
        this WebApplicationBuilder builder,
        string serviceName,
        int defaultPort)
    {
        CheckUrls(builder.Configuration["urls"]);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])
            && string.IsNullOrEmpty(builder.Configuration["http_ports"])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls($"http://127.0.0.1:{defaultPort}");
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // What is too long for anything here, or in another alphabet, is the service's to refuse, in words: the server has none.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            (kestrel.Limits.MaxRequestLineSize, kestrel.Limits.MaxRequestHeadersTotalSize, kestrel.Limits.MaxRequestHeaderCount) =
                (64 * 1024, 128 * 1024, 1000);
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<TujengeMetrics>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
        builder.Services.AddHealthChecks();
        builder.AddLogging();
        builder.AddTelemetry(serviceName);

        return builder;
    }

    /// <summary>Maps <c>/livez</c> (the process answers) and <c>/readyz</c> (database, migrations and bus are there).</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = (context, report) => context.Response.WriteAsync(
                report.Status + string.Concat(report.Entries
                    .Where(entry => entry.Value.Status != report.Status || report.Entries.Count == 1 || entry.Value.Description is not null)
                    .Select(entry => $"\n{entry.Key}: {entry.Value.Status} {entry.Value.Description}"))),
        });

        return app;
    }

    /// <summary>
    /// Runs the service until it is told to stop, or prints its help. A wrong setting, a port in use or an unreachable server
    /// at start ends it with one clear line on standard error.
    /// </summary>
    /// <param name="args">Its command line.</param>
    /// <param name="help">What <c>--help</c> prints.</param>
    /// <param name="build">Builds it.</param>
    /// <returns>Exit code: 0, or 1 when it could not start.</returns>
    public static async Task<int> RunServiceAsync(string[] args, Func<string> help, Func<WebApplication> build)
    {
        try
        {
            if (ServiceHelp.IsAskedFor(args))
            {
                Console.WriteLine(help());
                return 0;
            }

            await using var app = build();

            // The host would do it too, but only after it has begun to start, and with a stack trace in the log.
            app.Services.GetService<IStartupValidator>()?.Validate();
            if (app.Services.GetService<BrokerProbe>() is { } broker)
            {
                await broker.CheckLoginAsync();
            }

            app.Services.GetService<KeyRingProbe>()?.CheckMasterKey();

            await app.RunAsync();
            return 0;
        }
        catch (Exception problem) when (StartProblem.Describe(problem) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    /// <summary>The server's own complaints come late and with a stack trace.</summary>
    private static void CheckUrls(string? urls)
    {
        foreach (var url in urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            // Any host, as the server writes it, is no host for anybody else.
            var plain = url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);
            if (!Uri.TryCreate(plain, UriKind.Absolute, out var address) || address is not { Scheme: "http", PathAndQuery: "/" })
            {
                throw new InvalidOperationException(
                    $"Configuration: urls must be http addresses such as http://127.0.0.1:8080, not '{url}'. TLS ends in front of a service.");
            }
        }
    }

    private static void AddLogging(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Logging:Console:FormatterName"] is null && !builder.Environment.IsDevelopment())
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = false;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }

        // Frameworks log addresses, and addresses carry numbers and tokens.
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical) // Its errors are thrown as well.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical) // Likewise: ten kilobytes for each query of an outage.
            .AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("MassTransit", LogLevel.Warning);
    }

    private static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                serviceName,
                serviceNamespace: "tujenge",
                serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}"))
            .WithTracing(tracing => tracing
                .AddSource(TujengeMetrics.Name, "MassTransit")
                .AddAspNetCoreInstrumentation(aspNet => aspNet.Filter = context =>
                    !Array.Exists(UntracedPaths, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddProcessor<FailedBusSpans>()
                .AddProcessor<PrivateAddresses>())
            .WithMetrics(metrics => metrics
                .AddMeter(TujengeMetrics.Name, "MassTransit", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());

        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } endpoint)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new InvalidOperationException(
                    "Configuration: OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://collector:4317.");
            }

            telemetry.WithLogging().UseOtlpExporter();
        }
    }
}
