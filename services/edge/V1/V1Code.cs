using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1;

/// <summary>The v1 error codes that edge gives itself (whatsapp-errors, sections 3 and 4).</summary>
/// <param name="Number">What clients decide on.</param>
/// <param name="Title">Its fixed title.</param>
/// <param name="Status">HTTP status of an answer with it.</param>
internal sealed record V1Code(int Number, string Title, int Status)
{
    /// <summary>Any code, with the title and the status that it has in answers.</summary>
    public static V1Code Of(int number) => new(number, V1Errors.TitleOf(number), V1Errors.HttpStatusOf(number));

    /// <summary>The original has no code for what it cannot do as a whole, and clients know 1000 as the unspecific one.</summary>
    public static readonly V1Code NotImplemented = new(1000, "Generic error", 501);

    /// <summary>The original said so with 500, as of everything that 1000 stands for: clients would send the message again and again.</summary>
    public static readonly V1Code FileTypeUnsuitable = new(1000, "Generic error", 400);

    public static readonly V1Code MessageTooLong = new(1001, "Message too long", 400);
    public static readonly V1Code RecipientTypeInvalid = new(1002, "Invalid recipient type", 400);
    public static readonly V1Code AlreadyExists = new(1004, "Resource already exists", 409);
    public static readonly V1Code ParameterMissing = new(1008, "Required parameter is missing", 400);
    public static readonly V1Code ValueInvalid = new(1009, "Parameter value is not valid", 400);
    public static readonly V1Code ParameterNotRequired = new(1010, "Parameter is not required", 400);

    public static readonly V1Code TooManyRequests = new(1015, "Too many requests", 429);
    public static readonly V1Code Overloaded = new(1016, "System overloaded", 503);
    public static readonly V1Code InvalidRequest = new(1025, "Invalid request", 400);
    public static readonly V1Code TemplateParameterTooLong = new(2004, "Template param length too long", 400);
    public static readonly V1Code SectionsInvalid = new(2015, "Invalid number of sections", 400);
    public static readonly V1Code RowsInvalid = new(2016, "Invalid number of rows", 400);
    public static readonly V1Code ProductsInvalid = new(2023, "Invalid number of products", 400);
    public static readonly V1Code HeaderInvalid = new(2036, "Invalid header structure", 400);
}
