namespace Tujenge.Contracts.Cloud;

/// <summary>One page of <c>GET /{version}/{waba-id}/message_templates</c>.</summary>
/// <param name="Data">Templates, one for each name and language.</param>
/// <param name="Paging">Where the next page is.</param>
public sealed record CloudTemplatePage(IReadOnlyList<CloudTemplateDefinition>? Data, CloudPaging? Paging);

/// <summary>A template as Graph describes it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Language">Language code.</param>
/// <param name="Status"><c>APPROVED</c>, <c>PENDING</c>, <c>REJECTED</c>, <c>PAUSED</c>, <c>DISABLED</c>, …</param>
/// <param name="Components">Header, body, footer, buttons.</param>
public sealed record CloudTemplateDefinition(
    string Name,
    string Language,
    string? Status,
    IReadOnlyList<CloudTemplatePart>? Components);

/// <summary>One part of a template's definition.</summary>
/// <param name="Type"><c>HEADER</c>, <c>BODY</c>, <c>FOOTER</c>, <c>BUTTONS</c>.</param>
/// <param name="Format">Headers only: <c>TEXT</c>, <c>IMAGE</c>, …</param>
/// <param name="Text">With placeholders such as <c>{{1}}</c>.</param>
public sealed record CloudTemplatePart(string Type, string? Format, string? Text);

/// <summary>Graph's paging by cursor.</summary>
/// <param name="Cursors">Before and after.</param>
/// <param name="Next">Address of the next page; absent on the last.</param>
public sealed record CloudPaging(CloudCursors? Cursors, string? Next);

/// <summary>Cursors of a page.</summary>
/// <param name="After">Pass it as <c>after</c> to get the next page.</param>
public sealed record CloudCursors(string? After);
