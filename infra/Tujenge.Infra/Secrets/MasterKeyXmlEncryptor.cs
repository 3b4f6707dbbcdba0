using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Tujenge.Infra.Secrets;

/// <summary>Lets Data Protection store its keys encrypted with the master key.</summary>
internal sealed class MasterKeyXmlEncryptor(MasterKeys masterKeys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(masterKeys.Encrypt(plaintextElement), typeof(MasterKeyXmlDecryptor));
}

/// <summary>
/// The way back. Its full name stands in every key of the ring, so renaming it makes all secrets unreadable; Data
/// Protection creates it with the services that it runs in.
/// </summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        services.GetRequiredService<MasterKeys>().Decrypt(encryptedElement);
}
