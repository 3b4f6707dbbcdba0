namespace Tujenge.Contracts.V1;

/// <summary>Answer to the readable ones of <c>/v1/settings</c> (whatsapp-v1-api, section 11).</summary>
/// <param name="Settings">The one that was asked for.</param>
/// <param name="Meta">Version of the surface.</param>
public sealed record V1SettingsAnswer(V1Settings Settings, V1Meta Meta);

/// <summary>Settings; one of both.</summary>
/// <param name="Business">Of <c>/v1/settings/business/profile</c>.</param>
/// <param name="Profile">Of <c>/v1/settings/profile/…</c>.</param>
public sealed record V1Settings(V1BusinessSettings? Business = null, V1ProfileSettings? Profile = null);

/// <summary>Settings of the business.</summary>
/// <param name="Profile">What customers see of it.</param>
public sealed record V1BusinessSettings(V1BusinessProfile Profile);

/// <summary>What customers see of the business.</summary>
/// <param name="Address">Up to 256 characters.</param>
/// <param name="Description">Up to 256 characters.</param>
/// <param name="Email">Up to 128 characters.</param>
/// <param name="Vertical">Industry.</param>
/// <param name="Websites">At most two.</param>
public sealed record V1BusinessProfile(string Address, string Description, string Email, string Vertical, IReadOnlyList<string> Websites);

/// <summary>Settings of the profile; one of both.</summary>
/// <param name="About">The line below the name.</param>
/// <param name="Photo">Where the photo is.</param>
public sealed record V1ProfileSettings(V1ProfileAbout? About = null, V1ProfilePhoto? Photo = null);

/// <summary>The line below the name.</summary>
/// <param name="Text">1 to 139 characters; empty while none is set.</param>
public sealed record V1ProfileAbout(string Text);

/// <summary>The photo.</summary>
/// <param name="Link">Where it is.</param>
public sealed record V1ProfilePhoto(string Link);
