using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using NUnit.Framework;
using Tujenge.Edge;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Documents that everybody may ask for.</summary>
internal sealed class ApiDocumentTests
{
    [Test]
    public async Task A_document_is_made_once_however_often_it_is_asked_for()
    {
        var counting = new Counting();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddKeyedSingleton<IOpenApiDocumentProvider>("some", counting);
        await using var app = builder.Build();
        app.MapDocument("/some.json", "some");
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var first = await http.GetStringAsync("/some.json");
        var second = await http.GetStringAsync("/some.json");

        Assert.That(first, Does.Contain("Some API").And.Contain("3.1."));
        Assert.That((second, counting.Made), Is.EqualTo((first, 1)));
    }

    private sealed class Counting : IOpenApiDocumentProvider
    {
        public int Made { get; private set; }

        public Task<OpenApiDocument> GetOpenApiDocumentAsync(CancellationToken cancellationToken = default)
        {
            Made++;
            return Task.FromResult(new OpenApiDocument { Info = new OpenApiInfo { Title = "Some API", Version = "v1" }, Paths = [] });
        }
    }
}
