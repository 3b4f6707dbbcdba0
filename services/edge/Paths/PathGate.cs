using Tujenge.Edge.V1;

namespace Tujenge.Edge.Paths;

/// <summary>Stands in front of everything: turns blocked paths away, and lets clients get away with doubled slashes.</summary>
internal static class PathGate
{
    /// <summary>Adds the gate; what is mapped is matched behind it.</summary>
    public static void UsePathGate(this WebApplication app, string basePath)
    {
        var blocked = new BlockedPaths(basePath);
        var v1 = $"{basePath}/v1";

        app.Use((context, next) =>
        {
            var path = context.Request.Path.Value ?? "";
            if (blocked.Contains(path))
            {
                return V1Dialect
                    .Answer(context, StatusCodes.Status403Forbidden, "This path is not available through this gateway.")
                    .ExecuteAsync(context);
            }

            // An address with a slash at its end and a path with one at its start are joined to this by many a client.
            if (path.Contains("//", StringComparison.Ordinal))
            {
                var single = new PathString($"/{string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries))}");
                context.Request.Path = single.StartsWithSegments(v1) ? single : context.Request.Path;
            }

            return next(context);
        });
        app.UseRouting();
    }
}
