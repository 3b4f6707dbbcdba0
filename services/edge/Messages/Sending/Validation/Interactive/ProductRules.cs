using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Rules for the actions of the kinds <c>product</c> and <c>product_list</c>.</summary>
internal static class ProductRules
{
    private const int MostProducts = 30;
    private const int LongestId = 512;

    public static V1InteractiveAction ReadOne(Field action) => new()
    {
        CatalogId = Id(action.WarnOfOthers("catalog_id", "product_retailer_id")["catalog_id"]),
        ProductRetailerId = Id(action["product_retailer_id"]),
    };

    public static V1InteractiveAction ReadList(Field action)
    {
        var catalogId = Id(action.WarnOfOthers("catalog_id", "sections")["catalog_id"]);
        var sections = SectionRules.Read(action["sections"], "product_items");
        var products = sections.Select(section => section["product_items"].Required().Items()).ToArray();
        SectionRules.CheckContents(action["sections"], sections, products, MostProducts, "products", V1Code.ProductsInvalid);
        if (action.Found.Value is not null)
        {
            return new V1InteractiveAction();
        }

        return new V1InteractiveAction
        {
            CatalogId = catalogId,
            Sections =
            [
                .. sections.Zip(products, (section, items) => new V1Section
                {
                    Title = SectionRules.Title(section, sections.Count),
                    ProductItems = [.. items.Select(item => new V1ProductItem(Id(item.Required().Object().WarnOfOthers("product_retailer_id")["product_retailer_id"])))],
                }),
            ],
        };
    }

    private static string Id(Field id) => id.Required().Text(LongestId) ?? "";
}
