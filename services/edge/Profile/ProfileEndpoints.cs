using Tujenge.Edge.Profile.About;
using Tujenge.Edge.Profile.Business;
using Tujenge.Edge.Profile.Photo;

namespace Tujenge.Edge.Profile;

/// <summary>The three of <c>/v1/settings</c> that clients may use (whatsapp-v1-api, section 11).</summary>
internal static class ProfileEndpoints
{
    public static void MapProfile(this IEndpointRouteBuilder v1)
    {
        v1.MapBusinessProfile();
        v1.MapAbout();
        v1.MapPhoto();
    }
}
